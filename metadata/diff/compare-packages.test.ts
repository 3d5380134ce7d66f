import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { readSourceFiles } from '../model/source-files.ts';
import { type DifferenceRule, differenceRules, meaningOf } from '../property/difference.ts';
import type { FieldSource, FormSource, PackageSource } from '../source.ts';
import { comparePackages, leastStep } from './compare-packages.ts';
import { releaseNotes } from './release-notes.ts';

const label = { zh: '名', en: 'Name' };
const field = (name: string, more: JsonObject = {}): FieldSource => ({ name, kind: 'text', label, ...more });
const option = (value: string) => ({ value, label: { zh: value, en: value } });

/** A package of one form, one type of parameters and one record; a case says what it changes of it. */
const files = (): Record<string, JsonObject> => ({
  'package.json': {
    name: 'stays',
    version: '1.0.0',
    peerDependencies: { platform: '^1.0.0' },
    guiju: { prefix: 'st', label },
  },
  'forms/room.json': {
    name: 'room',
    kind: 'master',
    label,
    key: ['number'],
    sharing: { allowed: ['private', 'free'], default: 'private' },
    fields: [
      field('number', { length: 40 }),
      field('size', { kind: 'decimal', min: '1', max: '9', precision: 8, scale: 2 }),
      field('state', { kind: 'choice', options: [option('free'), option('taken')] }),
      field('note', { required: true, default: 'x' }),
      field('condition', { kind: 'condition', facts: 'room' }),
      { ...field('beds', { kind: 'entries' }), fields: [field('width')] },
    ] as unknown as Json,
    rules: [
      { name: 'big', check: { fact: 'size', operator: 'isNotEmpty' }, fields: ['size'], message: label },
    ],
    unique: [{ name: 'once', fields: ['number'], message: label }],
    actions: [{ name: 'clean', label, capability: 'set-fields' }],
    match: { facts: 'room', order: ['number'], result: ['number', 'size'] },
    layout: { tabs: [{ name: 'main', label, groups: [{ name: 'all', fields: ['number'] }] }] },
    list: { columns: ['number'] },
  },
  'extensions/customer.json': {
    extends: 'customer',
    fields: [field('st_vip', { kind: 'boolean' })] as unknown as Json,
    set: { 'fields/name/label': label },
  },
  'params/stay.json': {
    type: 'stay',
    label,
    params: [
      { key: 'nights', label, value: { kind: 'integer', min: 1, max: 30 }, unset: { value: 1, label } },
    ],
  },
  'data/rooms.json': { form: 'room', records: [{ key: 'r1', values: { number: '1' } }] },
  'messages/texts.json': { 'st-full': label },
});

function sourceOf(from: Readonly<Record<string, JsonObject>>): PackageSource {
  const { source, issues } = readSourceFiles(new Map(Object.entries(from)));
  if (!source) throw new Error(JSON.stringify(issues));
  return source;
}

type Edit = (
  files: Record<string, JsonObject>,
  room: { -readonly [K in keyof FormSource]: FormSource[K] },
) => void;

function rulesOf(edit: Edit): readonly string[] {
  const after = structuredClone(files());
  edit(after, after['forms/room.json'] as unknown as FormSource);
  return comparePackages(sourceOf(files()), sourceOf(after)).map(({ rule, place }) => `${place} ${rule}`);
}

const change = (room: FormSource, name: string, more: JsonObject) => {
  const found = room.fields.find((one) => one.name === name);
  if (!found) throw new Error(name);
  Object.assign(found, more);
};
const without = (room: { fields: readonly FieldSource[] }, name: string) => {
  room.fields = room.fields.filter((one) => one.name !== name);
};

