import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
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
const packages = Object.entries(sample).map(([name, files]) => ({
  name,
  version: '1.0.0',
  own: name === 'local',
  designed: false,
  prefix: name,
  files: files as JsonObject,
}));
const choice = {
  kind: 'choice',
  options: ['r', 'g', 'a/b'].map((value) => ({ value, label: label(value) })),
};
const batches = { kind: 'entries', fields: [field('day'), field('count'), field('place')] };

/** A form of one's own with everything that stands in an order. */
const own: Members = {
  name: 'trip',
  kind: 'master',
  label: label('trip'),
  sharing: 'everybody',
  fields: [
    ...['one', 'two', 'three', 'four'].map((name) => field(name)),
    field('colour', choice),
    field('lines', { kind: 'entries', fields: [field('what'), field('amount'), field('batches', batches)] }),
  ],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('main'),
        groups: [
          { name: 'first', fields: ['one', 'two', 'three'] },
          { name: 'second', label: label('second'), fields: ['four'] },
        ],
      },
      { name: 'rest', label: label('rest'), groups: [{ name: 'third', fields: ['colour', 'lines'] }] },
    ],
  },
  blocks: [
    note('a', { before: 'two' }),
    note('b', { before: 'two' }),
    note('c', {}),
    note('d', { group: 'second' }),
    note('e', { group: 'second' }),
    note('f', { before: 'colour' }),
    note('g', { before: 'one', group: 'first' }),
    note('h', {}),
  ],
  views: ['x', 'y', 'z'].map((name) => ({ name, kind: 'list', label: label(name) })),
  rules: ['p', 'q', 's'].map((name) => ({
    name,
    check: { fact: 'one', operator: 'isNotEmpty' },
    fields: ['one'],
    message: label(name),
  })),
};

function note(name: string, spot: Members): Members {
  return { name, block: 'note', label: label(name), ...spot };
}

/** What the layer added to a form of others before somebody types. */
const added: readonly DesignStep[] = [
  { do: 'add-part', form: 'item', part: 'tabs', content: tab('local_tab') },
  { do: 'add-part', form: 'item', part: 'groups', tab: 'main', content: group('local_group') },
  { do: 'add-field', form: 'item', content: field('local_a', choice) as never, group: 'local_group' },
  { do: 'add-field', form: 'item', content: field('local_b') as never },
];
const inOrder: readonly DesignStep[] = [
  { do: 'add-field', form: 'order', in: 'lines', content: field('local_c') as never },
  { do: 'add-field', form: 'order', content: field('local_d') as never },
];

function group(name: string) {
  return { name, label: label(name), fields: [] };
}

function tab(name: string) {
  return { name, label: label(name), groups: [group(`${name}Group`)] };
}

const begun: readonly (readonly [form: string, steps: readonly DesignStep[]])[] = [
  ['trip', [{ do: 'add-form', content: own as never }]],
  ['item', added],
  ['order', inOrder],
  ['viewing', [{ do: 'add-field', form: 'viewing', content: field('local_e') as never }]],
];

/** The JSON of a form while somebody types in it. */
class Typing {
  readonly content: Members;
  readonly #isOwn: boolean;
  #fresh = 0;

  constructor(content: JsonObject, isOwn: boolean) {
    this.content = structuredClone(content) as Members;
    this.#isOwn = isOwn;
  }

  get fields(): Members[] {
    return this.content['fields'] as Members[];
  }
  get tabs(): Members[] {
    return (this.content['layout'] as Members)['tabs'] as Members[];
  }
  get groups(): Members[] {
    return this.tabs.flatMap((one) => one['groups'] as Members[]);
  }
  /** All fields that hold a list of this name. */
  holding(name: string): Members[] {
    const within = (fields: Members[]): Members[] =>
      fields.flatMap((one) => [one, ...within((one['fields'] ?? []) as Members[])]);
    return within(this.fields).filter((one) => Array.isArray(one[name]));
  }
  name(): string {
    this.#fresh++;
    return `${this.#isOwn ? '' : 'local_'}new${this.#fresh}`;
  }
  isOwn(one: Members): boolean {
    return this.#isOwn || String(one['name']).startsWith('local_');
  }
}

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)];

function move<T>(from: T[], at: number, into: T[], to: number): void {
  const [one] = from.length > 0 ? from.splice(at % from.length, 1) : [];
  if (one !== undefined) into.splice(to % (into.length + 1), 0, one);
}

