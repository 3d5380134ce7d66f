import { stepsOf } from '../../metadata/design/design-log.ts';
import type { Json } from '../../metadata/json.ts';
import type { Call } from '../call/call.ts';
import type { Database } from '../database/database.ts';
import type { Designs, ReadDesign } from './create-designs.ts';
import { type Design, type DesignDetails, updateDesign } from './design.ts';
import { refuseUnlessMayPublish } from './may-publish.ts';
import { designState, ownDesign } from './refusals.ts';

export interface Approving {
  propose(call: Call, id: string): Promise<Design>;
  /** By somebody who may publish all of it and had no hand in it. */
  approve(call: Call, id: string): Promise<Design>;
  /** Back to whoever works on it. */
  reject(call: Call, id: string): Promise<Design>;
  /** Published at an instant, as it is agreed to now. */
  schedule(call: Call, id: string, at: string, how: { readonly [name: string]: Json }): Promise<Design>;
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
        // Who looks at it has to see it.
        if (stepsOf(log).length === 0) throw designState({ state: design.state });
        const details = { ...agreed(design.details), proposed: person(call) };
        return { state: 'proposed', shared: true, details };
      }),
    approve: (call, id) =>
      become(call, id, ['proposed'], async ({ design, log }) => {
        const hands = new Set([design.by.id, ...log.map(({ by }) => by.id)]);
        if (hands.has(call.user.id)) throw ownDesign();
        await mayPublish(call, id);
        const details = { ...design.details, approved: person(call), approvedAt: log.length };
        return { state: 'approved', details };
      }),
    reject: (call, id) =>
      become(call, id, ['proposed', 'approved', 'scheduled'], async ({ design }) => ({
        ...{ state: 'open', details: agreed(design.details) },
      })),
    schedule: (call, id, at, how) =>
      become(call, id, ['open', 'approved'], async ({ design, log }) => {
        await mayPublish(call, id);
        const { approved, approvedAt } = design.details;
        if (call.served.approvals?.designs && (!approved || approvedAt !== log.length))
          throw designState({ state: design.state });
        const proposed = design.details.proposed ?? person(call);
        return { state: 'scheduled', details: { ...design.details, proposed, scheduledAt: at, how } };
      }),
  };

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
  ...details
}: DesignDetails): DesignDetails {
  return details;
}
