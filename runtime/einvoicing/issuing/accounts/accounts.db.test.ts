import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { signInAs } from '../../../access/auth/signed-in.suite.ts';
import { allowHost } from '../../../access/egress/allow-host.suite.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';
import { license } from '../license.suite.ts';

const path = '/api/issuing/tax-accounts/synchronise';

describeOnDatabases('tax accounts of the tax-control cloud', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let passed = 0;
  const clock = () => Date.UTC(2026, 10, 20, 2) + passed;
  const bureau = createBureau(openBook(), clock);
  const account = (login: string, more: JsonObject = {}): JsonObject => ({
    ...{ taxNo: seller, login, name: `账号${login}`, drawer: '张三', online: true, ...more },
  });
  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    desk = deskAt(node);
    await license(node, seller);
    await allowHost(node, served.url);
    await desk.make('channel', { name: '税控云', channelKind: 'tax-control', url: served.url, patience: 2 });
    const typed = { drawer: '李四', online: true, taxNo: seller };
    await desk.make('tax-account', {
      ...typed,
      login: 'old',
      name: '旧账号',
      channel: 'rpa',
      remark: '手工',
    });
    await desk.make('tax-account', { ...typed, login: 'leqi', name: '乐企', channel: 'leqi' });
    await desk.make('tax-account', {
      ...typed,
      login: 'other',
      name: '外',
      channel: 'rpa',
      taxNo: '91500023MA0000001M',
    });
  });
  afterAll(async () => {
    await node.close();
    await served.close();
  });

  const accounts = async () => {
    const { body } = await node.ask('GET', `${desk.records('tax-account')}?view=manage&sort=login&limit=50`);
    const items = body['items'] as readonly JsonObject[];
    return items.map(({ login, name, drawer, online }) => [login, name, drawer, online].join(' '));
  };
  const sync = async () => {
    const { status, body } = await node.ask('POST', path);
    expect(status, JSON.stringify(body)).toBe(200);
    const names = (what: string) => (body[what] as readonly JsonObject[]).map((one) => one['login']);
    const [silent, away] = [body['silent'], body['away']];
    return { added: names('added'), changed: names('changed'), offline: names('offline'), silent, away };
  };
  const nothing = { added: [], changed: [], offline: [], silent: [], away: [] };
  const before = ['leqi 乐企 李四 true', 'old 旧账号 李四 true', 'other 外 李四 true'];

  it('are nobody’s to take over while system/syncTaxAccounts is off, and none are by themselves', async () => {
    bureau.setMood({ accounts: [account('new')] });
    const refused = await node.ask('POST', path);
    expect([refused.status, refused.body['code']]).toEqual([409, 'account-sync-off']);
    await node.node.run('calendar');
    expect(await accounts()).toEqual(before);
  });

  it('come, follow and go offline by the button, each told by name; none is deleted', async () => {
    await desk.set('system/syncTaxAccounts', true);
    bureau.setMood({ accounts: null });
    expect(await sync()).toEqual({ ...nothing, silent: [seller] });
    bureau.setMood({ down: 'refuses' });
    expect(await sync()).toEqual({ ...nothing, away: [seller] });
    expect(await accounts()).toEqual(before);
    bureau.setMood({
      ...usualMood,
      accounts: [
        account('new'),
        account('old', { online: false, drawer: '王五' }),
        account('theirs', { taxNo: '91310115MA1K3AB027' }),
      ],
    });
    expect(await sync()).toEqual({ ...nothing, added: ['new'], changed: ['old'] });
    expect(await accounts()).toEqual([
      // Another kind, and another seller: the cloud says nothing of them.
      'leqi 乐企 李四 true',
      'new 账号new 张三 true',
      'old 账号old 王五 false',
      'other 外 李四 true',
    ]);
    expect(await sync()).toEqual(nothing);
    bureau.setMood({ accounts: [account('old')] });
    expect(await sync()).toEqual({ ...nothing, changed: ['old'], offline: ['new'] });
    const [, gone, back] = await accounts();
    expect([gone, back]).toEqual(['new 账号new 张三 false', 'old 账号old 张三 true']);
    const { body } = await node.ask('GET', `${desk.records('tax-account')}?view=manage&login=old`);
    const [old] = body['items'] as readonly JsonObject[];
    expect(await desk.read('tax-account', String(old?.['id']))).toMatchObject({
      remark: '手工',
      channel: 'rpa',
    });
  });

  it('are taken over once a day by themselves, and an invoice is drawn by whoever is online then', async () => {
    passed = 24 * 3_600_000;
    bureau.setMood({ accounts: [account('new', { drawer: '赵六' })] });
    await node.node.run('calendar');
    expect((await accounts()).slice(1, 3)).toEqual(['new 账号new 赵六 true', 'old 账号old 张三 false']);
    bureau.setMood({ accounts: [] });
    // Not again that day.
    passed += 3_600_000;
    await node.node.run('calendar');
    expect((await accounts())[1]).toBe('new 账号new 赵六 true');
    await desk.make('channel', { name: 'RPA', channelKind: 'rpa', url: served.url, patience: 2 });
    const leqi = (await node.ask('GET', `${desk.records('tax-account')}?view=manage&login=leqi`)).body;
    const [one] = leqi['items'] as readonly JsonObject[];
    expect((await desk.act('tax-account', String(one?.['id']), 'disable')).status).toBe(200);
    const invoice = await desk.invoiced({ lines: [serviceLine] });
    expect(await desk.read('invoice', invoice)).toMatchObject({ drawer: '赵六', channel: 'rpa' });
    passed += 24 * 3_600_000;
    await node.node.run('calendar');
    expect((await accounts())[1]).toBe('new 账号new 赵六 false');
  });

  it('of two kinds by one login are two accounts: what is said of one changes nothing of the other', async () => {
    const both = async () => {
      const { body } = await node.ask(
        'GET',
        `${desk.records('tax-account')}?view=manage&login=leqi&sort=channel`,
      );
      const items = body['items'] as readonly JsonObject[];
      return items.map(({ channel, drawer, online }) => [channel, drawer, online].join(' '));
    };
    bureau.setMood({ accounts: [account('leqi', { drawer: '钱七' })] });
    expect(await sync()).toMatchObject({ added: ['leqi'], changed: [] });
    expect(await both()).toEqual(['leqi 李四 true', 'rpa 钱七 true']);
    bureau.setMood({ accounts: [] });
    expect(await sync()).toMatchObject({ added: [], changed: [], offline: ['leqi'] });
    expect(await both()).toEqual(['leqi 李四 true', 'rpa 钱七 false']);
  });

  it('are taken over by whoever may add and change accounts there, and by nobody else', async () => {
    const asked = async (number: string, actions: readonly string[]) => {
      const organisation = { number: 'root' };
      const grants = [{ form: 'tax-account', actions, scope: 'own' }];
      const role = await desk.make('role', { number, name: number, grants });
      const roles = [{ role: { id: role }, organisation }];
      const id = await desk.make('user', { number, name: number, organisation, roles });
      await node.node.gate.setPassword({ id, number }, 'correct horse battery');
      const from = { address: '::1', agent: null, requestId: 't' };
      const { token } = await signInAs(node.node.gate, number, 'correct horse battery', from);
      return (await node.ask('POST', path, undefined, { authorization: `Bearer ${token}` })).status;
    };
    expect(await asked('KEEPER', ['read', 'create', 'edit'])).toBe(200);
    expect(await asked('READER', ['read', 'edit'])).toBe(403);
  });
});
