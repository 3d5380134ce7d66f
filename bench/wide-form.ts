import type { JsonObject } from '../metadata/common/json.ts';
import type { PackageSource } from '../metadata/source.ts';

const label = (text: string) => ({ zh: text, en: text });
export const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Thirty fields of the record and thirty of a line, as forms have them: asked, shown, computed, checked. */
const header: JsonObject[] = [
  { name: 'kind', kind: 'choice', options: ['a', 'b'].map((value) => ({ value, label: label(value) })) },
  { name: 'day', kind: 'date', default: { fact: '$today' } },
  { name: 'rate', kind: 'decimal', scale: 4 },
  { name: 'total', kind: 'computed', compute: { op: 'sum', of: ['lines.net'], scale: 2 } },
  ...range(26).map(
    (at): JsonObject => ({
      name: `text${at}`,
      kind: 'text',
      ...(at % 3 === 0 ? { required: { fact: 'kind', operator: 'equal', value: 'a' } } : {}),
      ...(at % 4 === 0 && at > 0 ? { visible: { fact: `text${at - 1}`, operator: 'isNotEmpty' } } : {}),
    }),
  ),
];
const row: JsonObject[] = [
  { name: 'quantity', kind: 'decimal', scale: 4 },
  { name: 'price', kind: 'decimal', scale: 4 },
  { name: 'net', kind: 'computed', compute: { op: 'product', of: ['quantity', 'price'], scale: 2 } },
  { name: 'gross', kind: 'formula', formula: 'round(net * (1 + parent.rate), 2)', scale: 2 },
  ...range(26).map(
    (at): JsonObject => ({
      name: `cell${at}`,
      kind: 'text',
      ...(at % 3 === 0 ? { required: { fact: 'quantity', operator: 'greaterThan', value: '100' } } : {}),
      ...(at % 5 === 0 ? { readonly: { fact: 'parent.kind', operator: 'equal', value: 'b' } } : {}),
    }),
  ),
];
const named = (field: JsonObject) => ({ ...field, label: label(String(field['name'])) });
/** A record of thirty fields with lines of thirty more, as forms have them. */
export const wideForm: JsonObject = {
  name: 'wide',
  kind: 'document',
  label: label('Wide'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [...header.map(named), { ...named({ name: 'lines', kind: 'entries' }), fields: row.map(named) }],
  rules: [
    {
      name: 'positive',
      each: 'lines',
      check: { fact: 'quantity', operator: 'greaterThanOrEqual', value: '0' },
      fields: ['quantity'],
      message: label('Not below nought'),
    },
  ],
};

export const wideManifest: JsonObject = {
  name: 'wide',
  version: '1.0.0',
  guiju: { prefix: 'wide', label: label('Wide') },
};

/** The package of it. */
export const wideSource = {
  manifest: wideManifest,
  forms: [{ file: 'forms/wide.json', content: wideForm }],
  ...{ extensions: [], params: [], data: [], cases: [], messages: [] },
} as unknown as PackageSource;

/** The values of a line; a body that is sent may have 50,000 in all. */
export const filledLine = (at: number, cells = 26): JsonObject => ({
  quantity: String(1 + (at % 9)),
  price: '2.5',
  ...Object.fromEntries(range(cells).map((cell) => [`cell${cell}`, `value ${at} ${cell}`])),
});
