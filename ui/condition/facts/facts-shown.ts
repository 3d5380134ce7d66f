import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';

/** The fields of a document that are shown to be filled in as facts. */
export interface FactsShown {
  /** Asked for, or added. */
  readonly first: readonly Field[];
  /** Others that have a value. */
  readonly others: readonly Field[];
  readonly lines: readonly LinesShown[];
}

export interface LinesShown {
  readonly field: Field;
  readonly columns: readonly Field[];
  /** The number of columns that have values and are not shown. */
  readonly more: number;
}

const mostColumns = 8;

/** `used`: paths by names of what is asked for, most important first. */
export function factsShown(form: FieldSet, used: readonly string[], facts: JsonObject): FactsShown {
  const first = used.flatMap((path) => {
    const field = form.byName.get(path.split('.')[0] ?? '');
    return field && !field.rows ? [field] : [];
  });
  const firsts = new Set(first);
  const others = form.fields.filter(
    (field) => !field.rows && !field.kind.secret && !firsts.has(field) && has(facts, field),
  );
  const lines = form.entries.flatMap((field) => {
    const below = used.flatMap((path) => {
      const [outer, ...inner] = path.split('.');
      return outer === field.name ? [inner[0]] : [];
    });
    const value = facts[field.name];
    const rows = isList(value) ? value.filter(isObject) : [];
    if (below.length === 0 && rows.length === 0) return [];
    return [linesShown(field, below, rows)];
  });
  return { first: [...firsts], others, lines };
}

function linesShown(
  field: Field,
  below: readonly (string | undefined)[],
  rows: readonly JsonObject[],
): LinesShown {
  const plain = (field.rows?.fields ?? []).filter(({ rows: deeper, kind }) => !deeper && !kind.secret);
  const asked = new Set(below.flatMap((name) => plain.find((one) => one.name === name) ?? []));
  const filled = plain.filter((one) => !asked.has(one) && rows.some((row) => has(row, one)));
  const room = Math.max(0, mostColumns - asked.size);
  const usual = asked.size === 0 && filled.length === 0 ? plain.slice(0, 4) : filled.slice(0, room);
  return { field, columns: [...asked, ...usual], more: Math.max(0, filled.length - usual.length) };
}

function has(part: JsonObject, { name }: Field): boolean {
  const value = part[name];
  return value !== undefined && value !== null && value !== '' && !(isList(value) && value.length === 0);
}
