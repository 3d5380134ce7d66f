import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples } from '../../workshop/kind-samples.ts';
import type { Json } from '../common/json.ts';
import type { Field, FieldSet } from '../field.ts';
import { kinds } from './index.ts';

/** A field of the kind as compile would make it, and values of it in stored form. */
interface Generated {
  readonly field?: Partial<Field>;
  readonly stored: fc.Arbitrary<Json>;
}

const label = (text: string) => ({ zh: text, en: text });

function fieldOf(kind: string, own: Partial<Field> = {}): Field {
  const known = kinds.get(kind);
  if (!known) throw new Error(kind);
  return {
    id: kind.replaceAll('-', ''),
    name: `${kind.replaceAll('-', '')}Today`,
    path: kind,
    kind: known,
    package: 'test',
    label: label(kind),
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props: {},
    source: [],
    ...own,
  };
}

function shapeOf(fields: readonly Field[]): FieldSet {
  return {
    fields,
    byId: new Map(fields.map((field) => [field.id, field])),
    byName: new Map(fields.map((field) => [field.name, field])),
    entries: fields.filter((field) => field.rows),
  };
}

const options = [
  { value: '01', label: { zh: '无需确认', en: 'None needed' } },
  { value: '04', label: { zh: '双方已确认', en: 'Confirmed' } },
  { value: '05', label: { zh: '双方已确认', en: 'Refused, buyer' } },
  { value: 'a,b', label: { zh: '04', en: 'A; B' } },
];
const line: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((s) => s !== '' && !/[\r\n\u2028\u2029\0]/.test(s));
const id = fc.uuid();
const decimals = (digits: number, scale: number) =>
  fc
    .tuple(
      fc.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n }),
      fc.nat({ max: scale }),
    )
    .map(([n, places]) => {
      const text = (n < 0n ? -n : n).toString().padStart(places + 1, '0');
      const whole = text.slice(0, text.length - places);
      const rest = text.slice(text.length - places).replace(/0+$/, '');
      const value = rest ? `${whole}.${rest}` : whole;
      return n < 0n ? `-${value}` : value;
    });
