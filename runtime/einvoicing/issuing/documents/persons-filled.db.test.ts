import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller } from '../desk.suite.ts';

const goods: JsonObject = {
  itemName: '笔',
  taxCode: '1060201010000000000',
  rate: '0.13',
  quantity: '1',
  price: '100',
  amount: '100',
  tax: '13',
  gross: '113',
};

describeOnDatabases('the persons of a new application', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    const said = { drawerSource: 'text', payeeSource: 'text', reviewerSource: 'text' };
    const rule = (number: string, name: string, documents: readonly string[], more: JsonObject) =>
      desk.make('drawer-rule', {
        ...{ number, name, documents, ...said },
        ...{ drawerText: `${name}开`, payeeText: `${name}收`, reviewerText: `${name}核` },
        ...more,
      });
    const over = { fact: 'gross', operator: 'greaterThan', value: '1000' };
    const ofBuyer = { fact: 'buyerName', operator: 'contains', value: '甲' };
    await rule('R-1', '大额', ['invoice-application'], { priority: 1, condition: { all: [over, ofBuyer] } });
    await rule('R-2', '申请', ['invoice-application'], { priority: 5, condition: ofBuyer });
    await rule('R-3', '待开', ['pending-invoice'], { priority: 5, condition: ofBuyer });
    await rule('R-4', '确认', ['red-confirmation'], { priority: 5, condition: ofBuyer });
    const long = { fact: 'buyerName', operator: 'equal', value: '长名' };
    const person = { id: await desk.make('staff', { number: 'P', name: '名'.repeat(61) }) };
    await rule('R-5', '长', ['invoice-application'], {
      ...{ drawerSource: 'person', drawerPerson: person, drawerText: null, condition: long },
    });
  });
  afterAll(() => node.close());

  const body = (more: JsonObject = {}): JsonObject => ({
    buyerName: '甲',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    lines: [goods],
    ...more,
  });
  const saved = async (more: JsonObject = {}) => {
    const answer = await node.ask('POST', desk.records('invoice-application'), body(more));
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const persons = ({ drawer = null, payee = null, reviewer = null }: JsonObject) => [drawer, payee, reviewer];

  it.each<[string, JsonObject, readonly (string | null)[]]>([
    ['are those of the rule for applications', {}, ['申请开', '申请收', '申请核']],
    ['that an interface pushed, too', { dataSource: 'api' }, ['申请开', '申请收', '申请核']],
    ['that came of a receivable, too', { dataSource: 'receivable' }, ['申请开', '申请收', '申请核']],
    ['that was imported, too', { dataSource: 'import' }, ['申请开', '申请收', '申请核']],
    ['stay who they are where somebody named them', { payee: '王某' }, ['申请开', '王某', '申请核']],
    [
      'go by what is computed of it',
      { lines: Array.from({ length: 9 }, () => goods) },
      ['大额开', '大额收', '大额核'],
    ],
    [
      'are nobody where no rule speaks: whoever issues it will be asked',
      { buyerName: '乙' },
      [null, null, null],
    ],
  ])('%s', async (_, more, expected) => {
    expect(persons(await saved(more))).toEqual(expected);
  });

  it('that was scanned, too', async () => {
    await desk.make('dynamic-qr', {
      number: 'D',
      taxNo: seller,
      invoiceTypes: ['10xdp'],
      businessSystem: '收银',
    });
    const answer = await node.ask('POST', '/api/issuing/scans', {
      ...body(),
      code: 'D',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    const path = `${desk.records('invoice-application')}?view=manage&dataSource=scan&fields=drawer,payee,reviewer`;
    const { items } = (await node.ask('GET', path)).body;
    expect((items as readonly JsonObject[]).map(persons)).toEqual([['申请开', '申请收', '申请核']]);
  });

  it('are filled once: what somebody takes out stays out', async () => {
    const { id } = await saved();
    const path = `${desk.records('invoice-application')}/${id}`;
    const headers = { 'if-match': (await node.ask('GET', path)).headers.get('etag') ?? '' };
    const changed = await node.ask('PATCH', path, { payee: null, remark: '改' }, headers);
    expect(changed.status, JSON.stringify(changed.body)).toBeLessThan(300);
    expect(persons(changed.body)).toEqual(['申请开', null, '申请核']);
  });

  it('are refused where a name has no room on the document, until somebody names another', async () => {
    const long = { buyerName: '长名' };
    const { status, body: refused } = await node.ask('POST', desk.records('invoice-application'), body(long));
    expect(status).toBe(422);
    expect(refused['errors']).toMatchObject([{ path: '/drawer' }]);
    expect(persons(await saved({ ...long, drawer: '某' }))[0]).toBe('某');
  });

  it('are not those of its invoice, nor of what takes that back', async () => {
    const blue = await desk.invoiced(body({ lines: [goods, goods] }));
    expect(persons(await desk.read('invoice', blue))).toEqual(['待开开', '待开收', '待开核']);
    const { id } = (
      (await node.ask('GET', `${desk.records('drawer-rule')}?view=manage&q=R-3`)).body['items'] as readonly [
        JsonObject,
      ]
    )[0];
    const path = `${desk.records('drawer-rule')}/${id}`;
    const headers = { 'if-match': (await node.ask('GET', path)).headers.get('etag') ?? '' };
    await node.ask('PATCH', path, { drawerText: '后来开', payeeSource: null, payeeText: null }, headers);
    const answer = await desk.act('invoice', blue, 'red', { redReason: 'return' });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    const { items } = (await node.ask('GET', `${desk.records('pending-invoice')}?view=manage`)).body;
    const red = await desk.read(
      'pending-invoice',
      String((items as readonly JsonObject[]).find(({ billType }) => billType === 'red')?.['id']),
    );
    expect(persons(red)).toEqual(['后来开', '待开收', '待开核']);
    const confirmation = await desk.read(
      'red-confirmation',
      String((red['redConfirmation'] as JsonObject)['id']),
    );
    expect(persons(confirmation)).toEqual(['确认开', '确认收', '确认核']);
  });

  it('of its pending invoice are those somebody named; whoever was signed in gives way to who is signed in now', async () => {
    const password = 'correct horse battery';
    const roles = [{ role: 'administrator', organisation: 'root' }];
    const other = { number: 'other', name: '换班的', organisation: 'root', roles };
    const { body: made } = await node.ask('POST', desk.records('user'), other);
    await node.ask('PUT', `/api/users/${String(made['id'])}/password`, { password });
    const { token } = (await node.ask('POST', '/api/session', { user: 'other', password })).body;
    const headers = { authorization: `Bearer ${String(token)}` };
    for (const [named, drawn] of [
      ['管理员', '换班的'],
      ['王某', '王某'],
    ] as const) {
      const id = await desk.approved({ buyerName: '乙', drawer: named, lines: [goods] });
      const path = `${desk.records('invoice-application')}/${id}/actions/issue`;
      const { revision } = await desk.read('invoice-application', id);
      const { status, body: answer } = await node.ask(
        'POST',
        path,
        {},
        { 'if-match': `"${revision}"`, ...headers },
      );
      expect(status, JSON.stringify(answer)).toBe(200);
      expect(await desk.pendingOf(id)).toMatchObject([{ drawer: drawn }]);
    }
  });

  it('are drawn under RPA by the account that the document names, whatever rules say', async () => {
    const account = { login: '账号', drawer: '账号的人', channel: 'rpa', taxNo: seller, online: true };
    const taxAccount = { id: await desk.make('tax-account', { name: '账号', ...account }) };
    const businessType = { id: await desk.make('business-type', { number: 'RPA', name: 'RPA' }) };
    const channels = { channelScope: 'selected', channels: ['rpa'] };
    await desk.make('business-control', { number: 'RPA', name: 'RPA', businessType, ...channels });
    expect(persons(await saved({ businessType, taxAccount }))).toEqual(['账号的人', '申请收', '申请核']);
    expect(persons(await saved({ businessType }))).toEqual([null, '申请收', '申请核']);
  });
});
