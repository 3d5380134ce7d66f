import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { valueAt } from '../../../metadata/common/json-path.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label } from './designing.suite.ts';

const options = [
  { value: 'r', label: { zh: '红', en: 'Red' } },
  { value: 'g', label: { zh: '绿', en: 'Green' } },
  // Called as another one is kept: whoever translated twice would be noticed.
  { value: 'b', label: { zh: 'r', en: 'Blue' } },
];
/** A field of every kind that has options, what records hold of it, and what that is called. */
const cases: Readonly<Record<string, readonly (readonly [Json, string])[]>> = {
  choice: [
    ['r', '红'],
    ['b', 'r'],
  ],
  choices: [
    [['g', 'r'], '红、绿'],
    [['b'], 'r'],
  ],
  form: [
    ['tint', 'Tint（中文）'],
    ['r', '红'],
  ],
  'parameter-type': [
    ['r', '红'],
    ['b', 'r'],
  ],
};
const nameOf = (kind: string) => `${kind.replace(/-./g, ([, sign = '']) => sign.toUpperCase())}Of`;
const own = (kind: string) => field(nameOf(kind), kind, { options });
const paths = Object.keys(cases).map(nameOf);
const form = {
  name: 'tint',
  kind: 'master',
  sharing: 'everybody',
  label: label('Tint'),
  fields: [
    field('number', 'text', { required: true, length: 40 }),
    ...Object.keys(cases).map(own),
    field('lines', 'entries', { fields: [own('choices')] }),
    field('asks', 'condition', { facts: 'tint' }),
    field('shown', 'text', { visible: { fact: 'choiceOf', operator: 'in', value: ['g', 'b'] } }),
    field('other', 'reference', { form: 'tint' }),
    field('carried', 'carry', { from: 'other', field: 'choicesOf' }),
  ],
  unique: [{ name: 'one', fields: ['choiceOf', 'number'] }],
} as const;

