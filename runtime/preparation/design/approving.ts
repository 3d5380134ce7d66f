import type { HowToPublish } from '../../../metadata/contract/design/publish.ts';
import { stepsOf } from '../../../metadata/design/design-log.ts';
import type { Call } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import type { Designs, ReadDesign } from './create-designs.ts';
import { type Design, type DesignDetails, updateDesign } from './design.ts';
import { refuseUnlessMayPublish } from './may-publish.ts';
import { designState, ownDesign } from './refusals.ts';

export interface Approving {
  propose(call: Call, id: string): Promise<Design>;
  /** By somebody who may publish all of it and had no hand in it. */
  approve(call: Call, id: string): Promise<Design>;
  /** Back to whoever works on it, by whoever may publish it; taken back by himself. */
  reject(call: Call, id: string, reason: string): Promise<Design>;
  /** Published at an instant, as it is agreed to now. */
  schedule(call: Call, id: string, when: When): Promise<Design>;
  /** Not at that time after all; what was agreed to stays so. */
  unschedule(call: Call, id: string): Promise<Design>;
}

export interface When {
  /** Instant. */
  readonly at: string;
  readonly how: HowToPublish;
  /** The lines of its plan now: a new one by then is looked at by people first. */
  readonly seen: readonly string[] | undefined;
}

export function createApproving({
  database,
  designs,
  clock,
}: {
  readonly database: Database;
  readonly designs: Designs;
  readonly clock: () => number;
}): Approving {
  async function become(
    call: Call,
    id: string,
    from: readonly Design['state'][],
    next: (read: ReadDesign) => Promise<Partial<Design>>,
  ): Promise<Design> {
    const read = await designs.read(call, id);
    const { design } = read;
    if (!from.includes(design.state) || design.details.publishing) throw designState({ state: design.state });
    const changed: Design = { ...design, ...(await next(read)), modifiedAt: clock() };
    await updateDesign(database, changed);
    return changed;
  }
  const person = ({ user }: Call) => ({ id: user.id, name: user.name });

  return {
    propose: (call, id) =>
      become(call, id, ['open'], async ({ design, log }) => {
        // A person who looks at it has to see it.
        if (stepsOf(log).length === 0) throw designState({ state: design.state });
        const details = { ...agreed(design.details), proposed: person(call) };
        return { state: 'proposed', shared: true, details };
      }),
    approve: (call, id) =>
      become(call, id, ['proposed'], async ({ design, log }) => {
        const authors = new Set([design.by.id, ...log.map(({ by }) => by.id)]);
        if (authors.has(call.user.id)) throw ownDesign();
        await mayPublish(call, id);
        const details = { ...design.details, approved: person(call), approvedAt: log.length };
        return { state: 'approved', details };
      }),
    reject: (call, id, reason) =>
      become(call, id, ['proposed', 'approved', 'scheduled'], async ({ design }) => {
        const isOwn = await ownOrMine(call, design);
        const rejected = { by: person(call), at: new Date(clock()).toISOString(), reason };
        const details = { ...agreed(design.details), ...(isOwn ? {} : { rejected }) };
        return { state: 'open', details };
      }),
    unschedule: (call, id) =>
      become(call, id, ['scheduled'], async ({ design }) => {
        await ownOrMine(call, design);
        const { scheduledAt: _a, scheduled: _b, how: _h, seen: _s, ...details } = design.details;
        return { state: details.approved ? 'approved' : 'open', details };
      }),
    schedule: (call, id, { at, how, seen }) =>
      become(call, id, ['open', 'approved'], async ({ design, log }) => {
        await mayPublish(call, id);
        const { approved, approvedAt } = design.details;
        if (call.served.approvals?.designs && (!approved || approvedAt !== log.length))
          throw designState({ state: design.state });
        const { failure: _, rejected: __, ...known } = design.details;
        const when = { scheduledAt: at, scheduled: person(call), how, ...(seen && { seen }) };
        return { state: 'scheduled', details: { ...known, ...when } };
      }),
  };

  /** Whether it is somebody's own; of others it is for whoever may publish it. */
  async function ownOrMine(call: Call, { id, by, details }: Design): Promise<boolean> {
    if ([by.id, details.proposed?.id, details.scheduled?.id].includes(call.user.id)) return true;
    await mayPublish(call, id);
    return false;
  }

  async function mayPublish(call: Call, id: string): Promise<void> {
    refuseUnlessMayPublish(call, await designs.folded(call, id));
  }
}

/** Without what was agreed before. */
function agreed({
  proposed: _p,
  approved: _a,
  approvedAt: _n,
  scheduledAt: _s,
  how: _h,
  failure: _f,
  rejected: _r,
  scheduled: _by,
  seen: _seen,
  ...details
}: DesignDetails): DesignDetails {
  return details;
}
