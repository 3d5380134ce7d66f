import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { test } from '../../../rules/condition/closure.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';
import { bringWhole, uploadIdOf } from './brought-file.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const claim: FormSource = {
  name: 'claim',
  kind: 'document',
  label: label('Claim'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'amount', kind: 'money', label: label('Amount') },
    { name: 'papers', kind: 'files', label: label('Papers') },
    { name: 'photo', kind: 'file', label: label('Photo') },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [{ name: 'scans', kind: 'files', label: label('Scans') }],
    },
  ],
  rules: [
    {
      name: 'papers-needed',
      severity: 'error',
      when: { all: [{ fact: 'amount', operator: 'greaterThan', value: '1000' }] },
      check: { all: [{ fact: 'papers.count', operator: 'greaterThanOrEqual', value: 2 }] },
      fields: ['papers'],
      message: label('Two papers above 1000'),
    },
  ],
};

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const text = Buffer.alloc(524_288, 'a');

/** Every record by the files that it has: `p` a PDF, `t` half a megabyte of text. */
const records: Readonly<Record<string, { papers?: string; photo?: string; lines?: readonly string[] }>> = {
  none: {},
  one: { papers: 'p' },
  two: { papers: 'pt', photo: 'p' },
  texts: { papers: 'ttt', photo: 't', lines: ['p', 'pt'] },
  lines: { photo: 'p', lines: ['', 't'] },
};

const leaf = (fact: string, operator: string, value?: Json) => ({
  all: [{ fact, operator, ...(value === undefined ? {} : { value }) }],
});

