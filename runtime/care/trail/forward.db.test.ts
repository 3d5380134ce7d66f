import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readAuditForward } from '../../config/audit-forward.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import {
  openLineReceiver,
  openSyslogDatagrams,
  openSyslogStream,
  type SyslogMessage,
} from './receivers.suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-forward-'));
/** For 127.0.0.1, by nobody but itself. */
const certificate = (() => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=siem'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
})();

interface Receiver {
  readonly ids: () => readonly string[];
  close(): Promise<void>;
}

describeOnDatabases('the audit trail that is forwarded', (under) => {
  let ahead = 0;
  const open: (() => Promise<void>)[] = [];
  const usual = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([...usual, certificate.cert]));
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
    ahead = 0;
  });
  afterAll(() => {
    setDefaultCACertificates(usual);
    rmSync(folder, { recursive: true });
  });

  async function nodeTo(address: string, token?: string): Promise<TestNode> {
    const { url } = await under.fresh();
    const auditForward = readAuditForward(address, token);
    if (!auditForward) throw new Error(`no address: ${address}`);
    const node = await openTestNode(url, {
      auditForward,
      url: 'https://guiju.example',
      clock: () => Date.now() + ahead,
      wait: (_, stopping) =>
        new Promise((resolve) => {
          if (stopping.aborted) resolve();
          stopping.addEventListener('abort', () => resolve());
        }),
    });
    open.push(() => node.close());
    return node;
  }
  const opened = <T extends { close(): Promise<void> }>(receiver: T): T => {
    open.push(() => receiver.close());
    return receiver;
  };
  const record = (node: TestNode, target: string, detail: JsonObject = {}) =>
    node.node.gate.audit.record({ action: 'export', target, detail });
  const forward = async (node: TestNode) => {
    await node.node.run('audit-links');
    await node.node.run('audit-forward');
  };
  const sealed = async (node: TestNode) => {
    const sql = 'SELECT id FROM gj_audit WHERE link IS NOT NULL ORDER BY link, at, id';
    return (await node.tenant.database.all<{ id: string }>(sql)).map(({ id }) => id);
  };
  const structureOf = ({ structures }: SyslogMessage) => structures['audit@32473'] ?? {};
  const idsOf = (messages: readonly SyslogMessage[]) => messages.map((one) => structureOf(one)['id']);
  const freePort = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const address = server.address();
    await new Promise((closed) => server.close(closed));
    return typeof address === 'object' && address ? address.port : 0;
  };

  const ways: readonly (readonly [name: string, open: () => Promise<readonly [string, Receiver]>])[] = [
    [
      'syslog over TCP',
      async () => {
        const { port, messages, close } = await openSyslogStream();
        return [`syslog+tcp://127.0.0.1:${port}`, { ids: () => idsOf(messages).map(String), close }];
      },
    ],
    [
      'syslog over TLS',
      async () => {
        const { port, messages, close } = await openSyslogStream(certificate);
        return [`syslog+tls://127.0.0.1:${port}`, { ids: () => idsOf(messages).map(String), close }];
      },
    ],
    [
      'syslog over UDP',
      async () => {
        const { port, messages, close } = await openSyslogDatagrams();
        return [`syslog+udp://127.0.0.1:${port}`, { ids: () => idsOf(messages).map(String), close }];
      },
    ],
    [
      'JSON lines over https',
      async () => {
        const { url, lines, close } = await openLineReceiver(certificate);
        return [url, { ids: () => lines.map(({ id }) => String(id)), close }];
      },
    ],
  ];
  it.each(ways)('arrives whole and in order, each entry once: %s', async (_, begin) => {
    const [address, receiver] = await begin();
    opened(receiver);
    const node = await nodeTo(address);
    for (let each = 0; each < 30; each += 1) await record(node, `t${each}`);
    await forward(node);
    await record(node, 'later');
    await forward(node);
    await forward(node);
    const all = await sealed(node);
    expect(all.length).toBeGreaterThan(30);
    await expect.poll(receiver.ids).toEqual(all);
  });

  it('says in a message of syslog who did what to what from where, and which link seals it', async () => {
    const receiver = opened(await openSyslogStream());
    const node = await nodeTo(`syslog+tcp://127.0.0.1:${receiver.port}`);
    const odd = 'a "quoted" \\ [bracket]\n规矩 🧭';
    await record(node, odd, { note: odd, address: '192.0.2.7' });
    const refused = await node.node.app.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'eve', password: 'wrong wrong wrong' }),
    });
    expect(refused.status).toBe(401);
    await forward(node);
    const [row] = await node.tenant.database.all(
      "SELECT a.*, l.number, l.digest FROM gj_audit a, gj_audit_link l WHERE a.action = 'export' AND l.number = a.link",
    );
    const of = (kind: string) => receiver.messages.find((one) => one.kind === kind);
    expect(of('export')).toEqual({
      ...{ facility: 13, severity: 6, hostname: 'guiju.example', app: 'guiju', process: '-', kind: 'export' },
      timestamp: new Date(Number(row?.['at'])).toISOString(),
      structures: {
        'audit@32473': {
          id: row?.['id'],
          chain: `${row?.['number']}:${row?.['digest']}`,
          from: '192.0.2.7',
          action: 'export',
          target: odd,
          detail: JSON.stringify({ note: odd, address: '192.0.2.7' }),
        },
      },
      message: `exported ${odd}`,
    });
    expect(of('sign-in-failed')).toMatchObject({ severity: 4, message: expect.stringContaining('eve') });
    const signedIn = of('sign-in');
    expect(signedIn && structureOf(signedIn)).toMatchObject({ actor: 'admin', target: 'admin', from: '::1' });
  });

  it('says the same in a line of JSON, with the token that opens the receiver', async () => {
    const receiver = opened(await openLineReceiver(certificate));
    const node = await nodeTo(receiver.url, 'open sesame');
    await record(node, 'x\ny', { address: '192.0.2.7' });
    await forward(node);
    expect(receiver.lines.find(({ action }) => action === 'export')).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      system: 'guiju.example',
      actor: null,
      from: '192.0.2.7',
      action: 'export',
      target: 'x\ny',
      org: null,
      detail: { address: '192.0.2.7' },
      chain: expect.stringMatching(/^\d+:[0-9a-f]{64}$/),
    });
    expect(receiver.headers[0]).toMatchObject({
      authorization: 'Bearer open sesame',
      'content-type': 'application/x-ndjson',
    });
  });

  describe('where the receiver', () => {
    it('is away, waits, is inboxText of, and arrives once it is there', async () => {
      const port = await freePort();
      const node = await nodeTo(`syslog+tcp://127.0.0.1:${port}`);
      await record(node, 'first');
      await forward(node);
      const metric = async (name: string) => {
        const text = await (await node.raw('GET', '/metrics')).text();
        return Number(new RegExp(`^guiju_audit_forward_${name} (\\S+)$`, 'm').exec(text)?.[1]);
      };
      const inboxText = async () => JSON.stringify((await node.ask('GET', '/api/inbox')).body);
      expect(await metric('waiting')).toBeGreaterThan(0);
      expect(await inboxText()).not.toContain('not being forwarded');
      ahead = 20 * 60_000;
      await record(node, 'second');
      await forward(node);
      expect(await metric('failing_seconds')).toBeGreaterThan(1000);
      expect(await inboxText()).toMatch(/没有转发出去：\d+ 条等待|not being forwarded: \d+ entries wait/);
      expect(await inboxText()).toContain('ECONNREFUSED');

      const receiver = opened(await openSyslogStream(undefined, port));
      await forward(node);
      expect(idsOf(receiver.messages)).toEqual(await sealed(node));
      expect(await metric('failing_seconds')).toBe(0);
      expect(await inboxText()).not.toContain('ECONNREFUSED');
    });

    it('breaks in the midst, is sent all of the batch again, and nothing is passed over', async () => {
      const receiver = opened(await openSyslogStream());
      const node = await nodeTo(`syslog+tcp://127.0.0.1:${receiver.port}`);
      for (let each = 0; each < 40; each += 1) await record(node, `t${each}`, { text: 'x'.repeat(5_000) });
      receiver.breakAfter(7);
      await forward(node);
      expect(receiver.messages).toHaveLength(7);
      receiver.breakAfter(null);
      await forward(node);
      const all = await sealed(node);
      expect(idsOf(receiver.messages)).toEqual([...all.slice(0, 7), ...all]);
    });

    it('refuses, is asked again', async () => {
      const receiver = opened(await openLineReceiver());
      const node = await nodeTo(receiver.url);
      for (const status of [503, 401, 302]) {
        receiver.answers(status);
        await forward(node);
      }
      expect([receiver.lines, receiver.headers.length]).toEqual([[], 3]);
      const [place] = await node.tenant.database.all('SELECT link, reason FROM gj_audit_forward');
      expect(place).toEqual({ link: 0, reason: 'the server answered 302' });
      receiver.answers(200);
      await forward(node);
      expect(receiver.lines.map(({ id }) => id)).toEqual(await sealed(node));
    });

    it('has a certificate of somebody else, is sent nothing', async () => {
      setDefaultCACertificates(usual);
      try {
        const receiver = opened(await openSyslogStream(certificate));
        const node = await nodeTo(`syslog+tls://127.0.0.1:${receiver.port}`);
        await forward(node);
        expect(receiver.messages).toEqual([]);
        const [place] = await node.tenant.database.all('SELECT link, reason FROM gj_audit_forward');
        expect(place).toEqual({ link: 0, reason: expect.stringContaining('SELF_SIGNED') });
      } finally {
        setDefaultCACertificates([...usual, certificate.cert]);
      }
    });

    it('has not taken them yet, entries stay that the settings no longer keep', async () => {
      const port = await freePort();
      const node = await nodeTo(`syslog+tcp://127.0.0.1:${port}`);
      await record(node, 'old');
      await forward(node);
      ahead = 400 * 24 * 3_600_000;
      const settings = '/api/forms/tenant-settings/record?org=root';
      const { body } = await node.ask('GET', settings);
      const match = { 'if-match': `"${String(body['revision'] ?? 0)}"` };
      expect([200, 201]).toContain((await node.ask('PATCH', settings, { auditMonths: 6 }, match)).status);
      ahead += 2 * 24 * 3_600_000;
      const left = async () =>
        (await node.tenant.database.all("SELECT id FROM gj_audit WHERE target = 'old'")).length;
      await node.node.run('thinning');
      expect(await left()).toBe(1);
      const receiver = opened(await openSyslogStream(undefined, port));
      await forward(node);
      expect(receiver.messages.some(({ message }) => message === 'exported old')).toBe(true);
      await node.node.run('thinning');
      expect(await left()).toBe(0);
    });
  });
});
