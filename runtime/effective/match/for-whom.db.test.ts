import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { formsOf } from '../../model/openapi/forms-of.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const folder = new URL('../../../metadata/packages/invoicing/forms/', import.meta.url);
const forms = await Promise.all(
  (await readdir(folder)).map(
    async (file) => JSON.parse(await readFile(new URL(file, folder), 'utf8')) as FormSource,
  ),
);

/** One field by which rules of the packages say whom they are for, with two of its values and how each is asked. */
interface Aim {
  readonly form: string;
  readonly field: string;
  /** The members of a rule, and those of a call by which it is meant. */
  readonly sides: readonly (readonly [said: JsonObject, call: JsonObject])[];
  /** Further members that every rule of the form needs. */
  readonly body?: JsonObject;
  /** A call that neither side is meant by; rules that say nothing hold. Default: there are none. */
  readonly else?: JsonObject;
}

const facts = (more: JsonObject = {}): JsonObject => ({ facts: { buyerName: 'WHOM', ...more } });
const application = { ask: { document: 'invoice-application' } };
const drawn = { drawerSource: 'passed', organisation: null };
const aims: readonly Aim[] = [
  {
    form: 'drawer-rule',
    field: 'organisation',
    body: { drawerSource: 'passed' },
    sides: [
      [{ organisation: 'EAST' }, { org: 'EAST', ...facts(), ...application }],
      [{ organisation: 'WEST' }, { org: 'WEST', ...facts(), ...application }],
    ],
    else: { ...facts(), ...application },
  },
  {
    form: 'drawer-rule',
    field: 'documents',
    body: drawn,
    sides: ['pending-invoice', 'red-confirmation'].map((document) => [
      { documents: [document] },
      { ...facts(), ask: { document } },
    ]),
  },
  {
    form: 'remark-rule',
    field: 'kind',
    body: { separator: '-', tooLong: 'cut', headerFields: ['remark'], lineFields: ['spec'] },
    sides: ['header', 'line'].map((kind) => [{ kind }, { ...facts(), ask: { kind } }]),
  },
  {
    form: 'processing-scheme',
    field: 'dataSources',
    body: { splitRule: 'CF-DEFAULT' },
    sides: ['import', 'api'].map((dataSource) => [{ dataSources: [dataSource] }, facts({ dataSource })]),
  },
  {
    form: 'auto-issue-scheme',
    field: 'sign',
    body: { frequency: 'daily', window: '01:00:00~02:00:00', merge: 'none', push: 'pending' },
    sides: ['positive', 'negative'].map((sign) => [{ sign: [sign] }, { ...facts(), ask: { sign } }]),
  },
  {
    form: 'blue-match-rule',
    field: 'redReasons',
    body: { basis: 'amount', range: 1, rangeUnit: 'months', order: 'nearest' },
    sides: ['return', 'allowance'].map((redReason) => [{ redReasons: [redReason] }, facts({ redReason })]),
    else: facts({ redReason: 'wrong' }),
  },
  {
    form: 'company-rate-rule',
    field: 'organisation',
    body: { rates: ['0.06'] },
    sides: [
      [{ organisation: 'EAST' }, { org: 'EAST', ...facts() }],
      [{ organisation: 'WEST' }, { org: 'WEST', ...facts() }],
    ],
    else: facts(),
  },
  ...['mail-scheme', 'red-mail-scheme'].map(
    (form): Aim => ({
      form,
      field: 'organisations.organisation',
      body: { mailbox: 'system' },
      sides: ['EAST', 'WEST'].map((org) => [{ organisations: [{ organisation: org }] }, { org, facts: {} }]),
    }),
  ),
];

