import type { Field, FieldSet } from '../../field.ts';

/** Lists every field of a form, those of rows behind the one that they stand in. */
export function allFields(shape: FieldSet): readonly Field[] {
  return shape.fields.flatMap((field) => [field, ...(field.rows ? allFields(field.rows) : [])]);
}

/** How many fields people are told a form has: those of rows, too, and none that was taken out of sight. */
export function countFields(shape: FieldSet): number {
  return allFields(shape).filter(({ hidden, dropped }) => !hidden && !dropped).length;
}
