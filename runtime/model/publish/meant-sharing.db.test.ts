import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const own = { allowed: ['private'], default: 'private' };
const assigned = { allowed: ['free'], default: 'free' };
const english = { 'accept-language': 'en' };

/** A package of one form, of a kind, which says this of sharing. */
function packageOf(name: string, kind: string, sharing: Json | undefined, version = '1.0.0'): JsonObject {
  const label = { zh: name, en: name };
  const number = { name: 'number', kind: 'text', length: 40, required: true, label };
  return {
    'package.json': {
      name: `${name}s`,
      version,
      peerDependencies: { platform: '*' },
      guiju: { prefix: name.replaceAll('-', ''), label },
    },
    [`forms/${name}.json`]: {
      name,
      kind,
      label,
      ...(sharing === undefined ? {} : { sharing }),
      fields: [number],
    },
  };
}

describeOnDatabases('who sees the records of a form', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
  });
  afterAll(() => node.close());

  const plan = async (files: JsonObject) =>
    (await node.ask('POST', '/api/model/plan', { packages: [{ files }] }, english)).body;
  const apply = async (files: JsonObject) => {
    const { hash } = await plan(files);
    return node.ask('POST', '/api/model/apply', { packages: [{ files }], hash: hash ?? null }, english);
  };
  const sharingOf = async (form: string) => (await node.ask('GET', `/api/forms/${form}`)).body['sharing'];
  const codes = (body: JsonObject) =>
    (body['issues'] as unknown as readonly JsonObject[]).map(({ code, severity }) => `${severity} ${code}`);

  let forms = 0;
  it.each<[string, string, Json | undefined, Json, string]>([
    [
      'a document that says nothing is seen by who made it',
      'document',
      undefined,
      own,
      'Only the organisation that created',
    ],
    ['a document that says so by everybody', 'document', 'everybody', null, 'Every organisation sees'],
    ['a master that says so by everybody', 'master', 'everybody', null, 'Every organisation sees'],
    ['a master that says so by who made it', 'master', own, own, 'Only the organisation that created'],
    [
      'a master that is assigned record by record says so of its records',
      'master',
      assigned,
      assigned,
      'Each record is used by the organisation that created it and by those it is assigned to',
    ],
    ['a setting is its organisation’s own', 'setting', undefined, null, 'Each organisation has its own'],
  ])(
    'is told before a publish, and holds after it and the next: %s',
    async (_, kind, sharing, holds, seen) => {
      const name = `form-${++forms}`;
      const files = packageOf(name, kind, sharing);
      const planned = await plan(files);
      expect(JSON.stringify(planned)).toContain(seen);
      expect((await apply(files)).status).toBe(200);
      expect(await sharingOf(name)).toEqual(holds);
      expect((await apply(packageOf(name, kind, sharing, '1.1.0'))).status).toBe(200);
      expect(await sharingOf(name)).toEqual(holds);
    },
  );

  it.each([
    ['master', undefined, ['error sharing-needed']],
    ['master', 'everybody', []],
    ['document', undefined, []],
    ['document', own, []],
    ['setting', undefined, []],
  ] as const)(
    'is judged by validate, pack and plan alike: a new %s that says %j',
    async (kind, sharing, judged) => {
      const files = packageOf('judged', kind, sharing);
      const folder = mkdtempSync(join(tmpdir(), 'guiju-sharing-'));
      mkdirSync(join(folder, 'forms'));
      for (const [path, content] of Object.entries(files))
        writeFileSync(join(folder, path), JSON.stringify(content));
      const bodies = [await plan(files)];
      for (const command of [
        ['validate', folder],
        ['pack', folder, '--out', folder],
      ])
        bodies.push((await cli([...command, '--json'])).json as JsonObject);
      const ofSharing = (body: JsonObject) =>
        (body['issues'] ? codes(body) : []).filter((code) => code.includes('sharing'));
      expect(bodies.map(ofSharing)).toEqual(bodies.map(() => judged));
      rmSync(folder, { recursive: true });
    },
  );

  it('is asked of a master that is new', async () => {
    const planned = await plan(packageOf('salary', 'master', undefined));
    expect(codes(planned)).toContain('error sharing-needed');
    expect(JSON.stringify(planned)).toContain('First state who can see the records');
    expect((await apply(packageOf('salary', 'master', undefined))).status).toBeGreaterThanOrEqual(400);
    expect((await node.ask('GET', '/api/forms/salary')).status).toBe(404);
  });

  it.each<[string, string, Json, Json]>([
    ['open', 'master', 'everybody', null],
    ['its creator’s', 'document', own, own],
  ])('stays as it was where a later version says nothing: %s', async (_, kind, sharing, holds) => {
    const name = `kept-${kind}`;
    expect((await apply(packageOf(name, kind, sharing))).status).toBe(200);
    const silent = packageOf(name, kind, undefined, '1.1.0');
    const planned = await plan(silent);
    expect(codes(planned)).not.toContain('error sharing-needed');
    if (holds === null) expect(codes(planned)).toContain('warning sharing-unsaid');
    expect((await apply(silent)).status).toBe(200);
    expect(await sharingOf(name)).toEqual(holds);
  });
});