describeOnDatabases('a field with options that becomes a text', (under) => {
  let node: TestNode;
  let ann: Designer;
  const records = '/api/forms/tint/records';
  const ids: { [number: string]: string } = {};
  const revisions: { [number: string]: number } = {};
  const make = async (body: JsonObject) => {
    const made = await node.ask('POST', records, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    ids[String(body['number'])] = String(made.body['id']);
    revisions[String(body['number'])] = Number(made.body['revision']);
  };
  const find = async (number: string) => (await node.ask('GET', `${records}/${ids[number]}`)).body;
  const change = async (number: string, body: JsonObject) => {
    const etag = (await node.ask('GET', `${records}/${ids[number]}`)).headers.get('etag') ?? '';
    const done = await node.ask('PATCH', `${records}/${ids[number]}`, body, { 'if-match': etag });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    return Number(done.body['revision']);
  };
  const restore = async (number: string, revision: number, match?: string) => {
    const at = `${records}/${ids[number]}`;
    const etag = match ?? (await node.ask('GET', at)).headers.get('etag') ?? '';
    const done = await node.ask('POST', `${at}/history/${revision}/restore`, undefined, { 'if-match': etag });
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
  };
  const becomes = (kind: string, properties: JsonObject) =>
    [...paths, 'lines.choicesOf'].map((path) => ({
      ...({ do: 'change-kind', form: 'tint', field: path, kind, properties } as const),
    }));
  const design = async (steps: Parameters<Designer['take']>[2]) => {
    const id = await ann.begin();
    const taken = await ann.take(id, 0, steps);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    return id;
  };
  /** The values with which a condition of the form compares the field. */
  const comparedIn = ({ fields }: JsonObject) => {
    const shown = (fields as JsonObject[]).find(({ name }) => name === 'shown');
    return valueAt(shown, ['visible', 'value']);
  };
  const formInForce = async () => (await node.ask('GET', '/api/forms/tint')).body;
  const plan = async (id: string) => (await ann.ask('POST', '/api/design/plan', { design: id })).body;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    ann = designer(node);
    await ann.publish(await design([{ do: 'add-form', content: form as never }]));
    for (const at of [0, 1]) {
      const held = Object.entries(cases).map(([kind, all]): [string, Json] => [
        nameOf(kind),
        all[at]?.[0] ?? null,
      ]);
      const lines = [{ choicesOf: cases['choices']?.[at]?.[0] ?? null }];
      const asks = { fact: 'choiceOf', operator: 'equal', value: 'g' };
      const shown = at === 1 ? { shown: 'x' } : {};
      await make({ number: `N${at}`, ...Object.fromEntries(held), lines, asks, ...shown });
    }
    await make({ number: 'gone', choiceOf: 'b', choicesOf: ['r', 'b'] });
    const copied = { choiceOf: 'g', choicesOf: ['r', 'b'], lines: [{ id: 'l', choicesOf: ['b'] }] };
    await node.tenant.database.run(
      'INSERT INTO gj_overlay (form, record, org, content, by_user, at, revision) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ['tint', ids['N0'] ?? '', 'somebody', JSON.stringify(copied), 'somebody', 0, revisions['N0'] ?? 0],
    );
    await make({ number: 'carries', other: { id: ids['N0'] ?? '' } });
    const etag = (await node.ask('GET', `${records}/${ids['gone']}`)).headers.get('etag') ?? '';
    expect(
      (await node.ask('DELETE', `${records}/${ids['gone']}`, undefined, { 'if-match': etag })).status,
    ).toBe(204);
  }, 60_000);

  it('is tried for every kind that has options', () => {
    const offering = [...kinds.values()].filter(({ properties }) => 'options' in properties);
    expect(offering.map(({ name }) => name).toSorted()).toEqual(Object.keys(cases).toSorted());
  });

  it('is refused with the rows where what people read is too long, before anything is done', async () => {
    const { hash, issues } = await plan(await design(becomes('text', { length: 1 })));
    expect(hash).toBe(null);
    const unfit = (issues as JsonObject[]).filter(({ code }) => code === 'tables-unfit-rows');
    const where = unfit.map(({ params }) => String((params as JsonObject)['path']));
    expect(where.toSorted()).toEqual([
      'tint/carried',
      'tint/choicesOf',
      'tint/formOf',
      'tint/lines/choicesOf',
    ]);
  });

  it('keeps what has no text of that kind, and says nothing of it', async () => {
    const { changes } = await plan(await design(becomes('email', {}).slice(0, 1)));
    const codes = (changes as JsonObject[]).map(({ message }) => String(message));
    expect(codes.filter((said) => said.includes('with their names'))).toEqual([]);
  });

  it('is compared with its options where it has them again before anything is published', async () => {
    const step = (kind: string, properties: JsonObject) =>
      ({ do: 'change-kind', form: 'tint', field: 'choiceOf', kind, properties }) as const;
    const more = { do: 'add-field', form: 'tint', content: field('beside', 'text') as never } as const;
    await ann.publish(
      await design([step('text', { length: 60 }), step('multiline', {}), step('choice', { options }), more]),
    );
    expect(comparedIn(await formInForce())).toEqual(['g', 'b']);
  });

  it('holds what people read, which the plan says beforehand', async () => {
    const id = await design(becomes('text', { length: 60 }));
    const { changes, hash, issues } = await plan(id);
    expect(hash, JSON.stringify(issues)).toEqual(expect.any(String));
    const said = (changes as JsonObject[]).map(({ message }) => String(message));
    const named = said.filter((one) => one.includes('with their names'));
    expect(named.map((one) => one.split('. Where a value')[0]).toSorted()).toEqual([
      expect.stringMatching(
        /^Replace 2 option codes in “carried” of “Tint” with their names: (g → 绿|r → 红) \(1\), (g → 绿|r → 红) \(1\)$/,
      ),
      expect.stringMatching(/2 option codes in “choiceOf” of “Tint” with their names: .*r → 红 \(1\)/),
      expect.stringMatching(
        /2 option codes in “formOf” of “Tint” with their names: .*tint → Tint（中文） \(1\)/,
      ),
      expect.stringMatching(/2 option codes in “parameterTypeOf” of “Tint” with their names: .*r → 红 \(1\)/),
      expect.stringMatching(/3 option codes in “choicesOf” of “Tint” with their names: .*b → r \(1\)/),
      expect.stringMatching(/3 option codes in “choicesOf” of “lines” with their names: /),
    ]);
    await ann.publish(id);
    for (const at of [0, 1])
      expect(await find(`N${at}`)).toMatchObject({
        ...Object.fromEntries(Object.entries(cases).map(([kind, all]) => [nameOf(kind), all[at]?.[1]])),
        lines: [{ choicesOf: cases['choices']?.[at]?.[1] }],
        asks: { fact: 'choiceOf', operator: 'equal', value: '绿' },
      });
    expect(comparedIn(await formInForce())).toEqual(['绿', 'r']);
    expect(await find('carries')).toMatchObject({ carried: '红、绿' });
    const copy = await node.tenant.database.first<{ content: string }>('SELECT content FROM gj_overlay');
    await node.tenant.database.run('DELETE FROM gj_overlay');
    expect(JSON.parse(copy?.content ?? '')).toEqual({
      choiceOf: '绿',
      choicesOf: '红、r',
      lines: [{ id: 'l', choicesOf: 'r' }],
    });
    const { body } = await node.ask('GET', `${records}?choiceOf=${encodeURIComponent('红')}`);
    expect((body['items'] as JsonObject[]).map(({ number }) => number)).toEqual(['N0']);
  });

  it('reads former versions and deleted records by name, and leaves what is typed since as it is', async () => {
    const history = async (number: string) =>
      ((await node.ask('GET', `${records}/${ids[number]}/history`)).body['items'] as JsonObject[]).map(
        ({ record, operation }) => (record as JsonObject | null)?.['choiceOf'] ?? operation,
      );
    const deleted = await node.ask('GET', '/api/forms/tint/deleted');
    expect(deleted.body['items'], JSON.stringify(deleted.body)).toMatchObject([
      { record: { number: 'gone', choiceOf: 'r', choicesOf: '红、r' } },
    ]);
    await restore('gone', revisions['gone'] ?? 0, '"0"');
    expect(await find('gone')).toMatchObject({ choiceOf: 'r', choicesOf: '红、r' });
    // The code of a former option, as somebody’s own word.
    const typed = await change('N0', { choiceOf: 'g', choicesOf: 'b' });
    await change('N0', { choiceOf: 'something else', choicesOf: null });
    // A version in between is that of the condition, which followed.
    expect(await history('N0')).toEqual(['something else', 'g', '红', 'publish', '红']);
    await restore('N0', typed);
    expect(await find('N0')).toMatchObject({ choiceOf: 'g', choicesOf: 'b' });
    await restore('N1', revisions['N1'] ?? 0);
    expect(await find('N1')).toMatchObject({ choiceOf: 'r', choicesOf: 'r' });
    await make({ number: 'typed', choiceOf: 'b', formOf: 'tint' });
    expect(await find('typed')).toMatchObject({ choiceOf: 'b', formOf: 'tint' });
  });

  it('is done once: another publish repeats nothing and claims what stands there', async () => {
    const id = await design([
      { do: 'add-field', form: 'tint', content: field('more', 'text') },
      {
        do: 'add-part',
        form: 'tint',
        part: 'unique',
        content: { name: 'two', fields: ['choiceOf', 'formOf', 'number'] },
      },
    ] as never);
    expect(JSON.stringify((await plan(id))['changes'])).not.toContain('names that people read');
    await ann.publish(id);
    expect(await find('typed')).toMatchObject({ choiceOf: 'b', formOf: 'tint' });
    expect(await find('N1')).toMatchObject({ choiceOf: 'r', choicesOf: 'r' });
  });

  it('is a choice again and a text once more, each by the words of its time', async () => {
    const undo = async (which: JsonObject) => {
      const planned = await node.ask('POST', '/api/publishes/undo/plan', which);
      const hash = planned.body['hash'] ?? '';
      expect(hash, JSON.stringify(planned.body)).not.toBe('');
      // What is said of values as they are now holds no more when these come back.
      const codes = (planned.body['issues'] as JsonObject[]).map(({ code }) => String(code));
      expect(codes.filter((code) => /^records-(no-option|former-options|hidden)$/.test(code))).toEqual([]);
      const done = await node.ask('POST', '/api/publishes/undo', { hash, ...which });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    };
    await undo({});
    const { body } = await node.ask('POST', '/api/publishes/undo/plan', {});
    expect(JSON.stringify(body['changes'])).toContain('恢复');
    await undo({});
    // What became a text is an option again where nobody changed it; who chooses again chooses an option.
    expect(await find('N0')).toMatchObject({ formOf: 'tint', choicesOf: ['b'] });
    expect(comparedIn(await formInForce())).toEqual(['g', 'b']);
    const chosen = await change('N0', { choiceOf: 'r' });
    const { items } = (await node.ask('GET', '/api/publishes')).body;
    const last = (items as JsonObject[]).find(({ offers }) => offers === 'redo');
    await undo({ publish: last?.['revision'] ?? null });
    expect(await find('N0')).toMatchObject({ choiceOf: '红' });
    await change('N0', { choiceOf: 'g' });
    await restore('N0', chosen);
    expect(await find('N0')).toMatchObject({ choiceOf: '红' });
  });

  it('is no damage', async () => {
    await node.close();
    const home = await mkdtemp(join(tmpdir(), 'guiju-texts-'));
    const environment = {
      GUIJU_SECRET: '07'.repeat(32),
      LANG: 'en_US.UTF-8',
      ...(under.name === 'sqlite'
        ? { GUIJU_HOME: dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) }
        : { GUIJU_HOME: home, DATABASE_URL: under.url }),
    };
    const { out } = await cli(['doctor'], { environment });
    expect(out.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
    await rm(home, { recursive: true });
  });
});
