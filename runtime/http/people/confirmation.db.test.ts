import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { CallShape } from '../../../metadata/contract/common/call.ts';
import { me, users } from '../../../metadata/contract/people/credentials.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDevice } from '../../access/auth/passkey.suite.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const password = 'a password nobody guesses';
const reason = 'as agreed';

const definitions = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tuned', version: '1.0.0', guiju: { prefix: 'tn', label } }],
    [
      'params/t.json',
      {
        type: 't',
        label,
        params: [
          { key: 'mild', label, value: { kind: 'boolean' }, unset: { label, value: false } },
          { key: 'off', label, value: { kind: 'boolean' }, unset: { label, value: false }, danger: true },
        ],
      },
    ],
  ]),
);

type Write = (key: string) => Promise<TestAnswer>;

describeOnDatabases('confirming that it is really oneself', (under) => {
  let node: TestNode;
  let skipped = 0;
  let count = 0;
  let session: Readonly<Record<string, string>> = {};
  const ask = (method: string, path: string, body?: Json, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(method, path, body, { 'accept-language': 'en', ...session, ...headers });
  const said = { 'guiju-reason': encodeURIComponent(reason) };

  /** Somebody who may write everything, signed in by a password. */
  async function person(): Promise<string> {
    const { number, id } = await newUser();
    await node.node.gate.setPassword({ id, number }, password);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, number, password, from);
    session = { authorization: `Bearer ${token}` };
    return number;
  }
  async function newUser(): Promise<{ readonly number: string; readonly id: string }> {
    const number = `careful${++count}`;
    const roles = [{ role: { number: 'keeper' }, organisation: 'root' }];
    const made = await node.ask('POST', '/api/forms/user/records', {
      number,
      name: number,
      organisation: 'root',
      roles,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return { number, id: String(made.body['id']) };
  }
  const shown = (secret: string, away = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: Date.now() + skipped + away * 30_000,
    });
  /** Somebody with an app, whose session has shown no code of it for a while. */
  async function withApp(minutes = 16): Promise<{ number: string; secret: string }> {
    const number = await person();
    const { body } = await ask('POST', '/api/me/new-authenticator', { present: password });
    const secret = String(body['secret']);
    const app = { ticket: String(body['ticket']), code: shown(secret, -1), name: 'Phone' };
    expect((await ask('POST', '/api/me/authenticators', app)).status).toBe(201);
    skipped += minutes * 60_000;
    return { number, secret };
  }
  const confirm = async (given: (asked: JsonObject) => JsonObject) => {
    const { body } = await ask('POST', '/api/session/confirmation');
    return ask('PUT', '/api/session/confirmation', { ticket: String(body['ticket']), ...given(body) });
  };
  const codeOf = ({ status, body }: TestAnswer) => (status < 300 ? 'done' : body['code']);

  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => Date.now() + skipped });
    await node.publish([definitions]);
    const rights = ['read', 'write', 'approve'].map((access) => ({ type: '*', access, scope: 'all' }));
    const role = { number: 'keeper', name: 'Keeper', administers: true, paramGrants: rights };
    const made = await node.ask('POST', '/api/forms/role/records', role);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  });
  afterAll(() => node.close());

  /** A set with one value, that nobody has proposed yet. */
  async function newSet(key: string, by: typeof ask = ask) {
    const items = [{ action: 'set', type: 't', key, org: 'root', value: true }];
    const made = await by('POST', '/api/changesets', { reason, items });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return setOf(made);
  }
  const setOf = ({ body }: TestAnswer) => ({
    path: `/api/changesets/${String(body['id'])}`,
    headers: { 'if-match': `"${String(body['revision'])}"` },
  });
  /** What somebody else does with it. */
  const elsewhere: typeof ask = (method, path, body, headers) => node.ask(method, path, body, headers);
  async function clear(key: string): Promise<void> {
    const { body } = await node.ask('GET', `/api/params/t/${key}/overrides`);
    for (const { revision } of body['items'] as JsonObject[])
      await node.ask('DELETE', `/api/params/t/${key}`, undefined, {
        'if-match': `"${String(revision)}"`,
        ...said,
      });
  }

  const doors: readonly (readonly [door: string, write: Write])[] = [
    ['one value', (key) => ask('PUT', `/api/params/t/${key}`, { value: true }, said)],
    [
      'many values',
      (key) =>
        ask('POST', '/api/params/many', {
          reason,
          items: [{ action: 'set', type: 't', key, org: 'root', value: true }],
        }),
    ],
    [
      'a value that is removed',
      async (key) => {
        const made = await node.ask('PUT', `/api/params/t/${key}`, { value: true }, said);
        const headers = { 'if-match': made.headers.get('etag') ?? '', ...said };
        return ask('DELETE', `/api/params/t/${key}`, undefined, headers);
      },
    ],
    [
      'a set that is published',
      async (key) => {
        const { path, headers } = await newSet(key);
        return ask('POST', `${path}/publish`, {}, headers);
      },
    ],
    [
      'a set that is scheduled',
      async (key) => {
        const { path, headers } = await newSet(key);
        return ask('POST', `${path}/schedule`, { at: '2100-01-01T00:00:00Z' }, headers);
      },
    ],
    [
      'a set that is taken back at once',
      async (key) => {
        const made = await newSet(key, elsewhere);
        const { path } = made;
        const published = await elsewhere('POST', `${path}/publish`, {}, made.headers);
        expect(published.status, JSON.stringify(published.body)).toBe(200);
        const { headers } = setOf(await elsewhere('GET', path));
        return ask('POST', `${path}/rollback`, { reason, publish: true }, headers);
      },
    ],
    [
      'a file of values',
      async (key) => {
        await node.ask('PUT', `/api/params/t/${key}`, { value: true }, said);
        const file = await node.raw('GET', '/api/params/export?format=csv&types=t');
        const bytes = new Uint8Array(await file.arrayBuffer());
        await clear(key);
        const headers = { ...session, 'content-type': 'application/octet-stream', ...said };
        const answer = await node.raw('POST', '/api/params/import', bytes, headers);
        const body = (await answer.json()) as JsonObject;
        return { status: answer.status, headers: answer.headers, body };
      },
    ],
  ];

  describe.each(doors)('%s', (_door, write) => {
    it('turns a check off only once its session was confirmed', async () => {
      await clear('off');
      const { secret } = await withApp();
      expect(codeOf(await write('off'))).toBe('confirmation-needed');
      await clear('off');
      expect((await confirm(() => ({ code: shown(secret, 1) }))).status).toBe(204);
      expect(codeOf(await write('off'))).toBe('done');
    });
    it('does what is not dangerous as before', async () => {
      await clear('mild');
      await withApp();
      expect(codeOf(await write('mild'))).toBe('done');
    });
  });

  describe('before what opens an account is changed', () => {
    const opening = [...Object.values(me), ...Object.values(users)].filter(
      (one: CallShape) => one.confirmed === true,
    );
    const present = { present: password };
    const next = 'another long sentence';
    const bodies: Readonly<Record<string, JsonObject | null>> = {
      changePassword: { ...present, next },
      newAuthenticator: present,
      newPasskey: present,
      removeAuthenticator: present,
      renewRecoveryCodes: present,
      createToken: { name: 'ERP' },
      setPassword: { password: next },
      removeAuthenticatorsOfUser: null,
    };

    it.each(opening.map((one) => [one.operation, one] as const))(
      '%s',
      async (operation, { method, path }) => {
        const { secret } = await withApp();
        const { body } = await ask('GET', '/api/me/authenticators');
        const [app] = body['items'] as JsonObject[];
        const id = path.startsWith('/api/users') ? (await newUser()).id : String(app?.['id']);
        const given = bodies[operation];
        const make = () => ask(method, path.replace(':id', id), given ?? undefined);
        expect(codeOf(await make())).toBe('confirmation-needed');
        expect((await confirm(() => ({ code: shown(secret, 1) }))).status).toBe(204);
        expect(codeOf(await make())).toBe('done');
      },
    );

    it('whoever just added an app, or has none, is not asked', async () => {
      await withApp(0);
      expect(codeOf(await ask('POST', '/api/me/tokens', { name: 'ERP' }))).toBe('done');
      await person();
      skipped += 16 * 60_000;
      expect(codeOf(await ask('POST', '/api/me/tokens', { name: 'ERP' }))).toBe('done');
    });
  });

  it('comes before many records go back to a moment, not before one does, or before that is looked at', async () => {
    const { secret } = await withApp();
    const at = new Date(Date.now() + skipped).toISOString();
    const back = (more: JsonObject) => ask('POST', '/api/forms/organisation/set-back', { at, ...more });
    expect(codeOf(await back({ dryRun: true }))).toBe('done');
    expect(codeOf(await back({ record: 'root' }))).toBe('done');
    expect(codeOf(await back({}))).toBe('confirmation-needed');
    expect((await confirm(() => ({ code: shown(secret, 1) }))).status).toBe(204);
    expect(codeOf(await back({}))).toBe('done');
  });

  it('asks for nothing where nobody has anything to show, nor a program with its token', async () => {
    await person();
    await clear('off');
    const set = () => ask('PUT', '/api/params/t/off', { value: true }, said);
    expect(codeOf(await set())).toBe('done');
    await clear('off');
    await withApp(0);
    const { body } = await ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read', 'write'] });
    skipped += 16 * 60_000;
    session = { authorization: `Bearer ${String(body['token'])}` };
    expect(codeOf(await set())).toBe('done');
    expect(codeOf(await ask('POST', '/api/session/confirmation'))).toBe('session-needed');
  });

  it('lasts for a quarter of an hour, for one session; a sign-in with a code counts', async () => {
    const { number, secret } = await withApp();
    skipped += 60_000;
    const asked = await node.node.gate.signIn(number, password, {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    if (!('step' in asked)) throw new Error('no code was asked for');
    const other = session;
    const entered = await node.ask('POST', '/api/session/steps', {
      ticket: asked.ticket,
      code: shown(secret),
    });
    session = { authorization: `Bearer ${String(entered.body['token'])}` };
    const set = async () => {
      await clear('off');
      return codeOf(await ask('PUT', '/api/params/t/off', { value: true }, said));
    };
    expect(await set()).toBe('done');
    session = other;
    expect(await set()).toBe('confirmation-needed');
    session = { authorization: `Bearer ${String(entered.body['token'])}` };
    skipped += 14 * 60_000;
    expect(await set()).toBe('done');
    skipped += 2 * 60_000;
    expect(await set()).toBe('confirmation-needed');
  });

  it('is done by a passkey, too, and by nothing that is somebody else’s', async () => {
    await person();
    const device = createDevice('http://localhost');
    const { body: begun } = await ask('POST', '/api/me/new-passkey', { present: password });
    const passkey = device.make(begun['passkey']);
    const added = { ticket: String(begun['ticket']), name: 'Laptop', passkey };
    expect((await ask('POST', '/api/me/authenticators', added)).status).toBe(201);
    skipped += 16 * 60_000;
    await clear('off');
    const set = async () => codeOf(await ask('PUT', '/api/params/t/off', { value: true }, said));
    expect(await set()).toBe('confirmation-needed');
    const forged = await confirm((asked) => ({ passkey: device.sign(asked['passkey'], { forged: true }) }));
    expect([forged.status, codeOf(forged)]).toEqual([422, 'code-refused']);
    expect((await confirm(() => ({ code: '123456' }))).status).toBe(422);
    expect(await set()).toBe('confirmation-needed');
    const own = session;
    const { body: mine } = await ask('POST', '/api/session/confirmation');
    await withApp();
    const stolen = { ticket: String(mine['ticket']), passkey: device.sign(mine['passkey']) };
    expect(codeOf(await ask('PUT', '/api/session/confirmation', stolen))).toBe('sign-in-step-ended');
    session = own;
    const done = await confirm((asked) => ({ passkey: device.sign(asked['passkey']) }));
    expect(done.status).toBe(204);
    expect(await set()).toBe('done');
  });

  it('is slowed down where somebody guesses, and a refused write is made by the same key once it is confirmed', async () => {
    const { secret } = await withApp();
    await clear('off');
    const once = { ...said, 'idempotency-key': 'one-write' };
    const set = () => ask('PUT', '/api/params/t/off', { value: true }, once);
    expect(codeOf(await set())).toBe('confirmation-needed');
    expect((await confirm(() => ({ code: shown(secret, 1) }))).status).toBe(204);
    expect(codeOf(await set())).toBe('done');
    const statuses: number[] = [];
    for (let guess = 0; guess < 14; guess++)
      statuses.push((await confirm(() => ({ code: '000000' }))).status);
    expect(statuses).toContain(429);
  });

  it('comes before somebody agrees to what turns a check off', async () => {
    const settings = '/api/forms/tenant-settings/record';
    const { headers: read } = await elsewhere('GET', settings);
    const seen = { 'if-match': read.get('etag') ?? '' };
    expect((await elsewhere('PATCH', settings, { approvalDanger: true }, seen)).status).toBeLessThan(300);
    await clear('off');
    const made = await newSet('off', elsewhere);
    const proposed = setOf(await elsewhere('POST', `${made.path}/propose`, {}, made.headers));
    const approve = () => ask('POST', `${proposed.path}/approve`, {}, proposed.headers);
    const { secret } = await withApp();
    expect(codeOf(await approve())).toBe('confirmation-needed');
    expect((await confirm(() => ({ code: shown(secret, 1) }))).status).toBe(204);
    expect(codeOf(await approve())).toBe('done');
  });
});
