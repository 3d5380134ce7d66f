import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readPackageFolder, standardPackageFolders } from '../model/packages/read-folder.ts';
import { notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const text = (name: string): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: { zh: name, en: name },
});
const records = '/api/forms/note/records';
const english = { 'accept-language': 'en' };
const version = (number: string, more: readonly JsonObject[] = []) =>
  notePackage(
    [text('body'), ...more],
    { unique: [{ name: 'one-body', fields: ['body'] }], key: ['number'] },
    number,
  );
const filesOf = (files: ReadonlyMap<string, Json>) => ({ files: Object.fromEntries(files) });
const platform = () => {
  const folder = standardPackageFolders().find((each) => each.endsWith('/platform')) ?? '';
  return filesOf(readPackageFolder(folder).files);
};
const notes = (number: string) => filesOf(version(number).files);
const strange = JSON.stringify({
  name: 'note',
  kind: 'master',
  sharing: 'everybody',
  label: { zh: 'n', en: 'n' },
  fields: [
    { ...text('number'), required: true },
    { name: 'body', kind: 'of-tomorrow', label: { zh: 'b', en: 'b' } },
  ],
});

interface Damage {
  readonly what: string;
  readonly statements: readonly (readonly [string, readonly string[]])[];
  /** Answers the package that mends it. */
  readonly given: () => JsonObject;
  readonly issue: string;
  /** The door by which it is mended, so that each mends damage of packages and of the platform itself. */
  readonly by: Door;
}

type Door = keyof typeof doors;
const doors = {
  apply: ['/api/model/plan', '/api/model/apply'],
  install: ['/api/packages/plan', '/api/packages'],
} as const;

const ofNotes = "package = 'notes' AND file = 'forms/note.json'";
const damages: readonly Damage[] = [
  {
    what: 'the text of a form is cut off',
    statements: [[`UPDATE gj_package_source SET content = '{"name":' WHERE ${ofNotes}`, []]],
    given: () => notes('1.0.0'),
    issue: 'schema-object',
    by: 'install',
  },
  {
    what: 'a form has a kind that this server does not know',
    statements: [[`UPDATE gj_package_source SET content = ? WHERE ${ofNotes}`, [strange]]],
    given: () => notes('1.0.1'),
    issue: 'unknown-kind',
    by: 'apply',
  },
  {
    what: 'the manifest of a package is gone',
    statements: [["DELETE FROM gj_package_source WHERE package = 'notes' AND file = 'package.json'", []]],
    given: () => notes('1.0.1'),
    issue: 'no-manifest',
    by: 'install',
  },
  {
    what: 'no file of a package is left',
    statements: [["DELETE FROM gj_package_source WHERE package = 'notes'", []]],
    given: () => notes('1.0.0'),
    issue: 'no-manifest',
    by: 'apply',
  },
  {
    what: 'a form of the platform itself is damaged',
    statements: [
      [
        "UPDATE gj_package_source SET content = '[]' WHERE package = 'platform' AND file = 'forms/user.json'",
        [],
      ],
    ],
    given: platform,
    issue: 'schema-object',
    by: 'install',
  },
  {
    what: 'the platform is in no list any more',
    statements: [["DELETE FROM gj_package WHERE name = 'platform'", []]],
    given: platform,
    issue: 'package-missing',
    by: 'apply',
  },
];

/** The calls of the page of packages. */
const answering = [
  ...['/api/session', '/api/packages', '/api/publishes', '/api/archives', '/api/trusted-keys', '/healthz'],
];

