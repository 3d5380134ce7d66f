import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { itLong, someOf } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { openHouse } from '../house.suite.ts';

const records = '/api/forms/note/records';
const batch = '/api/forms/note/batch';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent instead of the body. */
  readonly file?: string;
}

/** The moment at which a server dies: nothing later of it happens. */
type Moment =
  | 'before the transaction'
  | 'before the commit'
  | 'after the commit'
  | 'before the answer is kept';

const suite = new URL('../../server/test-node.suite.ts', import.meta.url).href;

/** A whole server that is sent one request and dies of it: killed, so that nothing of it is tidied up. */
const dieOf = (url: string, moment: Moment, { method, path, body, headers, file }: Sent) => `
  import { openTestNode } from '${suite}';
  const node = await openTestNode(${JSON.stringify(url)});
  const { database } = node.tenant;
  const die = () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}); };
  const { run, transaction } = database;
  const at = (moment) => (moment === ${JSON.stringify(moment)} ? die() : undefined);
  database.run = async (sql, params) => {
    if (/^update gj_idempotency set status/.test(sql)) await at('before the answer is kept');
    return run.call(database, sql, params);
  };
  database.transaction = async (work) => {
    await at('before the transaction');
    const done = await transaction.call(database, async (tx) => {
      const made = await work(tx);
      await at('before the commit');
      return made;
    });
    await at('after the commit');
    return done;
  };
  const file = ${JSON.stringify(file ?? null)};
  const [method, path, headers] = ${JSON.stringify([method, path, headers])};
  await (file === null
    ? node.ask(method, path, ${JSON.stringify(body)}, headers)
    : node.raw(method, path, Buffer.from(file), headers));
  process.stdout.write('survived');
`;

async function die(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
}

const count = async (node: TestNode) =>
  (await node.ask('GET', `${records}?count=true&limit=1`)).body['total'];
const send = async (node: TestNode, { method, path, body, headers, file }: Sent) => {
  if (file === undefined) return node.ask(method, path, body, headers);
  const answer = await node.raw(method, path, Buffer.from(file), headers);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as JsonObject };
};

const label = { zh: '便条', en: 'Memo' };
/** Two of them may say the same. */
const memo: FormSource = {
  name: 'memo',
  kind: 'master',
  sharing: 'everybody',
  label,
  fields: [{ name: 'text', kind: 'text', length: 20, label }],
};

/** Requests that somebody works on. */
async function waiting(database: Database): Promise<number> {
  const rows = await database.all(
    'SELECT hash FROM gj_idempotency WHERE response IS NULL AND expires_at > 0',
  );
  return rows.length;
}

/** As when its time had passed. */
async function lapse(database: Database): Promise<number> {
  const { changes } = await database.run(
    `UPDATE gj_idempotency SET expires_at = 0 WHERE response IS NULL AND ${database.dialect.quote('key')} NOT LIKE '% %'`,
  );
  return changes;
}

describeOnDatabases('a write with an Idempotency-Key, whose server is killed', (under) => {
  it('is made once, and answered when it is sent again', { timeout: 120_000 }, async () => {
    let node = await openTestNode(under.url);
    const text = { kind: 'text', length: 30, label: { zh: '文本', en: 'Text' } };
    await node.publish([notePackage([{ name: 'text', ...text }])]);
    const first = await node.ask('POST', records, { number: 'first', text: 'before' });
    let there = 1;

    const several = { items: [1, 2, 3].map((at) => ({ op: 'create', body: { number: `b${at}` } })) };
    const cases: readonly (readonly [Moment, Sent, written: number, expected: JsonObject])[] = [
      ['before the transaction', create('a1'), 1, { number: 'a1', text: 'once' }],
      ['before the commit', create('a2'), 1, { number: 'a2', text: 'once' }],
      ['after the commit', create('a3'), 1, { number: 'a3', text: 'once' }],
      ['before the answer is kept', create('a4'), 1, { number: 'a4', text: 'once' }],
      ['after the commit', change('after'), 0, { number: 'first', text: 'after' }],
      [
        'before the answer is kept',
        { method: 'POST', path: batch, body: several, headers: key('all') },
        3,
        { items: [1, 2, 3].map((at) => ({ index: at - 1, status: 201, record: { number: `b${at}` } })) },
      ],
      [
        'after the commit',
        {
          method: 'POST',
          path: batch,
          body: {
            atomic: false,
            items: [
              { op: 'create', body: { number: 'c1' } },
              { op: 'create', body: { number: 'first' } },
              { op: 'create', body: { number: 'c2' } },
            ],
          },
          headers: key('each'),
        },
        2,
        { items: [{ status: 201 }, { status: 409, problem: { code: 'number-taken' } }, { status: 201 }] },
      ],
    ];
    const tried = someOf(cases, 4);
    for (const [moment, sent, written, expected] of tried) {
      const says = `${moment}: ${JSON.stringify(sent.body)}`;
      await node.close();
      await die(dieOf(under.url, moment, sent));
      node = await openTestNode(under.url);

      const early = await send(node, sent);
      expect([early.status, early.body['code']], says).toEqual([409, 'idempotency-key-busy']);
      // The claim of the dead one lapses within seconds; the test does not wait for them.
      expect(await lapse(node.tenant.database), says).toBe(1);

      const answer = await send(node, sent);
      expect(answer.body, says).toMatchObject(expected);
      const again = await send(node, sent);
      expect([again.status, again.body], says).toEqual([answer.status, answer.body]);
      expect(again.headers.get('etag'), says).toBe(answer.headers.get('etag'));
      there += written;
      expect(await count(node), says).toBe(there);
      const other = await send(node, { ...sent, body: { number: 'other' } });
      expect([other.status, other.body['code']], says).toEqual([422, 'idempotency-key-reused']);
    }
    const { body } = await node.ask('GET', `${records}/${first.body['id']}/history`);
    const changes = tried.filter(([, { method }]) => method === 'PATCH');
    expect(body['items'], 'changed once').toHaveLength(1 + changes.length);
    await node.close();

    function key(name: string) {
      return { 'idempotency-key': name };
    }
    function create(number: string): Sent {
      return { method: 'POST', path: records, body: { number, text: 'once' }, headers: key(number) };
    }
    function change(to: string): Sent {
      const { id, revision } = first.body;
      const headers = { ...key('change'), 'if-match': `"${revision}"` };
      return { method: 'PATCH', path: `${records}/${id}`, body: { text: to }, headers };
    }
  });
});

