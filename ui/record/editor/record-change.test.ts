import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { runs } from '../../../workshop/runs.ts';
import type { FormModel } from '../../model/form-model.ts';
import { changeOf } from './record-change.ts';
import { type Look, RecordLive } from './record-live.ts';
import { recordRules } from './record-rules.ts';
import type { RecordTargets } from './record-targets.ts';

const label = (text: string) => ({ zh: text, en: text });
const named = (field: JsonObject): JsonObject => ({ ...field, label: label(String(field['name'])) });
const fact = (path: string, operator: string, value?: Json): JsonObject => ({
  ...{ fact: path, operator },
  ...(value === undefined ? {} : { value }),
});
const choice = (name: string, values: readonly string[], more: JsonObject = {}): JsonObject => ({
  ...{ name, kind: 'choice', options: values.map((value) => ({ value, label: label(value) })) },
  ...more,
});

/** A form in which everything that can be read is read by something: of the record by rows, of rows by it and by rows. */
const cell: JsonObject[] = [
  { name: 'always', kind: 'text', length: 20, required: true },
  choice('sort', ['a', 'b'], {
    optionsFilter: { any: [fact('value', 'equal', 'a'), fact('parent.offers', 'equal', true)] },
  }),
  { name: 'count', kind: 'integer', default: 1, required: fact('parent.needs', 'equal', true) },
  { name: 'price', kind: 'money', currency: 'parent.currency' },
  { name: 'net', kind: 'formula', formula: 'count * price' },
  { name: 'gross', kind: 'formula', formula: 'net * (1 + parent.rate)' },
  { name: 'share', kind: 'formula', formula: 'if(parent.total = 0, 0, net / parent.total)', scale: 4 },
  {
    name: 'note',
    kind: 'text',
    length: 20,
    default: { fact: 'parent.note' },
    visible: fact('parent.shown', 'equal', true),
  },
  { name: 'rank', kind: 'text', length: 20, carry: { from: 'parent.item', field: 'rank' } },
  { name: 'firm', kind: 'text', length: 20, readonly: fact('parent.total', 'greaterThan', '50') },
  {
    name: 'parts',
    kind: 'entries',
    fields: [named({ name: 'what', kind: 'text', length: 20, required: fact('parent.kind', 'equal', 'y') })],
  },
];
const fields: JsonObject[] = [
  choice('kind', ['x', 'y']),
  { name: 'currency', kind: 'currency' },
  { name: 'rate', kind: 'decimal', scale: 2 },
  { name: 'note', kind: 'text', length: 20 },
  ...['shown', 'offers', 'needs', 'hides', 'tabbed', 'alike'].map(
    (name): JsonObject => ({ name, kind: 'boolean' }),
  ),
  { name: 'ceiling', kind: 'decimal', scale: 2 },
  { name: 'day', kind: 'date', default: { fact: '$today' } },
  { name: 'grouped', kind: 'text', length: 20, required: true },
  {
    name: 'late',
    kind: 'text',
    length: 20,
    required: { fact: 'day', operator: 'lessThan', value: { fact: '$today' } },
  },
  { name: 'item', kind: 'reference', form: 'item' },
  { name: 'rank', kind: 'carry', from: 'item', field: 'rank' },
  { name: 'total', kind: 'formula', formula: 'sum(lines.net)' },
  { name: 'first', kind: 'text', length: 40, default: { formula: '"a" & 1' } },
  { name: 'second', kind: 'text', length: 40, default: { formula: 'first & note' } },
  { name: 'third', kind: 'text', length: 40, default: { fact: 'second' } },
  { name: 'origin', kind: 'text', length: 40, carry: { from: 'item', field: 'rank' } },
  // A key reaches them by two ways: through what is carried, and through another default.
  { name: 'fourth', kind: 'text', length: 80, default: { formula: 'origin & note' } },
  { name: 'fifth', kind: 'text', length: 200, default: { formula: 'second & fourth & origin' } },
  {
    name: 'sixth',
    kind: 'text',
    length: 200,
    default: { fact: 'fifth' },
    visible: fact('shown', 'equal', true),
  },
  { name: 'twice', kind: 'formula', formula: 'total * 2' },
  { name: 'again', kind: 'text', length: 20, default: 'begun', visible: fact('twice', 'greaterThan', '20') },
  { name: 'lines', kind: 'entries', fields: cell.map(named), visible: fact('hides', 'notEqual', true) },
  {
    name: 'others',
    kind: 'entries',
    fields: [
      named({ name: 'sum', kind: 'formula', formula: 'parent.twice + 1' }),
      named({ name: 'must', kind: 'text', length: 20, required: true }),
      named({
        name: 'asked',
        kind: 'text',
        length: 20,
        required: true,
        visible: fact('parent.shown', 'equal', true),
      }),
      named({ name: 'word', kind: 'text', length: 20 }),
    ],
  },
];
const form: JsonObject = {
  name: 'all',
  kind: 'document',
  label: label('All'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: fields.map(named),
  rules: [
    {
      name: 'enough',
      each: 'lines',
      check: fact('count', 'lessThan', { fact: 'parent.ceiling' }),
      fields: ['count'],
      message: label('too many'),
    },
    {
      name: 'whole',
      check: { ...fact('lines.count', 'lessThan', '9'), over: 'sum' },
      fields: ['lines'],
      message: label('whole'),
    },
    {
      name: 'above',
      each: 'lines',
      check: fact('price', 'notEqual', '7'),
      fields: ['parent.kind', 'price'],
      message: label('said above'),
    },
    {
      name: 'only-above',
      each: 'others',
      check: fact('word', 'notEqual', 'hide'),
      fields: ['parent.kind'],
      message: label('of no row'),
    },
    {
      name: 'known',
      each: 'lines',
      when: fact('parent.rank', 'equal', 'high'),
      check: fact('firm', 'isNotEmpty'),
      fields: ['firm'],
      message: label('firm'),
    },
  ],
  unique: [
    {
      name: 'once',
      across: 'lines',
      within: 'record',
      fields: ['firm'],
      where: fact('parent.alike', 'notEqual', true),
    },
  ],
  layout: {
    tabs: [
      {
        name: 'one',
        label: label('One'),
        groups: [
          {
            name: 'head',
            fields: fields
              .map(({ name }) => String(name))
              .filter((name) => name !== 'others' && name !== 'grouped'),
          },
          // What a group goes by says whether its fields are missing.
          { name: 'apart', fields: ['grouped'], visible: fact('note', 'isNotEmpty') },
        ],
      },
      {
        name: 'two',
        label: label('Two'),
        visible: fact('tabbed', 'notEqual', true),
        groups: [{ name: 'rest', fields: ['others'] }],
      },
    ],
  },
};
const item: JsonObject = {
  name: 'item',
  kind: 'master',
  label: label('Item'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    named({ name: 'number', kind: 'text', length: 20, required: true }),
    named({ name: 'rank', kind: 'text', length: 20 }),
  ],
};
const source = {
  manifest: { name: 'all', version: '1.0.0', guiju: { prefix: 'all', label: label('All') } },
  forms: [form, item].map((content) => ({ file: `forms/${String(content['name'])}.json`, content })),
  ...{ extensions: [], params: [], data: [], cases: [], messages: [] },
} as unknown as PackageSource;
const { model, issues } = compile([source]);

const items: Readonly<Record<string, JsonObject>> = {
  i1: { id: 'i1', number: '1', rank: 'high' },
  i2: { id: 'i2', number: '2', rank: 'low' },
};

/** Answers what opens the record anew, as each page does for itself. */
async function opener(): Promise<() => { live: RecordLive; shape: FormModel }> {
  if (!model) throw new Error(JSON.stringify(issues));
  const known = new Map([...model.formsById].map(([id, one]) => [id, one as unknown as FormModel]));
  const shape = { ...known.get('all'), parameters: {} } as unknown as FormModel;
  const target = (_: string, ref: { readonly id?: string }) => items[ref.id ?? ''];
  const targets = { target, missing: () => [] } as unknown as RecordTargets;
  const rules = await recordRules(shape, known, new Map());
  return () => ({ live: new RecordLive(shape, rules, targets, {}), shape });
}

interface Typed {
  readonly name: string;
  /** Of which row; undefined: of the record. */
  readonly row?: readonly [entries: string, at: number];
  readonly value: Json;
}
const words = fc.constantFrom<Json>(null, '', 'hide', 'word', 'other');
const numbers = fc.constantFrom<Json>(null, '0', '1', '2.5', '7', '30');
const ofRecord = fc.oneof(
  fc.record({ name: fc.constant('kind'), value: fc.constantFrom<Json>(null, 'x', 'y') }),
  fc.record({ name: fc.constant('currency'), value: fc.constantFrom<Json>(null, 'JPY', 'CNY') }),
  fc.record({ name: fc.constantFrom('rate', 'ceiling'), value: numbers }),
  fc.record({ name: fc.constantFrom('note', 'again', 'grouped', 'late'), value: words }),
  fc.record({
    name: fc.constantFrom('first', 'second', 'third', 'origin', 'fourth', 'fifth', 'sixth'),
    value: fc.constantFrom<Json>(null, 'word', 'other', 'a1'),
  }),
  fc.record({ name: fc.constant('day'), value: fc.constantFrom<Json>(null, '2020-01-01', '2100-01-01') }),
  {
    weight: 6,
    arbitrary: fc.record({
      name: fc.constantFrom('shown', 'offers', 'needs', 'hides', 'tabbed', 'alike'),
      value: fc.constantFrom<Json>(true, false),
    }),
  },
  fc.record({
    name: fc.constant('item'),
    value: fc.constantFrom<Json>(
      null,
      { id: 'i1', number: '1', name: null },
      { id: 'i2', number: '2', name: null },
    ),
  }),
);
const at = (entries: string, value: fc.Arbitrary<{ name: string; value: Json }>) =>
  fc.tuple(fc.nat(3), value).map(([row, typed]): Typed => ({ ...typed, row: [entries, row] }));
const ofRow = fc.oneof(
  at('lines', fc.record({ name: fc.constant('sort'), value: fc.constantFrom<Json>(null, 'a', 'b') })),
  at('lines', fc.record({ name: fc.constant('count'), value: fc.constantFrom<Json>(null, 0, 1, 4) })),
  at('lines', fc.record({ name: fc.constant('price'), value: numbers })),
  at('lines', fc.record({ name: fc.constantFrom('note', 'rank', 'firm'), value: words })),
  at(
    'lines',
    fc.record({
      name: fc.constant('parts'),
      value: fc.constantFrom<Json>([], [{ what: null }], [{ what: 'a' }, { what: '' }]),
    }),
  ),
  at('others', fc.record({ name: fc.constant('word'), value: words })),
);
const row = fc.record({ count: fc.constantFrom<Json>(1, 4), price: numbers, firm: words });

function typedInto(record: JsonObject, { name, row: place, value }: Typed): JsonObject {
  if (!place) return { ...record, [name]: value };
  const [entries, index] = place;
  const rows = record[entries] as readonly JsonObject[];
  return {
    ...record,
    [entries]: rows.map((one, where) => (where === index ? { ...one, [name]: value } : one)),
  };
}

/** Without what is empty: left out, nothing and null are one. */
function filled(record: JsonObject): JsonObject {
  const inner = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === 'object' && value !== null ? filled(value as JsonObject) : value;
  };
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [[name, inner(value)]],
    ),
  );
}

