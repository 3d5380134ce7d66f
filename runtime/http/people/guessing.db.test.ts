import { afterAll, beforeAll, expect, it } from 'vitest';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, type HouseAnswer, openHouse, password } from '../house.suite.ts';

interface Item {
  readonly action: string;
  readonly target: string | null;
  readonly detail: { readonly count?: number; readonly until?: string; readonly code?: string } | null;
}

describeOnDatabases('guessing passwords', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(database.url);
  });
  afterAll(() => house.close());

  const signIn = (user: string, secret: string, from: string, cookie?: string): Promise<HouseAnswer> =>
    house.ask('POST', '/api/session', {
      body: { user, password: secret },
      headers: { 'x-forwarded-for': from, ...(cookie === undefined ? {} : { cookie }) },
    });
  const device = (answer: HouseAnswer) =>
    answer.headers
      .getSetCookie()
      .find((one) => one.startsWith('guiju_device='))
      ?.split(';')[0] ?? expect.fail();
  let network = 0;
  /** An address of a network that nobody has seen yet. */
  const strange = () => `2001:db8:${(++network).toString(16)}:1::1`;
  const guesses = async (user: string, from: () => string, times: number) => {
    const statuses: number[] = [];
    for (let at = 0; at < times; at++) statuses.push((await signIn(user, `guess ${at}`, from())).status);
    return statuses;
  };
  const trail = async (action: string): Promise<readonly Item[]> => {
    await house.host.audit.settle();
    const as = await house.signIn('admin');
    return (await house.ask('GET', `/api/audit?action=${action}&limit=500`, { as })).at('/items') as Item[];
  };

  it('from many addresses keeps out no administrator who is known by device or by address', async () => {
    await house.user('chief', house.orgs.root, [], true);
    const home = '198.51.100.20';
    const known = await signIn('chief', password, home);
    expect(known.status).toBe(200);
    for (let round = 0; round < 5; round++) {
      expect(await guesses('chief', strange, 30)).toContain(429);
      expect((await signIn('chief', password, home)).status).toBe(200);
      expect((await signIn('chief', password, strange(), device(known))).status).toBe(200);
    }
  });

  it('keeps out nobody who waits a minute, wherever he is', async () => {
    await house.user('roamer', house.orgs.root, [], true);
    expect(await guesses('roamer', strange, 60)).toContain(429);
    house.later(61_000);
    expect((await signIn('roamer', password, strange())).status).toBe(200);
  });

  it('is slowed down for a whole IPv6 network, whichever of its addresses asks', async () => {
    let at = 0;
    const within = () => `2001:db8:ffff:7:${(++at).toString(16)}::${at.toString(16)}`;
    const statuses: number[] = [];
    for (let guess = 0; guess < 24; guess++)
      statuses.push((await signIn(`v6-${guess}`, 'guess', within())).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await signIn('admin', password, '2001:db8:ffff:8::1')).status).toBe(200);
  });

  it('by neighbours keeps out nobody who is known behind the same address, and no stranger gets by with him', async () => {
    const office = '198.51.100.77';
    for (const name of ['colleague', 'stranger']) await house.user(name, house.orgs.north, []);
    expect((await signIn('colleague', password, office)).status).toBe(200);
    let at = 0;
    const noise = async () => (await signIn(`nobody-${++at}`, 'guess', office)).status;
    for (let round = 0; round < 6; round++) {
      for (let guess = 0; guess < 25; guess++) await noise();
      expect(await noise()).toBe(429);
      expect((await signIn('colleague', password, office)).status).toBe(200);
      // A right password of who was never here is no free guess either.
      expect((await signIn('stranger', password, office)).status).toBe(429);
    }
    const tried = await guesses('colleague', () => office, 12);
    expect(tried.filter((status) => status === 401)).toHaveLength(5);
  });

  it('of strangers is not cleared by an owner who signs in from networks that nobody knows', async () => {
    await house.user('traveller', house.orgs.north, []);
    let tried = 0;
    let signedIn = 0;
    for (let guess = 0; guess < 60; guess++) {
      if ((await signIn('traveller', `guess ${guess}`, strange())).status === 401) tried += 1;
      if (guess % 5 === 0 && (await signIn('traveller', password, strange())).status === 200) signedIn += 1;
    }
    expect(signedIn).toBeGreaterThan(0);
    expect(tried).toBeLessThanOrEqual(11);
  });

  it.each(['signing in oneself', 'changing one’s own password'])(
    '%s clears the slate for no guesses on others',
    async (what) => {
      const own = `own-${what.length}`;
      await house.user(own, house.orgs.north, []);
      const from = strange();
      const as = String((await signIn(own, password, from)).at('/token'));
      const headers = { 'x-forwarded-for': from };
      const clear = async () => {
        if (what === 'signing in oneself') return void (await signIn(own, password, from));
        const body = { present: password, next: password };
        expect((await house.ask('PUT', '/api/me/password', { as, body, headers })).status).toBe(422);
      };
      let tried = 0;
      for (let guess = 0; guess < 60; guess++) {
        if ((await signIn(`other-${guess % 7}`, `guess ${guess}`, from)).status === 401) tried += 1;
        if (guess % 5 === 0) await clear();
      }
      expect(tried).toBeLessThanOrEqual(21);
    },
  );

  it('of an account is not made free again by its owner’s own sign-ins', async () => {
    await house.user('owner', house.orgs.north, []);
    const home = '198.51.100.30';
    await signIn('owner', password, home);
    let tried = 0;
    for (let guess = 0; guess < 60; guess++) {
      if ((await signIn('owner', `guess ${guess}`, strange())).status === 401) tried += 1;
      if (guess % 5 === 0) expect((await signIn('owner', password, home)).status).toBe(200);
    }
    expect(tried).toBeLessThanOrEqual(11);
  });

  it('forgives one’s own mistakes', async () => {
    await house.user('clumsy', house.orgs.north, []);
    const home = strange();
    for (let round = 0; round < 8; round++) {
      expect(await guesses('clumsy', () => home, 5)).toEqual(Array(5).fill(401));
      expect((await signIn('clumsy', password, home)).status).toBe(200);
    }
  });

  it('is slowed down with a proof of the device, too, and a proof of another is none', async () => {
    await house.user('stolen', house.orgs.north, []);
    await house.user('thief', house.orgs.north, []);
    const proof = device(await signIn('stolen', password, strange()));
    const statuses: number[] = [];
    for (let guess = 0; guess < 14; guess++)
      statuses.push((await signIn('stolen', `guess ${guess}`, strange(), proof)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    const own = device(await signIn('thief', password, strange()));
    await house.user('target', house.orgs.north, []);
    const tried = [];
    for (let guess = 0; guess < 14; guess++)
      tried.push((await signIn('target', `guess ${guess}`, strange(), own)).status);
    expect(tried.filter((status) => status === 401)).toHaveLength(10);
  });

  it('leaves one entry a network and account in the trail, with a count', async () => {
    await house.user('counted', house.orgs.north, []);
    const from = strange();
    await guesses('counted', () => from, 10);
    await guesses('counted', strange, 300);
    const [failed, held] = [await trail('sign-in-failed'), await trail('sign-in-held')];
    const of = (items: readonly Item[]) => items.filter(({ target }) => target === 'counted');
    const sum = (items: readonly Item[]) => items.reduce((all, { detail }) => all + (detail?.count ?? 1), 0);
    // A person who guesses slowly is let in once in a while.
    expect(of(failed).length).toBeLessThan(6);
    expect(of(held)).toMatchObject([{ detail: { until: expect.stringMatching(/^\d{4}-.*Z$/) } }]);
    expect(sum(of(held))).toBeGreaterThan(290);
    expect(sum(of(failed)) + sum(of(held))).toBe(310);
  });

  itLong('leaves few entries of names that nobody has, wherever they come from', async () => {
    const before = (await trail('sign-in-failed')).length;
    const names = Array.from({ length: 300 }, (_, at) => `made up ${at}`);
    for (const name of names) expect((await signIn(name, 'guess', strange())).status).toBe(401);
    const rows = "select count(*) as n from gj_audit where action = 'sign-in-failed'";
    const { n } = (await house.host.database.first<{ n: number }>(rows)) ?? { n: 0 };
    expect(Number(n) - before).toBeLessThanOrEqual(201);
  });

  itLong(
    '2,000 refused calls are one entry with a count, and however many there are, few entries',
    async () => {
      await house.user('prober', house.orgs.north, []);
      const as = await house.signIn('prober');
      for (let at = 0; at < 2000; at++) {
        const id = `0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}`;
        const answer = await house.ask('GET', `/api/forms/item/records/${id}`, { as });
        expect(answer.status).toBe(403);
      }
      const mine = async () =>
        (await trail('refused')).filter(
          (item) => (item as { actor?: { number?: string } }).actor?.number === 'prober',
        );
      expect(await mine()).toMatchObject([{ detail: { count: 2000, code: 'forbidden' } }]);
      const forms = [...house.host.served().model.forms.keys()];
      const routes = house.app.routes.filter(
        ({ path }) => path.startsWith('/api/') && path !== '/api/session',
      );
      let refused = 0;
      for (const form of forms)
        for (const { method, path } of routes) {
          const address = path
            .replace(':form', form)
            .replace(':action', 'enable')
            .replace(/:\w+/g, '0198c0de-0000-7000-8000-000000000000');
          const body = method === 'GET' ? {} : { body: {} };
          if (/watch|events/.test(path)) continue;
          const answer = await house.ask(method, address, { as, ...body, headers: { 'if-match': '"1"' } });
          if (answer.status === 403) refused += 1;
        }
      expect(refused).toBeGreaterThan(100);
      const all = await mine();
      expect(all.length).toBeLessThanOrEqual(21);
      expect(all.map(({ detail }) => detail?.count ?? 1).reduce((sum, one) => sum + one)).toBe(
        2000 + refused,
      );
      house.later(3601_000);
      await house.ask('GET', '/api/forms/item/records', { as });
      await expect.poll(async () => (await mine()).length).toBe(all.length + 1);
    },
    60_000,
  );
});
