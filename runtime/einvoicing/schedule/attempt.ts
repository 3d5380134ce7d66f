import { type Reason, reasonsOfRefusal, reasonText } from '../../common/messages/reasons.ts';
import { Refusal } from '../../common/refusal.ts';
import type { DocumentOutcome } from '../../work/schedule/scheduled-form.ts';

/**
 * Does work on a document and answers why it was refused; null: it was done. A fault of the server is nobody's outcome.
 */
export async function attempt(work: () => Promise<void>): Promise<DocumentOutcome | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { outcome: 'failed', reason: reasonText(ofRun(reasonsOfRefusal(failure))) };
  }
}

/** Words reasons for a run: it tries how its scheme merges, which nobody who reads the run would call a trial. */
function ofRun(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.map((one) =>
    one.code === 'decision-trial-wrong' ? { ...one, code: 'run-merge-unfit' } : one,
  );
}
