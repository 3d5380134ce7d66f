import type { Problem } from '../../../metadata/common/issue.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Reads } from '../../../rules/decisions/decision.ts';
import type { Call } from '../../call/call.ts';
import { maySee } from './may-see.ts';

/** For what a trial is made. */
export interface TrialAsked {
  readonly call: Call;
  readonly reads: Reads;
  /** Every form may be tried, whatever the rights of the call and whatever is read, as cases do. */
  readonly whole: boolean;
}

/** Finds the form that stands at a path of a trial by that name, or says what is wrong with it. */
export type FindForm = (name: string, path: string, problems: Problem[]) => Form | undefined;

/**
 * A trial names forms that the decision reads and those that these point at, of which the caller may read some; what
 * else there is, it is not told. By the name of today, or as a design calls it.
 */
export function trialForms({ call, reads, whole }: TrialAsked): FindForm {
  const { model, base } = call.served;
  const seen = (form: Form) => whole || maySee(call, form);
  const readable = [...model.forms.values()].filter(seen).map(({ name }) => name);
  const read = whole ? undefined : readOrPointedAt(call, reads);
  return (name, path, problems) => {
    const today = base?.model.forms.get(name);
    const form = (today && model.formsById.get(today.id)) ?? model.forms.get(name);
    if (!form || !seen(form)) {
      problems.push({ path, code: 'form-unknown', params: { form: name, near: nearNames(name, readable) } });
      return undefined;
    }
    if (!read || read.has(form.id)) return form;
    problems.push({ path, code: 'decision-trial-unread', params: { form: { ...form.label } } });
    return undefined;
  };
}

function readOrPointedAt({ served: { model } }: Call, reads: Reads): ReadonlySet<string> {
  const found = new Set([...(reads.rules ?? []), ...(reads.records ?? []), ...(reads.settings ?? [])]);
  // A form that is added meanwhile is walked, too.
  for (const id of found)
    for (const target of targetsOf(model.formsById.get(id)?.fields ?? [])) found.add(target);
  return found;
}

/** Ids of the forms that fields point at. */
export function targetsOf(fields: Form['fields']): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.target === undefined ? [] : [field.target]),
    ...(field.inner?.target === undefined ? [] : [field.inner.target]),
    ...(field.rows ? targetsOf(field.rows.fields) : []),
  ]);
}
