import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installedFrom } from '../publish/publisher.ts';
import type { Installed } from './package-store.ts';

const label = (text: string) => ({ zh: text, en: text });
const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: label(name),
  ...more,
});
const number = (name: string): JsonObject => ({ name, kind: 'integer', label: label(name) });
const fields: readonly JsonObject[] = [
  text('title'),
  number('least'),
  number('most'),
  { name: 'friend', kind: 'reference', form: 'note', label: label('friend') },
  {
    name: 'lines',
    kind: 'entries',
    label: label('lines'),
    fields: [text('word', { required: true }), number('rate'), number('share')],
  },
];
const form: JsonObject = {
  rules: [
    {
      name: 'ordered',
      fields: ['most'],
      message: label('the least is more than the most'),
      check: { fact: 'most', operator: 'greaterThanOrEqual', value: { fact: 'least' } },
      when: {
        all: [
          { fact: 'least', operator: 'isNotEmpty' },
          { fact: 'most', operator: 'isNotEmpty' },
        ],
      },
    },
  ],
};

function notes(version: string, records: readonly JsonObject[]): Installed {
  const { files } = notePackage(fields, form, version);
  const data: readonly (readonly [string, Json])[] =
    records.length > 0 ? [['data/base.json', { form: 'note', records: [...records] }]] : [];
  return installedFrom(new Map<string, Json>([...files, ...data]));
}
const record = (key: string, values: JsonObject): JsonObject => ({ key, values: { number: key, ...values } });
const rowsIn = (found: JsonObject | undefined) => (found?.['lines'] ?? []) as readonly JsonObject[];
const line = (word: string, rate: number, share = 1): JsonObject => ({ word, rate, share });

