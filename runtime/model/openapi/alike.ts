import type { Common } from './common.ts';
import type { Described } from './described.ts';
import { isOfForm } from './of-form.ts';

/**
 * The calls that say the same of every form that has them. They are told once, with the names of those forms, so that a
 * document of some hundred forms is made of a few dozen of them. Whoever looks for a call looks for its address first:
 * at one where some say more of a form, all are told of that form.
 */
export function alikeCalls(endpoints: readonly Described[], common: Common): ReadonlySet<Described> {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  return new Set([...byPath.values()].filter((calls) => calls.every((call) => isAlike(call, common))).flat());
}

function isAlike(endpoint: Described, common: Common): boolean {
  const { withFiles, schema: { body, documented = body } = {} } = endpoint;
  if (withFiles || typeof documented === 'function') return false;
  return !(documented && isOfForm(documented)) && common.response(endpoint) !== undefined;
}
