import { isEmptyValue, type Json, type JsonObject } from '../common/json.ts';
import type { Field, FieldSet } from '../field.ts';
import { isCurrency } from './currencies.ts';

/** What a field says of the currency of its amounts: a code, or the path of the field that has it. */
export function currencySaid({ inner, props }: Field): string | undefined {
  const said = (inner?.props ?? props)['currency'];
  return typeof said === 'string' ? said : undefined;
}

/** The currency that every amount of the field is in; undefined: it hangs on the record, or none is told. */
export function currencyCode(field: Field): string | undefined {
  const said = currencySaid(field);
  return said !== undefined && isCurrency(said) ? said : undefined;
}

/** The path of the field, by ids, that has the currency of the amounts. */
export function currencyPath(field: Field): string | undefined {
  const said = currencySaid(field);
  return said === undefined || isCurrency(said) ? undefined : said;
}

/** The values of a record or a row, by ids of fields. */
export type ValueOf = (id: string) => Json | undefined;

export const valuesById =
  (values: JsonObject): ValueOf =>
  (id) =>
    values[id];

export const valuesByName =
  (values: JsonObject, shape: Pick<FieldSet, 'byId'>): ValueOf =>
  (id) =>
    values[shape.byId.get(id)?.name ?? id];

/** The currency of an amount as it stands in a row, or in the record; undefined: none is told. */
export function currencyIn(field: Field, row: ValueOf, record: ValueOf = row): string | undefined {
  const path = currencyPath(field);
  if (path === undefined) return currencyCode(field);
  const code = path.startsWith(above) ? record(path.slice(above.length)) : row(path);
  return typeof code === 'string' && isCurrency(code) ? code : undefined;
}

const above = 'parent.';

/**
 * The field as it is for one record: where its currency hangs on others, it says the one that they hold now, so that who
 * shows or reads the amount need not know them.
 */
export function inItsCurrency(field: Field, row: ValueOf, record: ValueOf = row): Field {
  if (currencyPath(field) === undefined) return field;
  const code = currencyIn(field, row, record);
  return code === undefined ? field : inCurrency(field, code);
}

/** The field as it is where its amounts are in one currency. */
export function inCurrency(field: Field, code: string): Field {
  const known = made.get(field) ?? new Map<string, Field>();
  made.set(field, known);
  const own = known.get(code) ?? saying(field, code);
  known.set(code, own);
  return own;
}

/**
 * Amounts of rows apart, by the codes of their currencies in order; first, under an empty one, those that tell none.
 * Several whose currencies whoever looks does not know are nowhere: they may be in any, and nobody adds those.
 */
export function amountsByCurrency(
  field: Field,
  rows: readonly ValueOf[],
  record?: ValueOf,
): ReadonlyMap<string, readonly Json[]> {
  const apart = new Map<string, Json[]>();
  const path = currencyPath(field);
  const isByRow = path !== undefined && !path.startsWith(above);
  let unknown = 0;
  for (const row of rows) {
    const value = row(field.id);
    if (isEmptyValue(value)) continue;
    if (isByRow && row(path) === undefined) unknown++;
    const code = currencyIn(field, row, record) ?? '';
    const known = apart.get(code);
    if (known) known.push(value ?? null);
    else apart.set(code, [value ?? null]);
  }
  if (unknown > 1) apart.delete('');
  return new Map([...apart].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const made = new WeakMap<Field, Map<string, Field>>();

function saying(field: Field, code: string): Field {
  const props = { ...field.props, currency: code };
  return field.inner ? { ...field, props, inner: saying(field.inner, code) } : { ...field, props };
}
