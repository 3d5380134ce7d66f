import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { momentIn } from '../../calendar.ts';
import { model } from '../rules.suite.ts';

/** A situation in which a setting speaks: answers what follows where the record says this. */
export type Scene = (record: JsonObject, picked: Field | undefined) => unknown;

export const zone = 'Asia/Shanghai';
export const ofBuyer = { fact: 'buyerName', operator: 'equal', value: '甲' };
export const now = momentIn(zone, Date.parse('2026-11-20T12:00:00+08:00'));

export function shapeOf(form: string, entries?: string): FieldSet {
  const known = model.forms.get(form);
  const shape = entries ? known?.byName.get(entries)?.rows : known;
  if (!shape) throw new Error(`no ${form}`);
  return shape;
}

/** Kinds of documents that are never merged, whatever the keys. */
const neverMerged = new Set([
  'void',
  'red',
  'difference',
  'receivable',
  'issue-bill',
  'sales-invoice',
  'customs',
]);

/** A value of the kind of a field, and another one. */
function sampleOf({ kind, options = [], inner }: Field, which: 0 | 1): Json {
  const number = { integer: [1, 2], decimal: ['1', '2'], money: ['1', '2'], percent: ['0.03', '0.06'] }[
    (inner ?? wrapped(kind.name)).kind.name
  ];
  if (number) return number[which] ?? null;
  if (kind.name === 'boolean') return which === 1;
  if (kind.name === 'choice')
    return options.filter(({ value }) => !neverMerged.has(value)).at(which)?.value ?? null;
  if (kind.name === 'datetime') return `2026-11-0${which + 1}T00:00:00.000Z`;
  if (kind.name === 'reference') return { id: `id ${which}`, number: `N${which}`, name: `名${which}` };
  if (kind.name === 'date') return `2026-11-0${which + 1}`;
  return ['甲', '乙'][which] ?? null;
}

function wrapped(name: string): Pick<Field, 'kind'> {
  return { kind: { name } } as Pick<Field, 'kind'>;
}

export function withValue(record: JsonObject, picked: Field | undefined, which: 0 | 1): JsonObject {
  return picked ? { ...record, [picked.name]: sampleOf(picked, which) } : record;
}
export const answered = ({
  result,
  issues,
}: {
  readonly result: unknown;
  readonly issues: readonly unknown[];
}) => ({
  result,
  issues,
});

export const invoiceTypes = optionsOf('invoice-application', 'invoiceType');

export function optionsOf(form: string, name: string): readonly string[] {
  return (shapeOf(form).byName.get(name)?.options ?? []).map(({ value }) => value);
}
