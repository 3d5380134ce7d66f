import { pathsIn } from './formula.ts';
import { parseFormula } from './parse-formula.ts';

/** The paths of a formula as a file says it; none where there is no formula, or one that does not read. */
export function formulaPaths(said: unknown): readonly string[] {
  const parsed = typeof said === 'string' ? parseFormula(said) : undefined;
  return parsed?.ok ? pathsIn(parsed.value) : [];
}
