import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { amountsByCurrency, inCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { isSummedColumn, unitBeside, unitText } from '../../fields/summed-column.ts';
import { isEmpty, isSummed } from './document-shape.ts';

/** Columns that one reads without asking for the others. */
const few = 8;

/** The rows of a document as a table is made of them. */
export interface RowsShape {
  readonly rows: readonly JsonObject[];
  /** Columns that say something of some row, in the form's order. */
  readonly columns: readonly Field[];
  /** Those of them that are shown at first: amounts, and what comes before the others. */
  readonly first: readonly Field[];
  /**
   * Columns whose amounts are in one currency, or whose quantities in one unit, so that their sum says something; each as it
   * is in that currency.
   */
  readonly summed: ReadonlyMap<Field, Field>;
  /** Rows below each row. */
  readonly nested: readonly Field[];
}

export function rowsShape(field: Field, value: Json, form: FieldSet, record: JsonObject): RowsShape {
  const rows = Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
  const shape: FieldSet = field.rows ?? { fields: [], byId: new Map(), byName: new Map(), entries: [] };
  const says = (one: Field) => rows.some((row) => isTelling(row[one.name]));
  const filled = shape.fields.filter((one) => !one.hidden && one.visible !== false && says(one));
  const columns = filled.filter((one) => !one.rows);
  const isCountedAlike = (one: Field) => {
    const unit = unitBeside(one, shape.fields);
    const counted = rows.filter((row) => !isEmpty(row[one.name]));
    return !unit || new Set(counted.map((row) => unitText(unit, row[unit.name]))).size < 2;
  };
  const amounts = columns.filter((one) => isSummedColumn(one, shape.fields) && isCountedAlike(one));
  const kept = firstOf(field, columns, rows);
  const above = valuesByName(record, form);
  const values = rows.map((row) => valuesByName(row, shape));
  const summed = amounts.flatMap((one) => {
    const [only, ...others] = amountsByCurrency(one, values, above);
    if (!only || others.length > 0) return [];
    const [code, known] = only;
    // Those of which nobody knows the currency are missing there, and are not added to the others.
    const isWhole = known.length === rows.filter((row) => !isEmpty(row[one.name])).length;
    return isWhole ? [[one, code === '' ? one : inCurrency(one, code)] as const] : [];
  });
  return {
    rows,
    columns,
    first: columns.filter((one) => kept.has(one)),
    summed: new Map(summed),
    nested: filled.filter((one) => one.rows),
  };
}

/** Neither empty, nor a no, nor an id that means something to programs alone. */
function isTelling(value: Json | undefined): boolean {
  return !isEmpty(value) && value !== false && !(typeof value === 'string' && isId(value));
}

/** The columns that the form puts first, or else amounts that are not all zero with what comes before the others. */
function firstOf(
  { props }: Field,
  columns: readonly Field[],
  rows: readonly JsonObject[],
): ReadonlySet<Field> {
  const stated = Array.isArray(props['columns']) ? (props['columns'] as readonly Json[]) : [];
  const chosen = columns.filter(({ id }) => stated.includes(id));
  if (chosen.length > 0) return new Set(chosen.slice(0, few));
  const isZero = ({ name }: Field) => rows.every((row) => Number(row[name] ?? 0) === 0);
  const amounts = columns.filter((one) => isSummed(one) && !isZero(one)).slice(0, few / 2);
  const others = columns.filter((one) => !isSummed(one));
  return new Set([...amounts, ...others.slice(0, few - amounts.length)]);
}
