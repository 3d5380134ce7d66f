import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { everyKind, filesOf, leaf, papersPackage, tighter } from './every-kind.suite.ts';
import { installedFrom } from './publisher.ts';

const path = '/api/forms/paper/records';
const label = { zh: 'x', en: 'x' };
const names = Object.keys(tighter);
/** A stored record, as it is sent again. */
const wide = everyKind.filter(({ name }) => names.includes(name));
const full: JsonObject = Object.fromEntries(wide.map(({ name, value }): [string, Json] => [name, value]));
const inRows = wide.filter(({ field }) => !('form' in field));
const row: JsonObject = Object.fromEntries(inRows.map(({ name, value }): [string, Json] => [name, value]));

const fields = (change: (field: JsonObject) => JsonObject) => [
  ...wide.map(({ field }) => change(field)),
  {
    name: 'lines',
    kind: 'entries',
    label,
    fields: [{ name: 'note', kind: 'text', length: 20, label }, ...inRows.map(({ field }) => change(field))],
  },
];
const narrow = (field: JsonObject) => ({ ...field, ...tighter[String(field['name'])] });

describeOnDatabases('a value that could not be given any more', (database) => {
  let node: TestNode;
  const publish = async (next: ReturnType<typeof papersPackage>) => {
    const plan = await node.ask('POST', '/api/model/plan', filesOf(next));
    const body = { ...filesOf(next), hash: plan.body['hash'] ?? null };
    const applied = await node.ask('POST', '/api/model/apply', body);
    expect(applied.status, JSON.stringify(plan.body)).toBe(200);
  };
  const only = async (number: string) => {
    const { body } = await node.ask('GET', `${path}?number=${number}`);
    const [{ id }] = body['items'] as [{ id: string }];
    return (await node.ask('GET', `${path}/${id}`)).body as JsonObject & { id: string; revision: number };
  };
  const valuesOf = ({ [`lines`]: lines, ...record }: JsonObject) => [
    ...names.map((name) => [name, record[name]]),
    ...(lines as JsonObject[]).flatMap((one) => inRows.map(({ name }) => [`lines.${name}`, one[name]])),
  ];
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await publish(papersPackage(fields((field) => field)));
    const thing = await node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' });
    for (const number of ['A', 'B']) {
      const made = await node.ask('POST', path, { number, ...full, lines: [{ note: 'old note', ...row }] });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    await publish(papersPackage(fields(narrow)));
    const { id, revision } = thing.body;
    const disabling = `/api/forms/thing/records/${String(id)}/actions/disable`;
    expect((await node.ask('POST', disabling, {}, { 'if-match': `"${String(revision)}"` })).status).toBe(200);
  });
  afterAll(() => node.close());

  const imported = async (bytes: Uint8Array<ArrayBuffer>, query: string) => {
    const sent = await node.raw('POST', `/api/forms/paper/import${query}`, bytes);
    let job = (await sent.json()) as JsonObject;
    for (; job['status'] === 'waiting' || job['status'] === 'running'; await pause(20))
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    expect(job['status'], JSON.stringify(job)).toBe('done');
    return (job['details'] as JsonObject)['counts'];
  };

  /** Everything a record was answered with, sent back with one change elsewhere. */
  const doors: readonly (readonly [
    string,
    (tag: string) => Promise<{ status: number; body: JsonObject }>,
  ])[] = [
    [
      'a PATCH',
      async (tag) => {
        const { id, revision, ...record } = await only('A');
        return node.ask('PATCH', `${path}/${id}`, { ...record, tag }, { 'if-match': `"${revision}"` });
      },
    ],
    [
      'a PATCH that names records by their numbers',
      async (tag) => {
        const { id, revision } = await only('A');
        const body = { ...full, reference: 'T1', references: ['T1'], tag };
        return node.ask('PATCH', `${path}/${id}`, body, { 'if-match': `"${revision}"` });
      },
    ],
    [
      'a PUT',
      async (tag) => {
        const { id, revision, ...record } = await only('A');
        return node.ask('PUT', `${path}/${id}`, { ...record, tag }, { 'if-match': `"${revision}"` });
      },
    ],
    ...[true, false].map(
      (atomic) =>
        [
          `a batch, atomic: ${atomic}`,
          async (tag: string) => {
            const { id, revision, ...record } = await only('A');
            const items = [{ op: 'put', id, ifMatch: revision, body: { ...record, tag } }];
            const { body } = await node.ask('POST', '/api/forms/paper/batch', { items, atomic });
            const [item = { status: body['status'] ?? 0 }] = (body['items'] ?? []) as JsonObject[];
            return { status: Number(item['status']), body };
          },
        ] as const,
    ),
  ];
  it.each(doors)('stays where it stands: %s', async (door, send) => {
    const before = await only('A');
    const { status, body } = await send(door);
    expect(status, JSON.stringify(body)).toBe(200);
    const after = await only('A');
    expect([after['tag'], valuesOf(after)]).toEqual([door, valuesOf(before)]);
  });

  it.each(['format=xlsx', 'format=csv', 'format=csv&entries=lines'])(
    'stays where it stands: an export that is imported again, %s',
    async (format) => {
      const before = await only('A');
      const file = await node.raw('GET', `/api/forms/paper/export?number=A&${format}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const entries = format.includes('entries') ? '?entries=lines' : '';
      expect(await imported(bytes, entries)).toMatchObject({ unchanged: 1, failed: 0 });
      if (format.endsWith('xlsx')) return;
      const changed = Buffer.from(
        new TextDecoder().decode(bytes).replaceAll(/batch|old note/g, 'from a file'),
      );
      expect(await imported(changed, entries)).toMatchObject({ updated: 1, failed: 0 });
      expect(valuesOf(await only('A'))).toEqual(valuesOf(before));
    },
  );

  it('stays beside what is picked newly in a list, and does not come back once it is gone', async () => {
    const { id, revision } = await only('B');
    const place = `${path}/${id}`;
    const more = await node.ask(
      'PATCH',
      place,
      { choices: ['red', 'blue'] },
      { 'if-match': `"${revision}"` },
    );
    expect([more.status, more.body['choices']]).toEqual([200, ['red', 'blue']]);
    const less = { choices: ['blue'], choice: 'green' };
    const gone = await node.ask('PATCH', place, less, { 'if-match': `"${String(more.body['revision'])}"` });
    expect([gone.status, gone.body['choices']]).toEqual([200, ['blue']]);
    const match = { 'if-match': `"${String(gone.body['revision'])}"` };
    const back = await node.ask('PATCH', place, { choices: ['red', 'blue'], choice: 'red' }, match);
    expect([back.status, back.body['errors']]).toMatchObject([
      422,
      [
        { path: '/choices/0', code: 'not-an-option' },
        { path: '/choice', code: 'not-an-option' },
      ],
    ]);
  });

  it('is left out of a copy, which says so', async () => {
    const { id, revision } = await only('A');
    const match = { 'if-match': `"${revision}"` };
    // A reference to other records is judged by those.
    const given = { number: 'C', reference: null, references: [], fieldList: [] };
    const { status, body } = await node.ask('POST', `${path}/${id}/actions/copy`, given, match);
    expect(status, JSON.stringify(body)).toBe(201);
    const change = (body['$warnings'] as JsonObject[]).map((one) => String(one['path']));
    expect(change).toEqual(expect.arrayContaining(['/integer', '/choice', '/choices', '/lines/0/choice']));
    expect([body['choice'], body['choices']]).toEqual([null, null]);
  });

  const red = (fact: string, operator: 'equal' | 'contains' | 'in') =>
    `filter=${encodeURIComponent(JSON.stringify(leaf(fact, operator, operator === 'in' ? ['red'] : 'red')))}`;
  const questions: readonly (readonly [string, string])[] = [
    ['a query', 'choice=red'],
    ['a query of several', 'choice[in]=red,green'],
    ['a query of a list', 'choices[contains]=red'],
    ['a query of rows', 'lines.choice=red'],
    ['a filter', red('choice', 'equal')],
    ['a filter of a list', red('choices', 'contains')],
    ['a filter of rows', red('lines.choice', 'in')],
  ];
  it.each(questions)('is found by %s when it is an option', async (_, query) => {
    const { status, body } = await node.ask('GET', `${path}?${query}&number=A`);
    expect([status, (body['items'] as JsonObject[] | undefined)?.map((one) => one['number'])]).toEqual([
      200,
      ['A'],
    ]);
  });

  it('is found when a layer brought the option and takes it along, and when its field went and came again', async () => {
    const layer = (version: string, set: JsonObject) =>
      installedFrom(
        new Map<string, Json>([
          [
            'package.json',
            {
              name: 'layer',
              version,
              peerDependencies: { papers: '*' },
              guiju: { prefix: 'la', label },
            },
          ],
          ['extensions/paper.json', { extends: 'paper', set }],
        ]),
      );
    const pink = [{ value: 'pink', label: { zh: '粉', en: 'Pink' } }];
    await publish(layer('1.0.0', { 'fields/choice/options': pink, 'fields/lines.choice/options': pink }));
    const made = await node.ask('POST', path, { number: 'P', choice: 'pink', lines: [{ choice: 'pink' }] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const found = async (query: string) =>
      ((await node.ask('GET', `${path}?${query}`)).body['items'] as JsonObject[] | undefined)?.map(
        (one) => one['number'],
      );
    await publish(layer('1.1.0', { 'fields/choice/label': label }));
    expect([await found('choice=pink'), await found('lines.choice=pink')]).toEqual([['P'], ['P']]);
    await publish(papersPackage([]));
    await publish(papersPackage(fields((field) => field)));
    await publish(papersPackage([]));
    await publish(papersPackage(fields(narrow)));
    expect([await found('choice=pink'), await found('choice=red&number=A')]).toEqual([['P'], ['A']]);
  });
});
