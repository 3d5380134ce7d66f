import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { tokenScopes } from '../../call/token-scopes.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/** The grant of a role that a scope of a token is for, by the scope. */
const guarded: Readonly<Record<string, JsonObject>> = {
  administer: { administers: true },
  publish: { designs: [{ what: 'all', publishes: true }] },
  reveal: { paramGrants: [{ type: '*', access: 'reveal', scope: 'all' }] },
};
/** An administrator may publish and provision whatever his other roles say. */
const holds = (owner: readonly string[], scope: string) =>
  !(scope in guarded || scope === 'provision') ||
  owner.includes(scope) ||
  (['provision', 'publish'].includes(scope) && owner.includes('administer'));
/** As the form of tokens has them, one after the other. */
const scopes = ['read', 'write', 'administer', 'provision', 'publish', 'reveal'];

function subsets(all: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = all;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others, ...others.map((set) => [first, ...set])];
}

describeOnDatabases('a token', (under) => {
  let node: TestNode;
  const roles = { designer: { designs: [{ what: 'all', publishes: false }] }, ...guarded };
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    for (const [name, more] of Object.entries(roles))
      await done('POST', '/api/forms/role/records', { number: `may-${name}`, name, ...more });
  });
  it('are the ones that the form of tokens offers, and SCIM is said of the one that is for it', async () => {
    const { model } = node.tenant.served();
    const options = model.formsById.get('token')?.byName.get('scopes')?.options ?? [];
    expect(options.map(({ value }) => value)).toEqual(tokenScopes);
    const words = { name: 'x', scopes: ['scim'] };
    const { body } = await node.ask('POST', '/api/me/tokens', words, { 'accept-language': 'en' });
    expect(JSON.stringify(body['errors'])).toContain('administer, provision (SCIM), publish');
  });

  afterAll(() => node.close());

  async function done(
    method: string,
    path: string,
    body: JsonObject,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const answer = await node.ask(method, path, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }
  const held = (owner: readonly string[]) =>
    ['designer', ...owner].map((role) => ({ role: `may-${role}`, organisation: 'root' }));
  async function person(owner: readonly string[]) {
    const number = `u-${owner.join('-') || 'nobody'}-${++people}`;
    const body = { number, name: number, organisation: 'root', roles: held(owner) };
    const { id } = await done('POST', '/api/forms/user/records', body);
    await done('PUT', `/api/users/${id}/password`, { password: adminPassword });
    const { token } = await done('POST', '/api/session', { user: number, password: adminPassword });
    return { id: String(id), as: { authorization: `Bearer ${token}` } };
  }
  let people = 0;

  it.each(
    subsets(Object.keys(guarded)).map((owner) => [owner.join(' and ') || 'nothing of it', owner] as const),
  )(
    'takes what its owner has, who may %s, and opens no more on the day he is given all',
    async (_, owner) => {
      const { id, as } = await person(owner);
      const odd = await node.ask('POST', '/api/me/tokens', { name: 'x', scopes: ['read', 'all', '汉'] }, as);
      const known = scopes.filter((scope) => holds(owner, scope));
      expect([odd.status, odd.body['errors']]).toMatchObject([
        400,
        ['all', '汉'].map((scope, at) => ({
          path: `/scopes/${at + 1}`,
          code: 'scope-unknown',
          params: { scope, known },
        })),
      ]);
      const taken: { readonly wanted: readonly string[]; readonly token: string }[] = [];
      for (const wanted of subsets(scopes).filter(({ length }) => length > 0)) {
        const { status, body } = await node.ask(
          'POST',
          '/api/me/tokens',
          { name: 'x', scopes: [...wanted] },
          as,
        );
        const missing = wanted.flatMap((scope, at) =>
          holds(owner, scope) ? [] : [`/scopes/${at} scope-not-held`],
        );
        const errors = (body['errors'] ?? []) as readonly JsonObject[];
        expect([wanted, status, errors.map(({ path, code }) => `${path} ${code}`)]).toEqual([
          ...[wanted, missing.length > 0 ? 400 : 201, missing],
        ]);
        if (status === 201) taken.push({ wanted, token: String(body['token']) });
      }
      const { revision } = (await node.ask('GET', `/api/forms/user/records/${id}`)).body;
      const all = { roles: held(Object.keys(guarded)) };
      await done('PATCH', `/api/forms/user/records/${id}`, all, { 'if-match': `"${revision}"` });
      expect(taken.length).toBeGreaterThan(0);
      for (const { wanted, token } of taken) {
        const { body } = await node.ask('GET', '/api/session', undefined, {
          authorization: `Bearer ${token}`,
        });
        const writes = wanted.includes('write');
        const publishes = writes && (wanted.includes('publish') || wanted.includes('administer'));
        const { administers, reveals } = body;
        expect([wanted, administers, body['publishes'], reveals]).toEqual([
          ...[wanted, wanted.includes('administer'), publishes, wanted.includes('reveal')],
        ]);
        const { status } = await node.ask('GET', '/scim/v2/ServiceProviderConfig', undefined, {
          authorization: `Bearer ${token}`,
        });
        const provisions = wanted.includes('provision') || (writes && wanted.includes('administer'));
        expect([wanted, status]).toEqual([wanted, provisions ? 200 : 403]);
      }
    },
  );
});