/** What a look says, in no order. */
function said({ states, sections, folded, actions, blocks, problems, warnings }: Look) {
  const lines = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).sort();
  return [
    [...states],
    [...sections],
    [...folded],
    [...actions],
    [...blocks],
    lines(problems),
    lines(warnings),
  ];
}

it('what a change reaches is looked at: a record that is looked at in parts is as one that is looked at whole', async () => {
  const open = await opener();
  let reached = 0;
  let abandoned = 0;
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 0, maxLength: 4 }),
      fc.boolean(),
      fc.array(
        fc.tuple(
          fc.array(fc.oneof(ofRecord, ofRow), { minLength: 1, maxLength: 2 }),
          fc.oneof(ofRecord, ofRow),
          fc.nat(250),
        ),
        { maxLength: 8 },
      ),
      (rows, isSaved, turns) => {
        const [narrow, whole] = [open(), open()];
        const named_ = rows.map((one, index) => ({ ...(isSaved ? { id: `r${index}` } : {}), ...one }));
        const start: JsonObject = {
          lines: named_,
          others: [{ word: 'a' }, {}],
          ...(isSaved ? { id: 'x', createdAt: '2026-01-01T00:00:00Z' } : {}),
        };
        const base = isSaved ? whole.live.complete(start, null) : null;
        let [parts, all] = [
          narrow.live.complete(base ?? start, base),
          whole.live.complete(base ?? start, base),
        ];
        let look = narrow.live.look(parts, base);
        for (const [turn, stale, givenUp] of turns) {
          // Work that a later key makes stale is given up wherever it stands, and leaves nothing behind.
          const begun = narrow.live.completing(typedInto(parts, stale), base);
          let step = begun.next();
          for (let at = 0; at < givenUp && !step.done; at += 1) step = begun.next();
          if (step.done) {
            parts = step.value;
            look = narrow.live.look(parts, base);
            all = whole.live.complete(typedInto(all, stale), base);
          } else abandoned += 1;
          const typed = turn.reduce<JsonObject>(typedInto, parts);
          const names = new Set(turn.map(({ name, row: place }) => place?.[0] ?? name));
          const change = changeOf(narrow.shape, parts, typed, names);
          const affected = change && narrow.live.affected(change, typed);
          if (!affected) throw new Error('nothing came or went');
          reached += affected.rows.size < 2 ? 1 : 0;
          parts = narrow.live.complete(typed, base, affected);
          look = narrow.live.look(parts, base, { look, affected });
          all = whole.live.complete(turn.reduce<JsonObject>(typedInto, all), base);
          expect(filled(parts)).toEqual(filled(all));
          expect(said(look)).toEqual(said(whole.live.look(all, base)));
        }
      },
    ),
    { numRuns: runs(150, 10_000) },
  );
  expect(reached).toBeGreaterThan(0);
  expect(abandoned).toBeGreaterThan(0);
});