describeOnDatabases('records of a package and what people made of them', (database) => {
  let node: TestNode;
  let version = 0;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());

  const publish = async (...records: readonly JsonObject[]) => {
    version += 1;
    const actor = { id: platformUser.id, name: platformUser.name };
    const given = [notes(`${version}.0.0`, records)];
    return (await node.tenant.publisher.publish(given, { actor, reason: null })).data;
  };
  const find = async (key: string): Promise<JsonObject | undefined> => {
    const { body } = await node.ask('GET', `/api/forms/note/records?number=${key}&fields=title,lines,least`);
    return (body['items'] as JsonObject[])[0];
  };
  const patch = async (key: string, change: JsonObject) => {
    const { id, revision } = (await find(key)) ?? {};
    const tag = { 'if-match': `"${String(revision)}"` };
    const answer = await node.ask('PATCH', `/api/forms/note/records/${String(id)}`, change, tag);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const linesOf = async (key: string) =>
    rowsIn(await find(key)).map(({ word, rate, share }) => [word, rate, share]);

  it('merge rows by their key and fields: what both changed stays', async () => {
    await publish(record('R', { lines: [line('a', 1), line('b', 1), line('c', 1), line('d', 1)] }));
    const rows = rowsIn(await find('R'));
    const at = (word: string) => rows.find((row) => row['word'] === word)?.['id'] ?? null;
    await patch('R', {
      lines: [
        { id: at('a'), rate: 10 },
        { id: at('b'), share: 20 },
        { id: at('d'), $delete: true },
        { word: 'own', rate: 3 },
      ],
    });
    const data = await publish(
      record('R', { lines: [line('new', 5), line('d', 9), line('b', 2), line('a', 2, 7)] }),
    );
    expect(data.customised).toEqual([{ package: 'notes', form: 'note', key: 'R', fields: ['lines.rate'] }]);
    expect(await linesOf('R')).toEqual([
      ['a', 10, 7],
      ['b', 2, 20],
      ['own', 3, null],
      ['new', 5, 1],
    ]);
    expect(await find('R')).toMatchObject({ lines: [{ id: at('a') }, {}, {}, {}] });
    // The next version goes on from there.
    await publish(record('R', { lines: [line('new', 6), line('b', 3), line('a', 2, 8)] }));
    expect(await linesOf('R')).toEqual([
      ['a', 10, 8],
      ['b', 3, 20],
      ['own', 3, null],
      ['new', 6, 1],
    ]);
    expect(await publish(record('R', { lines: [line('new', 6), line('b', 3), line('a', 2, 8)] }))).toEqual({
      created: 0,
      changed: 0,
      issues: [],
    });
  });

  it('ask where the merged record would not be valid, and nothing of it is written before', async () => {
    await publish(record('Q', { title: 'one', least: 1, most: 5 }));
    await patch('Q', { least: 4 });
    const data = await publish(record('Q', { title: 'two', least: 1, most: 3 }));
    expect(data.questions).toMatchObject([
      {
        form: 'note',
        target: 'records/Q/title',
        base: 'one',
        theirs: 'two',
        ours: 'one',
        package: 'notes',
        record: { key: 'Q' },
        problems: [{ path: '/most' }],
      },
      { target: 'records/Q/most', base: 5, theirs: 3, ours: 5 },
    ]);
    expect(data.issues).toMatchObject([{ code: 'data-refused', pointer: '/records/0/values/most' }]);
    expect(await find('Q')).toMatchObject({ title: 'one', least: 4 });
    // Nobody answered: it is asked again at the next start, and follows once it can.
    await patch('Q', { least: 2 });
    expect(await node.tenant.packageData.load()).toMatchObject({ changed: 1, issues: [] });
    expect(await find('Q')).toMatchObject({ title: 'two', least: 2 });
  });

  it('that a package brings no more go where nobody touched or uses them, and are kept and marked else', async () => {
    await publish(
      record('GOES', { title: 'as it came' }),
      record('MINE', { title: 'theirs' }),
      record('USED', { title: 'theirs' }),
      record('PAIR', { friend: 'GOES' }),
    );
    await patch('MINE', { title: 'mine' });
    await node.ask('POST', '/api/forms/note/records', { number: 'USER', friend: { number: 'USED' } });
    const id = (await find('GOES'))?.['id'];
    const data = await publish();
    const outcomes = Object.fromEntries(
      (data.dropped ?? []).map(({ key, outcome, why }) => [key, [outcome, why]]),
    );
    expect(outcomes).toMatchObject({
      GOES: ['taken', null],
      PAIR: ['taken', null],
      MINE: ['kept', 'changed'],
      USED: ['kept', 'used'],
    });
    expect(await find('GOES')).toBeUndefined();
    expect(await find('MINE')).toMatchObject({ title: 'mine' });
    const marked = async () => {
      const { body } = await node.ask('GET', '/api/dropped-records');
      return (body['items'] as JsonObject[]).map(({ key, number: shown }) => [key, shown]);
    };
    expect(await marked()).toEqual(
      expect.arrayContaining([
        ['MINE', 'MINE'],
        ['USED', 'USED'],
      ]),
    );
    // They come back with their package: the same record, with its history, and no mark is left.
    const again = await publish(record('GOES', { title: 'again' }), record('MINE', { title: 'theirs' }));
    expect(again).toMatchObject({ created: 0, issues: [] });
    expect(await find('GOES')).toMatchObject({ id, title: 'again' });
    expect((await marked()).map(([key]) => key)).not.toContain('MINE');
    const { body } = await node.ask('GET', `/api/forms/note/records/${String(id)}/history`);
    expect((body['items'] as JsonObject[]).map(({ operation }) => operation)).toEqual([
      ...['update', 'restore', 'delete', 'create'],
    ]);
  });

  it('make room for others of the same number', async () => {
    await publish(record('OLD', { title: 'old' }));
    const renamed = { key: 'NEW', values: { number: 'OLD', title: 'new' } };
    expect(await publish(renamed)).toMatchObject({ created: 1, issues: [], dropped: [{ key: 'OLD' }] });
    expect(await find('OLD')).toMatchObject({ title: 'new' });
  });

  it('that somebody deleted stay away, also when their package drops them and brings them again', async () => {
    const { id, revision } = (await find('OLD')) ?? {};
    const tag = { 'if-match': `"${String(revision)}"` };
    await node.ask('DELETE', `/api/forms/note/records/${String(id)}`, undefined, tag);
    expect((await publish()).dropped ?? []).not.toContainEqual(expect.objectContaining({ key: 'NEW' }));
    await publish({ key: 'NEW', values: { number: 'OLD' } });
    expect(await find('OLD')).toBeUndefined();
  });
});
