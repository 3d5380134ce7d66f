import type { Problem } from '../../../metadata/issue.ts';
import type { Call } from '../../call/call.ts';

/** A record that is named by id, or by number. */
interface Named {
  readonly path: string;
  readonly target: string;
  readonly id?: string | undefined;
  readonly number?: string | undefined;
}

/** What is wrong with whom a reference points to, in the caller's words: the form by its label, the record as it was named. */
export function referenceProblem(
  code: 'reference-unknown' | 'reference-disabled',
  { served }: Pick<Call, 'served'>,
  { path, target, id, number }: Named,
): Problem {
  const label = served.model.formsById.get(target)?.label ?? { zh: target, en: target };
  const named = number ?? id ?? '';
  return { path, code, params: { form: { ...label }, named, number: number ?? null, id: id ?? null } };
}
