import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createIn, patchIn, setIn, type TestWatcher, watchedPackage, watcherOf } from './watcher.suite.ts';

/** Shortly before a day begins in Shanghai, in the middle of one in New York. */
const began = Date.parse('2026-03-10T15:59:00.000Z');

describeOnDatabases('watching parameters', (under) => {
  let node: TestNode;
  let other: TestNode;
  let ahead = 0;
  let onlooker = '';
  const started = Date.now();
  const clock = () => began + (Date.now() - started) + ahead;
  const orgs: Record<string, string> = {};
  const open: TestWatcher[] = [];

  const watch = async (query: string, headers = {}, on = node) => {
    const revision = query.includes('since') ? 0 : node.tenant.revision();
    const watcher = await watcherOf(on, `/api/watch?${query}&minRevision=${revision}`, headers);
    open.push(watcher);
    return watcher;
  };
  const put = (address: string, place: string, value: number, more: JsonObject = {}) =>
    setIn(node, address, place, { value, ...more });
  const take = (address: string, place: string) => setIn(node, address, place, null);
  const clear = async () => {
    for (const place of ['scope=system', 'org=NORTH', 'org=CITY', 'org=SOUTH'])
      for (const address of ['limits/most', 'limits/least', 'limits/own', 'by_tax/T1', 'by_tax/*'])
        for (;;) {
          const { body } = await node.ask('GET', `/api/params/${address}?${place}`);
          const [one] = (body['own'] ?? []) as { id: string; revision: number }[];
          if (!one) break;
          const headers = { 'if-match': `"${one.revision}"` };
          await node.ask('DELETE', `/api/params/${address}?${place}&id=${one.id}`, undefined, headers);
        }
    for (const watcher of open.splice(0)) await watcher.die();
  };

  beforeAll(async () => {
    node = await openTestNode(under.url, { clock });
    await node.publish([watchedPackage()]);
    other = await openTestNode(under.url, { clock });
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
      ['SOUTH', 'root'],
    ] as const)
      orgs[number] = (await createIn(node, 'organisation', { number, name: number, parent })).id;
    const role = await createIn(node, 'role', {
      number: 'onlooker',
      name: 'onlooker',
      paramGrants: [{ type: 'limits', access: 'read', scope: 'own' }],
    });
    onlooker = role.id;
  });
  afterAll(async () => {
    for (const watcher of open) await watcher.die();
    await node.close();
    await other.close();
  });

  it('begins with where it is, then hears of what its own organisation reads otherwise, and of nothing else', async () => {
    const city = await watch('params=limits.*&org=CITY');
    expect(await city.next()).toMatchObject({ event: 'revision', data: {} });
    await put('limits/most', 'org=SOUTH', 1);
    await put('hidden/one', 'scope=system', 1);
    await put('limits/own', 'org=NORTH', 1);
    const revision = await put('limits/most', 'scope=system', 5);
    const event = await city.next();
    expect(event).toMatchObject({
      event: 'param',
      data: {
        type: 'limits',
        key: 'most',
        org: 'CITY',
        revision,
        cause: 'set',
        from: { value: null, raw: null, isSet: false },
        to: { value: 5, raw: '5', isSet: true },
      },
    });
    expect(event?.id).toMatch(new RegExp(`^${revision}\\.\\d{13}$`));
    // Said again nearer, it is the same to whoever reads it.
    await put('limits/most', 'org=NORTH', 5);
    await put('limits/most', 'org=CITY', 6);
    expect(await city.change()).toBe('CITY limits.most 5 → 6 (set)');
    await take('limits/most', 'org=CITY');
    expect(await city.change()).toBe('CITY limits.most 6 → 5 (unset)');
    await clear();
  });

  it('says why: a lock, another place in the tree, another definition', async () => {
    const city = await watch('params=limits.most&org=CITY');
    await put('limits/most', 'org=CITY', 1);
    expect(await city.change()).toBe('CITY limits.most null- → 1 (set)');
    await put('limits/most', 'org=NORTH', 2, { locked: true });
    expect(await city.change()).toBe('CITY limits.most 1 → 2 (lock)');
    await put('limits/most', 'org=NORTH', 2, { locked: false });
    expect(await city.change()).toBe('CITY limits.most 2 → 1 (unlock)');
    await put('limits/most', 'org=NORTH', 3, { locked: true });
    expect(await city.change()).toBe('CITY limits.most 1 → 3 (lock)');
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'SOUTH' } });
    expect(await city.change()).toBe('CITY limits.most 3 → 1 (move)');
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'NORTH' } });
    expect(await city.change()).toBe('CITY limits.most 1 → 3 (move)');
    const south = await watch('params=limits.most&org=SOUTH', {}, other);
    await node.publish([watchedPackage('1.1.0', 70)]);
    expect(await south.change()).toBe('SOUTH limits.most null- → 70- (definition)');
    await node.publish([watchedPackage('1.2.0')]);
    expect(await south.change()).toBe('SOUTH limits.most 70- → null- (definition)');
    await clear();
  });

  it('hears of instances: the one that is watched, what is said of its tax number, and of all', async () => {
    const one = await watch('params=by_tax.T1&org=CITY');
    const all = await watch('params=by_tax.*&instance=T1&org=CITY');
    await put('by_tax/T2', 'org=CITY', 9);
    await put('by_tax/*', 'scope=system', 1);
    await put('by_tax/T1', 'org=NORTH', 2);
    for (const watcher of [one, all]) {
      expect(await watcher.change()).toBe('CITY by_tax.T1 null- → 1 (set)');
      expect(await watcher.change()).toBe('CITY by_tax.T1 1 → 2 (set)');
    }
    await clear();
  });

  it('hears on every node, in one order, and goes on on another after the last it heard', async () => {
    const here = await watch('params=*&org=CITY');
    const there = await watch('params=*&org=CITY', {}, other);
    for (const value of [1, 2, 3]) await put('limits/most', 'org=NORTH', value);
    const said = [
      'CITY limits.most null- → 1 (set)',
      'CITY limits.most 1 → 2 (set)',
      'CITY limits.most 2 → 3 (set)',
    ];
    expect([await here.change(), await here.change(), await here.change()]).toEqual(said);
    expect(await there.change()).toBe(said[0]);
    const id = there.lastId();
    await there.die();
    const again = await watch('params=*&org=CITY', { 'last-event-id': id });
    expect([await again.change(), await again.change()]).toEqual(said.slice(1));
    await put('limits/most', 'org=NORTH', 4);
    expect(await again.change()).toBe('CITY limits.most 3 → 4 (set)');
    await clear();
  });

  it('of one commit that changes several, whoever dies between two of them hears the rest and no more', async () => {
    await put('limits/most', 'org=NORTH', 1);
    await put('limits/least', 'org=NORTH', 2);
    const watcher = await watch('params=limits.*&org=CITY');
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'SOUTH' } });
    const first = await watcher.change();
    expect(first).toMatch(/\(move\)$/);
    const id = watcher.lastId();
    expect(id).toMatch(/^\d+\.\d+\.1$/);
    await watcher.die();
    const again = await watch('params=limits.*&org=CITY', { 'last-event-id': id }, other);
    const second = await again.change();
    expect([first, second].toSorted()).toEqual([
      'CITY limits.least 2 → 0- (move)',
      'CITY limits.most 1 → null- (move)',
    ]);
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'NORTH' } });
    expect(await again.change()).toMatch(/\(move\)$/);
    await clear();
  });

  it('hears no part of a commit twice, though it comes back twice before the node knows the commit', async () => {
    await put('limits/most', 'org=NORTH', 1);
    await put('limits/least', 'org=NORTH', 2);
    const watcher = await watch('params=limits.*&org=CITY');
    await watcher.next();
    const early = await watch('params=limits.*&org=CITY', { 'last-event-id': `${watcher.lastId()}.1` });
    expect((await early.next())?.event).toBe('revision');
    await early.die();
    const again = await watch('params=limits.*&org=CITY', { 'last-event-id': early.lastId() });
    await again.next();
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'SOUTH' } });
    await watcher.change();
    expect([await again.change(), again.lastId()]).toEqual([await watcher.change(), watcher.lastId()]);
    await patchIn(node, 'organisation', orgs['CITY'] ?? '', { parent: { number: 'NORTH' } });
    await clear();
  });

  it('hears when a local day begins or ends a value, by the zone of the organisation, and a zone that moves', async () => {
    const [day, next] = ['2026-03-11', '2026-03-12'];
    await put('limits/most', 'scope=system', 5, { validFrom: day, validTo: day });
    const before = await watch('params=limits.most&org=CITY');
    const from = String((await before.next())?.id);
    await before.die();
    const city = await watch('params=limits.most&org=CITY');
    const there = await watch('params=limits.most&org=SOUTH', {}, other);
    ahead += 70_000;
    expect(await city.change()).toBe('CITY limits.most null- → 5 (date)');
    expect(await there.change()).toBe('SOUTH limits.most null- → 5 (date)');
    expect(city.lastId()).toMatch(/\.1773158400000$/);
    await patchIn(node, 'organisation', orgs['SOUTH'] ?? '', { timezone: 'America/New_York' });
    expect(await there.change()).toBe('SOUTH limits.most 5 → null- (zone)');
    await put('limits/most', 'scope=system', 7, { validFrom: next });
    // A watcher that comes back later hears of days and commits in their order.
    const late = await watch('params=limits.most&org=CITY', { 'last-event-id': from }, other);
    expect(await late.change()).toBe('CITY limits.most null- → 5 (date)');
    ahead += 8 * 3_600_000;
    await patchIn(node, 'organisation', orgs['SOUTH'] ?? '', { timezone: 'Asia/Shanghai' });
    expect(await there.change()).toMatch(/null- → 5 \((zone|date)\)$/);
    await clear();
  });

  it.each([
    ['what is no name', 'params=limits', 400, '/params watch-name'],
    ['a parameter that is not there', 'params=limits.nothing', 400, '/params parameter-unknown'],
    ['a type that is not there', 'params=nothing.*', 400, '/params parameter-unknown'],
    ['nothing', 'params=', 400, '/params watch-name'],
    ['records at the same time', 'params=*&forms=user', 400, '/forms watch-either'],
    ['what is no instance', 'params=*&instance=a%20b', 400, '/instance watch-instance'],
    ['what is no place to go on from', 'params=*&since=x', 400, '/since watch-since'],
    ['what is still ahead', 'params=*&since=99999999', 410, ''],
    ['what is before all that was kept', 'params=*&since=0', 410, ''],
  ])('refuses %s', async (_what, query, status, problem) => {
    const watcher = await watch(query);
    const errors = (watcher.problem['errors'] ?? []) as { path: string; code: string }[];
    expect([watcher.status, errors.map(({ path, code }) => `${path} ${code}`).join()]).toEqual([
      status,
      problem,
    ]);
    if (status === 410) expect(watcher.problem['code']).toBe('since-too-old');
  });

  it('goes on after a revision, as reads answer it', async () => {
    const { headers } = await node.ask('GET', '/api/params/values?types=limits');
    await put('limits/most', 'scope=system', 1);
    const watcher = await watch(`params=limits.*&since=${headers.get('guiju-revision')}&org=CITY`);
    expect(await watcher.change()).toBe('CITY limits.most null- → 1 (set)');
    await clear();
  });

  it('hears only what its rights reach, and no more when they, or its token, are gone', async () => {
    const user = await createIn(node, 'user', {
      number: 'w1',
      name: 'w1',
      organisation: 'NORTH',
      roles: [{ role: { number: 'onlooker' }, organisation: 'NORTH' }],
    });
    const secret = 'a password nobody guesses';
    await node.node.gate.setPassword({ id: user.id, number: 'w1' }, secret);
    const { token } = await signInAs(node.node.gate, 'w1', secret, {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const own = { authorization: `Bearer ${token}` };
    expect((await watch('params=hidden.one', own)).problem['errors']).toMatchObject([
      { code: 'parameter-unknown' },
    ]);
    expect((await watch('params=limits.*&org=SOUTH', own)).problem['code']).toBe('organisation-forbidden');
    const made = await node.ask('POST', '/api/me/tokens', { name: 'w' }, own);
    const byToken = { authorization: `Bearer ${made.body['token']}` };
    const [mine, tokens, there] = [
      await watch('params=*', own),
      await watch('params=*', byToken),
      await watch('params=*', byToken, other),
    ];
    await put('hidden/one', 'scope=system', 3);
    await put('limits/most', 'scope=system', 1);
    for (const each of [mine, tokens, there])
      expect(await each.change()).toBe('NORTH limits.most null- → 1 (set)');
    await node.ask('DELETE', `/api/me/tokens/${made.body['id']}`, undefined, own);
    expect([await tokens.change(), await there.change()]).toEqual(['end', 'end']);
    const { body: role } = await node.ask('GET', `/api/forms/role/records/${onlooker}?view=manage`);
    const rows = (role['paramGrants'] as { id: string }[]).map(({ id }) => ({ id, $delete: true }));
    await patchIn(node, 'role', onlooker, { paramGrants: rows });
    expect(await mine.change()).toBe('end');
    await clear();
  });
});