describeOnDatabases(
  'a call with an Idempotency-Key that writes more than records, whose server is killed',
  (under) => {
    const text = { kind: 'text', length: 30, label: { zh: '文本', en: 'Text' } };
    const free = { sharing: { allowed: ['free'], default: 'free' } };
    const notes = (version: string, ...names: readonly string[]) =>
      notePackage(
        names.map((name) => ({ name, ...text })),
        free,
        version,
      );
    const moments: readonly Moment[] = ['after the commit', 'before the answer is kept'];
    let node: TestNode;
    beforeAll(async () => {
      node = await openTestNode(under.url);
      await node.publish([notes('1.0.0', 'text')]);
      await node.ask('POST', '/api/forms/organisation/records', {
        number: 'branch',
        name: 'B',
        parent: 'root',
      });
      await node.ask('POST', records, { number: 'shared' });
    });
    afterAll(() => node.close());

    /** Sends a request to a server that dies of it, and returns the two answers of one that takes it up. */
    async function answeredAfter(moment: Moment, sent: Sent) {
      await node.close();
      await die(dieOf(under.url, moment, sent));
      node = await openTestNode(under.url);
      expect(await lapse(node.tenant.database), moment).toBe(1);
      const answer = await send(node, sent);
      const again = await send(node, sent);
      expect([again.status, again.body], moment).toEqual([answer.status, answer.body]);
      return answer;
    }

    it('assigns and withdraws once, and says what it did', { timeout: 120_000 }, async () => {
      const pairs = { records: ['shared'], orgs: ['branch'] };
      const doing = [
        ['POST', 'assigned'],
        ['DELETE', 'withdrawn'],
      ] as const;
      for (const [method, outcome] of someOf(doing, 2)) {
        const path = '/api/forms/note/assignments';
        const headers = { 'idempotency-key': outcome };
        const { status, body } = await answeredAfter('after the commit', {
          method,
          path,
          body: pairs,
          headers,
        });
        expect([status, body]).toMatchObject([200, { counts: { [outcome]: 1 }, items: [{ outcome }] }]);
      }
    });

    itLong('starts one import', { timeout: 120_000 }, async () => {
      const path = '/api/forms/note/import';
      const file = 'number,text\r\nimported,x\r\n';
      for (const [at, moment] of someOf(moments, 4).entries()) {
        const headers = { 'idempotency-key': moment.replaceAll(' ', '-') };
        const { status, body } = await answeredAfter(moment, {
          method: 'POST',
          path,
          body: null,
          headers,
          file,
        });
        expect([status, body['kind']], moment).toEqual([202, 'import']);
        const { body: jobs } = await node.ask('GET', '/api/jobs');
        expect((jobs['items'] as readonly JsonObject[]).map(({ id }) => id)).toContain(body['id']);
        expect(jobs['items'], moment).toHaveLength(at + 1);
      }
    });

    it('publishes once, and says what changed', { timeout: 120_000 }, async () => {
      for (const [at, moment] of someOf(moments, 4).entries()) {
        const { files } = notes(`1.${at + 1}.0`, 'text', ...['more', 'most'].slice(0, at + 1));
        const packages = [{ files: Object.fromEntries(files) }];
        const plan = await node.ask('POST', '/api/model/plan', { packages } as Json);
        const body = { packages, hash: plan.body['hash'] } as Json;
        const headers = { 'idempotency-key': `publish-${at}` };
        const found = await answeredAfter(moment, {
          method: 'POST',
          path: '/api/model/apply',
          body,
          headers,
        });
        expect(found.body, moment).toMatchObject({ changes: plan.body['changes'], hash: plan.body['hash'] });
        expect(found.status, moment).toBe(200);
        expect(found.headers.get('guiju-model'), moment).toBe(String(found.body['revision']));
      }
    });
  },
);