const two = (max: number) => fc.nat({ max }).map((n) => String(n).padStart(2, '0'));
const time = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(':'));
const date = fc
  .tuple(
    fc.integer({ min: 1000, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const leaf = fc.record({
  fact: fc.constantFrom('rate', 'lines.amount'),
  operator: fc.constant('equal'),
  value: line,
});
const anything = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

const rows = shapeOf([
  fieldOf('decimal', { id: 'rate', name: 'taxRate' }),
  fieldOf('text', { id: 'note', name: 'remark' }),
]);

/** The values that kinds can hold beside their samples; a kind that is missing here is tried with those. */
const generated: Readonly<Record<string, Generated>> = {
  text: { stored: line },
  multiline: { stored: fc.string({ minLength: 1 }).filter((s) => !/[\r\0]/.test(s)) },
  integer: { stored: fc.maxSafeInteger() },
  decimal: { stored: decimals(15, 10) },
  money: { stored: decimals(16, 2) },
  percent: { stored: decimals(3, 6) },
  boolean: { stored: fc.boolean() },
  date: { stored: date },
  time: { stored: time },
  datetime: {
    stored: fc
      .tuple(date, time, fc.nat({ max: 999 }))
      .map(([d, t, ms]) => `${d}T${t}.${String(ms).padStart(3, '0')}Z`),
  },
  'time-range': { stored: fc.tuple(time, time).map((both) => both.join('~')) },
  choice: { field: { options }, stored: fc.constantFrom(...options.map((option) => option.value)) },
  choices: { field: { options }, stored: fc.subarray(options.map((option) => option.value)) },
  form: { field: { options }, stored: fc.constantFrom(...options.map((option) => option.value)) },
  'parameter-type': { field: { options }, stored: fc.constantFrom(...options.map((option) => option.value)) },
  reference: { field: { props: { form: 'x' }, target: 'x' }, stored: id },
  references: { field: { props: { form: 'x' }, target: 'x' }, stored: fc.uniqueArray(id) },
  'any-reference': {
    field: {
      props: { forms: ['x', 'y'] },
      targets: ['x', 'y'].map((form) => ({ id: form, name: `${form}Called`, label: { zh: form, en: form } })),
    },
    stored: fc.tuple(fc.constantFrom('x', 'y'), id).map((both) => both.join('/')),
  },
  parent: { stored: id },
  entries: {
    field: { rows },
    stored: fc.array(
      fc.record({ id, rate: decimals(15, 10), note: fc.option<Json, null>(line, { nil: null }) }),
    ),
  },
  condition: { field: { props: { facts: 'x' } }, stored: fc.array(leaf).map((all) => ({ all })) },
  'field-list': { field: { props: { form: 'x' } }, stored: fc.subarray(['a', 'b_c', 'lines.d']) },
  carry: { field: { inner: fieldOf('percent') }, stored: decimals(3, 6) },
  computed: { field: { inner: fieldOf('decimal') }, stored: decimals(15, 10) },
  formula: { field: { inner: fieldOf('decimal') }, stored: decimals(15, 10) },
  number: { field: { props: { pattern: 'A{seq:3}' } }, stored: line },
  secret: { stored: line },
  template: { field: { props: { form: 'x' } }, stored: fc.constantFrom('您好', '[&buyerName&]：\n[&no&]') },
  json: { stored: anything.filter((value) => value !== null) },
};

/** The values of its own sample, as they are stored. */
function sampled(name: string): Generated {
  const { props = {}, value = null, others = [] } = samples[name] ?? {};
  const field = { props };
  const whole = fieldOf(name, field);
  const stored = [value, ...others].map((one) => {
    const read = whole.kind.read(one, whole);
    if (!read.ok) throw new Error(`${name} does not read its sample ${JSON.stringify(one)}`);
    return read.value;
  });
  return { field, stored: fc.constantFrom(...stored) };
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);

describe.each([...kinds.keys()])('kind %s', (name) => {
  const sample = generated[name] ?? sampled(name);
  const field = fieldOf(name, sample.field);
  const { kind } = field;

  it('reads back what it writes', () => {
    if (kind.secret) return;
    fc.assert(
      fc.property(sample.stored, (stored) => {
        expect(kind.read(kind.write(stored, field), field)).toEqual({ ok: true, value: stored });
      }),
    );
  });

  it('reads what it has read once more to the same', () => {
    fc.assert(
      fc.property(sample.stored, (stored) => {
        if (!kind.secret) expect(kind.read(kind.write(stored, field), field)).toMatchObject({ ok: true });
        else expect(kind.read(stored, field)).toEqual({ ok: true, value: stored });
      }),
    );
  });

  it.each(['zh', 'en'] as const)('parses what it formats, in %s', (language) => {
    if (kind.secret) return;
    fc.assert(
      fc.property(sample.stored, (stored) => {
        const text = kind.format(kind.write(stored, field), field, language);
        fc.pre(text !== '');
        const parsed = kind.parse(text, field, language);
        expect(parsed.ok && kind.read(parsed.value, field)).toEqual({ ok: true, value: stored });
      }),
    );
  });

  it('writes what its schema accepts', () => {
    const validate = ajv.compile(kind.schema(field));
    fc.assert(
      fc.property(sample.stored, (stored) => {
        expect(validate(kind.write(stored, field)), JSON.stringify(validate.errors)).toBe(true);
      }),
    );
  });

  it('never throws on a stranger, and keeps what it accepts canonical', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const read = value === null ? undefined : kind.read(value, field);
        if (read?.ok && !kind.secret && typeof read.value === 'string') {
          expect(kind.read(kind.write(read.value, field), field)).toEqual(read);
        }
      }),
    );
  });

  it('never throws on a text from a sheet', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(typeof kind.parse(text, field, 'zh').ok).toBe('boolean');
      }),
    );
  });

  it('has a column unless its values are rows, and sorts only by a column that orders', () => {
    const column = kind.column(field);
    expect(column === null).toBe(field.rows !== undefined);
    if (kind.sortable) expect(column?.type).not.toBe('json');
  });

  it('compares with operators that fit', () => {
    const operators = kind.operators(field);
    expect(operators).toContain('isEmpty');
    const ordered = ['number', 'date', 'time', 'datetime'].includes(kind.comparison(field));
    expect(operators.includes('lessThan')).toBe(ordered);
    if (kind.comparison(field) === 'none') expect(operators).toEqual(['isEmpty', 'isNotEmpty']);
  });

  it('requires only properties that it knows', () => {
    for (const required of kind.requires) expect(Object.keys(kind.properties)).toContain(required);
  });
});
