import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { domains } from '../domains.ts';
import { alonePassword as password, startAlone } from './start-alone.suite.ts';
import type { RunningServer } from './start-server.ts';

/** Forms with sharing and matches, with rows and references, with names made of others, and organisations themselves. */
const forms = ['drawer-rule', 'invoice-application', 'user'];
const rounds = 4;

/** What a server remembers of those who ask goes with the model it was asked of. */
describe('a model that was published over', () => {
  let server: RunningServer;
  let admin = '';
  const leaving = new AbortController();
  const models: WeakRef<object>[] = [];

  beforeAll(async () => {
    server = await startAlone({ domains });
    const { body } = await ask('POST', '/api/session', { user: 'admin', password });
    admin = String(body['token']);
  }, 120_000);
  afterAll(async () => {
    leaving.abort();
    await server.close();
  });

  async function ask(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: JsonObject }> {
    const answer = await server.node.app.request(path, {
      method,
      signal: leaving.signal,
      headers: {
        ...(admin === '' ? {} : { authorization: `Bearer ${admin}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // Whoever listens goes on listening.
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isStream ? '' : await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) : {} };
  }

  async function publish(round: number): Promise<void> {
    const label = { zh: `第${round}版`, en: `Version ${round}` };
    const guiju = { prefix: 'no', label };
    const field = { name: 'number', kind: 'text', length: 40, label, required: true };
    const files = {
      'package.json': { name: 'notes', version: `1.${round}.0`, peerDependencies: { platform: '*' }, guiju },
      'forms/note.json': { name: 'note', kind: 'master', sharing: 'everybody', label, fields: [field] },
    };
    const packages = [{ files }];
    const planned = await ask('POST', '/api/model/plan', { packages });
    const applied = await ask('POST', '/api/model/apply', { packages, hash: planned.body['hash'] });
    expect([planned.status, applied.body]).toEqual([
      200,
      expect.objectContaining({ revision: expect.any(Number) }),
    ]);
  }

  /** Asks whatever can be read, by every door, about forms, lists and records that there are. */
  async function readAll(): Promise<void> {
    for (const form of forms) {
      const path = `/api/forms/${form}/records`;
      const { items = [] } = (await ask('GET', `${path}?view=manage&limit=1`)).body;
      const [first] = items as readonly JsonObject[];
      const id = String(first?.['id'] ?? '0198c0de-0000-7000-8000-000000000000');
      const parts: Readonly<Record<string, string>> = { form, id, revision: '1', word: 'values' };
      const doors = server.node.app.routes.filter(({ method }) => method === 'GET');
      for (const door of doors) {
        const address = door.path.replace(/:(\w+)/g, (_, name: string) => parts[name] ?? 'x');
        if (form === forms[0] || door.path.includes(':form')) await ask('GET', address);
      }
      for (const view of ['use', 'manage'])
        for (const question of ['q=a', `number=a`, 'sort=-number&count=true', `createdBy.number=admin`])
          await ask('GET', `${path}?view=${view}&${question}`);
    }
  }

  /** Writes a record and changes it, asks which rule fits, and has every decision made. */
  async function work(round: number): Promise<void> {
    const records = '/api/forms/buyer-title/records';
    const made = await ask('POST', records, {
      number: `T${round}`,
      name: `测试公司${round}`,
      kind: 'person',
    });
    expect(made.status).toBe(201);
    const path = `${records}/${made.body['id']}`;
    const revised = { 'if-match': `"${made.body['revision']}"` };
    expect((await ask('PATCH', path, { name: `改名公司${round}` }, revised)).status).toBe(200);
    const matched = await ask('POST', '/api/forms/drawer-rule/match', {
      facts: {},
      ask: { document: 'invoice-application' },
    });
    expect(matched.status).toBe(200);
    const { items } = (await ask('GET', '/api/decisions')).body;
    for (const { name } of items as readonly JsonObject[]) await ask('POST', `/api/decisions/${name}`, {});
  }

  it('goes, whatever was asked of it and whoever still listens', { timeout: 120_000 }, async () => {
    for (let round = 1; round <= rounds; round += 1) {
      await publish(round);
      await work(round);
      await readAll();
      for (const what of ['forms=note', 'params=sim_config/*', '']) await ask('GET', `/api/watch?${what}`);
      models.push(new WeakRef(server.node.host.served().model));
    }
    await ask('GET', '/api/forms/note/records');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let times = 0; times < 4; times += 1) {
      await sleep(100);
      collect();
    }
    // The one in service, and the one before it, which a read that lasts may still ask.
    expect(models.map((one) => one.deref() !== undefined)).toEqual([
      ...Array.from({ length: rounds - 2 }, () => false),
      expect.any(Boolean),
      true,
    ]);
  });
});
