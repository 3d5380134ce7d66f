import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, label, people, shopPackage } from './designing.suite.ts';

/** Kinds of people, by what they may design. */
const grants: Readonly<Record<string, readonly JsonObject[]>> = {
  nobody: [],
  drafter: [{ what: 'form', name: 'thing', publishes: false }],
  planner: [{ what: 'all', publishes: false }],
  boxer: [{ what: 'menu', name: 'shop/boxes', publishes: true }],
  shopper: [{ what: 'package', name: 'shop', publishes: true }],
  ann: [{ what: 'all', publishes: true }],
};
const designers = ['drafter', 'planner', 'boxer', 'shopper', 'ann', 'admin'];
/** Of the form that the designs here are about. */
const ofThing = ['drafter', 'planner', 'shopper', 'ann', 'admin'];
const publishers = ['shopper', 'ann', 'admin'];
/** Everybody who is asked: with tokens of ann’s for less, and without any name. */
const everybody = [...Object.keys(grants), 'admin', 'token that reads', 'token that writes', 'stranger'];

interface Way {
  /** Users who may; all others are refused for what they may not. */
  readonly may: readonly string[];
  readonly body?: (id: string) => JsonObject;
  /** The state of the administrator’s shared design when it is asked. Default: it is open. */
  readonly state?: 'proposed' | 'scheduled';
}

const reads = 'token that reads';
const writes = 'token that writes';
const later = '2099-01-01T00:00:00Z';
const hide = { do: 'hide', form: 'thing', place: 'fields/rate' };
const steps = { seen: 1, steps: [{ ...hide, place: 'fields/title' }] };
const ship: JsonObject = {
  name: 'acme',
  version: '1.0.0',
  prefix: 'acme',
  label: label('Acme'),
  places: ['thing'],
};

/** Every call of designing there is. */
const ways: Readonly<Record<string, Way>> = {
  'GET /api/design/sources': { may: [...designers, writes] },
  'GET /api/design/drafts': { may: [...designers, writes] },
  'POST /api/design/drafts': { may: [...designers, writes], body: () => ({ name: 'Another' }) },
  'GET /api/design/drafts/{id}': { may: [...designers, writes] },
  'PUT /api/design/drafts/{id}': { may: [...designers, writes], body: () => ({ name: 'Called so' }) },
  // Its own.
  'DELETE /api/design/drafts/{id}': { may: ['admin'] },
  'POST /api/design/drafts/{id}/present': { may: [...designers, writes], body: () => ({}) },
  'POST /api/design/drafts/{id}/steps': { may: [...ofThing, writes], body: () => steps },
  'POST /api/design/drafts/{id}/undo': { may: [...designers, writes], body: () => ({ seen: 1 }) },
  'POST /api/design/drafts/{id}/redo': { may: [...designers, writes], body: () => ({ seen: 1 }) },
  'POST /api/design/drafts/{id}/points': { may: [...designers, writes], body: () => ({ name: 'Here' }) },
  'POST /api/design/drafts/{id}/return': { may: [...designers, writes], body: () => ({ to: 1 }) },
  'POST /api/design/names': { may: [...designers, writes], body: () => ({ texts: ['渠道'] }) },
  'POST /api/design/from-workbook': { may: [...designers, writes] },
  'POST /api/design/plan': { may: [...designers, writes], body: (design) => ({ design }) },
  'POST /api/design/print': { may: [...designers, writes] },
  // Nothing was seen, so that nothing is published.
  'POST /api/design/publish': { may: publishers, body: (design) => ({ design, hash: 'unseen' }) },
  'POST /api/design/drafts/{id}/propose': { may: [...designers, writes] },
  // Not by whoever made it.
  'POST /api/design/drafts/{id}/approve': { may: ['shopper', 'ann'], state: 'proposed' },
  'POST /api/design/drafts/{id}/reject': { may: publishers, state: 'proposed' },
  'POST /api/design/drafts/{id}/schedule': { may: publishers, body: () => ({ at: later }) },
  'POST /api/design/drafts/{id}/unschedule': { may: publishers, state: 'scheduled' },
  'GET /api/design/tell': { may: [...designers, writes] },
  'POST /api/design/tell': {
    may: [...designers, writes],
    body: () => ({ form: 'nothing', people: ['00000000-0000-4000-8000-000000000000'] }),
  },
  'GET /api/design/ship': { may: ['admin'] },
  'POST /api/design/ship/plan': { may: ['admin'], body: () => ship },
  'POST /api/design/ship': { may: ['admin'], body: () => ({ ...ship, hash: 'unseen' }) },
};

describeOnDatabases('who may do what of designing', (under) => {
  let node: TestNode;
  let admin: Designer;
  let as: (name: string) => Designer;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
    const known = await people(node, grants);
    const token = async (scopes: readonly string[]) => {
      const made = await known('ann').ask('POST', '/api/me/tokens', {
        name: scopes.join(' '),
        scopes: [...scopes],
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return designer(node, String(made.body['token']));
    };
    const others: Readonly<Record<string, Designer>> = {
      admin,
      stranger: designer(node, 'nobodys'),
      [reads]: await token(['read']),
      [writes]: await token(['read', 'write']),
    };
    as = (name) => others[name] ?? known(name);
  }, 60_000);
  afterAll(() => node.close());

  it('is said of every call there is', async () => {
    const { paths } = (await admin.ask('GET', '/openapi.json')).body;
    const known = Object.entries(paths as Readonly<Record<string, JsonObject>>).flatMap(([path, calls]) =>
      path.startsWith('/api/design') ? Object.keys(calls).map((call) => `${call.toUpperCase()} ${path}`) : [],
    );
    expect(Object.keys(ways).toSorted()).toEqual(
      known.filter((one) => !one.startsWith('PARAMETERS')).toSorted(),
    );
  });

  it.each(Object.entries(ways))('%s', async (call, { may, body, state }) => {
    const [method = '', path = ''] = call.split(' ');
    const begun = async () => {
      const id = await admin.begin({ name: 'Of the administrator', shared: true });
      await admin.take(id, 0, [hide as never]);
      if (state === 'proposed') await admin.ask('POST', `/api/design/drafts/${id}/propose`);
      if (state === 'scheduled') await admin.ask('POST', `/api/design/drafts/${id}/schedule`, { at: later });
      return id;
    };
    const isAboutOne = path.includes('{id}') || body?.('x')['design'] !== undefined;
    const found: Json[] = [];
    let id = isAboutOne ? await begun() : '';
    for (const who of everybody) {
      const { status, body: said } = await as(who).ask(method, path.replace('{id}', id), body?.(id));
      const refused = [401, 403].includes(status);
      if (!refused) found.push(who);
      expect([who, status >= 500 || said['code'] === 'design-unknown'], JSON.stringify(said)).toEqual([
        who,
        false,
      ]);
      // A design that was used up is replaced by a new one.
      if (!refused && isAboutOne && method !== 'GET') {
        await admin.ask('DELETE', `/api/design/drafts/${id}?anyway=true`);
        id = await begun();
      }
    }
    if (isAboutOne) await admin.ask('DELETE', `/api/design/drafts/${id}?anyway=true`);
    expect(found.toSorted()).toEqual([...may].toSorted());
  });

  it('and nobody who does not share a design sees it, whatever he may', async () => {
    const id = await as('ann').begin({ name: 'Alone', shared: false });
    for (const who of [...designers.filter((one) => one !== 'ann')])
      expect([who, (await as(who).ask('GET', `/api/design/drafts/${id}`)).body['code']]).toEqual([
        ...[who, 'design-unknown'],
      ]);
  });
});
