import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FormerState } from '../../../metadata/record-change.ts';
import type { Call } from '../../call/call.ts';
import { inEveryLanguage } from '../../common/messages/index.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Outcome } from './job.ts';
import { whyRefused } from './why-refused.ts';

/** What has to be done to a record so that it is as it was; where it is enabled or shared otherwise, that too. */
export interface PutBackStep extends FormerState {
  readonly record: string;
  /** `again`: it is gone, and comes back; `back`: it is another; `later`: it was not there, and goes. */
  readonly does: 'again' | 'back' | 'later';
  /** The version it had then; 0: none. */
  readonly version: number;
  /** Of the last write of the record; 0: it is gone. */
  readonly ifMatch: number;
}

export interface PutBack<Step extends PutBackStep> {
  readonly done: readonly Step[];
  readonly refused: readonly (readonly [Step, Refusal])[];
}

/** Records whose refusals are told with a job. */
export const mostNamed = 50;

/**
 * Puts records of a form back, each by an ordinary write of the caller: with the rules and rights of now, as a new version,
 * and a record that is gone under its id. What is refused is told, and the others are done all the same: rules of now may
 * not allow what was. `report` hears what is done so far, and may end it.
 */
export async function putBack<Step extends PutBackStep>(
  store: Pick<Store, 'together'>,
  call: Call,
  form: Form,
  steps: readonly Step[],
  report: (done: readonly Step[]) => Promise<void>,
): Promise<PutBack<Step>> {
  const done: Step[] = [];
  let refused: (readonly [Step, Refusal])[] = [];
  // Records name one another: what is refused may be taken once others are back, or gone.
  for (let left = inOrder(steps), before = -1; left.length > 0 && before !== left.length; ) {
    before = left.length;
    refused = [];
    for (const step of left) {
      const refusal = await tried(store, call, form, step);
      if (refusal) refused.push([step, refusal]);
      else done.push(step);
      await report(done);
    }
    left = refused.map(([step]) => step);
  }
  return { done, refused };
}

/** What came of it in counts and words; `entryOf` tells of a step as people know its record. */
export function putBackOutcome<Step extends PutBackStep>(
  { done, refused }: PutBack<Step>,
  call: Call,
  form: Form,
  entryOf: (step: Step) => JsonObject,
): Outcome & { readonly details: JsonObject } {
  const { again, back, later } = tallied(done);
  const failed = refused.length;
  return {
    // As of an import: a job counts what it deleted among the updated.
    counts: { created: again, updated: back + later, failed },
    message: {
      zh: `找回 ${again} 条，恢复 ${back} 条，删除 ${later} 条${failed > 0 ? `；${failed} 条被拒绝` : ''}`,
      en: `${again} made again, ${back} set back, ${later} deleted${failed > 0 ? `; ${failed} refused` : ''}`,
    },
    details: {
      again,
      back,
      deleted: later,
      counts: { deleted: later },
      problems: refused.slice(0, mostNamed).map(([step, refusal]) => ({
        ...entryOf(step),
        code: refusal.code,
        message: { ...whyNot(refusal, form, call) },
      })),
    },
  };
}

/** Nobody is asked to make his change again: it is left. */
function whyNot(refusal: Refusal, form: Form, call: Call): Label {
  return refusal.status === 412
    ? inEveryLanguage('put-back-changed', {}, call.served.model.messages)
    : whyRefused(refusal, form, call);
}

export function tallied(steps: readonly PutBackStep[]) {
  const count = (does: PutBackStep['does']) => steps.filter((one) => one.does === does).length;
  return { again: count('again'), back: count('back'), later: count('later') };
}

/** All that belongs to a step is done, or nothing of it. Null: it was done. */
async function tried(
  store: Pick<Store, 'together'>,
  call: Call,
  form: Form,
  step: PutBackStep,
): Promise<Refusal | null> {
  const plans = itemsOf(step).map((item) => () => ({ call, form, item }));
  try {
    const { failures } = await store.together(call, plans);
    return failures[0]?.refusal ?? null;
  } catch (error) {
    // All of it at once was: a publish came between.
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function itemsOf({ record: id, does, version, ifMatch, enabled, sharing }: PutBackStep) {
  if (does === 'later') return [{ op: 'delete', id, ifMatch } as const];
  return [
    { op: 'restore', id, version, ifMatch } as const,
    ...(sharing === undefined
      ? []
      : [{ op: 'act', id, ifMatch, action: 'change-sharing', body: { sharing } } as const]),
    ...(enabled === undefined ? [] : [{ op: enabled ? 'enable' : 'disable', id, ifMatch } as const]),
  ];
}

/** What others may name comes first, and what names others goes first. */
function inOrder<Step extends PutBackStep>(steps: readonly Step[]): readonly Step[] {
  return (['again', 'back', 'later'] as const).flatMap((does) => steps.filter((one) => one.does === does));
}
