import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, type HouseAnswer, openHouse, password } from '../house.suite.ts';

interface Person {
  readonly id: string;
  readonly number: string;
  readonly secret: string;
  /** Of a session. */
  readonly as: string;
}
type Door = (person: Person, next: string, endTokens?: Json) => Promise<HouseAnswer>;

describeOnDatabases('a new password', (database) => {
  let house: House;
  let admin: string;
  let count = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const doors: readonly (readonly [string, Door, kept: number])[] = [
    [
      'of one’s own',
      ({ as, secret: present }, next, endTokens) =>
        house.ask('PUT', '/api/me/password', {
          as,
          body: { present, next, ...(endTokens === undefined ? {} : { endTokens }) },
        }),
      1,
    ],
    [
      'from an administrator',
      ({ id }, next, endTokens) =>
        house.ask('PUT', `/api/users/${id}/password`, {
          as: admin,
          body: { password: next, ...(endTokens === undefined ? {} : { endTokens }) },
        }),
      0,
    ],
  ];

  const person = async (): Promise<Person> => {
    const number = `person${++count}`;
    const id = await house.user(number, house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    return { id, number, secret: password, as: await house.signIn(number) };
  };
  const token = async ({ as }: Person, name: string, more: object = {}) => {
    const made = await house.ask('POST', '/api/me/tokens', { as, body: { name, ...more } as never });
    return { id: String(made.at('/id')), token: String(made.at('/token')) };
  };
  const opens = async (as: string) => (await house.ask('GET', '/api/forms/item/records', { as })).status;
  const names = (answer: HouseAnswer, member: string) =>
    (answer.at(member) as { name: string }[]).map(({ name }) => name);

  it.each(doors)(
    '%s ends the other sessions, says which tokens stand, and leaves them alone unasked',
    async (_what, door, kept) => {
      const who = await person();
      const others = [await house.signIn(who.number), await house.signIn(who.number)];
      const [erp, bi] = [await token(who, 'ERP'), await token(who, 'BI', { scopes: ['read'] })];
      const off = await token(who, 'ended');
      await house.ask('DELETE', `/api/me/tokens/${off.id}`, { as: who.as });
      const answer = await door(who, 'another long sentence');
      expect(answer.status, answer.text).toBe(200);
      expect([answer.at('/sessions'), names(answer, '/tokens').sort(), names(answer, '/ended')]).toEqual([
        3 - kept,
        ['BI', 'ERP'],
        [],
      ]);
      expect(answer.text).not.toContain(erp.token);
      for (const other of others) expect(await opens(other)).toBe(401);
      expect(await opens(who.as)).toBe(kept === 1 ? 200 : 401);
      for (const one of [erp, bi]) expect(await opens(one.token)).toBe(200);
    },
  );

  it.each(doors)('%s ends the tokens that are named, in the same call', async (_what, door) => {
    const who = await person();
    const [one, two] = [await token(who, 'one'), await token(who, 'two')];
    const some = await door(who, 'another long sentence', [one.id]);
    expect([names(some, '/ended'), names(some, '/tokens')]).toEqual([['one'], ['two']]);
    expect([await opens(one.token), await opens(two.token)]).toEqual([401, 200]);
    const again = {
      ...who,
      secret: 'another long sentence',
      as: await house.signIn(who.number, 'another long sentence'),
    };
    const all = await door(again, 'yet another sentence', 'all');
    expect([names(all, '/ended'), names(all, '/tokens')]).toEqual([['two'], []]);
    expect(await opens(two.token)).toBe(401);
  });

  it.each(doors)('%s is not set where a token is named that is not the person’s', async (_what, door) => {
    const [who, other] = [await person(), await person()];
    const foreign = await token(other, 'foreign');
    for (const [endTokens, path, code] of [
      [[foreign.id], '/endTokens/0', 'token-unknown'],
      [['x'], '/endTokens/0', 'token-unknown'],
      ['some', '/endTokens', 'array-expected'],
    ] as const) {
      const answer = await door(who, 'another long sentence', endTokens as never);
      expect([answer.status, answer.at('/errors')]).toMatchObject([400, [{ path, code }]]);
    }
    expect(await opens(foreign.token)).toBe(200);
    expect(await opens(await house.signIn(who.number))).toBe(200);
  });

  it('tells an administrator beforehand which tokens stand', async () => {
    const who = await person();
    await token(who, 'ERP');
    const answer = await house.ask('GET', `/api/users/${who.id}/password`, { as: admin });
    expect(answer.json).toMatchObject({ set: true, tokens: [{ name: 'ERP', scopes: ['read', 'write'] }] });
  });

  it.each(doors)(
    '%s leaves no session that was opened with the old one, however close',
    async (_what, door) => {
      const who = await person();
      for (let round = 0; round < 6; round++) {
        const [secret, next] = [`sentence number ${round}`, `sentence number ${round + 1}`];
        if (round === 0) await door(who, secret);
        // A sign-in that comes too late counts as a guess; nobody has to wait for those of the last round.
        house.later(901_000);
        const now = { ...who, secret, as: await house.signIn(who.number, secret) };
        const late = Array.from({ length: 6 }, () => house.signIn(who.number, secret).catch(() => null));
        const answer = await door(now, next);
        expect(answer.status, answer.text).toBe(200);
        for (const as of await Promise.all(late)) if (as !== null) expect(await opens(as)).toBe(401);
      }
    },
  );

  it.each(doors)('%s leaves no session that is opened while it is set', async (_what, door) => {
    const who = await person();
    const { database } = house.host;
    const { run } = database;
    const [verified, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isHeld = false;
    Object.assign(database, {
      run: async (...[sql, cells]: Parameters<typeof run>) => {
        if (!isHeld && /^insert into gj_session/i.test(sql)) {
          isHeld = true;
          verified.resolve();
          await changed.promise;
        }
        return run.call(database, sql, cells);
      },
    });
    try {
      const late = house.signIn(who.number).catch(() => null);
      await verified.promise;
      expect((await door(who, 'another long sentence')).status).toBe(200);
      changed.resolve();
      expect(await late).toBe(null);
    } finally {
      Object.assign(database, { run });
    }
  });

  it('a person has so many tokens at most that all of them can be seen', async () => {
    const who = await person();
    for (let at = 0; at < 200; at++) await token(who, `T${at}`);
    const answer = await house.ask('POST', '/api/me/tokens', { as: who.as, body: { name: 'one more' } });
    expect([answer.status, answer.at('/code')]).toEqual([422, 'own-full']);
    const all = await house.ask('GET', '/api/me/tokens', { as: who.as });
    expect(all.at('/items')).toHaveLength(200);
  });
});