describeOnDatabases('conditions about files', (database) => {
  let house: House;
  let admin = '';
  const made = new Map<string, JsonObject>();
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [claim] });
    admin = await house.signIn('admin');
    for (const [number, { papers = '', photo = '', lines = [] }] of Object.entries(records)) {
      const body = {
        number,
        papers: await brought('papers', papers),
        photo: (await brought('photo', photo))[0] ?? null,
        lines: await Promise.all(
          lines.map(async (scans) => ({ scans: await brought('lines.scans', scans) })),
        ),
      };
      const saved = await house.ask('POST', '/api/forms/claim/records', { as: admin, body: body as Json });
      expect([saved.status, saved.text]).toEqual([201, expect.anything()]);
      made.set(number, saved.json as JsonObject);
    }
  });
  afterAll(() => house.close());

  function brought(field: string, sorts: string) {
    return Promise.all(
      [...sorts].map(async (sort) => {
        const bytes = sort === 'p' ? pdf : text;
        const name = sort === 'p' ? 'a.pdf' : 'a.txt';
        const answer = await bringWhole(house, { as: admin, form: 'claim', field, name, bytes });
        return { id: uploadIdOf(answer) };
      }),
    );
  }
  const found = async (filter: Condition) => {
    const query = new URLSearchParams({ filter: JSON.stringify(filter), fields: 'number', limit: '50' });
    const answer = await house.ask('GET', `/api/forms/claim/records?${query}`, { as: admin });
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    const { items } = answer.json as { items: readonly { number: string }[] };
    return items.map(({ number }) => number).toSorted();
  };

  it.each([
    ['at least two', leaf('papers.count', 'greaterThanOrEqual', 2), ['texts', 'two']],
    ['none at all, which counts as none', leaf('papers.count', 'equal', 0), ['lines', 'none']],
    ['one where there can be one', leaf('photo.count', 'equal', 1), ['lines', 'texts', 'two']],
    ['more than a megabyte all together', leaf('papers.size', 'greaterThan', '1'), ['texts']],
    ['half a megabyte, exactly', leaf('photo.size', 'equal', '0.5'), ['texts']],
    ['less than half of one', leaf('papers.size', 'lessThan', '0.5'), ['lines', 'none', 'one']],
    ['a PDF among them', leaf('papers.types', 'contains', 'pdf'), ['one', 'two']],
    ['no PDF among them', leaf('papers.types', 'notContains', 'pdf'), ['lines', 'none', 'texts']],
    ['a PDF where there can be one', leaf('photo.types', 'contains', 'pdf'), ['lines', 'two']],
    ['no type, as there is none', leaf('photo.types', 'isEmpty'), ['none', 'one']],
    ['two in some line', leaf('lines.scans.count', 'equal', 2), ['texts']],
  ] as const)('finds records with %s', async (_, filter, numbers) => {
    expect(await found(filter as Condition)).toEqual(numbers);
  });

  it.each([
    ['papers.count[gte]=2', ['texts', 'two']],
    ['papers.count=0', ['lines', 'none']],
    ['papers.count[between]=1,2', ['one', 'two']],
    ['photo.size=0.5', ['texts']],
    ['papers.types[contains]=pdf', ['one', 'two']],
    ['lines.scans.count[gte]=2', ['texts']],
    ['papers[empty]=false', ['one', 'texts', 'two']],
    ['papers.pages=1', 'unknown-parameter'],
    ['papers.count.more=1', 'unknown-parameter'],
    ['papers.types[contains]=paper', 'operand-option'],
    ['papers.count=many', 'not-integer'],
    ['papers.count[contains]=1', 'operator-not-fitting'],
  ] as const)('a list understands %s', async (asked, expected) => {
    const answer = await house.ask('GET', `/api/forms/claim/records?${asked}&fields=number&limit=50`, {
      as: admin,
    });
    const { items = [], errors = [] } = answer.json as {
      items?: readonly { number: string }[];
      errors?: readonly JsonObject[];
    };
    if (typeof expected === 'string')
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(expected)]);
    else expect([items.map(({ number }) => number).toSorted(), errors]).toEqual([expected, []]);
  });

  it('finds by a database what is judged in memory', async () => {
    const form = house.host.served().model.formsById.get('claim') ?? expect.fail();
    const fact = fc.constantFrom('papers', 'photo', 'lines.scans');
    const number = fc.constantFrom(
      'equal',
      'notEqual',
      'lessThan',
      'greaterThanOrEqual',
      'isEmpty',
      'isNotEmpty',
    );
    const asked = fc.oneof(
      fc.tuple(fact, fc.constant('count'), number, fc.constantFrom('0', '1', '2', '3')),
      fc.tuple(fact, fc.constant('size'), number, fc.constantFrom('0', '0.25', '0.5', '1.5', '0.500001')),
      fc.tuple(
        fact,
        fc.constant('types'),
        fc.constantFrom('contains', 'notContains', 'isEmpty', 'isNotEmpty'),
        fc.constantFrom('pdf', 'text', 'png'),
      ),
    );
    const leaves = asked.map(([field, part, operator, value]) => ({
      fact: `${field}.${part}`,
      operator,
      ...(operator.startsWith('is') ? {} : { value }),
    }));
    const conditions = fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(leaves, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([word, list, negative]) => (negative ? { not: { [word]: list } } : { [word]: list }));
    await fc.assert(
      fc.asyncProperty(conditions, async (condition) => {
        const compiled = compileCondition(condition, { shape: form });
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
        const holds = test(compiled.value);
        const expected = [...made].flatMap(([name, record]) => (holds({ record }) ? [name] : []));
        expect(await found(condition as unknown as Condition)).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('holds a record back whose check asks for more', async () => {
    const body = { number: 'check', amount: '2000.00', papers: await brought('papers', 'p') };
    const refused = await house.ask('POST', '/api/forms/claim/records', { as: admin, body: body as Json });
    expect([refused.status, refused.text.includes('Two papers above 1000')]).toEqual([422, true]);
    const papers = await brought('papers', 'pt');
    const saved = await house.ask('POST', '/api/forms/claim/records', {
      as: admin,
      body: { ...body, papers } as Json,
    });
    expect(saved.status).toBe(201);
  });

  it.each([
    ['a part that there is none of', 'papers.pages', 'equal', 1],
    ['a part of a part', 'papers.count.more', 'equal', 1],
    ['a type that is none', 'papers.types', 'contains', 'paper'],
  ])('refuses %s', async (_, fact, operator, value) => {
    const query = new URLSearchParams({ filter: JSON.stringify(leaf(fact, operator, value)) });
    const answer = await house.ask('GET', `/api/forms/claim/records?${query}`, { as: admin });
    expect(answer.status).toBe(400);
  });

  describe('what compares parts with other fields', () => {
    it('is judged in memory, and a database says that it cannot', async () => {
      const filter = { all: [{ fact: 'amount', operator: 'greaterThan', value: { fact: 'papers.count' } }] };
      const query = new URLSearchParams({ filter: JSON.stringify(filter) });
      const answer = await house.ask('GET', `/api/forms/claim/records?${query}`, { as: admin });
      expect([answer.status, answer.text.includes('condition-not-filterable')]).toEqual([400, true]);
    });
  });
});
