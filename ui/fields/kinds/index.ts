import type { Field } from '../../../metadata/field.ts';
import type { UiKind } from '../common/ui-kind.ts';
import * as all from './all.ts';

/** The browser's half of every kind, by name. */
export const uiKinds: ReadonlyMap<string, UiKind> = new Map(
  Object.values<UiKind>(all).map((kind) => [kind.name, kind]),
);

const known = new WeakMap<Field, UiKind>();

/** The browser's half of a field's kind; of a carried or computed field, that of the values it has. */
export function uiKind(field: Field): UiKind {
  let twin = known.get(field);
  if (!twin) {
    const own = uiKinds.get(field.kind.name);
    if (!own) throw new Error(`the kind ${field.kind.name} has no twin in ui/fields`);
    twin = (field.inner && own.through?.(uiKind(field.inner))) || own;
    known.set(field, twin);
  }
  return twin;
}
