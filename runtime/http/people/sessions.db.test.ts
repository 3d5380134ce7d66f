import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse, password } from '../house.suite.ts';

describeOnDatabases('where somebody is signed in', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(database.url);
    for (const name of ['ann', 'bob'])
      await house.user(name, house.orgs.north, [{ form: 'item', actions: ['read'], scope: 'own' }]);
  });
  afterAll(() => house.close());

  const signIn = async (user: string, agent: string) => {
    const body = { user, password };
    const answer = await house.ask('POST', '/api/session', { body, headers: { 'user-agent': agent } });
    return String(answer.at('/token'));
  };
  const list = async (as: string) => {
    const { json } = await house.ask('GET', '/api/me/sessions', { as });
    return (json as { items: { id: string; agent: string; current: boolean }[] }).items;
  };
  const isIn = async (as: string) => (await house.ask('GET', '/api/me/sessions', { as })).status === 200;

  it('is told to that person alone, each place with its device, when it was used, and which one asks', async () => {
    const desk = await signIn('ann', 'Desk/1');
    house.later(60_000);
    const phone = await signIn('ann', 'Phone/2');
    const other = await signIn('bob', 'Desk/1');
    expect(await list(desk)).toMatchObject([
      { agent: 'Phone/2', current: false, byProvider: false, address: expect.any(String) },
      { agent: 'Desk/1', current: true, lastUsedAt: expect.any(String), expiresAt: expect.any(String) },
    ]);
    expect((await list(phone)).map(({ current }) => current)).toEqual([true, false]);
    expect(await list(other)).toMatchObject([{ agent: 'Desk/1', current: true }]);
    const { text } = await house.ask('GET', '/api/me/sessions', { as: desk });
    const rows = await house.host.database.all<{ hash: string }>('select hash from gj_session');
    expect(rows.filter(({ hash }) => text.includes(hash))).toEqual([]);
    await house.ask('DELETE', '/api/me/sessions', { as: desk });
  });

  it('ends there at once, one place or all others, and what is not one’s own stays', async () => {
    const [desk, phone, tablet] = [
      await signIn('ann', 'Desk/1'),
      await signIn('ann', 'Phone/2'),
      await signIn('ann', 'Tablet/3'),
    ];
    const other = await signIn('bob', 'Desk/1');
    const [foreign] = await list(other);
    const gone = await house.ask('DELETE', `/api/me/sessions/${foreign?.id}`, { as: desk });
    expect([gone.status, gone.at('/code')]).toEqual([404, 'session-unknown']);
    const one = (await list(desk)).find(({ agent }) => agent === 'Phone/2');
    expect((await house.ask('DELETE', `/api/me/sessions/${one?.id}`, { as: desk })).status).toBe(204);
    expect([await isIn(phone), await isIn(tablet), await isIn(desk)]).toEqual([false, true, true]);
    const before = (await list(desk)).length;
    const all = await house.ask('DELETE', '/api/me/sessions', { as: desk });
    expect(all.json).toEqual({ ended: before - 1 });
    expect([await isIn(tablet), await isIn(desk), await isIn(other)]).toEqual([false, true, true]);
  });

  it('is seen and ended by administrators, which the trail tells', async () => {
    const admin = await house.signIn('admin');
    const as = await signIn('bob', 'Desk/1');
    const { json } = await house.ask('GET', '/api/forms/user/records?view=manage', { as: admin });
    const { id } = (json as { items: { id: string; number: string }[] }).items.find(
      ({ number }) => number === 'bob',
    ) ?? { id: '' };
    const path = `/api/users/${id}/sessions`;
    expect((await house.ask('GET', path, { as })).status).toBe(403);
    const seen = await house.ask('GET', path, { as: admin });
    expect(seen.at('/items/0')).toMatchObject({ agent: 'Desk/1', current: false });
    const ended = await house.ask('DELETE', path, { as: admin });
    expect(Number(ended.at('/ended'))).toBeGreaterThan(0);
    expect(await isIn(as)).toBe(false);
    const trail = await house.ask('GET', '/api/audit?action=sessions-ended', { as: admin });
    expect(trail.at('/items/0')).toMatchObject({ actor: { number: 'admin' }, target: 'bob' });
  });
});