describe('a later version', () => {
  it.each<readonly [says: string, edit: Edit, rules: readonly string[]]>([
    ['that says the same differs in nothing', () => {}, []],
    ['without a field', (_f, room) => without(room, 'size'), ['room/size field-removed']],
    ['with a field', (_f, room) => (room.fields = [...room.fields, field('new')]), ['room/new field-added']],
    [
      'with a field everybody has to fill',
      (_f, room) => (room.fields = [...room.fields, field('new', { required: true })]),
      ['room/new field-added-required'],
    ],
    [
      'with a field to fill under a condition',
      (_f, room) =>
        (room.fields = [
          ...room.fields,
          field('new', { required: { fact: 'size', operator: 'isNotEmpty' } }),
        ]),
      ['room/new field-added-required-when'],
    ],
    [
      'that calls a field otherwise, by its id',
      (_f, room) => change(room, 'size', { name: 'area', id: 'size' }),
      ['room/size field-renamed'],
    ],
    [
      'that calls a form otherwise, by its id',
      (_f, room) => Object.assign(room, { name: 'suite', id: 'room' }),
      ['room form-renamed'],
    ],
    [
      'of another kind',
      (_f, room) => change(room, 'note', { kind: 'multiline' }),
      ['room/note kind-changed'],
    ],
    ['with less room', (_f, room) => change(room, 'number', { length: 39 }), ['room/number limit-tightened']],
    ['with more room', (_f, room) => change(room, 'number', { length: 41 }), ['room/number limit-loosened']],
    [
      'with a higher least',
      (_f, room) => change(room, 'size', { min: '1.5' }),
      ['room/size limit-tightened'],
    ],
    ['with a lower least', (_f, room) => change(room, 'size', { min: '-1' }), ['room/size limit-loosened']],
    [
      'with the same least, written otherwise',
      (_f, room) => change(room, 'size', { min: 1 }),
      ['room/size looks-changed'],
    ],
    [
      'with 10 for 9 at most',
      (_f, room) => change(room, 'size', { max: '10' }),
      ['room/size limit-loosened'],
    ],
    [
      'that asks for what has no default',
      (_f, room) => change(room, 'number', { required: true }),
      ['room/number required-without-default'],
    ],
    [
      'that asks for what has one',
      (_f, room) => change(room, 'number', { required: true, default: 'x' }),
      ['room/number required-with-default', 'room/number default-changed'],
    ],
    [
      'that asks no more',
      (_f, room) => change(room, 'note', { required: false }),
      ['room/note required-loosened'],
    ],
    [
      'with other options',
      (_f, room) => change(room, 'state', { options: [option('taken'), option('dirty')] }),
      ['room/state/free option-removed', 'room/state/dirty option-added'],
    ],
    [
      'with other fields in rows',
      (_f, room) => change(room, 'beds', { fields: [field('length')] as unknown as Json }),
      ['room/beds/width field-removed', 'room/beds/length field-added'],
    ],
    [
      'that looks for rooms by another key',
      (_f, room) => Object.assign(room, { key: ['note'] }),
      ['room key-changed'],
    ],
    [
      'shared in fewer ways',
      (_f, room) => Object.assign(room, { sharing: { allowed: ['private'], default: 'private' } }),
      ['room sharing-narrowed'],
    ],
    [
      'in another order of precedence',
      (_f, room) => Object.assign(room.match ?? {}, { order: ['-number'] }),
      ['room order-changed'],
    ],
    [
      'with one result less',
      (_f, room) => Object.assign(room.match ?? {}, { result: ['number'] }),
      ['room match-result-removed'],
    ],
    ['without its checks', (_f, room) => Object.assign(room, { rules: [] }), ['room/big check-removed']],
    [
      'with one more thing that is unique',
      (_f, room) =>
        Object.assign(room, { unique: [...(room.unique ?? []), { name: 'twice', fields: ['note'] }] }),
      ['room/twice unique-added'],
    ],
    ['without its action', (_f, room) => Object.assign(room, { actions: [] }), ['room/clean action-removed']],
    [
      'with another column',
      (_f, room) => Object.assign(room, { list: { columns: ['note'] } }),
      ['room looks-changed'],
    ],
    [
      'with a parameter that takes less',
      (all) => Object.assign(valueIn(all), { max: 20 }),
      ['stay.nights param-narrowed'],
    ],
    [
      'with one that takes more',
      (all) => Object.assign(valueIn(all), { max: 40 }),
      ['stay.nights param-widened'],
    ],
    [
      'without the parameter',
      (all) => Object.assign(all['params/stay.json'] ?? {}, { params: [] }),
      ['stay.nights param-removed'],
    ],
    ['without its record', (all) => delete all['data/rooms.json'], ['room/r1 record-removed']],
    [
      'without what it said of others',
      (all) => delete all['extensions/customer.json'],
      ['customer/st_vip field-removed', 'customer said-no-more'],
    ],
    [
      'that says otherwise how things of others read, look and start, and what they take',
      (all) =>
        Object.assign(all['extensions/customer.json'] ?? {}, {
          set: {
            'fields/name/label': { zh: '客', en: 'Guest' },
            'list/columns': { add: ['st_vip'] },
            'fields/name/default': 'x',
            'fields/name/hidden': true,
            'fields/name/required': true,
          },
        }),
      ['field-hidden', 'said-of-others', 'default-changed', 'text-changed', 'looks-changed'].map(
        (rule) => `customer ${rule}`,
      ),
    ],
    [
      'that gives a choice of others an option more instead of what it said',
      (all) =>
        Object.assign(all['extensions/customer.json'] ?? {}, {
          set: { 'fields/grade/options': [{ value: 'st_vip', label: { zh: '贵宾', en: 'VIP' } }] },
        }),
      ['customer said-no-more', 'customer option-added'],
    ],
    [
      'that needs another platform',
      (all) => Object.assign(all['package.json'] ?? {}, { peerDependencies: { platform: '^2.0.0' } }),
      ['platform need-changed'],
    ],
    [
      'that writes down the layout no more, or for the first time',
      (_f, room) => Reflect.deleteProperty(room, 'layout'),
      ['room/all place-removed', 'room looks-changed'],
    ],
    [
      'with a view of its list',
      (_f, room) => Object.assign(room, { views: [{ name: 'seen', label, list: { columns: ['note'] } }] }),
      ['room/seen view-added'],
    ],
    ['without a form', (all) => delete all['forms/room.json'], ['room form-removed']],
  ])('%s', (_says, edit, rules) => {
    expect(rulesOf(edit)).toEqual(rules);
  });

  function valueIn(all: Readonly<Record<string, JsonObject>>): JsonObject {
    const [param] = (all['params/stay.json']?.['params'] ?? []) as readonly JsonObject[];
    return param?.['value'] as JsonObject;
  }
});

