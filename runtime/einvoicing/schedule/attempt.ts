import { type Reason, reasonsOfRefusal, reasonText } from '../../common/messages/reasons.ts';
import { Refusal } from '../../common/refusal.ts';
import type { DocumentOutcome } from '../../work/schedule/scheduled-form.ts';

/** What was refused, and why; null: it was done. What is the server's fault is nobody's outcome. */
export async function attempt(work: () => Promise<void>): Promise<DocumentOutcome | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { outcome: 'failed', reason: reasonText(ofRun(reasonsOfRefusal(failure))) };
  }
}

/** What a run tries is how its scheme merges, which nobody who reads the run would call a trial. */
function ofRun(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.map((one) =>
    one.code === 'decision-trial-wrong' ? { ...one, code: 'run-merge-unfit' } : one,
  );
}