describeOnDatabases('whom rules of the packages are for', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    for (const number of ['EAST', 'WEST'])
      await made('organisation', { number, name: number, parent: { number: 'root' } });
  });
  afterAll(() => node.close());

  async function made(form: string, body: JsonObject): Promise<JsonObject> {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([form, answer.status, answer.body['errors'] ?? []]).toEqual([form, 201, []]);
    return answer.body;
  }
  const warned = ({ warnings }: JsonObject) =>
    ((warnings ?? []) as { code: string }[]).filter(({ code }) => code.startsWith('rule-'));
  async function ask(form: string, { org = 'root', ...body }: JsonObject, verb = '') {
    return node.ask('POST', `/api/forms/${form}/match${verb}?org=${String(org)}`, body);
  }
  async function winner(form: string, call: JsonObject): Promise<Json> {
    const { status, body } = await ask(form, call);
    expect([status, body['errors'] ?? []]).toEqual([200, []]);
    return ((body['winner'] as JsonObject | null)?.['name'] ?? null) as Json;
  }

  it('is tried for every field that says so', () => {
    const stated = forms.flatMap(({ name, match }) =>
      (match?.for ?? []).map(({ field }) => `${name} ${field}`),
    );
    expect(aims.map(({ form, field }) => `${form} ${field}`).sort()).toEqual(stated.sort());
    expect(forms.flatMap(({ name, match }) => (match?.within ? [name] : [])).sort()).toEqual([
      'buyer-title',
      'channel-strategy',
    ]);
  });

  describe.each(aims)('$form by $field', ({ form, field, sides, body = {}, else: others }) => {
    it('a rule for one neither wins, shadows nor overlaps for another', async () => {
      const conditioned = forms.find(({ name }) => name === form)?.match?.condition !== false;
      const condition = { fact: 'buyerName', operator: 'equal', value: 'WHOM' };
      const base = { ...body, sharing: 'global', ...(conditioned ? { condition } : {}) };
      for (const [at, [said]] of sides.entries()) {
        const rule = await made(form, { ...base, ...said, name: `${field} ${at}` });
        expect([said, warned(rule)]).toEqual([said, []]);
      }
      for (const [at, [, call]] of sides.entries()) expect(await winner(form, call)).toBe(`${field} ${at}`);
      const [[, call = {}] = [], [, other = {}] = []] = sides;
      const { number } = (await ask(form, call)).body['winner'] as JsonObject;
      const { facts: _, org: __, ask: ___, ...rest } = { ...other };
      const explained = await ask(form, { ...rest, ...other, number: number ?? null }, '/explain');
      const [item] = explained.body['items'] as JsonObject[];
      expect([item?.['won'], item?.['code']]).toEqual([
        false,
        expect.toBeOneOf(['match-other-organisation', 'match-other-question', 'match-other-fact']),
      ]);
      expect(item?.['reason']).not.toMatch(/[{}]/);
      if (!others) return;
      expect(await winner(form, others)).toBe(null);
      await made(form, { ...base, [field]: null, name: `${field} all` });
      expect(await winner(form, others)).toBe(`${field} all`);
    });
  });

  it('asks what has to be asked, and nothing it does not know', async () => {
    const flaws = async (form: string, body: JsonObject) => {
      const { status, body: answer } = await ask(form, body);
      return [status, ((answer['errors'] ?? []) as JsonObject[]).map(({ path, code }) => `${path} ${code}`)];
    };
    const none = { facts: {} };
    expect((await ask('drawer-rule', none)).body['code']).toBe('match-question-wrong');
    expect(await flaws('drawer-rule', none)).toEqual([422, ['/ask/document match-question-required']]);
    expect(await flaws('drawer-rule', { ...none, ask: { document: 'invoice', kind: 'x' } })).toEqual([
      422,
      ['/ask/kind unknown-question', '/ask/document not-an-option'],
    ]);
    expect(await flaws('drawer-rule', { ...none, ask: 'red' })).toEqual([422, ['/ask object-expected']]);
    expect(await flaws('invoice-item', { ...none, within: 'x' })).toEqual([
      422,
      ['/within match-within-rows'],
    ]);
    expect(await flaws('buyer-title', none)).toEqual([422, ['/within match-within-required']]);
    expect(await flaws('buyer-title', { ...none, within: 'NOBODY' })).toEqual([
      422,
      ['/within match-within-unknown'],
    ]);
  });

  it('says of a rule that is for nobody that it never wins', async () => {
    const scheme = await made('red-mail-scheme', { name: 'nobody', mailbox: 'system', sharing: 'global' });
    const { body } = await ask('red-mail-scheme', { facts: {}, id: scheme['id'] as Json }, '/explain');
    expect(body['items']).toMatchObject([{ won: false, code: 'match-for-nobody' }]);
    const own = { name: 'elsewhere', drawerSource: 'passed', organisation: 'EAST', sharing: 'private' };
    const { id = null } = await made('drawer-rule', own);
    const { body: checked } = await ask('drawer-rule', { records: [id] }, '/analysis');
    expect(checked['items']).toMatchObject([{ code: 'rule-for-nobody' }]);
  });

  it('a rule that names organisations in two places is for those alone that both name', async () => {
    const places = ['buyers', 'sellers'];
    const fields = places.map((name) => ({
      name,
      kind: 'references',
      form: 'organisation',
      label: { zh: name, en: name },
    }));
    const match = {
      facts: 'note',
      condition: false,
      for: places.map((field) => ({
        field,
        organisation: true,
        empty: field === 'buyers' ? 'nobody' : 'all',
      })),
      result: ['number'],
    };
    const sharing = { allowed: ['private', 'global'], default: 'global' };
    await node.publish([notePackage(fields, { match, sharing, list: { columns: ['number'] } })]);
    const won = async (org: string) =>
      ((await ask('note', { org, facts: {} })).body['winner'] as JsonObject | null)?.['number'] ?? null;
    const rounds: readonly (readonly [buyers: Json, sellers: Json, wins: readonly string[]])[] = [
      [['EAST', 'WEST'], ['WEST', 'root'], ['WEST']],
      [['EAST'], ['WEST'], []],
      [['EAST', 'WEST'], [], ['EAST', 'WEST']],
      [[], ['EAST'], []],
    ];
    for (const [at, [buyers, sellers, wins]] of rounds.entries()) {
      const number = `BOTH-${at}`;
      const { id, revision } = await made('note', { number, buyers, sellers });
      const winners = [];
      for (const org of ['EAST', 'WEST', 'root']) if ((await won(org)) === number) winners.push(org);
      expect([number, winners]).toEqual([number, wins]);
      await node.ask('DELETE', `/api/forms/note/records/${id}`, undefined, { 'if-match': `"${revision}"` });
    }
  });

  it('rows compete within their record only', async () => {
    const titles = (address: string) => [{ address, priority: 1, isDefault: true }];
    const first = await made('buyer-title', { number: 'W1', name: '甲', titles: titles('first') });
    const second = await made('buyer-title', { number: 'W2', name: '乙', titles: titles('second') });
    expect([...warned(first), ...warned(second)]).toEqual([]);
    for (const [within, address] of [
      ['W1', 'first'],
      [{ id: second['id'] as Json }, 'second'],
      [first['id'] as Json, 'first'],
    ] as const) {
      const { body } = await ask('buyer-title', { facts: {}, within });
      expect((body['result'] as JsonObject)['titles']).toMatchObject({ address });
    }
    const { body } = await ask('buyer-title', { facts: {}, within: 'W2', name: 'w' }, '/case');
    expect(body['cases']).toMatchObject([{ within: 'W2', expect: { number: 'W2', row: 1 } }]);
  });

  it('gaps, coverage, cases and the documentation know the question', async () => {
    const red = { ask: { document: 'red-confirmation' } };
    const gaps = await ask('drawer-rule', {}, '/gaps');
    const found = gaps.body['items'] as JsonObject[];
    expect(found.every((one) => (one['ask'] as JsonObject)['document'] !== undefined)).toBe(true);
    const known = await ask('drawer-rule', red, '/gaps');
    expect((known.body['items'] as JsonObject[]).some((one) => one['ask'])).toBe(false);
    const covered = await ask('drawer-rule', { ...red, facts: [facts()['facts'] ?? null] }, '/coverage');
    const rules = covered.body['rules'] as JsonObject[];
    expect(rules.filter(({ won }) => won === 1).map(({ name }) => name)).toEqual(['documents 1']);
    const kept = await ask('drawer-rule', { ...red, ...facts(), name: 'k' }, '/case');
    expect(kept.body['cases']).toMatchObject([{ ask: red.ask }]);
    const forms = ['drawer-rule', 'invoice-item', 'invoice-type-rule'];
    const { body } = await node.ask('GET', `/openapi.json?forms=${forms}`);
    const paths = body['paths'] as Record<string, Record<string, JsonObject>>;
    const [asking, ...plain] = ['drawer-rule', '{form}'].map(
      (form) => paths[`/api/forms/${form}/match`]?.['post'],
    );
    expect(JSON.stringify(asking)).toContain('"red-confirmation"');
    const shared = { 'application/json': { schema: { $ref: '#/components/schemas/MatchBody' } } };
    for (const one of plain) expect(one?.['requestBody']).toEqual({ required: true, content: shared });
    expect(formsOf(body, 'forms.match')).toEqual(forms.slice(1));
    const { schemas } = body['components'] as Record<string, Record<string, JsonObject>>;
    expect(Object.keys(schemas?.['MatchBody']?.['properties'] ?? {})).toEqual([
      ...['facts', 'trace', 'all', 'after', 'at'],
    ]);
  });
});
