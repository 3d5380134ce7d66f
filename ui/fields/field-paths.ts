import type { FieldSet } from '../../metadata/field.ts';
import { isVirtual } from '../../metadata/virtual.ts';
import { say } from '../session/i18n.ts';

/** A field that can be named from a form. */
export interface FieldPath {
  /** By today's names: `lines.taxCode`. */
  readonly path: string;
  readonly text: string;
}

/** Fields of a form, and those of its rows after them. */
export function fieldPaths(shape: FieldSet, rowsToo = true, as?: 'kept'): readonly FieldPath[] {
  const plain = shape.fields
    .filter((field) => !field.rows && !field.kind.secret && !(as === 'kept' && isVirtual(field)))
    .map((field) => ({ path: field.name, text: say(field.label) }));
  if (!rowsToo) return plain;
  const inner = shape.entries.flatMap((field) =>
    field.rows
      ? fieldPaths(field.rows, false, as).map(({ path, text }) => ({
          path: `${field.name}.${path}`,
          text: `${say(field.label)} › ${text}`,
        }))
      : [],
  );
  return [...plain, ...inner];
}

/** Says a path by names as people read it. */
export function pathText(path: string, shape: FieldSet | undefined): string {
  const found = shape && fieldPaths(shape).find((one) => one.path === path);
  return found?.text ?? path;
}
