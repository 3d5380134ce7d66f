import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { createIn } from '../../http/params/watcher.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { field, installsOn, label } from './world.suite.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const password = (value: JsonObject) => ({
  key: 'pw',
  label: label('Password'),
  value,
  unset: { label: label('-') },
});

/** A package with a secret parameter, and a record with a file, which is tried on a copy whenever it changes. */
function safe(version: string, params: readonly JsonObject[], paper: string): JsonObject {
  const files: Record<string, Json> = {
    'package.json': {
      name: 'safe',
      version,
      peerDependencies: { platform: '*' },
      guiju: { prefix: 'sa', label: label('Safe') },
    },
    'forms/box.json': {
      name: 'box',
      kind: 'master',
      label: label('Box'),
      sharing: 'everybody',
      fields: [field('number', 'text', { required: true }), field('says', 'text'), field('paper', 'file')],
    },
    'params/safe.json': { type: 'safe', label: label('Safe'), params },
    'data/boxes.json': {
      form: 'box',
      records: [{ key: 'first', values: { number: 'B1', says: paper, paper: { file: 'paper.txt' } } }],
    },
    'data/files/paper.txt': base64(paper),
  };
  return { files };
}

describeOnDatabases('a rehearsal of what was sealed', (under) => {
  let node: TestNode;
  let opener: Readonly<Record<string, string>>;
  let on: ReturnType<typeof installsOn>;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    on = installsOn(node);
    const paramGrants = ['read', 'reveal'].map((access) => ({ type: '*', access, scope: 'all' }));
    await createIn(node, 'role', { number: 'opener', name: 'opener', paramGrants });
    const roles = [{ role: { number: 'opener' }, organisation: 'root' }];
    const number = 'opener';
    const { id } = await createIn(node, 'user', { number, name: number, organisation: 'root', roles });
    await node.node.gate.setPassword({ id, number }, 'a password nobody guesses');
    const { token } = await signInAs(node.node.gate, number, 'a password nobody guesses');
    opener = { authorization: `Bearer ${token}` };
  });
  afterAll(() => node.close());
  const first = safe('1.0.0', [password({ kind: 'secret' })], 'one');
  const revealed = async () =>
    (await node.ask('GET', '/api/params/safe/pw?reveal=true', undefined, opener)).body;
  const uninstall = async () => {
    const { body } = await node.ask('POST', '/api/publishes/uninstall/plan', { package: 'safe' });
    const done = await node.ask('DELETE', `/api/packages/safe?hash=${String(body['hash'])}`);
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  };

  it('lets a package come back with its secret, which it cannot open', async () => {
    await on.install([first]);
    const set = await node.ask('PUT', '/api/params/safe/pw', { value: 'topsecret' });
    expect(set.status, JSON.stringify(set.body)).toBe(201);
    await uninstall();
    const seen = await on.plan([first]);
    expect(seen).toMatchObject({ rehearsal: { state: 'done' }, issues: [] });
    expect(JSON.stringify(seen)).not.toContain('topsecret');
    await on.install([first]);
    expect(await revealed()).toMatchObject({ value: 'topsecret' });
  });

  it('brings files that are like those that are there', async () => {
    await on.install([safe('1.1.0', [password({ kind: 'secret' })], 'two')]);
    const { body } = await node.ask('GET', '/api/forms/box/records?number=B1');
    expect(body['items']).toMatchObject([{ says: 'two', paper: { name: 'paper.txt' } }]);
  });

  it('leaves it to the server whose key it is whether a secret still fits', async () => {
    const short = safe('1.2.0', [password({ kind: 'secret', length: 3 })], 'three');
    expect(await on.plan([short])).toMatchObject({
      hash: null,
      rehearsal: { state: 'waiting' },
      issues: [{ code: 'params-break' }],
    });
    await on.install([safe('1.2.0', [password({ kind: 'secret', length: 30 })], 'three')]);
    expect(await revealed()).toMatchObject({ value: 'topsecret' });
  });
});
