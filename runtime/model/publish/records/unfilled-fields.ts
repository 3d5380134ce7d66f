import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { defaultFormula } from '../../../../metadata/formula/default-formula.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import { isVirtual } from '../../../../metadata/virtual.ts';
import type { Now } from '../../../call/call.ts';
import type { Database } from '../../../database/database.ts';
import { isCalculated } from './remake-records.ts';

/**
 * Fields the platform makes of others that are new, or made in another way than before. What is computed is made anew for
 * the records that are there right after the publish; what is carried, and what replaces values that people gave, waits
 * until they are saved next (`guiju refresh` saves them all). The plan says it.
 */
export async function unfilledFields(
  database: Database,
  former: Form,
  form: Form,
  table: string,
): Promise<readonly Issue[]> {
  if (former.hash === form.hash) return [];
  const fields = newFields(former, form);
  if (fields.length === 0) return [];
  const row = await database.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${database.dialect.quote(table)}`,
  );
  const records = Number(row?.n ?? 0);
  if (records === 0) return [];
  const made = fields.filter(({ given }) => !given);
  return [
    ['fields-computed', made.filter(({ field, wasVirtual }) => wasVirtual || isCalculated(field))] as const,
    ['fields-unfilled', made.filter(({ field, wasVirtual }) => !wasVirtual && !isCalculated(field))] as const,
    ['fields-made-anew', fields.filter(({ given }) => given)] as const,
  ].flatMap(([code, some]) => {
    if (some.length === 0) return [];
    const named = some.map(({ field: { label } }) => ({ ...label }));
    const remade = code === 'fields-computed' ? { remade: form.id } : {};
    const params = { form: { ...form.label }, name: form.name, records, fields: named, ...remade };
    const severity = 'warning' as const;
    // It leads to the first of them.
    const pointer = `/fields/${some[0]?.field.path}`;
    return [{ code, severity, form: form.id, package: form.package, pointer, params }];
  });
}

interface NewField {
  readonly field: Field;
  /** Whether people gave its values so far: those are replaced. */
  readonly given: boolean;
  /** Whether it was evaluated when read until now: every record had a value, and has one right after the publish. */
  readonly wasVirtual: boolean;
}

function newFields(former: FieldSet, shape: FieldSet): readonly NewField[] {
  return shape.fields.flatMap((field) => {
    if (field.dropped) return [];
    const known = former.byId.get(field.id);
    if (field.rows) return known?.rows ? newFields(known.rows, field.rows) : [];
    const making = madeOf(field);
    if (making === undefined || making === (known && madeOf(known))) return [];
    const given = known !== undefined && !known.kind.derived && !field.kind.typed?.(field);
    return [{ field, given, wasVirtual: known !== undefined && isVirtual(known) }];
  });
}

/** What a value is made by, and rounded or cut to. */
const made = ['compute', 'formula', 'from', 'field', 'scale', 'precision', 'length', 'currency'];

/** Undefined: what people enter themselves, or what is made when it is read. */
function madeOf(field: Field): string | undefined {
  const { kind, props } = field;
  const { compute, formula, from } = props;
  if (isVirtual(field) || !kind.derived || (compute ?? formula ?? from) === undefined) return undefined;
  return JSON.stringify(made.map((one) => props[one] ?? null));
}

/** Whether a record that is there can be given what a field says for who leaves it out. */
export function hasDefault({ default: value }: Field): boolean {
  // A formula speaks of the moment at which a record is made.
  if (defaultFormula(value) !== undefined) return false;
  const fact = factOf(value);
  if (fact !== undefined) return !fact.startsWith('$') || fact === '$today' || fact === '$now';
  return value !== undefined && value !== null;
}

/**
 * Answers the default of a field for a record: the value itself, today or now, or a field beside it or of the record
 * above. Stored form.
 */
export function defaultFor({ default: value }: Field, row: JsonObject, record: JsonObject, now: Now): Json {
  const fact = factOf(value);
  if (fact === undefined) return value ?? null;
  if (fact === '$today') return now.localDate;
  if (fact === '$now') return now.instant;
  return (fact.startsWith('parent.') ? record[fact.slice('parent.'.length)] : row[fact]) ?? null;
}

function factOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'fact') return undefined;
  return String((value as { readonly fact: Json }).fact);
}
