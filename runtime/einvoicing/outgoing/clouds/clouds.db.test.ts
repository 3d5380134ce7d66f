import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { usualMood } from '../../../../workshop/bureau/mood.ts';
import { type ServedBureau, serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller } from '../../issuing/desk.suite.ts';

const secret = 'a key of thirty-two characters!!';
const other = '91500023MA0000001M';
const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

describeOnDatabases('the clouds of the vendor', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let served: ServedBureau;
  let ahead = 0;
  const bureau = createBureau(openBook());
  const [pair, stranger] = [keyPair(), keyPair()];

  beforeAll(async () => {
    served = await serveBureau({ bureau, secret });
    node = await openTestNode(under.url, {
      clock: () => Date.now() + ahead,
      packages: ['platform', 'basis', 'invoicing'],
      domainSettings: {
        GUIJU_CUSTOMS: `${served.url}verify`,
        GUIJU_LICENCES: served.url,
        GUIJU_MOBILE: served.url,
        GUIJU_MOBILE_SECRET: secret,
      },
    });
    desk = deskAt(node);
    const { items } = (await node.ask('GET', '/api/forms/organisation/records?number=root')).body;
    const [root] = items as readonly JsonObject[];
    const path = `/api/forms/organisation/records/${root?.['id']}`;
    const headers = { 'if-match': `"${(await node.ask('GET', path)).body['revision']}"` };
    expect((await node.ask('PATCH', path, { taxNumber: seller }, headers)).status).toBe(200);
  });
  afterAll(async () => {
    await node.close();
    await served.close();
  });
  beforeEach(async () => {
    bureau.setMood({ ...usualMood });
    // Nobody may ask ten times in a minute.
    ahead += 61_000;
    await node.setClock();
  });

  const listed = async (form: string, query = '') =>
    (await node.ask('GET', `${desk.records(form)}?view=manage${query}`)).body[
      'items'
    ] as readonly JsonObject[];
  const change = async (form: string, id: string, body: JsonObject) => {
    const { revision } = await desk.read(form, id);
    const headers = { 'if-match': `"${String(revision)}"` };
    const answer = await node.ask('PATCH', `${desk.records(form)}/${id}`, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const heard = (of: 'withdrawal' | 'code', count: number) =>
    vi.waitFor(
      () => {
        const taken = bureau.book.all(of);
        expect(taken).toHaveLength(count);
        return taken.map(({ asked }) => asked);
      },
      { timeout: 20_000, interval: 50 },
    );

  it('which are set up fetch declarations, signed by the keys of the vendor, and each becomes an application once', async () => {
    const line = {
      itemName: '出口货物',
      rate: '0',
      quantity: '1',
      price: '100',
      amount: '100',
      tax: '0',
      gross: '100',
    };
    const declarations = ['D1', 'D2'].map((number) => ({ number, buyerName: 'ACME', lines: [line] }));
    bureau.setMood({
      declarations: [...declarations, { number: 'D3', billDate: 'soon', lines: [{ ...line, rate: '6%' }] }],
      isvKey: pair.publicKey,
    });
    const keys = { isvPublicKey: pair.publicKey, isvPrivateKey: stranger.privateKey };
    const id = await desk.make('customs-init', {
      number: 'BGD',
      appId: 'app',
      secret,
      organisation: 'root',
      ...keys,
    });
    for (const action of ['verify', 'initialise'])
      expect((await desk.act('customs-init', id, action)).status).toBe(200);
    const fetched = () => desk.act('customs-init', id, 'fetch-declarations');
    expect((await fetched()).body['code']).toBe('customs-without-isv-keys');
    const rekeyed = async (body: JsonObject) => {
      await desk.act('customs-init', id, 'change-keys');
      await change('customs-init', id, body);
      for (const action of ['verify', 'initialise']) await desk.act('customs-init', id, action);
    };
    await rekeyed({ isvPublicKey: stranger.publicKey });
    expect((await fetched()).body).toMatchObject({
      code: 'customs-not-fetched',
      detail: expect.stringContaining('报关单接口不接受'),
    });
    expect(await listed('invoice-application')).toEqual([]);
    // As a browser hands it on, whose fields for secrets have one line.
    const inOneLine = pair.privateKey.replaceAll('\n', '');
    await rekeyed({ isvPublicKey: pair.publicKey, isvPrivateKey: inOneLine });
    for (const made of [2, 0]) {
      const { status, body } = await fetched();
      expect([status, body['fetchedCount'], body['fetchedAt']], JSON.stringify(body)).toEqual([
        200,
        made,
        null,
      ]);
      expect(body['$warnings']).toMatchObject([
        { code: 'customs-declaration-refused', params: { number: 'D3' } },
      ]);
    }
    // Each with its field, and its line: `customs-flaw-of-field`, `customs-flaw-of-line`.
    for (const [language, ofField, ofLine] of [
      ['zh', '报关单 D3 没有生成申请单（单据日期：', '；第 1 行的税率：'],
      ['en', 'No application was created for the declaration D3 (Document date: ', '; line 1, Rate: '],
    ] as const) {
      const { revision } = await desk.read('customs-init', id);
      const headers = { 'if-match': `"${String(revision)}"`, 'accept-language': language };
      const path = `${desk.records('customs-init')}/${id}/actions/fetch-declarations`;
      const { body } = await node.ask('POST', path, {}, headers);
      const [{ message = '' } = {}] = body['$warnings'] as readonly { readonly message?: string }[];
      expect(message).toContain(ofField);
      expect(message).toContain(ofLine);
    }
    bureau.setMood({ declarations });
    expect((await fetched()).body['fetchedAt']).toEqual(expect.any(String));
    const made = await listed('invoice-application', '&sort=businessNumber');
    expect(made).toMatchObject([{ businessNumber: 'D1' }, { businessNumber: 'D2' }]);
    expect(await desk.read('invoice-application', String(made[0]?.['id']))).toMatchObject({
      dataSource: 'customs',
      sourceBill: 'customs',
      sellerTaxNo: seller,
      organisation: { number: 'root' },
      gross: '100',
    });
  });

  it('say which licences the tenant of a client id has, and no other tax number is given one', async () => {
    bureau.setMood({
      licences: [
        { service: 'issuing', total: 3, taxNumbers: [seller] },
        { service: 'receiving', total: 1, taxNumbers: [] },
      ],
    });
    const said = { number: 'CLOUD', name: '云', clientId: 'c', tenant: 't' };
    const id = await desk.make('cloud-authorisation', { ...said, secret: 'another key' });
    const synced = () => desk.act('cloud-authorisation', id, 'sync-licences');
    const { status, body } = await synced();
    expect([status, body['code'], body['detail']], JSON.stringify(body)).toEqual([
      ...[503, 'licences-not-synced'],
      expect.stringContaining('云端不接受签名'),
    ]);
    await change('cloud-authorisation', id, { secret });
    expect((await synced()).body).toMatchObject({
      issuingTotal: 3,
      receivingTotal: 1,
      groups: [{ service: 'issuing', taxNo: seller }],
      syncedAt: expect.any(String),
    });
    const [own, ...more] = await listed('licence');
    expect([own, more]).toMatchObject([{ service: 'issuing', taxNo: seller, status: 'none' }, []]);
    const none = await desk.make('licence', {
      service: 'issuing',
      organisation: 'root',
      taxNo: other,
      authorisation: 'CLOUD',
    });
    const refused = await desk.act('licence', none, 'authorise');
    expect([refused.status, refused.body['params'], refused.body['detail']]).toEqual([
      409,
      expect.objectContaining({ issue: 'licence-ungrouped' }),
      expect.stringContaining('当前组织无发票云特性分组许可'),
    ]);
    const licence = String(own?.['id']);
    expect((await desk.act('licence', licence, 'authorise')).status).toBe(200);
    expect((await synced()).body['groups']).toHaveLength(1);
    bureau.setMood({ answers: 500 });
    expect((await desk.act('licence', licence, 'withdraw-licence')).status).toBe(200);
    await vi.waitFor(
      async () => expect(await listed('cloud-message')).toMatchObject([{ state: 'waiting', attempts: 1 }]),
      { timeout: 20_000, interval: 50 },
    );
  });

  it('are told of a withdrawal until they took it, by the client id and the tenant', async () => {
    expect(await listed('cloud-message')).toMatchObject([{ what: 'licence-withdrawn' }]);
    ahead += 2 * 60_000;
    await node.setClock();
    const [taken] = await heard('withdrawal', 1);
    expect(taken).toMatchObject({ clientId: 'c', tenant: 't', service: 'issuing', taxNo: seller });
  });

  it('are told a dynamic code and where it leads, once more when it was changed', async () => {
    const code = { taxNo: seller, invoiceTypes: ['10xdp'], businessSystem: 'POS' };
    const id = await desk.make('dynamic-qr', { number: 'DTM1', ...code });
    expect((await desk.act('dynamic-qr', id, 'sync')).status).toBe(200);
    const [taken] = await heard('code', 1);
    expect(taken).toMatchObject({ ...code, code: (await desk.read('dynamic-qr', id))['code'] });
    expect(taken?.['code']).toMatch(/\/scan\/[\w-]{32}$/);
    const status = () =>
      expect.poll(async () => (await desk.read('dynamic-qr', id))['syncStatus'], { timeout: 20_000 });
    await status().toBe('synced');
    await change('dynamic-qr', id, { businessSystem: 'SHOP' });
    await status().toBe('none');
    expect((await desk.act('dynamic-qr', id, 'sync')).status).toBe(200);
    expect((await heard('code', 2))[1]).toMatchObject({ businessSystem: 'SHOP' });
  });
});
