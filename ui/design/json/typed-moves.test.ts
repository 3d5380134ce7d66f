import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sample } from '../../../metadata/model/sample.suite.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { Workbench } from '../work/workbench.ts';

type Members = Record<string, Json>;

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, more: Members = {}): Members => ({
  name,
  kind: 'text',
  label: label(name),
  ...more,
});
const entries = (...fields: Members[]): Members => ({ kind: 'entries', fields });
const note = (name: string, before: string): Members => ({ name, block: 'note', label: label(name), before });

/** A form of the layer as it is in service, and what the design added to it since. */
const trip: JsonObject = {
  name: 'trip',
  kind: 'master',
  label: label('trip'),
  sharing: 'everybody',
  fields: [field('one'), field('two'), field('lines', entries(field('what'), field('amount')))],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('main'),
        groups: [
          { name: 'first', fields: ['one', 'two'] },
          { name: 'second', label: label('second'), fields: ['lines'] },
        ],
      },
    ],
  },
  blocks: [note('a', 'one'), note('b', 'one'), note('c', 'two')],
};
const local: JsonObject = {
  'package.json': sample['acme']?.['package.json'] ?? null,
  'forms/trip.json': trip,
};
const manifest = { name: 'local', version: '1.0.0', guiju: { prefix: 'local', label: label('local') } };
const packages = [
  ...Object.entries(sample).map(([name, files]) => ({ name, files: files as JsonObject })),
  { name: 'local', files: { ...local, 'package.json': manifest } as JsonObject },
].map((one) => ({ ...one, version: '1.0.0', own: one.name === 'local', designed: false, prefix: one.name }));

function typing(form: string) {
  const bench = new Workbench({ packages, known: knownTo([]) });
  const fresh = [
    ['trip', undefined, field('fresh')],
    ['trip', undefined, field('more', entries(field('day')))],
    ['trip', 'lines', field('newer')],
    ['order', undefined, field('local_mine')],
  ] as const;
  const steps = fresh.map(([at, rows, content]) => ({
    do: 'add-field' as const,
    form: at,
    content: content as never,
    ...(rows !== undefined && { in: rows }),
  }));
  expect(bench.take(0, steps)).toEqual([]);
  const before = bench.effective(form)?.content ?? {};
  const content = structuredClone(before) as Members;
  const fields = content['fields'] as Members[];
  const groups = () =>
    (content['layout'] as { tabs: { groups: Members[] }[] }).tabs.flatMap((tab) => tab.groups);
  /** A list of a field or of a group, by their names. */
  const list = (name: string, member = 'fields') =>
    [...fields, ...groups()].find((one) => one['name'] === name)?.[member] as Json[];
  const take = (from: Json[], name: string): Json => {
    const at = from.findIndex((one) => one === name || (one as Members)['name'] === name);
    return from.splice(at, 1)[0] ?? null;
  };
  const typed = () => bench.typed({ form, before, after: content });
  return { bench, content, fields, list, take, typed, groups, steps: steps.length };
}

type At = ReturnType<typeof typing>;

it.each<[string, (at: At) => void, readonly object[]]>([
  [
    'a field into another group',
    ({ list, take }) => list('second').unshift(take(list('first'), 'two')),
    [
      { do: 'place', place: 'fields/two', in: 'second', before: 'lines' },
      // Nobody placed it: it stays where it was shown.
      { do: 'place', place: 'fields/fresh', in: 'first' },
    ],
  ],
  [
    'a column elsewhere',
    ({ list, take }) => list('lines').push(take(list('lines'), 'what')),
    [{ do: 'place', place: 'fields/lines.what' }],
  ],
  [
    'a field into rows',
    ({ fields, list, take }) => {
      list('more').unshift(take(fields, 'one'));
      take(list('first'), 'one');
    },
    [
      { do: 'move-into-rows', fields: ['one'], into: 'more' },
      { do: 'place', place: 'fields/more.one', before: 'day' },
    ],
  ],
  [
    'a column that nobody has filled onto the record',
    ({ fields, list, take }) => {
      fields.unshift(take(list('lines'), 'newer'));
      list('first').unshift('newer');
    },
    [
      { do: 'remove', place: 'fields/lines.newer' },
      { do: 'add-field', content: { name: 'newer' }, before: 'one' },
    ],
  ],
  [
    'a column that nobody has filled into other rows',
    ({ list, take }) => list('more').push(take(list('lines'), 'newer')),
    [
      { do: 'remove', place: 'fields/lines.newer' },
      { do: 'add-field', content: { name: 'newer' }, in: 'more' },
    ],
  ],
  [
    'a note behind another one of its spot',
    ({ content, take }) => (content['blocks'] as Json[]).splice(1, 0, take(content['blocks'] as Json[], 'a')),
    [{ do: 'place', place: 'blocks/b', before: 'blocks/a' }],
  ],
  [
    'a note before another field',
    ({ content }) => {
      const [first] = content['blocks'] as Members[];
      if (first) first['before'] = 'two';
    },
    [{ do: 'set', target: 'blocks/a/before', value: 'two' }],
  ],
])('%s is moved by typing', (_, type, steps) => {
  const at = typing('trip');
  type(at);
  const typed = at.typed();
  expect(typed.flaws).toEqual([]);
  expect(typed.steps).toMatchObject(steps);
  expect(at.bench.take(at.steps, typed.steps)).toEqual([]);
});

