import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { is, openWorld, type World } from '../../effective/match/world.suite.ts';
import type { TestNode } from '../../server/test-node.suite.ts';

interface Document {
  readonly number: string;
  readonly org: string;
  readonly facts: JsonObject;
}

type Side = { readonly id: string | null; readonly number: string } | null;
interface Matches {
  readonly looked: number;
  readonly why?: string;
  readonly changed: readonly {
    readonly document: { readonly id: string; readonly number: string };
    readonly from: Side;
    readonly to: Side;
  }[];
}

describeOnDatabases('what a change set of rules would match otherwise', (under) => {
  let world: World;
  const documents: Document[] = [];
  const rules = new Map<string, string>();

  beforeAll(async () => {
    world = await openWorld(under.url);
    const everyone = { sharing: 'global' };
    const buyer = await world.make('buyer', { number: 'B', name: 'B', rating: 'A', ...everyone });
    for (const [org, number, facts] of [
      ['root', 'O1', { channel: 'web' }],
      ['root', 'O2', { channel: 'shop' }],
      ['east', 'O3', { channel: 'web' }],
      ['coast', 'O4', { channel: 'shop', buyer: { id: buyer['id'] ?? null } }],
      ['west', 'O5', { channel: 'post', lines: [{ code: 'x' }] }],
    ] as const) {
      await world.make('order', { number, ...facts }, org);
      documents.push({ number, org, facts });
    }
    for (const [number, condition, more] of [
      ['WEB', is('channel', 'web'), { priority: 1, ...everyone }],
      ['SHOP', is('channel', 'shop'), { priority: 2, ...everyone }],
      ['REST', null, { priority: 9, ...everyone }],
    ] as const)
      rules.set(number, String((await world.rule(number, condition, more))['id']));
  });
  afterAll(() => world.close());

  const make = async (items: readonly Json[], ask: TestNode['ask'] = world.ask, org = 'root') => {
    const { status, body } = await ask('POST', `/api/changesets?org=${org}`, { items: [...items] });
    expect([status, body]).toEqual([201, body]);
    return body;
  };
  const preview = async (set: JsonObject, ask: TestNode['ask'] = world.ask) => {
    const { body } = await ask('POST', `/api/changesets/${String(set['id'])}/preview`);
    return body as unknown as {
      readonly problems: readonly Json[];
      readonly records: readonly { readonly matches?: Matches }[];
    };
  };
  const sideName = (side: Side) => side?.number ?? 'none';
  const moves = (matches: Matches | undefined) =>
    (matches?.changed ?? []).map(
      ({ document, from, to }) => `${document.number}: ${sideName(from)} → ${sideName(to)}`,
    );
  const winners = async () => {
    const found = new Map<string, string>();
    for (const { number, org, facts } of documents) {
      const { body } = await world.ask('POST', `/api/forms/rule/match?org=${org}`, { facts });
      found.set(number, sideName(body['winner'] as Side));
    }
    return found;
  };
  const rule = (action: string, number: string, body?: JsonObject): JsonObject => ({
    action,
    form: 'rule',
    record: rules.get(number) ?? '',
    ...(body && { body }),
  });
  const create = (number: string, body: JsonObject, org = 'root'): JsonObject => ({
    action: 'create',
    form: 'rule',
    org,
    body: { number, sharing: 'global', ...body },
  });

  it('is what matches are answered once it is published', async () => {
    const rounds: readonly (readonly [what: string, items: () => readonly JsonObject[], many: number])[] = [
      ['a rule is disabled', () => [rule('disable', 'WEB')], 2],
      ['it is enabled again', () => [rule('enable', 'WEB')], 2],
      [
        'a condition changes',
        () => [rule('change', 'WEB', { condition: is('channel', 'post') as unknown as Json })],
        3,
      ],
      [
        'what it results in changes, and what it is called',
        () => [rule('change', 'WEB', { outcome: 'x' })],
        0,
      ],
      ['a priority changes', () => [rule('change', 'REST', { priority: 0 })], 3],
      [
        'a new one asks what no rule asked of a buyer',
        () => [create('RATED', { priority: -1, condition: is('buyer.rating', 'A') as unknown as Json })],
        1,
      ],
      [
        'one is private to an organisation',
        () => [create('EAST', { priority: -2, sharing: 'private' }, 'east')],
        1,
      ],
      ['one goes and another one comes', () => [rule('delete', 'REST'), create('NEXT', { priority: 5 })], 3],
      ['nothing holds any more', () => [rule('delete', 'SHOP'), rule('delete', 'WEB')], 2],
    ];
    let before = await winners();
    for (const [what, items, many] of rounds) {
      const set = await make(items());
      const { problems, records } = await preview(set);
      expect([what, problems]).toEqual([what, []]);
      expect([what, await winners()]).toEqual([what, before]);
      expect(records.map(({ matches }) => matches?.looked)).toEqual(items().map(() => documents.length));
      const said = new Set(records.flatMap(({ matches }) => moves(matches)));
      const published = await world.ask('POST', `/api/changesets/${String(set['id'])}/publish`, undefined, {
        'if-match': `"${String(set['revision'])}"`,
      });
      expect([what, published.status]).toEqual([what, 200]);
      const after = await winners();
      const moved = [...after].filter(([number, to]) => before.get(number) !== to);
      const expected = moved.map(([number, to]) => `${number}: ${before.get(number)} → ${to}`);
      expect([what, [...said].sort()]).toEqual([what, expected.sort()]);
      expect([what, expected.length]).toEqual([what, many]);
      before = after;
    }
  });

  it('names documents that the caller may see, and of what was not looked at', async () => {
    const grant = (form: string, ...actions: readonly string[]) => ({ form, actions, scope: 'subtree' });
    const eastern = await world.person('eastern', 'east', [grant('rule', 'all'), grant('order', 'read')]);
    const blind = await world.person('blind', 'east', [grant('rule', 'all')]);
    const first = { action: 'create', form: 'rule', org: 'east', body: { number: 'F', priority: -9 } };
    const [mine] = (await preview(await make([first], eastern, 'east'), eastern)).records;
    expect([mine?.matches?.looked, moves(mine?.matches)]).toEqual([2, ['O3: EAST → F']]);
    expect(mine?.matches?.changed[0]?.to?.id).toBe(null);
    const [none] = (await preview(await make([first], blind, 'east'), blind)).records;
    expect(none?.matches).toEqual({ looked: 0, changed: [], why: 'unreadable' });
    const buyer = { action: 'create', form: 'buyer', org: 'root', body: { number: 'B2' } };
    const [plain] = (await preview(await make([buyer]))).records;
    expect(plain).not.toHaveProperty('matches');
  });

  it('is cut where it takes too long, and says so', async () => {
    const { matching, host } = world.node;
    const call = world.tenant.systemCall();
    const form = host.served().model.formsById.get('rule');
    if (!form) throw new Error('there are rules');
    const all = documents.map(({ facts }) => ({ org: world.orgs.root, facts }));
    const tried = { records: [], rules: [], documents: all };
    expect(await matching.tryRules(call, form, { ...tried, until: 0 })).toEqual({
      looked: 0,
      changed: [],
      more: documents.length,
    });
  });
});
