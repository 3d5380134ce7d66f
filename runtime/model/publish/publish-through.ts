import { type Refusal, refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { type Fence, LeaseLost } from '../../database/fence.ts';
import type { Along } from '../../storage/store/commit/along.ts';
import { abandonPlan, type PlanEnd, readPlanEnd } from '../../storage/tables/apply-plan.ts';
import type { Loaded } from '../packages/package-data.ts';
import { finishArchives } from './archive-package.ts';
import {
  type Author,
  carryOutPublish,
  type PublishParts,
  revisionOf,
  underPublish,
} from './carry-out-publish.ts';
import type { Publishable } from './publication.ts';

export interface ThroughParts extends PublishParts {
  /** Takes the published model into service on this node, before whoever published is answered. */
  readonly load: () => Promise<void>;
  /** Brings over the records of packages that were published. */
  readonly loadData: (packages: readonly string[]) => Promise<Loaded>;
}

/** A publish to carry out, planned while nobody else publishes. */
export interface ToCarry {
  readonly publication: Publishable;
  /** Null: all of it is installed as it was given, so that only records are brought over. */
  readonly author: Author | null;
  readonly along?: Along | undefined;
  /** Packages whose records are brought over then. */
  readonly names: readonly string[];
}

export interface Through {
  readonly revision: number;
  readonly publication: Publishable;
  /** The outcome for the packages' records; the publish holds whatever could not be loaded. */
  readonly data: Loaded;
  /** Name of the node that brought it to its end while this one stood still; null: this one did. */
  readonly finishedBy: string | null;
}

const givenUp = refusal('publish-given-up', 503);
const replaced = refusal('publish-replaced', 409);

/** The name of another node where nobody knows which it was. */
const anotherServer = { zh: '另一台服务器', en: 'another server' };

/** The tries to go on after somebody took over. */
const tries = 3;

/**
 * Publishes one at a time, whatever becomes of this node meanwhile: it may stand still at any moment, and wake when
 * another has taken over. By the id of its plan it finds how that ended. A publish that another brought to its end is
 * in force, and told so; one that nobody went on with is gone on with here; one that was given up is told as that, with
 * what holds instead. Only an end that cannot be found out is told as not known. `within`: what it is a part of; once
 * that is lost, it is given up.
 */
export async function publishThrough(
  parts: ThroughParts,
  plan: () => Promise<ToCarry>,
  within?: Fence,
): Promise<Through> {
  let begun: Begun | undefined;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === tries;
    const carry = async (held: PublishParts): Promise<Through> => {
      if (begun) return through(held, parts, begun, await endToGoOnFrom(held, begun, isLast));
      begun = { id: parts.newId(), ...(await plan()) };
      return through(held, parts, begun, undefined);
    };
    try {
      return await underPublish(parts, carry, isLast ? undefined : within);
    } catch (error) {
      const end = begun && (await readEnd(parts.database, begun.id).catch(() => null));
      if (isLast || !goesOn(error, begun, end)) throw problemOf(error, begun, end);
    }
  }
}

interface Begun extends ToCarry {
  readonly id: string;
}

interface End extends PlanEnd {
  readonly revision: number | undefined;
}

async function readEnd(reader: Connection, id: string): Promise<End | undefined> {
  const end = await readPlanEnd(reader, id);
  return end && { ...end, revision: end.state === 'done' ? await revisionOf(reader, id) : undefined };
}

/** Reads how far the publish is, by whomever; throws where others gave it up, or nobody is to go on. */
async function endToGoOnFrom(held: PublishParts, begun: Begun, isLast: boolean): Promise<End | undefined> {
  const end = await readEnd(held.database, begun.id);
  if (begun.author === null || end?.state === 'done') return end;
  if (end?.state === 'running' && !isLast) return end;
  const { database, node, nodeName = node } = held;
  if (end?.state === 'running') await abandonPlan(database, begun.id, nodeName);
  throw await whyGivenUp(held, begun, end?.state === 'abandoned' ? end.endedBy : null);
}

/** Carries out what is left of it: all, what another did not come to, or nothing but to take it into service here. */
async function through(
  held: PublishParts,
  parts: ThroughParts,
  { id, publication, author, along, names }: Begun,
  end: End | undefined,
): Promise<Through> {
  const { nodeName = parts.node } = parts;
  if (author === null)
    // Records that could not be loaded last time may be possible by now.
    return { revision: publication.base, publication, data: await parts.loadData(names), finishedBy: null };
  const revision =
    end?.revision ??
    (await carryOutPublish(held, publication, author, { along, id, goesOn: end?.state === 'running' }));
  await parts.load();
  const data = await parts.loadData(names);
  parts.onMoment?.('records loaded');
  if (publication.leaving.length > 0) await finishArchives(parts);
  parts.onMoment?.('archived');
  const endedBy = end?.revision === undefined ? null : end.endedBy;
  return { revision, publication, data, finishedBy: endedBy === nodeName ? null : endedBy };
}

/**
 * How far a publish is after a failure; undefined: nothing of it was begun. Null: the database is away, and it cannot be
 * found out.
 */
type Reached = End | undefined | null;

/** Whether to go on after a failure: the publish was taken over, or is in force already. */
function goesOn(error: unknown, begun: Begun | undefined, end: Reached): boolean {
  const isLost = error instanceof LeaseLost;
  if (!begun || !(isLost || DatabaseError.is(error, 'unavailable', 'outcome-unknown'))) return false;
  return end !== null && (isLost || end?.state === 'done');
}

/** Answers why it was given up: another model is in service by now, or the one before still is. */
async function whyGivenUp(
  { database }: PublishParts,
  { publication }: Begun,
  takenOverBy: string | null,
): Promise<Refusal> {
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  const revision = Number(row?.model ?? 0);
  const node = takenOverBy ?? anotherServer;
  if (revision === publication.base) return givenUp({ node });
  const by = await database.first<{ actor_name: string | null }>(
    'SELECT actor_name FROM gj_publish WHERE revision = ? AND actor_name IS NOT NULL',
    [revision],
  );
  return replaced({ node, revision, name: by?.actor_name ?? '—' });
}

/**
 * Answers the problem that whoever published is told. Where nothing was begun, or it was given up, nothing was done; one
 * that is still running the next server brings to its end, and of one whose database is away nobody knows.
 */
function problemOf(error: unknown, begun: Begun | undefined, end: Reached): unknown {
  const isLost = error instanceof LeaseLost;
  if (!begun) return isLost ? givenUp({ node: anotherServer }) : error;
  const isOpen = begun.author !== null && (end === null || end?.state === 'running' || end?.state === 'done');
  if (!isLost && !(isOpen && error instanceof DatabaseError)) return error;
  return new DatabaseError('outcome-unknown', (error as Error).message, error);
}
