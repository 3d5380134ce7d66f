import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { type Held, underLease } from '../../database/lease.ts';
import type { InstallDone } from '../install/create-installer.ts';
import { type Design, readScheduled, updateDesign } from './design.ts';
import { planSays } from './plan-says.ts';
import type { PublishesDesigns } from './publish-design.ts';
import { designPlanNews } from './refusals.ts';

export interface ScheduledParts {
  readonly database: Database;
  readonly publishing: PublishesDesigns;
  readonly systemCall: () => Call;
  /** Null: there is no such person any more. */
  readonly rightsOf: (user: string) => Promise<Rights | null | undefined>;
  readonly clock: () => number;
  readonly node: string;
  readonly log: Log;
}

/** Publishes designs that are due, one node at a time; what cannot be published is left to people, with why. */
export async function publishScheduledDesigns(parts: ScheduledParts): Promise<void> {
  const { database, node, log } = parts;
  const published: InstallDone[] = [];
  if ((await due(parts)).length === 0) return;
  await underLease(database, { work: 'designs', node, ifFree: true }, async (held) => {
    for (const one of await due(parts)) {
      // A publish that was cut off may have come to its end; one that is under way will.
      const user = { ...one.by, number: one.by.name };
      const design = await parts.publishing.settle(one, { ...parts.systemCall(), user });
      if (design.state === 'published' || design.details.publishing) continue;
      const done = await publishDue(parts, held, design);
      if (done) published.push(done);
    }
  });
  for (const { revision, nodes, result } of published) {
    const finishedBy = result['finishedBy'] ?? null;
    if (finishedBy !== null)
      log.warn({ revision, finishedBy }, 'another node finished a publish of this one');
    const { behind } = await nodes();
    if (behind.length > 0) log.warn({ revision, behind }, 'nodes do not serve a publish yet');
  }
}

async function due({ database, clock }: ScheduledParts): Promise<readonly Design[]> {
  const now = new Date(clock()).toISOString();
  return (await readScheduled(database)).filter(({ details }) => (details.scheduledAt ?? '') <= now);
}

async function publishDue(
  parts: ScheduledParts,
  { database, fence }: Held,
  design: Design,
): Promise<InstallDone | null> {
  const system: Call = { ...parts.systemCall(), fence };
  const { proposed, scheduled = proposed, how = {}, seen } = design.details;
  const rights = scheduled && (await parts.rightsOf(scheduled.id));
  try {
    if (!rights)
      throw new Refusal({ code: 'design-forbidden', status: 403 }, { target: design.name }, [], {});
    const call: Call = { ...system, rights, user: { ...scheduled, number: scheduled.name }, approved: true };
    const { plan } = await parts.publishing.plan(call, design.id, how);
    // The person who chose the time has not seen these lines.
    const news = seen ? planSays(plan).filter((one) => !seen.includes(one)) : [];
    if (news.length > 0) throw designPlanNews({ count: news.length });
    return await parts.publishing.publish(call, design.id, { ...how, hash: plan.hash ?? '' });
  } catch (error) {
    // A fault of the server is tried again.
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    const { scheduledAt: _, scheduled: __, seen: ___, how: ____, ...details } = design.details;
    const failure = { code: error.code, params: error.params, at: new Date(parts.clock()).toISOString() };
    await updateDesign(database, { ...design, state: 'open', details: { ...details, failure } });
    return null;
  }
}
