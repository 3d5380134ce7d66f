import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readMail, resetIn } from '../../access/sign-in/read-mail.suite.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

const before = 'a password nobody guesses';
const after = 'another long sentence';

describeOnDatabases('a forgotten password', (database) => {
  let node: TestNode;
  let mail: SMTPServer;
  let skipped = 0;
  let count = 0;
  const mails: string[] = [];
  let refuses = false;

  const ask = (method: string, path: string, body?: Json, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(method, path, body, { 'accept-language': 'en', ...headers });
  const person = async (more: Readonly<Record<string, Json>> = {}, password: string | null = before) => {
    const number = `forgets${++count}`;
    const made = await ask('POST', '/api/forms/user/records', {
      ...{ number, name: `Name ${count}`, organisation: 'root', email: `${number}@example.com` },
      ...more,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const id = String(made.body['id']);
    if (password !== null) await node.node.gate.setPassword({ id, number }, password);
    return { number, id };
  };
  const forget = async (user: string, headers = {}) => {
    const answer = await ask('POST', '/api/session/forgotten', { user }, headers);
    await node.node.settle();
    return answer;
  };
  const ticketIn = (text: string) => decodeURIComponent(resetIn(text));
  const open = (ticket: string) => ask('PUT', '/api/session/forgotten', { ticket });
  const step = ({ body }: Pick<TestAnswer, 'body'>, given: Readonly<Record<string, Json>>) =>
    ask('POST', '/api/session/steps', { ticket: body['ticket'] ?? null, ...given });
  const enters = async (user: string, password: string) =>
    (await ask('POST', '/api/session', { user, password })).status === 200;
  const trailOf = async (target: string) => {
    const { body } = await ask('GET', `/api/audit?limit=100&q=${target}`);
    return (body['items'] as readonly { action: string }[]).map(({ action }) => action);
  };

  beforeAll(async () => {
    mail = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: (_, __, done) => done(refuses ? new Error('no such mailbox') : null),
      onData(stream, _, done) {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((listening) => mail.listen(0, '127.0.0.1', listening));
    const { port } = mail.server.address() as AddressInfo;
    node = await openTestNode(database.url, {
      clock: () => Date.now() + skipped,
      smtp: {
        ...{ host: '127.0.0.1', port, ssl: false, user: null, password: null },
        ...{ address: 'system@example.com', name: 'Guiju' },
      },
    });
  });
  afterAll(async () => {
    await node.close();
    await new Promise<void>((closed) => mail.close(closed));
  });
  beforeEach(() => {
    mails.length = 0;
    refuses = false;
  });

  it('is replaced by whoever has the mail, once, and ends what it opened', async () => {
    const { number, id } = await person();
    const old = await ask('POST', '/api/session', { user: number, password: before });
    expect((await forget(number)).status).toBe(204);
    expect(mails).toHaveLength(1);
    const said = readMail(mails[0] ?? '');
    expect(said).toContain(`To: ${number}@example.com`);
    expect(said).toMatch(/^Subject: Reset your password$/m);
    expect(said).toContain(`the password of the user ${number}`);
    const ticket = ticketIn(mails[0] ?? '');
    const asked = await open(ticket);
    expect(asked.body).toEqual({
      step: 'new-password',
      ticket: expect.any(String),
      least: expect.any(Number),
    });
    const weak = await step(asked, { password: 'short' });
    expect([weak.status, weak.body['code']]).toEqual([422, 'password-refused']);
    const entered = await step(asked, { password: after });
    expect([entered.status, (entered.body['user'] as { number: string }).number]).toEqual([200, number]);
    expect([await enters(number, after), await enters(number, before)]).toEqual([true, false]);
    const { status } = await ask('GET', '/api/me/sessions', undefined, {
      authorization: `Bearer ${String(old.body['token'])}`,
    });
    expect(status).toBe(401);
    for (const used of [await open(ticket), await step(asked, { password: 'a third long sentence' })])
      expect([used.status, String(used.body['code'])]).toEqual([409, expect.stringMatching(/ended$/)]);
    expect(await trailOf(number)).toEqual(expect.arrayContaining(['password-forgotten']));
    const own = await ask('GET', `/api/audit?limit=100&action=password-reset`);
    expect(JSON.stringify(own.body)).toContain(id);
  });

  it('is told in Chinese to whoever reads that', async () => {
    const { number } = await person();
    await forget(number, { 'accept-language': 'zh' });
    expect(readMail(mails[0] ?? '')).toContain(`用户 ${number} 的密码`);
  });

  it('is asked for its code first, where the user has an app', async () => {
    const { number } = await person();
    const { body } = await ask('POST', '/api/session', { user: number, password: before });
    const as = { authorization: `Bearer ${String(body['token'])}` };
    const begun = await ask('POST', '/api/me/new-authenticator', { present: before }, as);
    const shown = (away: number) =>
      new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) }).generate({
        timestamp: Date.now() + skipped + away * 30_000,
      });
    const app = { ticket: begun.body['ticket'] ?? null, code: shown(-1), name: 'Phone' };
    expect((await ask('POST', '/api/me/authenticators', app, as)).status).toBe(201);
    await forget(number);
    const asked = await open(ticketIn(mails[0] ?? ''));
    expect(asked.body['step']).toBe('code');
    expect((await step(asked, { password: after })).status).toBe(422);
    const next = await step(asked, { code: shown(1) });
    expect(next.body['step']).toBe('new-password');
    expect((await step(next, { password: after })).status).toBe(200);
    expect(await enters(number, before)).toBe(false);
  });

  it.each<readonly [of: string, user: () => Promise<string>]>([
    ['nobody', async () => 'nobody-of-that-name'],
    ['a user without an address', async () => (await person({ email: null })).number],
    ['a user who never had a password', async () => (await person({}, null)).number],
    [
      'a user who is disabled',
      async () => {
        const { number, id } = await person();
        const { headers } = await ask('GET', `/api/forms/user/records/${id}?view=manage`);
        const etag = { 'if-match': headers.get('etag') ?? '' };
        const off = await ask('POST', `/api/forms/user/records/${id}/actions/disable`, undefined, etag);
        expect(off.status).toBe(200);
        return number;
      },
    ],
  ])('of %s is answered alike, and nothing is sent', async (_, user) => {
    const answer = await forget(await user());
    expect([answer.status, mails]).toEqual([204, []]);
  });

  it('fills nobody’s mailbox: one link in five minutes', async () => {
    const { number } = await person();
    skipped += 300_000 - ((Date.now() + skipped) % 300_000);
    for (let times = 0; times < 3; times += 1) await forget(number);
    expect(mails).toHaveLength(1);
    skipped += 300_000;
    await forget(number);
    expect(mails).toHaveLength(2);
  });

  it('opens nothing after half an hour, nor once the password is another, nor by a ticket for something else', async () => {
    const { number, id } = await person();
    await forget(number);
    const late = ticketIn(mails[0] ?? '');
    skipped += 31 * 60_000;
    expect((await open(late)).body['code']).toBe('reset-ended');
    await forget(number);
    const stale = ticketIn(mails[1] ?? '');
    await node.node.gate.setPassword({ id, number }, 'set by an administrator');
    expect((await open(stale)).body['code']).toBe('reset-ended');
    const { body } = await ask('POST', '/api/session/forgotten', { user: number });
    expect(body).toEqual({});
    expect((await step({ body: { ticket: late } }, { password: after })).status).toBe(409);
  });

  it('that cannot be sent is told in the trail', async () => {
    const { number } = await person();
    refuses = true;
    expect((await forget(number)).status).toBe(204);
    expect(await trailOf(number)).toContain('reset-mail-failed');
  });
});

describeOnDatabases('without a mailbox of the system', (database) => {
  it('nobody is offered a link', async () => {
    const node = await openTestNode(database.url);
    try {
      const refused = await node.ask('POST', '/api/session/forgotten', { user: 'admin' });
      expect([refused.status, refused.body['code']]).toEqual([409, 'resets-not-offered']);
      expect((await node.ask('GET', '/api/session/providers')).body['resets']).toBe(false);
    } finally {
      await node.close();
    }
  });
});