describeOnDatabases('a token with an Idempotency-Key, whose server is killed', (under) => {
  it('is made once, and only the text that was told opens anything', { timeout: 120_000 }, async () => {
    let node = await openTestNode(under.url);
    const moments: readonly Moment[] = ['before the commit', 'after the commit', 'before the answer is kept'];
    for (const [at, moment] of someOf(moments, 4).entries()) {
      const sent: Sent = {
        method: 'POST',
        path: '/api/me/tokens',
        body: { name: moment },
        headers: { 'idempotency-key': `token-${at}` },
      };
      await node.close();
      await die(dieOf(under.url, moment, sent));
      node = await openTestNode(under.url);
      expect(await lapse(node.tenant.database), moment).toBe(1);

      const answer = await send(node, sent);
      expect([answer.status, answer.body['name']], moment).toEqual([201, moment]);
      expect((await send(node, sent)).body, moment).toEqual(answer.body);
      const { body } = await node.ask('GET', '/api/me/tokens');
      const all = body['items'] as readonly JsonObject[];
      expect(all.filter(({ name }) => name === moment)).toMatchObject([
        { id: answer.body['id'], hint: String(answer.body['token']).slice(0, 8) },
      ]);
      const hashes = await node.tenant.database.all('SELECT hash FROM gj_token');
      expect(hashes, moment).toHaveLength(at + 1);
      const authorization = `Bearer ${String(answer.body['token'])}`;
      expect((await node.ask('GET', '/api/session', undefined, { authorization })).body).toMatchObject({
        user: { number: 'admin' },
      });
    }
    await node.close();
  });
});

describeOnDatabases('a write with an Idempotency-Key, whose server stood still', (under) => {
  it.each([
    ['with a number that is taken by itself', 'item', { number: 'same' }],
    ['that nothing but its mark tells from another one', 'memo', { text: 'same' }],
  ])('is not made a second time when another one took it up meanwhile: %s', async (_sentence, form, body) => {
    const house = await openHouse((await under.fresh()).url, { forms: [memo] });
    const as = await house.signIn('admin');
    const path = `/api/forms/${form}/records`;
    const send = () => house.ask('POST', path, { as, body, headers: { 'idempotency-key': 'slow' } });
    const { database } = house.host;
    const { transaction } = database;
    let second: ReturnType<typeof send> | undefined;
    Object.assign(database, {
      transaction: async (work: Parameters<typeof transaction>[0]) => {
        Object.assign(database, { transaction });
        await lapse(database);
        second = send();
        // The second has planned its write and waits for this one, which is in its way then.
        await expect.poll(() => waiting(database), { timeout: 10_000 }).toBe(1);
        for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
        return transaction.call(database, work);
      },
    });
    const first = await send();
    const answers = [first, await second, await send()].filter((each) => each !== undefined);
    expect(answers).toHaveLength(3);
    const found = answers.map(
      (each) => `${each.status} ${String(each.at(`/${Object.keys(body)[0]}`) ?? each.at('/code'))}`,
    );
    expect(found.at(-1)).toBe('201 same');
    expect(new Set(found).difference(new Set(['201 same', '409 idempotency-key-busy'])).size).toBe(0);
    expect((await house.ask('GET', `${path}?count=true`, { as })).at('/total')).toBe(1);
    await house.close();
  });
});

describeOnDatabases('what is kept of a request with an Idempotency-Key', (under) => {
  it('lets nobody who reads the database try what its body may have said', { timeout: 60_000 }, async () => {
    const house = await openHouse(under.url);
    const user = await house.user('kept', house.orgs.north, []);
    const as = await house.signIn('admin');
    const next = 'another horse battery';
    const requests: readonly (readonly [string, string, Json])[] = [
      ['POST', '/api/forms/item/records', { number: 'PIN', pin: '4711' }],
      ['POST', '/api/forms/item/batch', { items: [{ op: 'create', body: { number: 'B', pin: '4711' } }] }],
      ['PUT', `/api/users/${user}/password`, { password: next }],
      ['POST', '/api/me/views', { form: 'item', name: 'View' }],
      ['PUT', '/api/me/preferences/column', 4711],
      ['PUT', '/api/me/password', { present: 'correct horse battery', next }],
    ];
    for (const [at, [method, path, body]] of requests.entries()) {
      const answer = await house.ask(method, path, {
        as,
        body,
        headers: { 'idempotency-key': `guess-${at}` },
      });
      expect(answer.status, answer.text).toBeLessThan(300);
    }
    const rows = await house.host.database.all<{ hash: string }>('SELECT hash FROM gj_idempotency');
    const kept = new Set(rows.map(({ hash }) => hash));
    expect(kept.size).toBe(requests.length);
    for (const [method, path, body] of requests) {
      const text = JSON.stringify(body);
      for (const guess of [text, [method, path, '', '', text].join('\n')])
        for (const form of ['hex', 'base64url', 'base64'] as const)
          expect(kept).not.toContain(createHash('sha256').update(guess).digest(form));
    }
    await house.close();
  });
});
