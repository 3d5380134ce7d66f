import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import { systemCall } from '../../call/system-call.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { asleep } from '../../work/background/asleep.suite.ts';

interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describeOnDatabases('callbacks to business systems', (under) => {
  let node: TestNode;
  let server: Server;
  let url = '';
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const heard: Heard[] = [];
  /** The statuses that the business system answers, one after another; then 200. */
  const answers: number[] = [];
  /** Answers wait until this is over. */
  let holding: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', async () => {
        heard.push({ headers: request.headers, body });
        await holding;
        const status = answers.shift() ?? 200;
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(`answer ${status}`);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
    await allowHost(node, url);
    const target = { name: 'ERP', url, secret: 'key of the ERP' };
    const made = await node.ask('POST', '/api/forms/callback-target/records', target);
    expect(made.status).toBe(201);
  });
  afterAll(async () => {
    await node.close();
    server.close();
  });
  beforeEach(() => {
    heard.length = 0;
    answers.length = 0;
    holding = Promise.resolve();
  });

  const platform = () => {
    const { tenant } = node;
    const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
    const form = call.served.model.formsById.get('callback');
    if (!form) throw new Error('no callbacks');
    return { store: tenant.store, call, form };
  };

  async function tell(document: string, more: JsonObject = {}): Promise<string> {
    const { store, call, form } = platform();
    const content = JSON.stringify({ document });
    const body = { event: 'issued', content, ...more };
    return (await store.create(call, form, body)).record.id;
  }
  const read = async (id: string) => {
    const { store, call, form } = platform();
    return store.read(call, form, id, 'manage');
  };
  const stateOf = (id: string) => expect.poll(async () => (await read(id))['state'], { timeout: 15_000 });

  it('are signed, and say what they are', async () => {
    const id = await tell('A');
    await stateOf(id).toBe('sent');
    const [{ headers, body } = { headers: {}, body: '' }] = heard;
    expect(body).toBe('{"document":"A"}');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'guiju-event': 'issued',
      'guiju-delivery': id,
      'guiju-attempt': '1',
    });
    const [, second = ''] = /^t=(\d+),/.exec(String(headers['guiju-signature'])) ?? [];
    expect(headers['guiju-signature']).toBe(signatureOf('key of the ERP', Number(second), body));
    expect(await read(id)).toMatchObject({ attempts: 1, answered: 200, failure: null, nextAt: null });
  });

  it('are sent once though another node publishes while they are under way', async () => {
    const other = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock,
      wait: asleep,
    });
    try {
      const answered = Promise.withResolvers<void>();
      holding = answered.promise;
      const id = await tell('B');
      await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(1);
      // The node that sends has not heard of it when the answer is there.
      await other.publish([notePackage([])]);
      answered.resolve();
      await stateOf(id).toBe('sent');
      expect(heard.map(({ body }) => body)).toEqual(['{"document":"B"}']);
      expect(await read(id)).toMatchObject({ attempts: 1 });
    } finally {
      await other.close();
    }
  });

  it.each([
    ['their content', 'base64', 'base64', /^JVBERi0/],
    ['a link for a while', 'link', 'url', /^http:\/\/localhost\/files\/[\w-]{43}$/],
  ])(
    'carry prints of their invoice where the address asks for them: %s',
    async (_says, printsAs, member, value) => {
      const { store, call } = platform();
      const targets = (await node.ask('GET', '/api/forms/callback-target/records')).body['items'];
      const [target] = targets as readonly JsonObject[];
      const of = (name: string) => {
        const form = call.served.model.formsById.get(name);
        if (!form) throw new Error(`no form ${name}`);
        return form;
      };
      const change = (body: JsonObject) =>
        store.patch(call, of('callback-target'), String(target?.['id']), body);
      await change({ prints: 'face', printsAs });
      const lines = [{ itemName: '货', rate: '0.13', amount: '100', tax: '13', gross: '113' }];
      const { record } = await store.create(call, of('invoice'), {
        number: `F-${printsAs}`,
        sign: 'blue',
        lines,
      });
      const id = await tell('A', { invoice: { id: record.id } });
      await stateOf(id).toBe('sent');
      const [{ headers, body } = { headers: {}, body: '' }] = heard;
      const message = JSON.parse(body) as JsonObject;
      expect(message).toMatchObject({
        document: 'A',
        prints: [
          {
            print: 'face',
            filename: `F-${printsAs}.pdf`,
            contentType: 'application/pdf',
            [member]: expect.stringMatching(value),
          },
        ],
      });
      const [, second = ''] = /^t=(\d+),/.exec(String(headers['guiju-signature'])) ?? [];
      expect(headers['guiju-signature']).toBe(signatureOf('key of the ERP', Number(second), body));
      await change({ prints: 'fase' });
      const wrong = await tell('A', { invoice: { id: record.id } });
      await stateOf(wrong).toBe('failed');
      expect(String((await read(wrong))['failure'])).toContain('fase');
      expect(heard.length).toBe(1);
      await change({ prints: null });
    },
  );

  it('wait for their answer as long as sim_callback_request_timeout says', async () => {
    const path = '/api/params/sim_config/sim_callback_request_timeout';
    const own = async () => ((await node.ask('GET', path)).body['own'] as readonly JsonObject[])[0];
    const reason = { 'guiju-reason': 'test' };
    let release = () => {};
    holding = new Promise<void>((over) => {
      release = over;
    });
    expect((await node.ask('PUT', path, { value: 1 }, reason)).status).toBeLessThan(300);
    const id = await tell('T');
    await expect.poll(async () => (await read(id))['attempts'], { timeout: 15_000 }).toBe(1);
    await stateOf(id).toBe('waiting');
    const tag = { ...reason, 'if-match': `"${String((await own())?.['revision'])}"` };
    expect((await node.ask('DELETE', path, undefined, tag)).status).toBeLessThan(300);
    ahead += 61_000;
    await expect.poll(async () => (await read(id))['attempts'], { timeout: 15_000 }).toBe(2);
    // Twice the second that was its limit before.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await read(id))['state']).toBe('sending');
    release();
    await stateOf(id).toBe('sent');
  });

  it('are tried again with growing pauses, and in their order for each document', async () => {
    answers.push(500, 503);
    const made = await node.ask('POST', '/api/forms/invoice-application/records', { buyerName: 'B' });
    const about = { application: { id: String(made.body['id']) } };
    const first = await tell('B', about);
    await expect.poll(async () => (await read(first))['attempts'], { timeout: 15_000 }).toBe(1);
    await stateOf(first).toBe('waiting');
    expect(String((await read(first))['failure'])).toContain('拒绝接收');
    const second = await tell('B', about);
    const other = await tell('C');
    await expect.poll(async () => (await read(other))['answered'], { timeout: 15_000 }).toBe(503);
    expect((await read(second))['attempts']).toBe(0);
    ahead += 61_000;
    await stateOf(second).toBe('sent');
    await stateOf(other).toBe('sent');
    expect((await read(first))['state']).toBe('sent');
    expect(heard.map(({ headers }) => headers['guiju-delivery']).filter((id) => id !== other)).toEqual([
      ...[first, first],
      second,
    ]);
  });

  it('follow no redirect, and say so', async () => {
    answers.push(302);
    const id = await tell('E');
    await stateOf(id).toBe('failed');
    expect(heard).toHaveLength(1);
    const failures = async (language: string) => {
      const ask = (path: string) => node.ask('GET', path, undefined, { 'accept-language': language });
      const records = '/api/forms/callback/records';
      const one = await ask(`${records}/${id}?view=manage`);
      const list = await ask(`${records}?view=manage&fields=failure&id=${id}`);
      const history = await ask(`${records}/${id}/history`);
      const [last] = history.body['items'] as unknown as readonly { readonly record: JsonObject }[];
      const [row] = list.body['items'] as unknown as readonly JsonObject[];
      return [one.body['failure'], row?.['failure'], last?.record['failure']];
    };
    const zh = '业务系统要求跳转，回调不跟随跳转；请填写最终地址';
    const en =
      'The business system redirected the callback, and callbacks follow no redirect; enter the final address';
    expect(await failures('zh')).toEqual([zh, zh, zh]);
    expect(await failures('en')).toEqual([en, en, en]);
    // As an earlier version wrote it.
    const { store, call, form } = platform();
    await store.patch(call, form, id, { failure: `${zh}\n${en}` });
    expect(await failures('en')).toEqual(Array.from({ length: 3 }, () => `${zh}\n${en}`));
    const again = await node.ask(
      'POST',
      `/api/forms/callback/records/${id}/actions/send-again`,
      {},
      {
        'if-match': `"${(await read(id)).revision}"`,
      },
    );
    expect(again.status).toBe(200);
    await stateOf(id).toBe('sent');
  });

  it('go to the address of their own system, else to that of all others', async () => {
    const own = { name: 'OA', url: `${url}/oa`, sourceSystem: 'OA' };
    await node.ask('POST', '/api/forms/callback-target/records', own);
    const [oa, crm] = [await tell('F', { sourceSystem: 'OA' }), await tell('G', { sourceSystem: 'CRM' })];
    await stateOf(oa).toBe('sent');
    await stateOf(crm).toBe('sent');
    const targetOf = async (id: string) => (await read(id))['target'];
    expect([await targetOf(oa), await targetOf(crm)]).toMatchObject([{ name: 'OA' }, { name: 'ERP' }]);
    expect(heard.find(({ headers }) => headers['guiju-delivery'] === oa)?.headers['guiju-signature']).toBe(
      undefined,
    );
  });

  it('go out though hundreds wait for later', async () => {
    const { store, call, form } = platform();
    const nextAt = new Date(clock() + 86_400_000).toISOString();
    const items = Array.from({ length: 210 }, (_, at) => ({
      op: 'create' as const,
      body: { event: 'issued', remark: `later ${at}`, nextAt },
    }));
    const later = await store.batch(call, form, items, true);
    const id = await tell('now');
    await stateOf(id).toBe('sent');
    await store.batch(
      call,
      form,
      later.flatMap(({ record }) => (record ? [{ op: 'delete' as const, id: record.id }] : [])),
      true,
    );
  });

  it('are sent by one of two nodes', async () => {
    const other = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    try {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, at) => tell(`many ${at}`)));
      for (const id of ids) await stateOf(id).toBe('sent');
      expect(heard.map(({ headers }) => headers['guiju-delivery']).sort()).toEqual([...ids].sort());
    } finally {
      await other.close();
    }
  });

  it('that were interrupted are sent once more', async () => {
    let go = () => {};
    holding = new Promise((done) => {
      go = done;
    });
    const other = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    const id = await tell('H');
    await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(1);
    await stateOf(id).toBe('sending');
    go();
    await stateOf(id).toBe('sent');
    await other.close();
  });

  itLong('are given up after the last pause, and sent again when somebody says so', async () => {
    answers.push(...Array.from({ length: 9 }, () => 500));
    const id = await tell('D');
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const progress = async () => {
        const { state, attempts } = await read(id);
        return `${state} ${attempts}`;
      };
      await expect
        .poll(progress, { timeout: 15_000 })
        .toBe(`${attempt < 9 ? 'waiting' : 'failed'} ${attempt}`);
      ahead += 25 * 3_600_000;
    }
    await stateOf(id).toBe('failed');
    // The session of who says so ended on the way: days have passed.
    const { store, call, form } = platform();
    const { record } = await store.act(call, form, id, { action: 'send-again', params: {} });
    expect(record['state']).toBe('waiting');
    await stateOf(id).toBe('sent');
  });
});
