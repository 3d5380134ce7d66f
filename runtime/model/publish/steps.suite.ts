import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { TestDatabase } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';

export const label = (text: string) => ({ zh: text, en: text });
export const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
export const text = (name: string, more: JsonObject = {}) => field(name, 'text', { length: 40, ...more });
export const number = text('number', { required: true });
export const form = (name: string, fields: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'master',
  sharing: 'everybody',
  label: label(name),
  fields,
  ...more,
});

/** A package of such forms, as it is sent to be published. */
export const packageOf = (version: string, forms: readonly JsonObject[], steps?: Json): JsonObject => ({
  packages: [
    {
      files: {
        'package.json': {
          name: 'papers',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'pp', label: label('Papers') },
        },
        ...Object.fromEntries(forms.map((one) => [`forms/${String(one['name'])}.json`, one])),
        ...(steps === undefined ? {} : { 'migrations/2.json': { to: '2.0.0', steps } }),
      },
    },
  ],
});

/** Answers the calls of tests of steps on a node, over HTTP. */
export function stepsOn(node: TestNode) {
  const post = (call: string, body: JsonObject) =>
    node.ask('POST', `/api/model/${call}`, body, { 'accept-language': 'en' });
  const plan = async (body: JsonObject) => (await post('plan', body)).body;
  const records = (of: string) => `/api/forms/${of}/records`;
  const etag = async (of: string, id: string, org = 'root') =>
    (await node.ask('GET', `${records(of)}/${id}?org=${org}`)).headers.get('etag') ?? '';
  return {
    plan,
    async apply(body: JsonObject) {
      const { hash, issues } = await plan(body);
      expect(hash, JSON.stringify(issues)).toEqual(expect.any(String));
      const done = await post('apply', { ...body, hash: hash ?? null });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
      return done.body;
    },
    /** Code by code, the issues that are errors. */
    async refused(body: JsonObject) {
      const issues = (await plan(body))['issues'] as JsonObject[];
      return issues.filter(({ severity }) => severity === 'error');
    },
    async make(of: string, body: JsonObject, org = 'root') {
      const made = await node.ask('POST', `${records(of)}?org=${org}`, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return { id: String(made.body['id']), revision: Number(made.body['revision']) };
    },
    async find(of: string, wanted: string) {
      const { body } = await node.ask('GET', `${records(of)}?number=${wanted}`);
      const [{ id }] = body['items'] as [{ id: string }];
      return (await node.ask('GET', `${records(of)}/${id}`)).body;
    },
    async change(of: string, id: string, body: JsonObject) {
      const match = { 'if-match': await etag(of, id) };
      const done = await node.ask('PATCH', `${records(of)}/${id}`, body, match);
      expect(done.status, JSON.stringify(done.body)).toBe(200);
      return Number(done.body['revision']);
    },
    async remove(of: string, id: string, org = 'root') {
      const match = { 'if-match': await etag(of, id, org) };
      const path = `${records(of)}/${id}?org=${org}`;
      expect((await node.ask('DELETE', path, undefined, match)).status).toBe(204);
    },
    async restore(of: string, id: string, revision: number) {
      const { status } = await node.ask('GET', `${records(of)}/${id}`);
      const match = status === 200 ? await etag(of, id) : '"0"';
      const path = `${records(of)}/${id}/history/${revision}/restore`;
      const done = await node.ask('POST', path, undefined, { 'if-match': match });
      expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
      return done.body;
    },
    /** Nothing is left to do, whoever asks. */
    async isDone(body: JsonObject) {
      expect((await plan(body))['changes']).toEqual([]);
      expect((await planTables(node.tenant.database, node.tenant.served().model)).changes).toEqual([]);
    },
  };
}

/** Answers the faults that doctor finds in a database that nobody serves. */
export async function harmsIn(under: Pick<TestDatabase, 'url'>): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), 'guiju-steps-'));
  const environment = {
    GUIJU_SECRET: '07'.repeat(32),
    LANG: 'en_US.UTF-8',
    ...(under.url.startsWith('sqlite:')
      ? { GUIJU_HOME: dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) }
      : { GUIJU_HOME: home, DATABASE_URL: under.url }),
  };
  const { out } = await cli(['doctor'], { environment });
  await rm(home, { recursive: true });
  return out.split('\n').filter((line) => line.startsWith('✗'));
}