const theItem: Json = { id: 'i1', number: '1', name: null };
const ofDefaults = fc.oneof(
  fc.record({
    name: fc.constantFrom('note', 'first', 'second', 'third', 'origin', 'fourth', 'fifth', 'sixth'),
    value: fc.constantFrom<Json>(null, 'typed', 'other'),
  }),
  fc.record({ name: fc.constant('shown'), value: fc.constantFrom<Json>(true, false) }),
  fc.record({ name: fc.constant('item'), value: fc.constantFrom<Json>(null, theItem) }),
);

it('a new record is as if all that was typed had stood there from the start, whatever was begun or carried between', async () => {
  const open = await opener();
  const emptied = ['typed', theItem, null].map((value, at) => ({
    name: at === 1 ? 'item' : 'fourth',
    value,
  }));
  fc.assert(
    fc.property(fc.array(ofDefaults, { maxLength: 7 }), (keys) => {
      const { live, shape } = open();
      let typed: JsonObject = { lines: [] };
      let record = live.complete(typed, null);
      for (const { name, value } of keys) {
        // A page does not hear of what is as it was.
        if ((record[name] ?? null) === value) continue;
        typed = { ...typed, [name]: value };
        const next = { ...record, [name]: value };
        const change = changeOf(shape, record, next, new Set([name]));
        record = live.complete(next, null, change && live.affected(change, next));
      }
      expect(filled(record)).toEqual(filled(open().live.complete(typed, null)));
    }),
    { numRuns: runs(200, 20_000), examples: [[emptied]] },
  );
});
