import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { Stored } from '../../../storage/store/record/stored.ts';
import { wholeForm } from '../../../storage/store/save/fill-notes.ts';
import { whyRefused } from '../../../work/jobs/why-refused.ts';

/** A form whose records are computed anew: `invoice/*`. */
type Remake = string;

/** Tells whether the values of a field are computed of others, and of nothing that somebody gives. */
export function isCalculated({ props }: Field): boolean {
  return (props['compute'] ?? props['formula']) !== undefined;
}

/** The forms whose records a publish computes anew, as its issues tell. */
export function remadeIn(issues: readonly Pick<Issue, 'params'>[]): readonly Remake[] {
  const forms = issues.flatMap(({ params }) =>
    typeof params['remade'] === 'string' ? [params['remade']] : [],
  );
  return [...new Set(forms)].map((form) => form + wholeForm);
}

/** The form whose records are meant; undefined: something else is. */
export function remadeForm(fill: string, { formsById }: Call['served']['model']): Form | undefined {
  return fill.endsWith(wholeForm) ? formsById.get(fill.slice(0, -wholeForm.length)) : undefined;
}

/**
 * Saves a record again, so that all that is computed of it is made anew; a write of its own, in history. Answers whether
 * it says something else since, or why it could not be saved.
 */
export async function remake(
  store: Store,
  call: Call,
  form: Form,
  { id, revision }: Stored,
): Promise<boolean | Label> {
  try {
    const { record } = await store.patch(call, form, id, {}, revision);
    return record.revision !== revision;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Written meanwhile, and so made anew, or deleted.
    if (error.status === 412 || error.status === 404) return false;
    return whyRefused(error, form, call);
  }
}