it('a layout that is written down as the platform proposes it takes nothing away, nor does leaving it to it', () => {
  const [left, written] = [files(), files()];
  const room = (all: typeof left) => all['forms/room.json'] as unknown as { layout?: unknown };
  room(written).layout = {
    tabs: [
      {
        name: 'main',
        label,
        groups: [
          { name: 'main', fields: ['number', 'size', 'state', 'note', 'condition'] },
          { name: 'beds', label, fields: ['beds'] },
        ],
      },
    ],
  };
  Reflect.deleteProperty(room(left), 'layout');
  for (const [before, after] of [
    [left, written],
    [written, left],
  ] as const)
    expect(comparePackages(sourceOf(before), sourceOf(after)).map(({ rule }) => rule)).toEqual([
      'looks-changed',
    ]);
});

it('a group that is called nothing is known by its tab, never by its name', () => {
  const after = structuredClone(files());
  const room = after['forms/room.json'] as unknown as { layout: { tabs: { groups: { name: string }[] }[] } };
  for (const tab of room.layout.tabs) for (const group of tab.groups) group.name = 'other';
  const gone = comparePackages(sourceOf(files()), sourceOf(after)).find(
    ({ rule }) => rule === 'place-removed',
  );
  expect(gone?.label).toEqual(label);
});

it.each(['print', 'report', 'template'] as const)('a %s that comes is new, one that goes is gone', (what) => {
  const file = (title: string) => [{ file: what, content: { label: { zh: title, en: title } } }];
  const having = (some: ReturnType<typeof file>) =>
    ({ ...sourceOf(files()), [`${what}s`]: some }) as unknown as PackageSource;
  const rules = (before: PackageSource, after: PackageSource) =>
    comparePackages(before, after).map(({ rule }) => rule);
  const [none, one, other] = [having([]), having(file('a')), having(file('b'))];
  expect([rules(none, one), rules(one, other), rules(other, none)]).toEqual([
    [`${what}-added`],
    [`${what}-changed`],
    [`${what}-removed`],
  ]);
});

describe('the least step', () => {
  const of = (...rules: readonly DifferenceRule[]) => rules.map((rule) => ({ rule, place: '' }));

  it.each<readonly [readonly DifferenceRule[], string, string]>([
    [[], '1.0.0', 'none'],
    [['text-changed'], '1.0.0', 'patch'],
    [['text-changed', 'field-added'], '1.0.0', 'minor'],
    [['field-added', 'field-removed'], '1.0.0', 'major'],
    [['field-removed'], '0.4.0', 'minor'],
    [['field-added'], '0.4.0', 'patch'],
  ])('of %j from %s is %s', (rules, version, step) => {
    expect(leastStep(of(...rules), version)).toBe(step);
  });

  it('is told for whom, where something breaks', () => {
    for (const rule of Object.keys(differenceRules) as DifferenceRule[]) {
      const { grade, concerns } = meaningOf({ rule });
      expect([rule, concerns.length > 0]).toEqual([rule, grade === 'breaking']);
    }
  });
});

it('notes of a release say the worst first, to whom it matters, in both languages', () => {
  const after = structuredClone(files());
  const room = after['forms/room.json'] as unknown as FormSource & { fields: readonly FieldSource[] };
  without(room as { fields: readonly FieldSource[] }, 'size');
  change(room, 'number', { length: 60, label: { zh: '房号', en: 'Name' } });
  const found = comparePackages(sourceOf(files()), sourceOf(after));
  expect(releaseNotes('stays', ['1.0.0', '2.0.0'], found, 'en')).toBe(`# stays 2.0.0

Since 1.0.0:

## Breaking

- \`room/size\`: field “Name” is removed: its values are kept but no longer shown (for stored data, callers of the API, layers on top, results of matches)

## New

- \`room/number\`: the limit of “Name” is relaxed from length 40 to length 60

## Words and looks

- \`room/number\`: the texts of “Name” have changed
`);
  expect(releaseNotes('stays', ['1.0.0', '2.0.0'], found, 'zh')).toContain('- `room/number`: “名”改称“房号”');
  expect(releaseNotes('stays', ['1.0.0', '1.0.0'], [], 'zh')).toContain('没有变化。');
});
