import { append } from '../../../../metadata/common/append.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/connection.ts';
import { carryOutEffects } from '../commit/group.ts';
import { writeAs } from '../commit/marked.ts';
import { type PlannedWrite, plannedAlone, type WriteEvent } from '../commit/planned-write.ts';
import { readStored } from '../record/records.ts';
import type {
  TogetherDone,
  TogetherHow,
  TogetherOutcome,
  TogetherPlan,
  TogetherStep,
} from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { effectsOf } from './effects-of.ts';

/** Of writes in a transaction that holds more. */
export interface TogetherIn {
  readonly events: readonly WriteEvent[];
  readonly outcome: TogetherOutcome;
}

/** The transaction is taken back, and this is what is to be told. */
class TakenBack extends Error {
  readonly outcome: TogetherOutcome;
  constructor(outcome: TogetherOutcome) {
    super('writes that were made together are taken back');
    this.outcome = outcome;
  }
}

/**
 * Writes of any forms in one transaction, each planned on what those before it did; where one is refused the others
 * are judged all the same, and none is made.
 */
export async function writeTogether(
  parts: StoreParts,
  call: Call,
  plans: readonly TogetherPlan[],
  how: TogetherHow,
): Promise<TogetherOutcome> {
  const mark = how.rehearsal ? undefined : call.once?.next();
  // A caller who asks again after a crash reads what was made.
  if (mark?.written !== undefined) return { done: [], failures: [] };
  const alone: PlannedWrite<TogetherOutcome> = {
    ...plannedAlone(call.served.revision, 'together', (tx, first) =>
      writeAll(parts, tx, { plans, first, how }),
    ),
    size: plans.length,
    ...(how.changeSet !== undefined && { cause: { changeSet: how.changeSet } }),
  };
  try {
    return await writeAs(parts, call, alone, mark);
  } catch (failure) {
    if (failure instanceof TakenBack) return failure.outcome;
    throw failure;
  }
}

/** The same in a transaction that is open and holds more; where one is refused, whoever has opened it takes it back. */
export async function writeTogetherIn(
  parts: StoreParts,
  tx: Connection,
  first: number,
  plans: readonly TogetherPlan[],
): Promise<TogetherIn> {
  try {
    const { events, result } = await writeAll(parts, tx, { plans, first, how: {} });
    return { events, outcome: result };
  } catch (failure) {
    if (failure instanceof TakenBack) return { events: [], outcome: failure.outcome };
    throw failure;
  }
}

interface Writes {
  readonly plans: readonly TogetherPlan[];
  readonly first: number;
  readonly how: TogetherHow;
}

async function writeAll(parts: StoreParts, tx: Connection, { plans, first, how }: Writes) {
  const done: (TogetherDone | undefined)[] = [];
  const events: WriteEvent[] = [];
  const failures: { readonly index: number; readonly refusal: Refusal }[] = [];
  const moved = new Map<string, Moved>();
  const pause = timeSlices();
  for (const [index, plan] of plans.entries()) {
    try {
      const step = withMoved(plan(done), moved);
      const before = how.rehearsal ? await recordBefore(parts, tx, step) : undefined;
      const effects = await effectsOf(parts, tx, { ...step, revision: first + index });
      await carryOutEffects(tx, effects);
      const [event] = effects.events;
      append(events, effects.events);
      const { stored } = effects.result;
      const record = event?.record ?? stored?.id ?? '';
      if (event) follow(moved, step, event);
      done.push({
        record,
        ...(event && { revision: event.revision }),
        ...(how.rehearsal && stored && { stored }),
        ...(before !== undefined &&
          (await sides(parts, tx, { ...step, call: seeing(step.call, how) }, before, stored))),
      });
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      done.push(undefined);
      failures.push({ index, refusal: failure });
    }
    await pause();
  }
  const outcome: TogetherOutcome = { done, failures };
  if (how.rehearsal) await how.look?.(tx, done);
  if (how.rehearsal || failures.length > 0) throw new TakenBack(outcome);
  return { statements: [], inserts: [], events, result: outcome };
}

/** The version of a record with which the set began, and the one it is at. */
interface Moved {
  readonly from: number;
  readonly to: number;
}

/** Gives a step the version that a step before made of its record, where its caller saw the one before all of them. */
function withMoved(step: TogetherStep, moved: ReadonlyMap<string, Moved>): TogetherStep {
  const { item } = step;
  if (item.op === 'create' || item.ifMatch === undefined) return step;
  const known = moved.get(item.id);
  return known?.from === item.ifMatch ? { ...step, item: { ...item, ifMatch: known.to } } : step;
}

function follow(moved: Map<string, Moved>, { item }: TogetherStep, { record, revision }: WriteEvent): void {
  const seen = item.op === 'create' ? undefined : item.ifMatch;
  const from = [...moved].find(([id, one]) => id === record && one.to === seen)?.[1].from ?? seen;
  if (from !== undefined) moved.set(record, { from, to: revision });
}

async function recordBefore(
  parts: StoreParts,
  tx: Connection,
  { call, form, item }: TogetherStep,
): Promise<Stored | null> {
  return item.op === 'create' ? null : ((await readStored(tx, parts.layout(call, form), item.id)) ?? null);
}

function seeing(call: Call, { sight }: TogetherHow): Call {
  return sight ? { ...call, rights: sight } : call;
}

async function sides(
  parts: StoreParts,
  tx: Connection,
  { call, form, item }: TogetherStep,
  before: Stored | null,
  stored: Stored | undefined,
) {
  const wire = async (one: Stored | null | undefined) =>
    one ? await parts.answers.one(tx, call, form, one) : null;
  return { before: await wire(before), after: item.op === 'delete' ? null : await wire(stored) };
}
