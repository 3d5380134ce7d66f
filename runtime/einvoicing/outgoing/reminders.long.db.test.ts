import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { readOutbox } from '../../work/outbox/outbox.ts';
import { requireForm } from '../forms/forms.ts';
import { deskAt } from '../issuing/desk.suite.ts';
import { asPlatform } from '../issuing/documents/document-forms.ts';

interface Mailed {
  readonly to: readonly string[];
  readonly text: string;
}

const hour = 3_600_000;
const line = {
  itemName: '笔',
  taxCode: '1090511010000000000',
  rate: '0.13',
  quantity: '1',
  price: '100',
  amount: '100',
  tax: '13',
  gross: '113',
};

describeOnDatabases('what people are told', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let smtp: SMTPServer;
  let gateway: Server;
  // Ten in the morning, where the tenant is.
  let now = Date.UTC(2026, 0, 5, 2, 0, 0);
  const mails: Mailed[] = [];
  const signedIn: string[] = [];
  const messages: { readonly body: JsonObject; readonly headers: IncomingHttpHeaders }[] = [];
  /** The statuses that the gateway answers, one after another; then 200. 0: it breaks the connection. */
  const answers: number[] = [];

  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onAuth({ username = '', password = '' }, _session, done) {
        signedIn.push(`${username} ${password}`);
        done(null, { user: username });
      },
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
          done();
        });
      },
    });
    gateway = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        messages.push({ body: JSON.parse(body) as JsonObject, headers: request.headers });
        const status = answers.shift() ?? 200;
        if (status === 0) request.socket.destroy();
        else response.writeHead(status).end('said');
      });
    });
    await Promise.all([
      new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening)),
      new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening)),
    ]);
    const portOf = (server: { address(): AddressInfo | string | null }) =>
      (server.address() as AddressInfo).port;
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => now,
      smtp: {
        host: '127.0.0.1',
        port: portOf(smtp.server),
        ssl: false,
        user: null,
        password: null,
        address: 'system@example.com',
        name: null,
      },
      domainSettings: {
        GUIJU_SMS: `http://127.0.0.1:${portOf(gateway)}/send`,
        GUIJU_SMS_TOKEN: 'key',
      },
    });
    desk = deskAt(node);
    await desk.simulate();
    const mailed = { mailbox: 'system', organisations: [{ organisation: 'root' }] };
    await desk.make('red-mail-scheme', {
      number: 'R',
      name: '提醒',
      customFields: ['number', 'redReason'],
      prints: 'red-confirmation',
      ...mailed,
    });
    await desk.make('staff', { number: 'Z', name: '赵开票', email: 'drawer@example.com' });
  });
  afterAll(async () => {
    await node.close();
    await new Promise<void>((closed) => smtp.close(closed));
    await new Promise((closed) => gateway.close(closed));
  });
  beforeEach(() => {
    mails.length = 0;
    messages.length = 0;
  });

  const listed = async (form: string, query = ''): Promise<readonly JsonObject[]> =>
    (await node.ask('GET', `${desk.records(form)}?view=manage&sort=number${query}`)).body[
      'items'
    ] as readonly JsonObject[];
  const bodyOf = ({ text }: Mailed) => {
    const [, encoded = ''] = /base64[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(text) ?? [];
    return Buffer.from(encoded, 'base64').toString();
  };

  describe('of a red confirmation', () => {
    const confirmation = (more: JsonObject = {}) =>
      desk.make('red-confirmation', {
        status: '02',
        source: 'manual',
        redReason: 'return',
        enteredAt: new Date(now).toISOString(),
        buyerName: '买方',
        buyerEmail: 'buyer@example.com',
        sellerName: '卖方',
        lines: [{ ...line, amount: '-100' }],
        ...more,
      });
    const settle = async (id: string, status: string) => {
      const own = asPlatform(node.tenant.systemCall());
      const form = requireForm(own, 'red-confirmation');
      await node.tenant.store.atOnce<JsonObject>(own, async (transaction) => {
        const found = await transaction.read(form, id);
        if (found) await transaction.change(form, found, { status }, 'asked');
        return { settled: found !== null };
      });
      expect(await desk.read('red-confirmation', id)).toMatchObject({ status });
    };
    const ofOne = (id: string) => listed('confirmation-mail', `&confirmation=${id}`);
    const states = (id: string) =>
      expect.poll(async () => (await ofOne(id)).map(({ recipient, state }) => [recipient, state]), {
        timeout: 20_000,
      });
    const pushing = async (body: JsonObject, work: () => Promise<void>) => {
      const id = await desk.make('red-mail-push', { name: '推送', scheme: 'R', ...body });
      try {
        await work();
      } finally {
        expect((await desk.act('red-mail-push', id, 'disable')).status).toBe(200);
      }
    };

    it('at once, to everybody whose address is known; and says whose is not', () =>
      pushing(
        {
          timing: 'at-once',
          scenes: ['waiting', 'refused'],
          recipients: ['buyer', 'drawer', 'listed'],
          addresses: [{ email: 'desk@example.com' }],
        },
        async () => {
          const id = await confirmation({ drawer: '赵开票' });
          await states(id).toEqual([
            ['buyer@example.com', 'sent'],
            ['drawer@example.com', 'sent'],
            ['desk@example.com', 'sent'],
          ]);
          expect(mails.map(({ to }) => to[0]).sort()).toEqual([
            'buyer@example.com',
            'desk@example.com',
            'drawer@example.com',
          ]);
          const [mail] = await ofOne(id);
          expect(mail).toMatchObject({
            subject: expect.stringContaining('等待确认'),
            scheme: { number: 'R' },
          });
          expect(mails.map(bodyOf)).toContainEqual(expect.stringContaining('销货退回'));
          for (const { text } of mails) expect(text).toMatch(/Content-Type: application\/pdf; name=\S+\.pdf/);
          await settle(id, '04');
          await settle(id, '05');
          await expect.poll(async () => (await ofOne(id)).length, { timeout: 20_000 }).toBe(6);
          const nobody = await confirmation({ buyerEmail: null });
          await states(nobody).toEqual([
            [null, 'failed'],
            [null, 'failed'],
            ['desk@example.com', 'sent'],
          ]);
          expect((await ofOne(nobody))[0]?.['failure']).toContain('购方');
        },
      ));

    it('from a mailbox of its own, where its scheme has one', async () => {
      const { port } = smtp.server.address() as AddressInfo;
      await allowHost(node, `http://127.0.0.1:${port}`);
      const mailbox = { userName: '财务部', account: 'own@example.com', password: 'open sesame' };
      const server = { host: '127.0.0.1', port, ssl: false };
      await desk.make('red-mail-scheme', {
        number: 'OWN',
        name: '自有',
        mailbox: 'own',
        ...mailbox,
        ...server,
      });
      const push = { scheme: 'OWN', timing: 'at-once', scenes: ['waiting'], recipients: ['buyer'] };
      await pushing(push, async () => {
        await states(await confirmation()).toEqual([['buyer@example.com', 'sent']]);
        expect(mails.map(({ text }) => /^From: (.*)$/m.exec(text)?.[1])).toEqual([
          expect.stringContaining('<own@example.com>'),
        ]);
        expect(mails[0]?.text).toContain(Buffer.from('财务部').toString('base64'));
        expect(signedIn).toEqual(['own@example.com open sesame']);
      });
    });

    it('before it expires, unless it is settled by then', () =>
      pushing(
        { timing: 'before-expiry', hoursBefore: 12, scenes: ['waiting'], recipients: ['buyer'] },
        async () => {
          const [waits, settled] = [await confirmation(), await confirmation()];
          const due = new Date(now + 60 * hour).toISOString();
          for (const id of [waits, settled]) {
            await expect.poll(async () => (await ofOne(id)).length, { timeout: 20_000 }).toBe(1);
            expect((await ofOne(id))[0]).toMatchObject({ state: 'waiting', nextAt: due });
          }
          await settle(settled, '04');
          expect(mails).toEqual([]);
          now += 60 * hour + 1_000;
          await states(waits).toEqual([['buyer@example.com', 'sent']]);
          await states(settled).toEqual([['buyer@example.com', 'dropped']]);
        },
      ));

    it('every day at its time, as long as it waits', () =>
      pushing(
        { timing: 'daily', sendTime: '11:00:00', scenes: ['waiting'], recipients: ['buyer'] },
        async () => {
          const id = await confirmation();
          for (let days = 1; days <= 2; days++) {
            await expect.poll(async () => (await ofOne(id)).length, { timeout: 20_000 }).toBe(days);
            now += 24 * hour;
            await expect
              .poll(async () => (await ofOne(id))[days - 1]?.['state'], { timeout: 20_000 })
              .toBe('sent');
          }
          await settle(id, '04');
          now += 24 * hour;
          await expect
            .poll(async () => (await ofOne(id)).at(-1)?.['state'], { timeout: 20_000 })
            .toBe('dropped');
          expect(mails).toHaveLength(2);
        },
      ));
  });

  describe('by text message', () => {
    const setting = async (values: JsonObject) => {
      const path = '/api/forms/other-settings/record';
      const { body: before, headers } = await node.ask('GET', path);
      const [listed] = (before['smsCompanies'] ?? []) as readonly JsonObject[];
      const smsCompanies = [{ ...(listed ? { id: listed['id'] ?? '' } : {}), organisation: 'root' }];
      // Whoever is written to stays listed while nobody is.
      const whom = values['sms'] === false ? {} : { smsCompanies };
      const on = { sms: true, smsMode: 'each', smsSignature: '规矩', ...whom };
      const match = { 'if-match': headers.get('etag') ?? '"0"' };
      const { status, body } = await node.ask('PATCH', path, { ...on, ...values }, match);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
    };
    const issued = (buyerName: string, count = 1) =>
      Promise.all(
        Array.from({ length: count }, () =>
          desk.invoiced({ buyerName, buyerMobile: '13800000000', sellerName: '卖方', lines: [line] }),
        ),
      );
    const smsOf = (buyerName: string) => listed('invoice-sms', `&buyerName=${encodeURIComponent(buyerName)}`);
    const stateOf = (buyerName: string) =>
      expect.poll(async () => (await smsOf(buyerName)).map(({ state }) => state), { timeout: 20_000 });

    it.each<[string, JsonObject]>([
      ['nobody where no company is listed', { smsCompanies: [] }],
      ['nobody where it is off', { sms: false }],
    ])('to %s', async (name, values) => {
      await setting(values);
      await issued(name);
      const unread = () => readOutbox(node.tenant.database, 'outgoing', 1);
      await expect.poll(unread, { timeout: 20_000 }).toEqual([]);
      expect(await smsOf(name)).toEqual([]);
    });

    it('to the mobile of the buyer, with what was issued and the signature', async () => {
      await setting({});
      const [invoice = ''] = await issued('一张');
      await stateOf('一张').toEqual(['sent']);
      const { number } = await desk.read('invoice', invoice);
      expect(messages).toMatchObject([
        {
          body: { to: '13800000000', signature: '规矩', text: expect.stringContaining(String(number)) },
          headers: { authorization: 'Bearer key' },
        },
      ]);
    });

    it('merged, of several that are issued together one', async () => {
      await setting({ smsMode: 'merged' });
      await issued('合并', 3);
      await expect
        .poll(
          async () => (await desk.read('invoice-sms', String((await smsOf('合并'))[0]?.['id'])))['invoices'],
          { timeout: 20_000 },
        )
        .toHaveLength(3);
      now += 11_000;
      await stateOf('合并').toEqual(['sent']);
      expect(messages.map(({ body }) => body['text'])).toEqual([
        expect.stringContaining('3 张发票，价税合计 339 元'),
      ]);
    });

    it.each<[string, number[], readonly string[], string]>([
      ['that the gateway refuses says so', [400], ['failed'], '拒绝'],
      ['that may have gone out is not sent again by itself', [0], ['unclear'], '网关'],
      ['that the gateway has no time for is tried again', [503], ['waiting'], '拒绝'],
    ])('%s', async (name, said, states, failure) => {
      await setting({});
      answers.push(...said);
      await issued(name);
      await expect
        .poll(async () => (await smsOf(name))[0]?.['failure'], { timeout: 20_000 })
        .toContain(failure);
      await stateOf(name).toEqual(states);
    });

    it('not in the quiet hours, but when they are over', async () => {
      await setting({});
      const path = '/api/params/system/smsQuietHours';
      const quiet = { value: '21:00:00~08:00:00' };
      expect((await node.ask('PUT', path, quiet)).status).toBeLessThan(300);
      const date = new Date(now + 8 * hour).toISOString().slice(0, 10);
      now = Date.parse(`${date}T22:30:00+08:00`);
      await issued('夜里');
      await expect
        .poll(async () => (await smsOf('夜里'))[0]?.['nextAt'], { timeout: 20_000 })
        .toBe(new Date(Date.parse(`${date}T08:00:01+08:00`) + 24 * hour).toISOString());
      expect(messages).toEqual([]);
      now += 10 * hour;
      await stateOf('夜里').toEqual(['sent']);
    });
  });
});
