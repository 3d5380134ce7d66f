import type { Form } from '../../../metadata/model.ts';
import type { Common } from './common.ts';
import type { Described } from './described.ts';
import { isOfForm } from './of-form.ts';

/**
 * Whether a call says the same of a form as of every other that has it. Such calls are told once, with the names of
 * those forms, so that a document of some hundred forms is made of a few dozen of them. Whoever looks for a call looks
 * for its address first: where one call at it says more of a form, all are told of that form.
 */
export function alikeCalls(
  endpoints: readonly Described[],
  common: Common,
): (endpoint: Described, form: Form) => boolean {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  const never = new Set(
    [...byPath].flatMap(([path, calls]) => (calls.every((call) => mayBeAlike(call, common)) ? [] : [path])),
  );
  return ({ path }, form) =>
    !never.has(path) && (byPath.get(path) ?? []).every((call) => asksSame(call, form));
}

function mayBeAlike(endpoint: Described, common: Common): boolean {
  const { withFiles, schema: { body, documented = body } = {} } = endpoint;
  if (withFiles) return false;
  const ofForm = typeof documented !== 'function' && documented && isOfForm(documented);
  return !ofForm && common.response(endpoint) !== undefined;
}

function asksSame({ schema: { documented } = {} }: Described, form: Form): boolean {
  return typeof documented !== 'function' || documented(form) === documented();
}
