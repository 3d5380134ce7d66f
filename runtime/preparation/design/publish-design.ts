import type { Overtaken } from '../../../metadata/contract/design/parts.ts';
import type { HowToPublish, NewVersion } from '../../../metadata/contract/design/publish.ts';
import type { InstallPlan } from '../../../metadata/contract/packages/install-plan.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { InstallAsSeen, InstallDone, Installer } from '../install/create-installer.ts';
import type { Designs, ReadDesign } from './create-designs.ts';
import { type Design, readDesign, updateDesign } from './design.ts';
import type { Folded } from './fold.ts';
import type { Ground } from './layers.ts';
import { refuseUnlessMayPublish } from './may-publish.ts';
import { findOvertaken } from './overtaken.ts';
import { designClosed, designEmpty, designOvertaken, designStepsGone, designUnapproved } from './refusals.ts';
import { changesNothing, isSame, newVersions, toInstall } from './to-install.ts';

export interface PublishingParts {
  readonly database: Database;
  readonly designs: Designs;
  readonly installer: Pick<Installer, 'plan' | 'apply'>;
  readonly clock: () => number;
  readonly node: string;
}

export interface DesignPlan {
  readonly plan: InstallPlan;
  readonly overtaken: readonly Overtaken[];
  readonly refused: Folded['refused'];
  readonly versions: readonly NewVersion[];
}

export interface PublishesDesigns {
  plan(call: Call, id: string, how: HowToPublish): Promise<DesignPlan>;
  /** `along`: the change set that names it. */
  publish(
    call: Call,
    id: string,
    how: HowToPublish & Pick<InstallAsSeen, 'hash' | 'along'>,
  ): Promise<InstallDone>;
  /** Finds out the end of a design whose publish was cut off. */
  settle(design: Design, call: Call): Promise<Design>;
}

type Whole = ReadDesign & { readonly folded: Folded; readonly ground: Ground };

export function createPublishing(parts: PublishingParts): PublishesDesigns {
  const { database, designs, installer, clock } = parts;

  async function whole(call: Call, id: string, overwrite: boolean) {
    const read = await designs.folded(call, id);
    const overtaken = overwrite
      ? []
      : await findOvertaken(database, read.design, { ...read, user: call.user.id });
    return { ...read, overtaken };
  }

  return {
    async plan(call, id, { overwrite = false, drop: _, ...how }) {
      const { design, folded, ground, overtaken } = await whole(call, id, overwrite);
      const plan = await installer.plan(call, toInstall(folded, ground, design.details.versions), how);
      return { plan, overtaken, refused: folded.refused, versions: newVersions(folded, ground) };
    },
    async publish(call, id, { overwrite = false, drop = false, ...how }) {
      const seen = await whole(call, id, overwrite);
      refuseUnready(call, seen);
      if (!drop) refuseGone(seen.folded);
      if (seen.overtaken.length > 0)
        throw designOvertaken(
          { count: seen.overtaken.length },
          seen.overtaken.map(({ target, form, by }) => ({
            path: `/${form}/${target}`,
            code: 'design-published-otherwise',
            params: { target: `${form}/${target}`, by: by ?? '?' },
          })),
        );
      if (!how.along && changesNothing(seen)) throw designEmpty({ name: seen.design.name });
      const lease = { ...leaseOf(id), within: call.fence };
      return underLease(database, lease, async (held) => {
        // Anybody who changes it from here on is told that it is being published.
        await note(held.database, id, (design) => ({
          ...design,
          details: { ...design.details, publishing: { id: call.user.id, name: call.user.name } },
        }));
        try {
          const ready = async () => {
            const { design, folded, ground } = await designs.folded(call, id);
            return toInstall(folded, ground, design.details.versions);
          };
          const done = await installer.apply({ ...call, fence: held.fence }, ready, how);
          const noted = note(held.database, id, (design) => published(design, done.revision, clock()));
          await noted.catch(async (failure) => {
            unlessSettled(failure);
            // Where another looked before it was in force.
            await settled(id, call, ({ state }) => state !== 'published');
          });
          return done;
        } catch (error) {
          // The next one who looks at it sees how far it came.
          if (!(error instanceof Refusal)) throw error;
          await note(held.database, id, ({ details: { publishing: _, ...details }, ...design }) => ({
            ...design,
            details,
          })).catch(unlessSettled);
          throw error;
        }
      });
    },
    async settle(design, call) {
      if (!design.details.publishing) return design;
      return (await settled(design.id, call, ({ details }) => details.publishing !== undefined)) ?? design;
    },
  };

  /** Settles a design that `asks`, by the model in service; undefined: it is gone, or somebody else is at it. */
  function settled(id: string, call: Call, asks: (design: Design) => boolean): Promise<Design | undefined> {
    return underLease(database, { ...leaseOf(id), ifFree: true }, async (held) => {
      // The node that had the lease until now may have settled it.
      const now = await readDesign(database, id);
      if (!now || !asks(now)) return now;
      const { folded, ground } = await designs.folded(call, id);
      const isOut = [...folded.layers].every(([layer, files]) => isSame(files, ground.files(layer)));
      const { publishing: _, ...details } = now.details;
      const next = isOut ? published(now, ground.revision, clock()) : { ...now, details };
      await updateDesign(held.database, next);
      return next;
    });
  }

  function leaseOf(piece: string) {
    return { work: 'design', piece, node: parts.node } as const;
  }
}

/** While this node stood still, another took over, and looked what had become of the publish by then. */
function unlessSettled(failure: unknown): void {
  if (!(failure instanceof LeaseLost)) throw failure;
}

async function note(database: Database, id: string, change: (design: Design) => Design): Promise<void> {
  const design = await readDesign(database, id);
  if (design) await updateDesign(database, change(design));
}

function published(design: Design, revision: number, now: number): Design {
  const { publishing: _, failure: __, ...details } = design.details;
  return { ...design, state: 'published', modifiedAt: now, details: { ...details, revision } };
}

/** Refuses a design that the caller may not publish, or that is not agreed to. */
function refuseUnready(call: Call, seen: Whole): void {
  const { design, log } = seen;
  if (design.state === 'published' || design.details.publishing)
    throw designClosed({ name: design.name, state: design.state });
  refuseUnlessMayPublish(call, seen);
  const { approved, approvedAt } = design.details;
  if (call.served.approvals?.designs && !call.approved && (!approved || approvedAt !== log.length))
    throw designUnapproved({ name: design.name });
}

/** Refuses a design of which something would be lost: what some of its steps were about is there no more. */
function refuseGone({ refused }: Folded): void {
  if (refused.length === 0) return;
  throw designStepsGone(
    { count: refused.length },
    refused.flatMap(({ n, issues }) =>
      issues.map(({ code, params }) => ({ path: `/steps/${n}`, code, params })),
    ),
  );
}
