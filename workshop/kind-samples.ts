import type { Json, JsonObject } from '../metadata/common/json.ts';
import type { OperatorName } from '../metadata/condition.ts';

const label = (text: string) => ({ zh: text, en: text });
const options: Json = ['red', 'green', 'blue'].map((value) => ({ value, label: label(value) }));

/** What tests need to know of a kind beside the kind itself. */
export interface OfKind {
  /** Properties a field of it must have, in a form `paper` beside a form `thing`. */
  readonly props: JsonObject;
  /** A value that can be written. */
  readonly value: Json;
  /** What holds of that value. */
  readonly asks: { readonly operator: OperatorName; readonly value?: Json };
  /** People cannot give it. */
  readonly made?: true;
}

const equal = (value: Json) => ({ operator: 'equal' as const, value });
const given = { operator: 'isNotEmpty' as const };

/** One of every kind: a kind that comes new is missed here by every test that goes over the registry. */
export const samples: Readonly<Record<string, OfKind>> = {
  text: { props: { length: 40 }, value: 'word', asks: equal('word') },
  multiline: { props: {}, value: 'two\nlines', asks: { operator: 'contains', value: 'lines' } },
  integer: { props: {}, value: 7, asks: { operator: 'greaterThan', value: 6 } },
  decimal: {
    props: { precision: 18, scale: 4 },
    value: '7.25',
    asks: { operator: 'lessThan', value: '7.3' },
  },
  money: { props: {}, value: '12.5', asks: equal('12.5') },
  percent: { props: {}, value: '0.13', asks: equal('0.13') },
  boolean: { props: {}, value: true, asks: equal(true) },
  date: { props: {}, value: '2026-02-03', asks: equal('2026-02-03') },
  time: { props: {}, value: '08:30:00', asks: equal('08:30:00') },
  datetime: { props: {}, value: '2026-02-03T04:05:06.000Z', asks: given },
  'time-range': { props: {}, value: '08:00:00~17:30:00', asks: given },
  choice: { props: { options }, value: 'red', asks: equal('red') },
  choices: { props: { options }, value: ['red', 'blue'], asks: { operator: 'contains', value: 'red' } },
  form: { props: {}, value: 'thing', asks: equal('thing') },
  reference: { props: { form: 'thing' }, value: 'T1', asks: equal('T1') },
  references: { props: { form: 'thing' }, value: ['T1'], asks: { operator: 'contains', value: 'T1' } },
  parent: { props: {}, value: null, asks: { operator: 'isEmpty' } },
  entries: {
    props: { fields: [{ name: 'code', kind: 'text', length: 40, label: label('code') }] },
    value: [{ code: 'a' }],
    asks: given,
  },
  condition: {
    props: { facts: 'thing' },
    value: { all: [{ fact: 'number', operator: 'equal', value: 'T1' }] },
    asks: given,
  },
  'field-list': {
    props: { form: 'thing' },
    value: ['number'],
    asks: { operator: 'contains', value: 'number' },
  },
  carry: { props: { from: 'reference', field: 'rank' }, value: 'high', asks: equal('high'), made: true },
  computed: {
    props: { compute: { op: 'product', of: ['decimal', 'money'], scale: 2 } },
    value: '90.63',
    asks: { operator: 'greaterThan', value: '90' },
    made: true,
  },
  number: { props: { pattern: 'PP{seq:5}' }, value: 'PP00001', asks: equal('PP00001'), made: true },
  secret: { props: {}, value: 'hush hush', asks: { operator: 'isEmpty' } },
  email: { props: {}, value: 'a@example.com', asks: equal('a@example.com') },
  phone: { props: {}, value: '13800138000', asks: equal('13800138000') },
  'tax-number': { props: {}, value: '91110108000000001X', asks: equal('91110108000000001X') },
  url: { props: {}, value: 'https://example.com/a', asks: given },
  'file-name': { props: {}, value: 'paper', asks: equal('paper') },
  template: { props: { form: 'thing' }, value: 'of [&number&]', asks: given },
  json: { props: {}, value: { a: [1] }, asks: given },
};

/** camelCase, as names of fields are; a number of the platform's own beside that of the record. */
export function nameOf(kind: string): string {
  if (kind === 'number') return 'serial';
  if (kind === 'entries') return 'lines';
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