/** A choice that a design added and moves into rows of its own while its options are typed in. */
describe.each(['trip', 'order'])('options of a field that goes into rows of %s at once', (form) => {
  const option = (value: string, text = value): Json => ({ value, label: label(text) });
  it.each<[string, readonly Json[]]>([
    ['stay', [option('r'), option('g'), option('b')]],
    ['are called otherwise', [option('r', 'rot'), option('g'), option('b')]],
    ['are added', [option('n'), option('r'), option('g'), option('b')]],
    ['go', [option('g')]],
    ['stand otherwise', [option('b'), option('r'), option('g')]],
  ])('%s', (_, options) => {
    const { bench, steps } = typing(form);
    const choice = field('local_colour', {
      kind: 'choice',
      options: ['r', 'g', 'b'].map((one) => option(one)),
    });
    const added = [choice, field('local_rows', entries(field('day')))].map((content) => ({
      do: 'add-field' as const,
      form,
      content: content as never,
    }));
    expect(bench.take(steps, added)).toEqual([]);
    const before = bench.effective(form)?.content ?? {};
    const after = structuredClone(before) as Members;
    const fieldIn = (shape: Members, name: string) =>
      (shape['fields'] as Members[]).find((one) => one['name'] === name) ?? {};
    const moved: Members = { ...fieldIn(after, 'local_colour'), options };
    after['fields'] = (after['fields'] as Members[]).filter((one) => one['name'] !== 'local_colour');
    (fieldIn(after, 'local_rows')['fields'] as Json[]).push(moved);
    for (const tab of (after['layout'] as { tabs: { groups: Members[] }[] }).tabs)
      for (const group of tab.groups)
        group['fields'] = (group['fields'] as Json[]).filter((one) => one !== 'local_colour');
    const typed = bench.typed({ form, before, after });
    expect(typed.flaws).toEqual([]);
    expect(bench.take(steps + 2, typed.steps)).toEqual([]);
    const rows = fieldIn((bench.effective(form)?.content ?? {}) as Members, 'local_rows');
    expect(fieldIn(rows, 'local_colour')).toEqual(moved);
  });
});

describe('is refused where it stands', () => {
  it.each<[string, string, (at: At) => void, string, RegExp]>([
    [
      'a field that stands in no group',
      'trip',
      ({ list, take }) => take(list('first'), 'two'),
      'unplaced',
      /^\/layout\/tabs\/0\/groups\/0\/fields$/,
    ],
    [
      'a field that stands in two',
      'trip',
      ({ list }) => list('second').push('two'),
      'twice',
      /^\/layout\/tabs\/0\/groups\/1\/fields\/\d$/,
    ],
    [
      'a field in a group that is none',
      'trip',
      ({ list }) => list('second').push('nothing'),
      'unknown-field',
      /^\/layout\/tabs\/0\/groups\/1\/fields\/\d$/,
    ],
    [
      'an order that is said twice, and not alike',
      'trip',
      ({ fields, list, take }) => {
        list('first').unshift(take(list('first'), 'two'));
        fields.unshift(take(fields, 'fresh'));
      },
      'twofold',
      /^\/fields\/\d$/,
    ],
    [
      'a group that names no fields',
      'trip',
      ({ groups }) => {
        const [first] = groups();
        if (first) first['fields'] = 'one';
      },
      'list',
      /^\/layout\/tabs\/0\/groups\/0\/fields$/,
    ],
    [
      'something beside the tabs of a layout',
      'trip',
      ({ content }) => {
        (content['layout'] as Members)['sections'] = 2;
      },
      'unknown',
      /^\/layout\/sections$/,
    ],
    [
      'a column that records may have filled, onto the record',
      'trip',
      ({ fields, list, take }) => fields.push(take(list('lines'), 'what')),
      'out-of-rows',
      /^\/fields\/\d$/,
    ],
    [
      'somebody else’s field into rows',
      'order',
      ({ fields, list, take }) => list('lines').push(take(fields, 'buyer')),
      'into-rows',
      /^\/fields\/\d\/fields\/\d$/,
    ],
    [
      'a note among those of another field',
      'trip',
      ({ content, take }) => (content['blocks'] as Json[]).unshift(take(content['blocks'] as Json[], 'c')),
      'order-blocks',
      /^\/blocks\/\d$/,
    ],
  ])('%s', (_, form, type, why, pointer) => {
    const at = typing(form);
    type(at);
    const { flaws } = at.typed();
    expect(flaws).toContainEqual({ pointer: expect.stringMatching(pointer), why });
  });

  it('somebody else’s rule that is to stand elsewhere', () => {
    const at = typing('order');
    (at.content['rules'] as Json[]).reverse();
    const { steps, flaws } = at.typed();
    expect([steps, flaws.length]).toEqual([[], 1]);
    expect(flaws[0]?.pointer).toMatch(/^\/rules\/\d$/);
  });
});
