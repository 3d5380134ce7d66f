import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createVault } from '../../common/vault.ts';
import { createLog } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { openTenant } from '../../tenant/tenant.ts';

const text = (name: string): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: { zh: name, en: name },
});
const records = '/api/forms/note/records';
const gap = /\{\w+|undefined|^[a-z-]*$/;

describeOnDatabases('a publish that is not to be', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([notePackage([text('code')])]);
  });
  afterAll(() => node.close());

  const sent = (installed: ReturnType<typeof notePackage>) => ({
    packages: [{ files: Object.fromEntries(installed.files) }],
  });
  const odd = sent(notePackage([{ ...text('code'), kind: 'flavour' }], {}, '2.0.0'));

  it.each<[string, string, JsonObject, number, string, string[]]>([
    ['without the plan somebody saw', 'apply', odd, 400, 'body-wrong', ['/hash publish-hash']],
    ['of no list', 'plan', { packages: {} }, 400, 'body-wrong', ['/packages publish-packages']],
    [
      'of a package without files',
      'plan',
      { packages: [{ file: 'x' }] },
      400,
      'body-wrong',
      ['/packages/0/files publish-files'],
    ],
    [
      'of what does not compile',
      'apply',
      { ...odd, hash: 'x' },
      422,
      'package-issues',
      ['notes/forms/note.json#/fields/1/kind unknown-kind'],
    ],
    [
      'of another plan than the one that was seen',
      'apply',
      { ...sent(notePackage([text('code'), text('more')], {}, '2.0.0')), hash: 'x' },
      409,
      'plan-changed',
      [],
    ],
  ])('%s is refused', async (_sentence, call, body, status, code, expected) => {
    for (const language of ['zh', 'en']) {
      const answer = await node.ask('POST', `/api/model/${call}`, body, { 'accept-language': language });
      const errors = answer.body['errors'] as { path: string; code: string; message: string }[];
      expect([answer.status, answer.body['code']], JSON.stringify(answer.body)).toEqual([status, code]);
      expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual(expected);
      for (const message of [answer.body['detail'], ...errors.map((error) => error.message)])
        expect(message).not.toMatch(gap);
    }
  });

  it.each([
    ['by its name', { name: 'note', id: 'otherNote' }, 'forms/note.json#/name form-name-twice'],
    ['by its id', { name: 'other', id: 'note' }, 'forms/note.json#/id form-twice'],
    ['with the same name and id', { name: 'note' }, 'forms/note.json#/name form-twice'],
  ])(
    'that takes a form somebody has %s is told at its own file, whatever its package is called',
    async (_, form, expected) => {
      for (const name of ['aardvark', 'zebra']) {
        const files = Object.fromEntries(notePackage([text('code')]).files) as Record<string, JsonObject>;
        files['package.json'] = { ...files['package.json'], name };
        const { name: _own, id: _id, ...said } = files['forms/note.json'] ?? {};
        files['forms/note.json'] = { ...said, ...form };
        const { body } = await node.ask('POST', '/api/model/plan', { packages: [{ files }] });
        const issues = (body['issues'] as JsonObject[]).map(
          (issue) =>
            `${String(issue['package'])}/${String(issue['file'])}#${String(issue['pointer'])} ${String(issue['code'])}`,
        );
        expect(issues).toContain(`${name}/${expected}`);
        expect(issues.filter((issue) => issue.startsWith('notes/'))).toEqual([]);
        expect((body['issues'] as JsonObject[])[0]?.['message']).toContain('notes');
      }
    },
  );

  it('demo data that no package has is not loaded', async () => {
    const answer = await node.ask('POST', '/api/demo');
    expect([answer.status, answer.body['code']]).toEqual([404, 'demo-missing']);
  });

  describe('because of what happened between its plan and its end', () => {
    /** Publishes from another node, on which something happens when the publish has begun. */
    async function publishWhile(happens: (database: Database) => Promise<unknown>, next: JsonObject) {
      const database = await openDatabase(under.url, '');
      let begun = false;
      const tenant = await openTenant({
        database: {
          ...database,
          async transaction(work) {
            if (begun) {
              begun = false;
              await happens(database);
            }
            return database.transaction(work);
          },
        },
        vault: createVault(new Uint8Array(32).fill(7)),
        log: createLog('silent'),
        edition: standardEdition('9.0.0'),
        clock: Date.now,
        newId,
        random: Math.random,
        onMoment: (moment) => {
          begun ||= moment === 'begun';
        },
      });
      const author = { actor: { id: 'a', name: 'A' }, reason: null };
      try {
        return await tenant.publisher.publish([notePackage([text('code')], next, '3.0.0')], author);
      } finally {
        await tenant.close();
      }
    }

    it('another publish was faster', async () => {
      const faster = (database: Database) => database.run('UPDATE gj_revision SET model = model + 1');
      const index = { list: { columns: ['number'], sort: ['-code'] } };
      await expect(publishWhile(faster, index)).rejects.toMatchObject({
        code: 'publish-overtaken',
        status: 409,
      });
      await node.tenant.database.run('UPDATE gj_revision SET model = model - 1');
    });

    it('a record was given what a rule to come allows but once', async () => {
      const twice = async () => {
        for (const number of ['1', '2'])
          expect((await node.ask('POST', records, { number, code: 'same' })).status).toBe(201);
      };
      const rule = { unique: [{ name: 'one-code', fields: ['code'] }] };
      await expect(publishWhile(twice, rule)).rejects.toMatchObject({
        code: 'publish-unique-clash',
        params: { rule: 'one-code', record: '2', other: '1' },
      });
      expect((await node.ask('POST', records, { number: '3', code: 'same' })).status).toBe(201);
    });
  });
});
