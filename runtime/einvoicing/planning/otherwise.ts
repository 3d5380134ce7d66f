import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import { compareDecided } from '../../../rules/einvoicing/compare/compare-decided.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import type { Moved, Otherwise } from '../../../rules/einvoicing/contract/planned.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Planner } from './create-planner.ts';
import { nudgesOf, withBody } from './nudges.ts';
import type { PlanAnswer, PlanHow } from './plan-asked.ts';

/** Each is a plan of its own: somebody waits for all of them. */
const most = { moves: 120, milliseconds: 8_000 };

/** Answers why not otherwise: moves each setting that a plan read a little, and plans under it. */
export async function otherwise(
  { decisions, planner }: { readonly decisions: Decisions; readonly planner: Planner },
  from: Call,
  asked: PlanAsked,
  how: PlanHow,
): Promise<Otherwise> {
  const pause = timeSlices();
  const call = await decisions.under(from, how);
  const plan = (trial: Trial | undefined) =>
    planner.plan(call, asked, { ...how, trace: 'none', ...(trial ? { trial } : {}) });
  const before = await plan(how.trial);
  const { configuration } = await decisions.prepare(call, decisions.find('plan'), how);
  const moves = nudgesOf(call, configuration, before, how.trial);
  const until = performance.now() + most.milliseconds;
  const items: Moved[] = [];
  let tried = 0;
  for (const { move, body } of moves.slice(0, most.moves)) {
    if (performance.now() > until) break;
    tried += 1;
    await pause();
    const after = await orRefused(plan(withBody(how.trial, move, body)));
    if (after === null) continue;
    const differences = compareDecided(before, after).length;
    if (differences === 0) continue;
    const { pendingInvoices, stopped } = after.result;
    items.push({ ...move, invoices: pendingInvoices.length, stopped: stopped.length, differences });
  }
  items.sort((a, b) => b.differences - a.differences);
  return { items, tried, left: moves.length - tried };
}

/** Plans; null: the plan was refused, since a setting that may not be saved is no other way either. */
async function orRefused(planned: Promise<PlanAnswer>): Promise<PlanAnswer | null> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return null;
    throw error;
  }
}
