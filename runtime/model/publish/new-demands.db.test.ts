import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import {
  everyKind,
  filesOf,
  givenValues,
  leaf,
  type PapersOptions,
  papersPackage,
  text,
  tighter,
} from './every-kind.suite.ts';

const path = (form: string) => `/api/forms/${form}/records`;
const label = { zh: 'x', en: 'x' };

const kindsThatRequire = everyKind.filter(
  ({ made, name }) => !made && name !== 'parent' && name !== 'secret',
);

describeOnDatabases('what a publish asks anew of records that are there', (database) => {
  let node: TestNode;
  const plan = async (fields: readonly JsonObject[], options: PapersOptions = {}) => {
    const files = filesOf(papersPackage(fields, options));
    const { status, body } = await node.ask('POST', '/api/model/plan', files, { 'accept-language': 'en' });
    expect(status).toBe(200);
    return { files, body, issues: body['issues'] as (JsonObject & { params: JsonObject })[] };
  };
  const apply = async ({ files, body }: Awaited<ReturnType<typeof plan>>) => {
    const answer = await node.ask('POST', '/api/model/apply', { ...files, hash: body['hash'] ?? null });
    expect(answer.status, JSON.stringify(body['issues'])).toBe(200);
  };
  const numbers = (params: JsonObject) => (params['rows'] as JsonObject[]).map(({ number }) => number);
  const said = (issues: readonly JsonObject[], code: string) => issues.filter((one) => one['code'] === code);
  /** Answers the places, by name, for which a record like this one would be refused, had it been sent now. */
  const refused = async (body: JsonObject) => {
    const { status, body: answer } = await node.ask('POST', path('paper'), body);
    if (status === 201) return [];
    return (answer['errors'] as JsonObject[]).map((error) => String(error['path']).split('/')[1]);
  };
  const whole = everyKind.map(({ field }) => field);
  let full: JsonObject = {};
  const make = async (form: string, body: JsonObject) => {
    const answer = await node.ask('POST', path(form), body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  };
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await apply(await plan(whole));
    await make('thing', { number: 'T1', rank: 'high' });
    full = await givenValues(node);
    await make('paper', { number: 'FULL', ...full });
    await make('paper', { number: 'EMPTY' });
  });
  afterAll(() => node.close());

  it('is nothing where nothing is asked anew, whatever else changes', async () => {
    const again = whole.map((field) => ({ ...field, help: { zh: '改', en: 'Changed' } }));
    const { issues } = await plan([...again, text('optional')], {
      rule: { label: { zh: 'Regel', en: 'Regel' } },
    });
    expect(issues).toEqual([]);
  });

  it('is counted and named for whatever kind comes to be required, and a record like it is refused then', async () => {
    const names = kindsThatRequire.map(({ name }) => name);
    const strict = whole.map((field) =>
      names.includes(String(field['name'])) ? { ...field, required: true } : field,
    );
    const found = await plan([...strict, text('fresh', { required: true })]);
    const unfilled = said(found.issues, 'records-unfilled');
    expect(
      Object.fromEntries(
        unfilled.map(({ params }) => [(params as JsonObject)['field'], numbers(params as JsonObject)]),
      ),
    ).toEqual({ ...Object.fromEntries(names.map((name) => [name, ['EMPTY']])), fresh: ['FULL', 'EMPTY'] });
    expect(unfilled[0]?.['message']).toContain('EMPTY');
    const [first] = unfilled.flatMap(({ params }) => (params as JsonObject)['rows'] as JsonObject[]);
    expect(first).toMatchObject({
      number: 'EMPTY',
      link: expect.stringMatching(/^\/forms\/paper\/[0-9a-f-]{36}$/),
    });
    await apply(found);
    expect((await refused({ number: 'X' })).toSorted()).toEqual([...names, 'fresh'].toSorted());
    await apply(await plan(whole));
  });

  it('is counted and named for every limit, option and choice of records that gets tighter', async () => {
    const strict = whole.map((field) => ({ ...field, ...tighter[String(field['name'])] }));
    const found = await plan(strict);
    const shown = found.issues
      .filter(({ code }) => String(code).startsWith('records-'))
      .map(({ params }) => [String(params['field']), numbers(params)]);
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(Object.keys(tighter).map((name) => [name, ['FULL']])),
    );
    expect(new Set(found.issues.map(({ code }) => code))).toEqual(
      new Set(['options-left-out', 'records-former-options', 'records-not-offered', 'records-out-of-bounds']),
    );
    expect(said(found.issues, 'records-former-options').map(({ params }) => params)).toMatchObject([
      { field: 'choice', options: [{ value: 'red', count: 1 }] },
      { field: 'choices', options: [{ value: 'red', count: 1 }] },
    ]);
    expect(said(found.issues, 'options-left-out')).toHaveLength(2);
    await apply(found);
    expect((await refused({ number: 'Y', ...full })).toSorted()).toEqual(Object.keys(tighter).toSorted());
    await apply(await plan(whole));
  });

  it('is counted and named for rules of the record and of its rows', async () => {
    const rule = (name: string, check: JsonObject, more: JsonObject = {}) => ({
      name,
      check,
      message: { zh: name, en: name },
      fields: ['tag'],
      ...more,
    });
    const { issues } = await plan(whole, {
      paper: {
        rules: [
          rule('tagged', leaf('tag', 'isNotEmpty')),
          rule('warned', leaf('tag', 'isNotEmpty'), { severity: 'warning' }),
          rule('ranked', leaf('reference.rank', 'equal', 'low'), { when: leaf('reference', 'isNotEmpty') }),
          rule('limited', leaf('integer', 'lessThan', { fact: '$setting.limits.most' }), {
            when: leaf('integer', 'isNotEmpty'),
          }),
          rule('high', leaf('integer', 'greaterThan', { fact: '$setting.limits.most' }), {
            when: leaf('integer', 'isNotEmpty'),
          }),
          rule('coded', leaf('code', 'notEqual', 'A'), { each: 'lines', fields: ['code'] }),
        ],
        unique: [{ name: 'one-code', fields: ['code'], across: 'lines', within: 'record' }],
      },
    });
    expect(
      said(issues, 'records-break-rule').map(({ pointer, params }) => [
        pointer,
        numbers(params as JsonObject),
      ]),
    ).toEqual([
      ['/rules/0', ['FULL', 'EMPTY']],
      ['/rules/2', ['FULL']],
      ['/rules/3', ['FULL']],
      ['/rules/5', ['FULL']],
    ]);
  });

  it('is counted where rows are alike since empty values count, too', async () => {
    const twins = (emptyCounts: boolean) => ({
      unique: [{ name: 'one-code', fields: ['code'], across: 'lines', within: 'record', emptyCounts }],
    });
    await make('paper', { number: 'TWINS', lines: [{ code: null }, { code: null }] });
    const loose = await plan(whole, { paper: twins(false) });
    expect(loose.issues).toEqual([]);
    await apply(loose);
    const strict = await plan(whole, { paper: twins(true) });
    expect(strict.issues.map(({ code, pointer, params }) => [code, pointer, numbers(params)])).toEqual([
      ['records-break-rule', '/unique/0', ['TWINS']],
    ]);
    await apply(await plan(whole));
    const { body } = await node.ask('GET', `${path('paper')}?number=TWINS`);
    const [one] = body['items'] as JsonObject[];
    const ifMatch = { 'if-match': `"${one?.['revision']}"` };
    expect((await node.ask('DELETE', `${path('paper')}/${one?.['id']}`, undefined, ifMatch)).status).toBe(
      204,
    );
  });

  it('is counted where a value comes to be hidden, and stays until a save hides it itself', async () => {
    const shown = leaf('text', 'equal', 'shown');
    const hide = (visible: JsonObject) =>
      whole.map((field) => (field['name'] === 'integer' ? { ...field, visible } : field));
    const found = await plan(hide(shown));
    expect(said(found.issues, 'records-hidden').map(({ params }) => numbers(params as JsonObject))).toEqual([
      ['FULL'],
    ]);
    await apply(found);
    const list = await node.ask('GET', `${path('paper')}?number=FULL`);
    const [full] = list.body['items'] as JsonObject[];
    let revision = full?.['revision'];
    const patch = async (body: JsonObject) => {
      const answer = await node.ask('PATCH', `${path('paper')}/${full?.['id']}`, body, {
        'if-match': `"${revision}"`,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      revision = answer.body['revision'];
      return [
        answer.body['integer'],
        ((answer.body['$warnings'] ?? []) as JsonObject[]).map(({ code }) => code),
      ];
    };
    expect(await patch({ tag: 'other' })).toEqual([full?.['integer'], []]);
    expect(await patch({ text: 'shown' })).toEqual([full?.['integer'], []]);
    expect(await patch({ text: full?.['text'] ?? null })).toEqual([null, ['hidden-emptied']]);
    expect(await patch({ integer: 5 })).toEqual([null, ['hidden-emptied']]);
    await apply(await plan(whole));
    await patch({ integer: full?.['integer'] ?? null });
  });

  it('names rows that do not fit another kind by the record they stand in', async () => {
    const lines = { name: 'code', kind: 'integer', label };
    const { body, issues } = await plan(
      whole.map((one) => (one['name'] === 'lines' ? { ...one, fields: [lines] } : one)),
    );
    expect(body['hash']).toBeNull();
    expect(said(issues, 'tables-unfit-rows').map(({ params }) => (params as JsonObject)['rows'])).toEqual([
      [{ number: 'FULL', value: 'A', link: expect.stringMatching(/^\/forms\/paper\//) }],
    ]);
  });

  it('counts of what is required under a condition the records alone that meet it', async () => {
    const required = leaf('number', 'equal', 'FULL');
    const fields = [...whole, text('sometimes', { required })];
    const { body, issues } = await plan(fields);
    expect(said(issues, 'records-unfilled')).toEqual([]);
    const [when] = said(issues, 'records-unfilled-when') as [{ params: JsonObject; message: string }];
    expect(numbers(when.params)).toEqual(['FULL']);
    expect(when.message).toMatch(
      /^“sometimes” is required under a condition, .* in 1 record of .* that meet it: FULL/,
    );
    expect(body['hash']).not.toBeNull();
    const { files } = await plan(fields);
    const designed = await node.ask('POST', '/api/packages/plan', { packages: files['packages'] ?? null });
    expect(designed.body['differences']).toContainEqual(
      expect.objectContaining({ rule: 'field-added-required-when', records: null }),
    );
  });

  it('counts all of many and lists the first hundred, slice by slice', async () => {
    const items = Array.from({ length: 130 }, (_, at) => ({
      op: 'create',
      body: { number: `M${String(at).padStart(3, '0')}` },
    }));
    const { status, body } = await node.ask('POST', '/api/forms/paper/batch', { items });
    expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
    const { issues } = await plan(
      whole.map((one) => (one['name'] === 'text' ? { ...one, required: true } : one)),
    );
    const [{ params }] = said(issues, 'records-unfilled') as [{ params: JsonObject }];
    expect([
      params['count'],
      (params['rows'] as Json[]).length,
      (params['numbers'] as Json[]).length,
    ]).toEqual([131, 100, 11]);
  });

  it('names rules that would stop by number and organisation, on rows as on records', async () => {
    const shared = { sharing: { allowed: ['private'], default: 'private' } };
    await apply(await plan(whole, { rule: shared }));
    await make('organisation', { number: 'east', name: 'East', parent: 'root' });
    const condition = { any: [leaf('integer', 'equal', 7), leaf('tag', 'isEmpty')] };
    const asEast = await node.ask('POST', `${path('ruling')}?org=east`, { number: 'RE', condition });
    expect(asEast.status, JSON.stringify(asEast.body)).toBe(201);
    const { issues } = await plan(
      whole.map((one) => (one['name'] === 'integer' ? { ...one, kind: 'date' } : one)),
      { rule: shared, paper: {} },
    );
    const [stopped] = said(issues, 'conditions-stopped');
    expect(stopped?.['params']).toMatchObject({
      count: 1,
      rows: [{ number: 'RE', org: 'east' }],
      numbers: ['RE (east)'],
    });
    await node.ask('POST', `${path('ruling')}/${String(asEast.body['id'])}/actions/disable`);
    await apply(await plan(whole));
  });

  it('tells callers of the API what is called otherwise, and stored conditions what could no longer be judged', async () => {
    await make('ruling', { number: 'R1', condition: leaf('text', 'startsWith', 'w') });
    await make('ruling', { number: 'R2', condition: leaf('date', 'equal', '2026-02-03') });
    const renamed = whole
      .filter(({ name }) => name !== 'url')
      .map((field) => (field['name'] === 'phone' ? { ...field, name: 'telephone', id: 'phone' } : field));
    const asked = await plan(
      renamed.map((one) => (one['name'] === 'date' ? { ...one, kind: 'datetime' } : one)),
      { called: { thing: { name: 'object', id: 'thing' }, ruling: null } },
    );
    expect(said(asked.issues, 'field-renamed')).toMatchObject([
      { params: { from: 'phone', to: 'telephone' }, message: expect.stringContaining('telephone') },
    ]);
    expect(said(asked.issues, 'form-renamed')).toMatchObject([{ params: { from: 'thing', to: 'object' } }]);
    expect(said(asked.issues, 'form-left-out')).toMatchObject([{ params: { name: 'ruling' } }]);
    expect(said(asked.issues, 'field-left-out')).toMatchObject([
      { file: 'forms/paper.json', params: { from: 'url' } },
    ]);
    const other = await plan(
      whole.map((one) => {
        const { length: _, ...rest } = one;
        return one['name'] === 'date' ? { ...rest, kind: 'datetime' } : one;
      }),
    );
    expect(
      said(other.issues, 'conditions-stopped').map(({ params }) => numbers(params as JsonObject)),
    ).toEqual([['R2']]);
    expect(said(other.issues, 'conditions-stopped')[0]?.['message']).toContain('R2');
    const fewer = await plan(whole.filter(({ name }) => name !== 'text'));
    expect(
      said(fewer.issues, 'conditions-outdated').map(({ params }) => numbers(params as JsonObject)),
    ).toEqual([['R1']]);
    await apply(other);
    const again = await plan([...whole, text('more')]);
    expect(said(again.issues, 'conditions-broken')).toEqual([]);
    const still = await plan(
      [...whole, text('more')].map((one) => (one['name'] === 'date' ? { ...one, kind: 'datetime' } : one)),
    );
    expect(
      said(still.issues, 'conditions-broken').map(({ params }) => numbers(params as JsonObject)),
    ).toEqual([['R2']]);
  });
});
