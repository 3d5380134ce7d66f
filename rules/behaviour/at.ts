import type { FieldRules, FormRules, ShapeRules } from './compile-form.ts';
import { type RecordPart, rowAt } from './record-parts.ts';

/** A field on the record (`rate`), or on a row: `lines.rate` in row 3, `lines.batches.code` in rows 3 and 0. */
export interface At {
  /** Path by ids. */
  readonly field: string;
  /** Index of the row, and of the sub-row. Default: none, the record. */
  readonly rows?: readonly number[];
}

/** Throws when there is no such field or row: both come from the form and the record at hand. */
export function findField(
  rules: FormRules,
  top: RecordPart,
  { field: path, rows = [] }: At,
): { readonly said: FieldRules; readonly part: RecordPart } {
  let shape: ShapeRules = rules.record;
  let part = top;
  const segments = path.split('.');
  const last = segments.pop();
  for (const [level, id] of segments.entries()) {
    const inner = shape.rows.find((one) => one.entries.at(-1)?.id === id);
    const field = inner?.entries.at(-1);
    const row = field && rowAt(part, field, rows[level] ?? -1);
    if (!inner || !row) throw new Error(`no row of ${rules.form.id}: ${path} [${rows.join()}]`);
    shape = inner;
    part = row;
  }
  const said = shape.fields.find(({ field }) => field.id === last);
  if (!said) throw new Error(`no field of ${rules.form.id}: ${path}`);
  return { said, part };
}
