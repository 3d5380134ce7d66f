import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const secret = 'the right secret';
const records = '/api/forms/customs-init/records';

describeOnDatabases('app ID and secret of customs', (under) => {
  let node: TestNode;
  let server: Server;
  let id = '';
  const heard: string[] = [];
  /** The ways in which the interface behaves instead of looking at the signature; then it looks. */
  const moods: ('silent' | 'hangs up' | number)[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        heard.push(body);
        const mood = moods.shift();
        if (mood === 'silent') return;
        if (mood === 'hangs up') return void request.socket.destroy();
        const signature = String(request.headers['guiju-signature']);
        const [, second = ''] = /^t=(\d+),/.exec(signature) ?? [];
        const isRight = signature === signatureOf(secret, Number(second), body);
        response.writeHead(mood ?? (isRight ? 200 : 401)).end(isRight ? 'ok' : 'bad signature');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({ customsPatience: 300 }),
      domainSettings: { GUIJU_CUSTOMS: `http://127.0.0.1:${port}/verify` },
    });
    const organisation = await node.ask('GET', '/api/forms/organisation/records?number=root');
    const [root] = organisation.body['items'] as unknown as readonly JsonObject[];
    await done('PATCH', `/api/forms/organisation/records/${root?.['id']}`, {
      taxNumber: '91440300708461136T',
    });
    const keys = { appId: 'app-1', secret: 'a wrong secret', environment: 'test' };
    id = String((await done('POST', records, { number: 'BGD', organisation: 'root', ...keys }))['id']);
  });
  afterAll(async () => {
    await node.close();
    server.closeAllConnections();
    server.close();
  });

  async function done(method: string, path: string, body: JsonObject, headers?: Record<string, string>) {
    const found = method === 'POST' ? null : await node.ask('GET', path);
    const tag: Record<string, string> = found ? { 'if-match': `"${found.body['revision']}"` } : {};
    const answer = await node.ask(method, path, body, { ...tag, ...headers });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }
  const change = (body: JsonObject) => done('PATCH', `${records}/${id}`, body);
  const read = async (language = 'zh') =>
    (await node.ask('GET', `${records}/${id}`, undefined, { 'accept-language': language })).body;
  const act = async (action: string, headers: Record<string, string> = {}, body: JsonObject = {}) =>
    node.ask('POST', `${records}/${id}/actions/${action}`, body, {
      'if-match': `"${(await read())['revision']}"`,
      ...headers,
    });

  it('are not verified where no address is configured for their environment, which is said plainly', async () => {
    const before = await read();
    for (const [language, says] of [
      ['zh', '没有配置报关单接口地址（GUIJU_CUSTOMS_TEST）'],
      ['en', 'No address of the customs interface is configured (GUIJU_CUSTOMS_TEST)'],
    ] as const) {
      const { status, body } = await act('verify', { 'accept-language': language });
      expect([status, body['code'], body['detail']]).toEqual([
        ...[422, 'customs-without-address', expect.stringContaining(says)],
      ]);
    }
    expect(await read()).toEqual(before);
    await change({ environment: 'production' });
  });

  it.each<[string, (typeof moods)[number] | null, string, string, string]>([
    ['are wrong', null, 'customs-refused', '不接受', 'does not accept'],
    ['meet an interface that fails', 500, 'customs-answered', '没有给出正常应答', 'gave no proper answer'],
    ['meet one that hangs up', 'hangs up', 'customs-unreachable', '连接不上', 'Could not reach'],
    ['meet one that says nothing', 'silent', 'customs-timeout', '没有应答', 'did not answer'],
  ])('which %s: that is written down in the reader’s language, and nothing goes on', async (...named) => {
    const [, mood, code, zh, en] = named;
    if (mood !== null) moods.push(mood);
    const { status, body } = await act('verify');
    const [warning] = body['$warnings'] as unknown as readonly JsonObject[];
    expect([status, warning?.['code']], JSON.stringify(body)).toEqual([200, code]);
    const [chinese, english] = [await read(), await read('en')];
    expect(chinese).toMatchObject({ verification: 'failed', verifiedAt: expect.any(String) });
    expect([chinese['verificationFailure'], english['verificationFailure']]).toEqual([
      ...[expect.stringContaining(zh), expect.stringContaining(en)],
    ]);
    expect((await act('initialise')).body['code']).toBe('action-refused');
  });

  it('which are right pass, are set up then, and stay as they are until they are changed on purpose', async () => {
    await change({ secret });
    heard.length = 0;
    expect((await act('verify')).status).toBe(200);
    expect(heard).toEqual(['{"appId":"app-1","taxNo":"91440300708461136T","environment":"production"}']);
    expect(await read()).toMatchObject({ verification: 'passed', verificationFailure: null });
    const tag = { 'if-match': `"${(await read())['revision']}"` };
    for (const body of [{ appId: 'app-2' }, { secret: 'other' }, { environment: 'test' }])
      expect((await node.ask('PATCH', `${records}/${id}`, body, tag)).body).toMatchObject({
        errors: [{ path: `/${Object.keys(body)[0]}` }],
      });
    expect((await act('initialise')).status).toBe(200);
    expect(await read()).toMatchObject({ initialised: true });
    const copying = { number: 'BGD-2', environment: 'test', secret };
    const { body: copied } = await act('copy', {}, copying);
    expect(copied).toMatchObject({ verification: 'none', verifiedAt: null, initialised: false });
    expect((await act('change-keys')).status).toBe(200);
    expect(await read()).toMatchObject({ verification: 'none', verifiedAt: null, initialised: false });
    expect((await act('initialise')).body['code']).toBe('action-refused');
    await change({ appId: 'app-2' });
  });

  it('and no cloud is asked where no address of it is configured, which is said plainly', async () => {
    const code = { taxNo: '91440300708461136T', invoiceTypes: ['10xdp'], businessSystem: 'POS' };
    const path = '/api/forms/dynamic-qr/records';
    const made = await done('POST', path, { number: 'DTM', ...code });
    const tag = { 'if-match': `"${made['revision']}"` };
    const { status, body } = await node.ask('POST', `${path}/${made['id']}/actions/sync`, {}, tag);
    expect([status, body['code'], body['params']]).toEqual([
      ...[422, 'cloud-without-address', { setting: 'GUIJU_MOBILE' }],
    ]);
  });
});
