import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { membersWith } from '../../../metadata/system-members.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: 'x', en: 'x' };
const made = membersWith(({ made: isMade }, name) => isMade && name !== 'org');
const text = (name: string, more: JsonObject = {}) => ({ name, kind: 'text', length: 40, label, ...more });

/** A field that may be given once: until the record has what the platform makes of it. */
const once = (member: string) =>
  text(`by${member}`, { required: true, readonly: { fact: member, operator: 'isNotEmpty' } });
const isNew = { fact: '$new', operator: 'equal', value: true };

describeOnDatabases('a record that is being made', (database) => {
  let node: TestNode;
  const path = '/api/forms/deed/records';
  const given = Object.fromEntries(made.map((member) => [`by${member}`, 'given']));
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const fields = [
      text('number', { required: true }),
      ...made.map(once),
      text('said', { required: isNew, readonly: { not: isNew } }),
      {
        name: 'lines',
        kind: 'entries',
        label,
        fields: [text('item', { readonly: { not: isNew } }), text('free')],
      },
    ];
    const form = { name: 'deed', kind: 'master', sharing: 'everybody', label, fields };
    const guiju = { prefix: 'deed', label };
    const manifest = { name: 'deeds', version: '1.0.0', peerDependencies: { platform: '*' }, guiju };
    await node.publish([
      {
        name: 'deeds',
        version: '1.0.0',
        files: new Map<string, Json>([
          ['package.json', manifest],
          ['forms/deed.json', form],
        ]),
      },
    ]);
  });
  afterAll(() => node.close());

  it('is judged without what the platform makes of it, and afterwards with it', async () => {
    const lacking = await node.ask('POST', path, { number: 'D0', ...given });
    expect([
      lacking.status,
      (lacking.body['errors'] as JsonObject[]).map(({ code, path: at }) => [code, at]),
    ]).toEqual([422, [['required', '/said']]]);
    const body = { number: 'D1', ...given, said: 'once', lines: [{ item: 'a', free: 'b' }] };
    const { status, body: record } = await node.ask('POST', path, body);
    expect(status, JSON.stringify(record)).toBe(201);
    const [line] = record['lines'] as JsonObject[];
    const match = { 'if-match': `"${String(record['revision'])}"` };
    const names = [...Object.keys(given), 'said'];
    const change = {
      ...Object.fromEntries(names.map((name) => [name, 'again'])),
      lines: [{ ...line, item: 'c' }],
    };
    const refused = await node.ask('PATCH', `${path}/${String(record['id'])}`, change, match);
    const found = (refused.body['errors'] as JsonObject[]).map(
      ({ code, path: at }) => `${String(code)} ${String(at)}`,
    );
    expect(found.sort()).toEqual(
      [...names.map((name) => `readonly /${name}`), 'readonly /lines/0/item'].sort(),
    );
    const free = { lines: [{ ...line, free: 'c' }] };
    expect((await node.ask('PATCH', `${path}/${String(record['id'])}`, free, match)).status).toBe(200);
  });

  it('is nothing a list can be filtered by', async () => {
    const filter = encodeURIComponent(JSON.stringify(isNew));
    const { status, body } = await node.ask('GET', `${path}?filter=${filter}`);
    expect([status, (body['errors'] as JsonObject[])[0]?.['code']]).toEqual([400, 'unknown-fact']);
  });
});