/** What somebody may type; numbers say where. */
const edits: Readonly<Record<string, (at: Typing, a: number, b: number, c: number) => void>> = {
  'a field into another group': ({ groups }, a, b, c) => {
    const list = (one: number) => pick(groups, one)?.['fields'] as Json[];
    move(list(a), b, list(c), a);
  },
  'fields of a group in another order': ({ groups }, a, b, c) => {
    const list = pick(groups, a)?.['fields'] as Json[];
    move(list, b, list, c);
  },
  'a group into another tab': ({ tabs }, a, b, c) =>
    move(pick(tabs, a)?.['groups'] as Json[], b, pick(tabs, c)?.['groups'] as Json[], a),
  'tabs in another order': ({ tabs }, a, b) => move(tabs, a, tabs, b),
  'a new group': (at, a, b) => {
    const list = pick(at.tabs, a)?.['groups'] as Json[];
    list.splice(b % (list.length + 1), 0, group(at.name()));
  },
  'a new tab with a group that was there': (at, a, b, c) => {
    const one = { ...tab(at.name()), groups: [] as Json[] };
    move(pick(at.tabs, a)?.['groups'] as Json[], b, one.groups, c);
    at.tabs.splice(c % (at.tabs.length + 1), 0, one);
  },
  'options in another order': (at, a, b, c) => {
    const list = pick(at.holding('options'), a)?.['options'] as Json[] | undefined;
    if (list) move(list, b, list, c);
  },
  'a new option': (at, a, b) => {
    const list = pick(at.holding('options'), a)?.['options'] as Json[] | undefined;
    list?.splice(b % (list.length + 1), 0, { value: at.name(), label: label('new') });
  },
  'columns of rows in another order': (at, a, b, c) => {
    const list = pick(at.holding('fields'), a)?.['fields'] as Json[] | undefined;
    if (list) move(list, b, list, c);
  },
  'a new column': (at, a, b) => {
    const list = pick(at.holding('fields'), a)?.['fields'] as Json[] | undefined;
    list?.splice(b % (list.length + 1), 0, field(at.name()));
  },
  'a new field in a group': (at, a, b) => {
    const one = field(at.name());
    at.fields.push(one);
    const list = pick(at.groups, a)?.['fields'] as Json[];
    list.splice(b % (list.length + 1), 0, one['name'] ?? null);
  },
  'views in another order': ({ content }, a, b) => {
    const list = content['views'] as Json[] | undefined;
    if (list) move(list, a, list, b);
  },
  'rules of one’s own in another order': (at, a, b) => {
    const list = (at.content['rules'] ?? []) as Members[];
    if (list.every((one) => at.isOwn(one))) move(list, a, list, b);
  },
  'blocks of one spot in another order': ({ content }, a, b, c) => {
    const list = (content['blocks'] ?? []) as Members[];
    const spot = ({ before = '', group: said = '' }: Members) => `${String(said)}/${String(before)}`;
    const first = pick(list, a);
    const same = list.flatMap((one, at) => (first && spot(one) === spot(first) ? [at] : []));
    const turned = same.map((at) => list[at] as Members);
    move(turned, b, turned, c);
    for (const [index, at] of same.entries()) list[at] = turned[index] as Members;
  },
  'a block in another spot': (at, a, b, c) => {
    const one = pick((at.content['blocks'] ?? []) as Members[], a);
    if (!one || !at.isOwn(one)) return;
    delete one['before'];
    delete one['group'];
    const into = pick(at.groups, b);
    const id = pick((into?.['fields'] ?? []) as string[], c);
    if (c % 3 === 0 && into) one['group'] = into['name'] ?? null;
    else if (c % 3 === 1 && id !== undefined) one['before'] = id;
  },
  'another label': (at, a) => {
    const things = [...at.fields, ...at.groups, ...at.tabs, ...at.holding('options').flatMap(optionsOf)];
    const one = pick(things, a);
    if (one) one['label'] = label('other');
  },
  'a field of one’s own gone': (at, a) => {
    const one = pick(
      at.fields.filter((each) => at.isOwn(each) && each['kind'] === 'text' && !isNamed(at, each)),
      a,
    );
    if (!one) return;
    at.fields.splice(at.fields.indexOf(one), 1);
    for (const each of at.groups)
      each['fields'] = (each['fields'] as Json[]).filter((id) => id !== one['name']);
  },
};

