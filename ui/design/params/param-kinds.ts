import type { JsonObject } from '../../../metadata/common/json.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import type { OptionSource } from '../../../metadata/source.ts';

/** Kinds that a value by itself can have: nothing is made of other fields, and nothing points at its own form. */
export function paramKinds(): readonly string[] {
  return [...kinds.values()]
    .filter((kind) => !kind.derived && kind.points !== 'own' && !kind.properties['fields'])
    .map(({ name }) => name);
}

/** A value of a kind as it begins, with what it was told before and still can be. */
export function valueOfKind(
  kind: string,
  options: readonly OptionSource[] = [],
): JsonObject & { readonly kind: string } {
  const asks = kinds.get(kind)?.requires ?? [];
  return {
    kind,
    ...kindWords[kind]?.starting,
    ...(asks.includes('options') ? { options: options as never } : {}),
  };
}
