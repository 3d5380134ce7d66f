import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, shopPackage } from './designing.suite.ts';

const rows = field('lines', 'entries', { fields: [field('code', 'text', { length: 10 })] });
const rule = {
  name: 'fits',
  when: { fact: 'rate', operator: 'greaterThan', value: 3 },
  message: label('No'),
};

/** A file of each sort that a layer has, as somebody finished it. */
const finished: Readonly<Record<string, Json>> = {
  'package.json': { name: 'local', version: '1.0.0', guiju: { prefix: 'my', label: label('Mine') } },
  'forms/note.json': {
    name: 'my-note',
    kind: 'master',
    label: label('Note'),
    menu: { path: 'shop' },
    fields: [field('number', 'text', { length: 40, required: true }), rows],
    list: { columns: ['number'], search: ['number'] },
    layout: {
      tabs: [
        {
          name: 'all',
          label: label('All'),
          groups: [{ name: 'one', label: label('One'), fields: ['number'] }],
        },
      ],
    },
    unique: [{ name: 'number', fields: ['number'] }],
    rules: [rule],
    sharing: { default: 'private' },
  },
  'extensions/thing.json': {
    extends: 'thing',
    label: label('Other'),
    fields: [field('my-size', 'integer')],
    set: { 'fields/rate/label': label('Rate'), 'list/columns': ['number'] },
    options: { colour: [{ value: 'blue', label: label('Blue') }] },
    rules: [rule],
  },
  'params/my.json': {
    type: 'my_type',
    label: label('My'),
    params: [
      {
        key: 'limit',
        label: label('Limit'),
        value: { kind: 'integer' },
        unset: { value: 0, label: label('0') },
      },
    ],
  },
  'messages/my.json': { 'my.text': label('Text') },
  'data/thing.json': { form: 'thing', records: [{ key: 'A', values: { number: 'A', rate: 3 } }] },
  'cases/my.json': { form: 'thing', cases: [{ name: 'one', facts: { rate: 3 }, expect: null }] },
  'migrations/1.0.0.json': { renames: [{ form: 'thing', from: 'rate', to: 'speed' }] },
};

/** The steps that somebody takes next, in the same file and in others. */
const next: readonly JsonObject[] = [
  { do: 'set', form: 'thing', target: 'fields/rate/label', value: label('Speed') },
  { do: 'add-field', form: 'my-note', content: field('more', 'text') },
  { do: 'add-field', form: 'my-note', in: 'lines', content: field('more', 'text') },
  { do: 'add-option', form: 'thing', field: 'colour', content: { value: 'black', label: label('Black') } },
  { do: 'add-part', form: 'thing', part: 'rules', content: { ...rule, name: 'other' } },
  { do: 'rename', form: 'thing', place: 'fields/my-size', name: 'my-length' },
  { do: 'change-kind', form: 'thing', field: 'my-size', kind: 'text' },
  { do: 'hide', form: 'thing', place: 'fields/rate' },
  { do: 'remove', form: 'thing', place: 'fields/my-size' },
  { do: 'place', form: 'thing', place: 'fields/my-size', before: 'rate' },
  { do: 'reset', form: 'thing', target: 'fields/rate/label' },
  { do: 'add-menu', content: { path: 'my', label: label('My') } },
  { do: 'set-param', type: 'my_type', key: 'limit', content: { label: label('Most') } },
];

type Path = readonly string[];

function pathsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, inner]: [string, Json]) => pathsIn(inner, [...path, name])),
  ];
}

function replaced(value: Json, [name, ...rest]: Path, by: Json): Json {
  if (name === undefined) return by;
  if (Array.isArray(value)) return value.with(Number(name), replaced(value[Number(name)] ?? null, rest, by));
  const object = value as JsonObject;
  return { ...object, [name]: replaced(object[name] ?? null, rest, by) };
}

const halves = Object.entries(finished).flatMap(([path, content]) =>
  pathsIn(content).flatMap((at) =>
    [null, [], {}, 1, ''].map((by: Json) => ({
      path,
      at: `/${at.join('/')}`,
      by,
      content: replaced(content, at, by),
    })),
  ),
);

describe('metadata that somebody is still writing', () => {
  let place: TestDatabase;
  let node: TestNode;
  let ann: Designer;
  beforeAll(async () => {
    place = await freshDatabase('sqlite');
    node = await openTestNode(place.url);
    await node.publish([shopPackage()]);
    ann = designer(node);
  });
  afterAll(async () => {
    await node.close();
    await place.drop();
  });

  /** Writes one file wrong beside the others, looks at it, plans it, and goes on. */
  async function tried({ path, at, by, content }: (typeof halves)[number]) {
    const id = await ann.begin({ name: 'half' });
    const others = Object.entries(finished).filter(([other]) => other !== path);
    const write = (file: string, what: Json) => ({ do: 'write-file', path: file, content: what });
    const answers = [await ann.take(id, 0, [write(path, content)] as never)];
    answers.push(await ann.take(id, 1, others.map(([file, what]) => write(file, what)) as never));
    answers.push(await ann.ask('GET', `/api/design/drafts/${id}`));
    answers.push(await ann.ask('GET', `/api/design/sources?design=${id}`));
    answers.push(await ann.ask('POST', '/api/design/plan', { design: id }));
    const seen = Number((await ann.ask('GET', `/api/design/drafts/${id}`)).body['n'] ?? 0);
    for (const step of next) answers.push(await ann.take(id, seen, [step] as never));
    await ann.ask('DELETE', `/api/design/drafts/${id}`);
    const broken = answers.flatMap(({ status }, index) => (status >= 500 ? [`${index}: ${status}`] : []));
    return [path, at, JSON.stringify(by), ...broken];
  }

  it('is named to whoever goes on upon it', async () => {
    const id = await ann.begin({ name: 'half' });
    const content = { ...(finished['forms/note.json'] as JsonObject), layout: { tabs: [''] } };
    const step = { do: 'write-file', path: 'forms/note.json', content };
    expect((await ann.take(id, 0, [step] as never)).status).toBe(200);
    const { status, body } = await ann.take(id, 1, [next[1]] as never);
    expect([status, body['errors']]).toMatchObject([
      422,
      [{ path: '/steps/0', code: 'design-unfinished', params: { file: 'forms/note.json' } }],
    ]);
  });

  it('is told with what is wrong with it, at every place of every sort of file', async () => {
    const some = runs(25, halves.length) < halves.length ? fc.sample(fc.constantFrom(...halves), 25) : halves;
    const bad: string[] = [];
    for (const half of some) bad.push(...[await tried(half)].filter(({ length }) => length > 3).map(String));
    expect(bad).toEqual([]);
  }, 600_000);
});
