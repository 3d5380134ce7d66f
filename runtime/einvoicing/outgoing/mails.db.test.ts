import { execFileSync } from 'node:child_process';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { systemCall } from '../../call/system-call.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

describeOnDatabases('e-mails to buyers', (under) => {
  let node: TestNode;
  let server: SMTPServer;
  let port = 0;
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const received: Received[] = [];
  /** The answers of the mail server to recipients, one after another; then it takes them. */
  const refusals: { readonly responseCode: number; readonly message: string }[] = [];
  /** Connections break when all of the mail has been sent. */
  let breaking = false;

  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onAuth({ username, password }, _session, done) {
        if (username === 'desk@example.com' && password === 'open sesame') done(null, { user: username });
        else done(new Error('wrong account'));
      },
      onRcptTo(_address, _session, done) {
        const refusal = refusals.shift();
        done(refusal ? Object.assign(new Error(refusal.message), refusal) : null);
      },
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          received.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            text,
          });
          if (breaking) for (const connection of server.connections) connection.close();
          else done();
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    port = (server.server.address() as AddressInfo).port;
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    await allowHost(node, `http://127.0.0.1:${port}`);
  });
  afterAll(async () => {
    await node.close();
    await new Promise<void>((closed) => server.close(closed));
  });
  beforeEach(() => {
    received.length = 0;
    refusals.length = 0;
    breaking = false;
  });

  const platform = () => {
    const { tenant } = node;
    const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
    const form = (name: string) => {
      const known = call.served.model.formsById.get(name);
      if (!known) throw new Error(`no form ${name}`);
      return known;
    };
    return { store: tenant.store, call, form };
  };
  const make = async (name: string, body: JsonObject) => {
    const { store, call, form } = platform();
    return (await store.create(call, form(name), body)).record;
  };
  const change = async (name: string, id: string, body: JsonObject) => {
    const { store, call, form } = platform();
    return (await store.patch(call, form(name), id, body)).record;
  };
  const read = async (id: string) => {
    const { store, call, form } = platform();
    return store.read(call, form('invoice-mail'), id, 'manage');
  };
  const stateOf = (id: string) => expect.poll(async () => (await read(id))['state'], { timeout: 20_000 });
  const again = async (id: string) =>
    node.ask(
      'POST',
      `/api/forms/invoice-mail/records/${id}/actions/send-again`,
      {},
      {
        'if-match': `"${(await read(id)).revision}"`,
      },
    );

  let count = 0;
  async function invoice(more: JsonObject = {}) {
    count += 1;
    const number = String(count).padStart(20, '0');
    const links = Object.fromEntries(
      ['pdf', 'ofd', 'xml'].map((of) => [`${of}Url`, `https://f.example/${of}`]),
    );
    return make('invoice', {
      number,
      sign: 'blue',
      invoiceType: '10xdp',
      sellerName: '卖方<公司>',
      buyerName: '买方',
      ...links,
      lines: [{ itemName: '货', rate: '0.13', amount: '100', tax: '13', gross: '113' }],
      ...more,
    });
  }
  let scheme = '';
  const mail = async (invoices: readonly { readonly id: string }[], more: JsonObject = {}) =>
    make('invoice-mail', {
      recipient: 'buyer@example.com',
      buyerName: '买方',
      scheme: { id: scheme },
      invoices: invoices.map(({ id }) => ({ invoice: { id } })),
      ...more,
    });
  const decoded = (text: string) => {
    const [, body = ''] = /base64\r\n\r\n([\s\S]*)$/.exec(text) ?? [];
    const isPlain = body === '';
    const quoted = text
      .replace(/=\r\n/g, '')
      .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replace(/=/g, ''), 'hex').toString());
    return isPlain ? quoted : Buffer.from(body, 'base64').toString();
  };

  it('without a mailbox say so, and go when there is one', async () => {
    const of = await mail([await invoice()], { scheme: null });
    await stateOf(of.id).toBe('failed');
    expect(String((await read(of.id))['failure'])).toMatch(/没有配置系统邮箱|No system mailbox/);
    const own = {
      name: '自有邮箱',
      mailbox: 'own',
      userName: '开票台',
      account: 'desk@example.com',
      password: 'open sesame',
      host: '127.0.0.1',
      port,
      ssl: false,
      organisations: [{ organisation: { id: platform().call.org } }],
    };
    const made = await node.ask('POST', '/api/forms/mail-scheme/records', own);
    expect([made.status, made.body['errors']]).toEqual([201, undefined]);
    scheme = String(made.body['id']);
    expect((await again(of.id)).status).toBe(200);
    await stateOf(of.id).toBe('sent');
    expect(received).toMatchObject([{ from: 'desk@example.com', to: ['buyer@example.com'] }]);
    expect(await read(of.id)).toMatchObject({ scheme: { id: scheme }, messageId: expect.any(String) });
  });

  it('say what the scheme says, escaped, with links', async () => {
    await change('mail-scheme', scheme, {
      singleTemplate: 'own',
      singleSubject: '[&销方名称&] 的发票',
      linkFormats: ['pdf'],
      singleBody: '<p>[&购方名称&]：[&销方名称&] [&发票号码&]</p>[&发票列表&]',
      listColumns: ['number', 'invoiceType'],
    });
    const of = await mail([await invoice()]);
    await stateOf(of.id).toBe('sent');
    expect((await read(of.id))['subject']).toBe('卖方<公司> 的发票');
    const text = decoded(received[0]?.text ?? '');
    expect(text).toContain('<p>买方：卖方&lt;公司&gt; ');
    expect(text).toContain('<td>数电普票</td>');
    expect(text).toContain('<a href="https://f.example/pdf">');
    expect(text).not.toContain('https://f.example/ofd');
  });

  describe('with prints of what they are about', () => {
    beforeEach(() => change('mail-scheme', scheme, { attach: true, prints: 'face' }));
    afterAll(() => change('mail-scheme', scheme, { attach: false, prints: null }));

    /** The text of each PDF of a mail, by its file name. */
    const attached = (text: string) =>
      [
        ...text.matchAll(
          /Content-Type: application\/pdf; name=(\S+)\r\n[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g,
        ),
      ].map(([, name = '', bytes = '']) => {
        const read = { input: Buffer.from(bytes, 'base64'), encoding: 'utf8' as const };
        return [name, execFileSync('pdftotext', ['-layout', '-', '-'], read)] as const;
      });

    it('carry each invoice as a PDF, drawn by the template that the scheme names', async () => {
      const [one, other] = [await invoice(), await invoice()];
      const of = await mail([one, other]);
      await stateOf(of.id).toBe('sent');
      const files = attached(received[0]?.text ?? '');
      expect(files.map(([name]) => name)).toEqual([`${one['number']}.pdf`, `${other['number']}.pdf`]);
      expect(files[1]?.[1]).toContain(String(other['number']));
      expect(files[1]?.[1]).toContain('壹佰壹拾叁圆整');
      expect((await read(of.id))['leftOut']).toBeNull();
    });

    it('leave out what is too heavy, and their record says so', async () => {
      const limit = '/api/params/system/mailAttachmentLimit';
      expect((await node.ask('PUT', limit, { value: 1 }, { 'guiju-reason': 'test' })).status).toBe(201);
      const many: Awaited<ReturnType<typeof invoice>>[] = [];
      // Each brings the shapes of so many letters.
      const itemName = String.fromCodePoint(...Array.from({ length: 90 }, (_, at) => 0x4e00 + at));
      const lines = Array.from({ length: 20 }, (_, at) => ({
        itemName: [...itemName]
          .map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + at * 90))
          .join(''),
      }));
      while (many.length < 6) many.push(await invoice({ lines }));
      await change('mail-scheme', scheme, {
        multiTemplate: 'own',
        multiSubject: '[&销方名称&]',
        multiBody: '<p>Your invoices, [&购方名称&]:</p>',
      });
      const of = await mail(many);
      await stateOf(of.id).toBe('sent');
      const files = attached(received[0]?.text ?? '');
      expect([files.length > 0, files.length < many.length]).toEqual([true, true]);
      const leftOut = String((await read(of.id))['leftOut']);
      expect(many.map(({ number }) => leftOut.includes(`${String(number)}.pdf`))).toEqual(
        many.map((_, at) => at >= files.length),
      );
      // Written as links in their place, in the language of the mail.
      const [head = ''] = (received[0]?.text ?? '').split('Content-Type: application/pdf');
      const text = decoded(head);
      expect(text).toContain('Attachments may have 1 MB at most; download these files by their links');
      const links = [...text.matchAll(/href="http:\/\/localhost(\/files\/[\w-]+)">(\d+)\.pdf</g)];
      expect(links.map(([, , number]) => number)).toEqual(
        many.slice(files.length).map(({ number }) => number),
      );
      const answer = await node.node.app.request(links[0]?.[1] ?? '');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      await change('mail-scheme', scheme, { attach: false, multiTemplate: 'default' });
    });

    it('do not go without what was promised: a template that is not there is said, and then they go', async () => {
      await change('mail-scheme', scheme, { prints: 'face，fase' });
      const of = await mail([await invoice()]);
      await stateOf(of.id).toBe('failed');
      expect(String((await read(of.id))['failure'])).toContain('fase');
      expect(received).toEqual([]);
      await change('mail-scheme', scheme, { prints: 'face' });
      await again(of.id);
      await stateOf(of.id).toBe('sent');
      expect(attached(received[0]?.text ?? '').length).toBe(1);
    });
  });

  it('wait while a link is missing, and say which', async () => {
    const { id } = await invoice({ pdfUrl: null });
    const of = await mail([{ id }]);
    await stateOf(of.id).toBe('held');
    expect(String((await read(of.id))['failure'])).toContain('PDF');
    await change('invoice', id, { pdfUrl: 'https://f.example/pdf' });
    await again(of.id);
    await stateOf(of.id).toBe('sent');
  });

  it('that a server refuses for a while are tried again, and for good are not', async () => {
    refusals.push({ responseCode: 450, message: 'busy' }, { responseCode: 550, message: 'unknown mailbox' });
    const of = await mail([await invoice()]);
    await expect
      .poll(async () => (await read(of.id))['nextAt'], { timeout: 20_000 })
      .toEqual(expect.any(String));
    expect((await read(of.id))['state']).toBe('waiting');
    ahead += 61_000;
    await stateOf(of.id).toBe('failed');
    expect(await read(of.id)).toMatchObject({
      attempts: 2,
      failure: expect.not.stringContaining('unknown mailbox'),
    });
    expect(received).toEqual([]);
    await node.node.host.audit.settle();
    const trail = await node.ask('GET', '/api/audit?action=outgoing-failed&limit=10');
    expect(JSON.stringify(trail.body['items'])).toContain('unknown mailbox');
  });

  it('that may have gone out are not sent again by themselves', async () => {
    breaking = true;
    const of = await mail([await invoice()]);
    await stateOf(of.id).toBe('unclear');
    ahead += 3_600_000;
    breaking = false;
    const other = await mail([await invoice()]);
    await stateOf(other.id).toBe('sent');
    expect((await read(of.id))['state']).toBe('unclear');
    expect(received).toHaveLength(2);
    await again(of.id);
    await stateOf(of.id).toBe('sent');
  });

  it('with a wrong password say so', async () => {
    await change('mail-scheme', scheme, { password: 'wrong' });
    const of = await mail([await invoice()]);
    await stateOf(of.id).toBe('failed');
    expect(String((await read(of.id))['failure'])).toContain('127.0.0.1');
    await change('mail-scheme', scheme, { password: 'open sesame' });
  });

  it('at what is no host say so, and do not repeat what was typed', async () => {
    await change('mail-scheme', scheme, { host: 'desk:s3cr3t@127.0.0.1' });
    const of = await mail([await invoice()]);
    await stateOf(of.id).toBe('failed');
    expect(String((await read(of.id))['failure'])).toMatch(/^(?!.*s3cr3t).*不是主机名或地址/s);
    await change('mail-scheme', scheme, { host: '127.0.0.1' });
  });

  it.each<[string, JsonObject, string | null, string | null]>([
    ['as it is', {}, null, null],
    ['with a wrong password', { password: 'wrong' }, 'connection-sign-in', '/password'],
    ['at a port where nobody listens', { port: 1 }, 'connection-refused', '/port'],
    ['at a server that there is not', { host: 'no-such-host.invalid' }, 'connection-host-unknown', '/host'],
    ['encrypted where the server is not', { ssl: true }, 'connection-tls', '/ssl'],
  ])('can be tried without sending anything: %s', async (_, values, code, path) => {
    const right = { host: '127.0.0.1', port, ssl: false, password: 'open sesame' };
    const tried: JsonObject = { ...right, ...values };
    await allowHost(node, `http://${String(tried['host'])}:${String(tried['port'])}`);
    const { revision } = await change('mail-scheme', scheme, tried);
    const address = `/api/forms/mail-scheme/records/${scheme}/actions/test-connection`;
    const { status, body } = await node.ask('POST', address, {}, { 'if-match': `"${revision}"` });
    const errors = body['errors'] as readonly JsonObject[] | undefined;
    expect([status, body['code'] ?? null, errors?.[0]?.['path'] ?? null], JSON.stringify(body)).toEqual([
      ...[code ? 422 : 200, code, path],
    ]);
    expect(received).toEqual([]);
    await change('mail-scheme', scheme, right);
  });

  it.each<[string, string, string]>([
    ['turns everybody away', '554 no service', 'connection-failed'],
    ['says nothing for too long', '421 timeout exceeded', 'connection-timeout'],
  ])('a server that %s is called so', async (_, greeting, code) => {
    const rude = createTcpServer((socket) => socket.end(`${greeting}\r\n`));
    await new Promise<void>((listening) => rude.listen(0, '127.0.0.1', listening));
    const at = { host: '127.0.0.1', port: (rude.address() as AddressInfo).port, ssl: false };
    await allowHost(node, `http://${at.host}:${at.port}`);
    const { revision } = await change('mail-scheme', scheme, at);
    const address = `/api/forms/mail-scheme/records/${scheme}/actions/test-connection`;
    const { body } = await node.ask('POST', address, {}, { 'if-match': `"${revision}"` });
    expect(body['code'], JSON.stringify(body)).toBe(code);
    await change('mail-scheme', scheme, { port });
    await new Promise((closed) => rude.close(closed));
  });

  it('are tried now and then, and who does not administer is not told which ports are open', async () => {
    const done = async (path: string, body: JsonObject, method = 'POST') => {
      const answer = await node.ask(method, path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      return answer.body;
    };
    const grants = [{ form: 'mail-scheme', scope: 'all', actions: ['read'], moreActions: 'test-connection' }];
    const role = await done('/api/forms/role/records', { number: 'mailing', name: 'mailing', grants });
    const person = { number: 'mo', name: 'Mo', organisation: 'root' };
    const roles = [{ role: 'mailing', organisation: 'root' }];
    const { id } = await done('/api/forms/user/records', { ...person, roles });
    const password = 'correct horse battery';
    await done(`/api/users/${String(id)}/password`, { password }, 'PUT');
    const { token } = await done('/api/session', { user: 'mo', password });
    const rude = createTcpServer((socket) => socket.end('554 no service\r\n'));
    await new Promise<void>((listening) => rude.listen(0, '127.0.0.1', listening));
    const address = `/api/forms/mail-scheme/records/${scheme}/actions/test-connection`;
    const asked = { authorization: `Bearer ${String(token)}` };
    const { revision: now } = await change('mail-scheme', scheme, {});
    // A caller who may not change an address may not have it called either.
    const refused = await node.ask('POST', address, {}, { ...asked, 'if-match': `"${now}"` });
    expect([refused.status, refused.body['params']]).toMatchObject([403, { right: 'edit' }]);
    const seen = await node.ask('GET', '/api/forms/mail-scheme', undefined, asked);
    expect(seen.body['can']).not.toContain('test-connection');
    const also = [
      { form: 'mail-scheme', scope: 'all', actions: ['read', 'edit'], moreActions: 'test-connection' },
    ];
    const { revision: given } = role;
    const more = await node.ask(
      'PATCH',
      `/api/forms/role/records/${String(role['id'])}`,
      { grants: also },
      { 'if-match': `"${given}"` },
    );
    expect(more.status, JSON.stringify(more.body)).toBe(200);
    await allowHost(node, `http://127.0.0.1:${(rude.address() as AddressInfo).port}`);
    await allowHost(node, 'http://127.0.0.1:1');
    const answers: unknown[] = [];
    const places = [1, (rude.address() as AddressInfo).port, ...Array.from({ length: 9 }, () => 1)];
    for (const at of places) {
      const { revision } = await change('mail-scheme', scheme, { host: '127.0.0.1', port: at, ssl: false });
      const headers = { ...asked, 'if-match': `"${revision}"` };
      const { status, body } = await node.ask('POST', address, {}, headers);
      answers.push([status, body['code']]);
    }
    await new Promise((closed) => rude.close(closed));
    ahead += 61_000;
    const { revision: wrong } = await change('mail-scheme', scheme, { port, password: 'wrong' });
    const account = await node.ask('POST', address, {}, { ...asked, 'if-match': `"${wrong}"` });
    expect([account.body['code'], account.body['params']]).toEqual([
      'connection-account',
      { host: '127.0.0.1' },
    ]);
    await change('mail-scheme', scheme, { password: 'open sesame' });
    expect(answers).toEqual([
      ...Array.from({ length: 10 }, () => [422, 'connection-not-made']),
      [429, 'connection-tried-often'],
    ]);
  });

  it('of the system can be tried where it is configured', async () => {
    const { id, revision } = await make('mail-scheme', { name: '系统', mailbox: 'system' });
    const address = `/api/forms/mail-scheme/records/${id}/actions/test-connection`;
    const { body } = await node.ask('POST', address, {}, { 'if-match': `"${revision}"` });
    expect(body['code']).toBe('connection-without-address');
  });
});
