import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { CallShape } from '../../../metadata/contract/common/call.ts';
import { contract } from '../../../metadata/contract/contract.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type AskOptions, type House, openHouse, password } from '../house.suite.ts';

const cookies = (sent: readonly string[]) =>
  sent.map((one) => one.split(';')[0] ?? '').filter((one) => !one.endsWith('='));

describeOnDatabases('seeing as somebody else', (database) => {
  let house: House;
  let admin: string;
  let clerk: string;
  let other: string;
  let own: readonly string[] = [];
  let csrf = '';
  let seen: readonly string[] = [];
  const held = () => [...seen, ...own].join('; ');
  const browse = (method: string, path: string, { body, headers }: AskOptions = {}) =>
    house.ask(method, path, {
      ...(body !== undefined && { body }),
      headers: { cookie: held(), 'x-csrf-token': csrf, ...headers },
    });
  const begin = async (user: string) => {
    const answer = await browse('POST', `/api/users/${user}/seen-as`);
    if (answer.status === 200) seen = cookies(answer.headers.getSetCookie());
    return answer;
  };
  const who = async () => {
    const answer = await browse('GET', '/api/session');
    return [
      answer.at('/user/number') ?? null,
      answer.at('/seenBy/number') ?? null,
      answer.at('/administers'),
    ];
  };

  beforeAll(async () => {
    house = await openHouse(database.url);
    other = await house.user('other-admin', house.orgs.root, [], true);
    clerk = await house.user('clerk', house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
  });
  afterAll(() => house.close());
  /** Somebody signs in with the browser. */
  const enter = async (user: string) => {
    seen = [];
    const entered = await house.ask('POST', '/api/session', { body: { user, password } });
    csrf = String(entered.at('/csrf'));
    own = cookies(entered.headers.getSetCookie()).filter((one) => one.startsWith('guiju_session'));
    return String(entered.at('/token'));
  };
  beforeEach(async () => {
    admin = await enter('admin');
  });

  it('answers by the rights of the user, and says who sees', async () => {
    expect(await who()).toEqual(['admin', null, true]);
    const asAdmin = await browse('GET', '/api/forms/user/records');
    expect((await begin(clerk)).status).toBe(200);
    expect(await who()).toEqual(['clerk', 'admin', false]);
    expect(asAdmin.status).toBe(200);
    expect((await browse('GET', '/api/forms/user/records')).status).toBe(403);
    const mine = await house.ask('GET', '/api/session', { as: await house.signIn('clerk') });
    const shown = await browse('GET', '/api/session');
    const { csrf: _one, expires: _until, seenBy: _by, ...said } = shown.json as JsonObject;
    const { csrf: _other, expires: _ends, ...known } = mine.json as JsonObject;
    expect(said).toEqual(known);
  });

  it('ends when one says so, and one is oneself again', async () => {
    await begin(clerk);
    const ended = await browse('DELETE', '/api/session/seen-as');
    expect([ended.status, cookies(ended.headers.getSetCookie())]).toEqual([204, []]);
    seen = [];
    expect(await who()).toEqual(['admin', null, true]);
    const { json } = await house.ask('GET', '/api/audit?limit=20', { as: admin });
    const noted = (json as { items: { action: string; actor: { number: string }; target: string }[] }).items
      .filter(({ action }) => action.startsWith('seeing-'))
      .slice(0, 2)
      .map(({ action, actor, target }) => [action, actor.number, target]);
    expect(noted).toEqual([
      ['seeing-ended', 'admin', 'clerk'],
      ['seeing-began', 'admin', 'clerk'],
    ]);
  });

  describe('changes nothing', () => {
    const calls: readonly CallShape[] = Object.values(contract).flatMap((group) => Object.values(group));
    const writes = calls.filter(
      ({ method, asks, access }) => method !== 'GET' && !asks && access !== 'public' && access !== 'anybody',
    );

    it('by any call of the contract', async () => {
      expect(writes.length).toBeGreaterThan(80);
      await begin(clerk);
      const paths = writes.map(({ method, path }) => [
        method,
        path
          .replace(':form', 'item')
          .replace(':action', 'submit')
          .replace(/:\w+/g, '0190a7a8-0000-7000-8000-000000000000'),
      ]);
      const codes = new Map<string, number>();
      for (const [method = '', path = ''] of paths) {
        const answer = await browse(method, path, { headers: { 'if-match': '"1"' } });
        const code = String(answer.at('/code') ?? answer.status);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      // Some stand on a larger server alone.
      expect([...codes.keys()].toSorted()).toEqual(['method-not-allowed', 'route-unknown', 'sees-only']);
      expect(codes.get('sees-only')).toBeGreaterThan(40);
    });

    it('nor by SCIM, where the user is an administrator', async () => {
      await begin(other);
      expect(await who()).toEqual(['other-admin', 'admin', true]);
      const made = await browse('POST', '/scim/v2/Users', { body: { userName: 'x' } });
      expect(made.status).toBe(403);
    });
  });

  it('is told in the trail as what the administrator did', async () => {
    await begin(clerk);
    expect((await browse('GET', '/api/audit')).status).toBe(403);
    await house.host.audit.settle?.();
    const { json } = await house.ask('GET', '/api/audit?limit=50', { as: admin });
    const refused = (
      json as { items: { action: string; actor: { number: string }; detail: JsonObject }[] }
    ).items.find(({ action, detail }) => action === 'refused' && detail?.['seenAs'] === 'clerk');
    expect(refused?.actor.number).toBe('admin');
  });

  describe('is nobody once', () => {
    it.each<readonly [why: string, as: string, happens: () => Promise<unknown>]>([
      ['an hour has passed', 'admin', async () => house.later(61 * 60_000)],
      [
        'the session of the administrator ended',
        'admin',
        async () => {
          const elsewhere = await house.signIn('admin');
          await house.ask('DELETE', '/api/me/sessions', { as: elsewhere });
        },
      ],
      [
        'the administrator is none any more',
        'other-admin',
        async () => {
          const found = await house.ask('GET', '/api/forms/role/records?number=R-other-admin', { as: admin });
          const changed = await house.ask('PATCH', `/api/forms/role/records/${found.at('/items/0/id')}`, {
            as: admin,
            headers: { 'if-match': `"${found.at('/items/0/revision')}"` },
            body: { administers: false },
          });
          expect(changed.status, changed.text).toBe(200);
        },
      ],
    ])('%s', async (_why, as, happens) => {
      if (as !== 'admin') await enter(as);
      await begin(clerk);
      await happens();
      expect(await who()).toEqual([null, null, undefined]);
    });
  });

  it.each<
    readonly [
      who: string,
      status: number,
      code: string,
      ask: () => Promise<{ status: number; at(p: string): unknown }>,
    ]
  >([
    [
      'whoever administers nothing',
      403,
      'administrators-only',
      async () => house.ask('POST', `/api/users/${clerk}/seen-as`, { as: await house.signIn('clerk') }),
    ],
    [
      'a token',
      403,
      'session-needed',
      async () => {
        const made = await house.ask('POST', '/api/me/tokens', {
          as: admin,
          body: { name: 'all', scopes: ['read', 'write', 'administer'] },
        });
        return house.ask('POST', `/api/users/${clerk}/seen-as`, { as: String(made.at('/token')) });
      },
    ],
    [
      'anybody as a user who is disabled',
      409,
      'user-disabled',
      async () => {
        const gone = await house.user('gone', house.orgs.north, []);
        const { headers } = await house.ask('GET', `/api/forms/user/records/${gone}?view=manage`, {
          as: admin,
        });
        const off = await house.ask('POST', `/api/forms/user/records/${gone}/actions/disable`, {
          as: admin,
          headers: { 'if-match': headers.get('etag') ?? '' },
        });
        expect(off.status, off.text).toBe(200);
        return begin(gone);
      },
    ],
    [
      'whoever sees as another already',
      403,
      'sees-only',
      async () => {
        await begin(clerk);
        return browse('POST', `/api/users/${clerk}/seen-as`);
      },
    ],
  ])('is refused to %s', async (_who, status, code, ask) => {
    const answer = await ask();
    expect([answer.status, answer.at('/code')]).toEqual([status, code]);
  });

  it('ends with whoever signs in', async () => {
    await begin(clerk);
    const entered = await browse('POST', '/api/session', { body: { user: 'clerk', password } });
    expect(entered.headers.getSetCookie().filter((one) => one.startsWith('guiju_seen_as=;'))).toHaveLength(1);
  });
});