describeOnDatabases('a server whose packages do not compile', (database) => {
  const duplicate = async (node: TestNode) => {
    const { status, body } = await node.ask('POST', records, { number: 'TWICE', body: 'taken' });
    return [status, body['code']];
  };

  describe.each(damages)('since $what', ({ statements, given, issue, by }) => {
    it('says so, lets one sign in and mend it, and goes on with all other nodes, uniqueness included', async () => {
      const { url } = await database.fresh();
      const beside = await openTestNode(url);
      await beside.publish([version('1.0.0')]);
      await beside.ask('POST', records, { number: 'A', body: 'taken' });
      for (const [statement, values] of statements) await beside.tenant.database.run(statement, values);
      await beside.tenant.database.run("DELETE FROM gj_claim WHERE form = 'note'");

      const node = await openTestNode(url);
      for (const path of ['/api/forms', records, '/api/search?q=a', '/api/forms/user/records']) {
        const { status, body } = await node.ask('GET', path, undefined, english);
        expect([path, status, body['code']]).toEqual([path, 503, 'model-broken']);
        expect(body['detail']).toContain('guiju undo');
        expect((body['errors'] as JsonObject[]).map(({ code }) => code)).toContain(issue);
      }
      for (const path of ['/readyz', '/files/x']) {
        const answer = await node.raw('GET', path);
        expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'model-broken' }]);
      }
      for (const path of answering) expect([path, (await node.ask('GET', path)).status]).toEqual([path, 200]);
      // A node that served before it happened goes on.
      expect((await beside.ask('GET', records)).status).toBe(200);

      const body = { packages: [given()] };
      const [look, mend] = doors[by];
      const plan = await node.ask('POST', look, body, english);
      expect(plan.body['hash'], JSON.stringify(plan.body)).toEqual(expect.any(String));
      const done = await node.ask('POST', mend, { ...body, hash: plan.body['hash'] ?? null });
      expect(done.status, JSON.stringify(done.body)).toBe(200);

      const found = await node.ask('GET', records);
      expect(found.body['items']).toMatchObject([{ number: 'A', body: 'taken' }]);
      expect(await duplicate(node)).toEqual([409, 'unique-taken']);
      expect((await node.ask('POST', records, { number: 'B', body: 'free' })).status).toBe(201);
      expect((await node.raw('GET', '/readyz')).status).toBe(200);
      await beside.tenant.follow();
      expect(beside.tenant.served().revision).toBe(node.tenant.served().revision);
      expect(await duplicate(beside)).toEqual([409, 'unique-taken']);
      await node.close();
      await beside.close();
    });
  });

  it('is mended by undoing what broke it', async () => {
    const { url } = await database.fresh();
    const first = await openTestNode(url);
    await first.publish([version('1.0.0')]);
    await first.ask('POST', records, { number: 'A', body: 'taken' });
    await first.publish([version('2.0.0', [text('late')])]);
    await first.tenant.database.run(`UPDATE gj_package_source SET content = ? WHERE ${ofNotes}`, [strange]);
    await first.close();

    const node = await openTestNode(url);
    expect((await node.ask('GET', records)).status).toBe(503);
    const plan = await node.ask('POST', '/api/publishes/undo/plan', {}, english);
    expect(plan.body['hash'], JSON.stringify(plan.body['issues'])).toEqual(expect.any(String));
    const done = await node.ask('POST', '/api/publishes/undo', { hash: plan.body['hash'] ?? null });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    const { body } = await node.ask('GET', records);
    expect(body['items']).toMatchObject([{ number: 'A', body: 'taken' }]);
    expect(await duplicate(node)).toEqual([409, 'unique-taken']);
    await node.close();
  });

  it('writes nothing by what it has of the platform alone', async () => {
    const { url } = await database.fresh();
    const first = await openTestNode(url);
    await first.publish([version('1.0.0')]);
    await first.tenant.database.run(`DELETE FROM gj_package_source WHERE ${ofNotes}`);
    await first.tenant.database.run("UPDATE gj_package_source SET content = '1' WHERE package = 'notes'");
    const before = first.tenant.revision();
    await first.close();
    const node = await openTestNode(url);
    expect(node.tenant.trouble()).not.toBeNull();
    const made = await node.ask('POST', '/api/forms/user/records', { number: 'x', name: 'x' });
    expect([made.status, made.body['code']]).toEqual([503, 'model-broken']);
    const { store } = node.tenant;
    const users = node.tenant.served().model.formsById.get('user');
    if (!users) throw new Error('no users');
    const organisation = { number: 'root' };
    await expect(
      store.create(node.tenant.systemCall(), users, { number: 'x', name: 'x', organisation }),
    ).rejects.toThrow('model-moved');
    expect(node.tenant.revision()).toBe(before);
    await node.close();
  });
});
