import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { addSiblings, takeSiblingsAway } from '../../rules/sharing/siblings.suite.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';

addSiblings();
const { is, openWorld } = await import('../effective/match/world.suite.ts');
const { sharingInDatabases } = await import('../storage/store/sharing-laws.suite.ts');
type World = Awaited<ReturnType<typeof openWorld>>;

afterAll(takeSiblingsAway);

sharingInDatabases();

interface SiblingRequest {
  readonly body: JsonObject;
  /** The organisation that asks. */
  readonly org: string;
  readonly view?: string;
}

/** Through the public door: what a sixth way of sharing needs beside its own file and its line a floor is nothing. */
describeOnDatabases('a sixth way of sharing', (under) => {
  let world: World;
  let buyer: string;
  let order: JsonObject;
  let people: Readonly<Record<'west' | 'coast', World['ask']>>;
  const buyers = '/api/forms/buyer/records';
  const everybody = ['root', 'east', 'west', 'south', 'coast', 'cove'];
  const those = ['east', 'west', 'south'];
  const sharing = 'siblings';

  beforeAll(async () => {
    world = await openWorld(under.url);
    await world.make('organisation', { number: 'south', name: 'south', parent: 'root' });
    await world.make('organisation', { number: 'cove', name: 'cove', parent: 'west' });
    const made = await world.make('buyer', { number: 'B1', name: 'neighbour', rating: 'A', sharing }, 'east');
    buyer = String(made['id']);
    await world.make('buyer', { number: 'B2', name: 'other', rating: 'B' }, 'west');
    order = await world.make('order', { number: 'O1', buyer: 'B1', sharing: 'global' }, 'west');
    const grants = ['buyer', 'order'].map((form) => ({ form, actions: ['read'], scope: 'own' }));
    people = {
      west: await world.person('wes', 'west', grants),
      coast: await world.person('coco', 'coast', grants),
    };
  });
  afterAll(() => world.close());

  const items = ({ body }: { body: JsonObject }) => body['items'] as readonly JsonObject[];
  const numbers = (found: { body: JsonObject }) => items(found).map(({ number }) => number);
  const where = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const b1 = where(is('number', 'B1'));
  const act = async (
    form: string,
    id: string,
    action: string,
    { body, org, view = 'use' }: SiblingRequest,
  ) => {
    const path = `/api/forms/${form}/records/${id}`;
    const read = await world.ask('GET', `${path}?org=${org}&view=${view}`);
    const tag = { 'if-match': read.headers.get('etag') ?? '' };
    return world.ask('POST', `${path}/actions/${action}?org=${org}`, body, tag);
  };
  const codes = (body: JsonObject): readonly Json[] => [
    body['code'] ?? null,
    ...((body['errors'] as JsonObject[] | undefined) ?? []).map(({ code }) => code ?? null),
  ];

  type Seen = (org: string) => Promise<boolean>;
  const ways: readonly (readonly [how: string, seen: Seen])[] = [
    ['read', async (org) => (await world.ask('GET', `${buyers}/${buyer}?org=${org}`)).status === 200],
    ['listed', async (org) => numbers(await world.ask('GET', `${buyers}?org=${org}`)).includes('B1')],
    ['filtered', async (org) => items(await world.ask('GET', `${buyers}?org=${org}&${b1}`)).length === 1],
    [
      'counted',
      async (org) => (await world.ask('GET', `${buyers}?org=${org}&count=true&${b1}`)).body['total'] === 1,
    ],
    ['searched', async (org) => numbers(await world.ask('GET', `${buyers}?org=${org}&q=B1`)).includes('B1')],
    [
      'told as usable',
      async (org) => {
        const answer = await world.ask('GET', `/api/forms/buyer/assignments?org=${org}`);
        return items(answer).some(({ record }) => (record as JsonObject)['id'] === buyer);
      },
    ],
    [
      'told as used',
      async (org) => {
        const answer = await world.ask('GET', `/api/forms/buyer/assignments?org=east&record=${buyer}`);
        return items(answer).some((one) => (one['org'] as JsonObject)['number'] === org);
      },
    ],
    [
      'referred to',
      async (org) => {
        const made = await world.ask('POST', `/api/forms/order/records?org=${org}`, {
          number: `R-${org}`,
          buyer: { id: buyer },
        });
        return made.status === 201;
      },
    ],
    [
      'shown through a reference',
      async (org) => {
        const answer = await world.ask('GET', `/api/forms/order/records/${order['id']}?org=${org}`);
        return (answer.body['buyer'] as JsonObject)['name'] === 'neighbour';
      },
    ],
    [
      'found through a reference',
      async (org) => {
        const filter = where({ all: [is('buyer.rating', 'A'), is('number', 'O1')] });
        return items(await world.ask('GET', `/api/forms/order/records?org=${org}&${filter}`)).length === 1;
      },
    ],
  ];
  it.each(ways)('is %s by its creator and those beside it, and by nobody else', async (_, seen) => {
    const found: string[] = [];
    for (const org of everybody) if (await seen(org)) found.push(org);
    expect(found).toEqual(those);
  });

  it('is used beside its creator by whoever may read there, and managed by nobody but its creator', async () => {
    const status = async (who: 'west' | 'coast', view: string) =>
      (await people[who]('GET', `${buyers}/${buyer}?org=${who}&view=${view}`)).status;
    expect([await status('west', 'use'), await status('west', 'manage')]).toEqual([200, 404]);
    expect([await status('coast', 'use'), await status('coast', 'manage')]).toEqual([404, 404]);
    expect(numbers(await people.west('GET', `${buyers}?org=west&view=use`))).toEqual(['B1', 'B2']);
    expect(numbers(await people.west('GET', `${buyers}?org=west&view=manage`))).toEqual(['B2']);
  });

  it('is told as what it is, and chosen by it', async () => {
    const answer = await world.ask('GET', `/api/forms/buyer/assignments?org=west&how=${sharing}`);
    expect(items(answer).map(({ record, how }) => [(record as JsonObject)['number'], how])).toEqual([
      ['B1', sharing],
    ]);
    expect(items(await world.ask('GET', '/api/forms/buyer/assignments?org=west&how=scope'))).toEqual([]);
  });

  it('is neither assigned, nor withdrawn, nor made one’s own; a copy is another record', async () => {
    const pair = { records: [buyer], orgs: ['coast'] };
    for (const method of ['POST', 'DELETE']) {
      const answer = await world.ask(method, '/api/forms/buyer/assignments?org=east', pair);
      expect(items(answer)[0]).toMatchObject({ outcome: 'refused', code: 'sharing-not-assignable' });
    }
    const could = await world.ask('GET', '/api/forms/buyer/assignments?org=east&unassigned=coast');
    expect(items(could)).toEqual([]);
    const rule = await world.rule('OWN', is('channel', 'none'), { sharing }, 'east');
    const own = await act('rule', String(rule['id']), 'personalise', { body: { outcome: 'x' }, org: 'west' });
    expect(codes(own.body)).toContain('sharing-not-personalisable');
    const copied = await act('buyer', buyer, 'copy', { body: { number: 'B1-COPY' }, org: 'west' });
    expect([copied.status, (copied.body['org'] as JsonObject | undefined)?.['number']]).toEqual([
      201,
      'west',
    ]);
  });

  it('becomes so unless somebody beside has the number; whom it means is told before', async () => {
    const mine = await world.make('buyer', { number: 'TWICE', sharing: 'private' }, 'east');
    await world.make('buyer', { number: 'TWICE', sharing: 'private' }, 'coast');
    const id = String(mine['id']);
    const would = await act('buyer', id, 'change-sharing/preview', { body: { sharing }, org: 'east' });
    const { gain, lose, after } = would.body['consequences'] as JsonObject;
    const named = (found: Json | undefined) =>
      ((found as JsonObject)['orgs'] as JsonObject[]).map(({ number }) => number);
    expect([named(gain), named(lose), after]).toEqual([['south', 'west'], [], 3]);
    await world.make('buyer', { number: 'TWICE', sharing: 'private' }, 'south');
    const answer = await act('buyer', id, 'change-sharing', { body: { sharing }, org: 'east' });
    expect([answer.status, codes(answer.body)]).toEqual([
      409,
      expect.arrayContaining(['number-taken-elsewhere']),
    ]);
  });

  it('matches for those it reaches, behind what is assigned and before what comes down', async () => {
    await world.rule('DOWN', is('channel', 'web'), { sharing: 'scope' });
    await world.rule('ALL', is('channel', 'web'), { sharing: 'global' });
    const beside = await world.rule('BESIDE', is('channel', 'web'), { sharing }, 'east');
    const winner = async (org: string) => {
      const { body } = await world.ask('POST', `/api/forms/rule/match?org=${org}`, {
        facts: { channel: 'web' },
        trace: 'full',
      });
      return (body['result'] as JsonObject)['number'];
    };
    const won: Record<string, Json | undefined> = {};
    for (const org of everybody) won[org] = await winner(org);
    const beaten = { root: 'DOWN', coast: 'DOWN', cove: 'DOWN' };
    expect(won).toEqual({ ...beaten, east: 'BESIDE', west: 'BESIDE', south: 'BESIDE' });
    const given = await world.rule('GIVEN', is('channel', 'web'), { sharing: 'hierarchical' });
    await world.ask('POST', '/api/forms/rule/assignments?org=root', {
      records: [String(given['id'])],
      orgs: ['west'],
    });
    expect([await winner('west'), await winner('south')]).toEqual(['GIVEN', 'BESIDE']);
    await act('rule', String(beside['id']), 'change-sharing', { body: { sharing: 'private' }, org: 'east' });
    expect([await winner('east'), await winner('south')]).toEqual(['BESIDE', 'DOWN']);
  });

  it('is known where it is used', async () => {
    const answer = await world.ask('GET', `${buyers}/${buyer}/references?org=east`);
    expect(items(answer).map(({ id }) => id)).toContain(order['id']);
  });

  describe('follows the tree', () => {
    const place = async (id: string, parent: string) => {
      const path = `/api/forms/organisation/records/${id}`;
      const read = await world.ask('GET', path);
      return world.ask('PATCH', path, { parent }, { 'if-match': read.headers.get('etag') ?? '' });
    };
    const sees = async (org: string) =>
      (await world.ask('GET', `${buyers}/${buyer}?org=${org}`)).status === 200;

    it('to whoever comes beside its creator, and from whoever leaves', async () => {
      const made = await world.make('organisation', { number: 'bay', name: 'bay', parent: 'root' });
      expect(await sees('bay')).toBe(true);
      const id = String(made['id']);
      expect((await place(id, 'west')).status).toBe(200);
      expect(await sees('bay')).toBe(false);
      expect((await place(id, 'root')).status).toBe(200);
      expect(await sees('bay')).toBe(true);
    });

    it('but nobody comes to see a number twice, whichever of the two moves', async () => {
      const made = await world.make('organisation', { number: 'isle', name: 'isle', parent: 'cove' });
      const id = String(made['id']);
      await world.make('buyer', { number: 'B1', sharing: 'private' }, 'isle');
      await world.make('buyer', { number: 'ISLE', sharing }, 'isle');
      await world.make('buyer', { number: 'ISLE', sharing: 'private' }, 'coast');
      for (const [parent, clash] of [
        ['root', 'B1'],
        ['east', 'ISLE'],
      ] as const) {
        const answer = await place(id, parent);
        expect([answer.status, answer.body['code']]).toEqual([409, 'organisation-move-clashes']);
        expect(answer.body['errors']).toMatchObject([{ params: { number: clash } }]);
      }
    });
  });
});