function optionsOf(one: Members): Members[] {
  return one['options'] as Members[];
}

/** Rules and blocks say where they stand by a field. */
function isNamed({ content }: Typing, { name }: Members): boolean {
  return ['rules', 'blocks', 'views', 'unique'].some((part) =>
    JSON.stringify(content[part] ?? '').includes(`"${name}"`),
  );
}

const drawn = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(20), fc.nat(20), fc.nat(20)), {
  minLength: 1,
  maxLength: 6,
});

/** Where generated cases once found another form than was typed. */
const once: [[name: string, a: number, b: number, c: number][]][] = [
  [[['a field into another group', 0, 0, 1]]],
  [
    [
      ['a block in another spot', 11, 0, 1],
      ['a field into another group', 0, 0, 0],
    ],
  ],
  [
    [
      ['a block in another spot', 4, 0, 4],
      ['blocks of one spot in another order', 9, 11, 0],
    ],
  ],
];

/** What is typed in one place of two: the fields of the record stand as their groups name them. */
function asShown(content: JsonObject): JsonObject {
  const at = new Typing(content, true);
  const order = at.groups.flatMap((one) => one['fields'] as string[]);
  const rank = ({ id, name, hidden }: Members) => (hidden === true ? -1 : order.indexOf(String(id ?? name)));
  const placed = at.fields.toSorted((a, b) => (rank(a) + 1 || 999) - (rank(b) + 1 || 999));
  const blocks = (at.content['blocks'] ?? []) as Members[];
  return { ...at.content, fields: placed, ...(blocks.length > 0 && { blocks: onPage(blocks, at.groups) }) };
}

/** Blocks as they follow on the page; one that says no place that is there stands behind all fields of the first group. */
function onPage(blocks: readonly Members[], groups: readonly Members[]): Members[] {
  const spots = groups.flatMap(({ name, fields }) => [
    ...(fields as string[]).map((before): Members => ({ before })),
    { group: name ?? null },
  ]);
  return spots.flatMap((spot, at) =>
    blocks.flatMap(({ before, group: said, ...block }) => {
      const found = spots.findIndex((one) => one['before'] === before && before !== undefined);
      const named = spots.findIndex((one) => one['group'] === said && said !== undefined);
      const first = spots.findIndex((one) => one['group'] !== undefined);
      const own = found >= 0 ? found : named >= 0 ? named : first;
      return own === at ? [{ ...block, ...spot }] : [];
    }),
  );
}

describe.each(begun)('the JSON of %s, typed otherwise', (form, steps) => {
  const bench = () => {
    const made = new Workbench({ packages, known: knownTo([]) });
    expect(made.take(0, steps)).toEqual([]);
    return made;
  };
  const take = (typed: JsonObject, before: JsonObject, at: Workbench) => {
    const answer = at.typed({ form, before, after: typed });
    expect(answer.flaws).toEqual([]);
    expect(at.take(steps.length, answer.steps)).toEqual([]);
    return at.effective(form)?.content ?? {};
  };

  it('is then in effect as it was typed', () => {
    const one = bench();
    const before = one.effective(form)?.content ?? {};
    fc.assert(
      fc.property(drawn, (all) => {
        one.take(steps.length, []);
        const typing = new Typing(before, form === 'trip');
        for (const [name, ...where] of all) edits[name]?.(typing, ...where);
        expect(take(typing.content, before, one)).toEqual(asShown(typing.content));
        expect(one.typed({ form, before: typing.content, after: typing.content }).steps).toEqual([]);
      }),
      { numRuns: 25, examples: once },
    );
  });

  it('may say the order of fields by the fields alone', () => {
    const one = bench();
    const before = one.effective(form)?.content ?? {};
    const wheres = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(wheres, fc.boolean(), (all, isNew) => {
        one.take(steps.length, []);
        const typing = new Typing(before, form === 'trip');
        for (const [a, b] of all) move(typing.fields, a, typing.fields, b);
        if (isNew) typing.fields.splice(all[0]?.[1] ?? 0, 0, field(typing.name()));
        const names = (content: JsonObject) =>
          new Typing(content, true).fields.map(({ id, name }) => id ?? name);
        expect(names(take(typing.content, before, one))).toEqual(names(typing.content));
      }),
      { numRuns: 12 },
    );
  });
});
