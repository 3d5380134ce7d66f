import type { JsonObject } from '../../../metadata/common/json.ts';
import { standsAlone } from '../../../metadata/kinds/common/param-value.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import type { OptionSource } from '../../../metadata/source.ts';

/** Kinds that a value by itself can have. */
export function paramKinds(): readonly string[] {
  return [...kinds.values()].filter(standsAlone).map(({ name }) => name);
}

/** A value of a kind as it begins, with what it was told before and still can be. */
export function valueOfKind(
  kind: string,
  options: readonly OptionSource[] = [],
): JsonObject & { readonly kind: string } {
  const asks = kinds.get(kind)?.requires ?? [];
  // What a parameter is where nobody sets it, it says beside its value.
  const { default: _, ...starting } = kindWords[kind]?.starting ?? {};
  return {
    kind,
    ...starting,
    ...(asks.includes('options') ? { options: options as never } : {}),
  };
}
