import type { Json } from '../../metadata/common/json.ts';

/** The rule that is named; none is named, or it is switched off: the preset one of its form. */
export function ruleOrPreset<R extends { readonly systemDefault?: Json }>(
  named: R | null,
  all: readonly R[],
): R | null {
  return named ?? all.find((one) => one.systemDefault === true) ?? null;
}
