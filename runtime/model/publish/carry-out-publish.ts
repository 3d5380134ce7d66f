import type { Model } from '../../../metadata/model.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Mark } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { type Fence, LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { Along } from '../../storage/store/commit/along.ts';
import { marked, markInsert } from '../../storage/store/commit/marked.ts';
import type { PlannedWrite, WriteEvent } from '../../storage/store/commit/planned-write.ts';
import type { Writer } from '../../storage/store/commit/writer.ts';
import { noteFills } from '../../storage/store/save/fill-notes.ts';
import {
  abandonPlan,
  abandonPlans,
  applyPlan,
  resumePlan,
  unfinishedIntent,
} from '../../storage/tables/apply-plan.ts';
import { finishPlan } from '../../storage/tables/finish-plan.ts';
import { formTables } from '../../storage/tables/form-tables.ts';
import type { Plan } from '../../storage/tables/plan.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import {
  type Installed,
  readInstalled,
  recordPublish,
  writeInstalled,
  writeUninstalled,
} from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';
import type { Publishable } from './publication.ts';
import { claimAgain } from './records/claim-again.ts';
import type { ClaimChange } from './records/claim-changes.ts';
import { remadeIn } from './records/remake-records.ts';
import { overtaken, type Rewrites, rewriteStored } from './records/rewrites.ts';

/** Id in history and in the change feed of what is no record of a form. */
export const modelForm = '$model';

export interface PublishParts {
  readonly database: Database;
  readonly write: Writer['write'];
  /** This node, for leases. */
  readonly node: string;
  /** How people call it. Default: as `node` says. */
  readonly nodeName?: string;
  /** Throws at the switch where a condition does not hold. Default: nothing has to hold. */
  readonly fence?: Fence;
  readonly newId: () => string;
  readonly clock: () => number;
  readonly zone: () => string;
  readonly orgs: () => OrgTree;
  readonly edition: Edition;
  readonly onMoment?: (moment: string) => void;
}

/** Publishes one at a time, on whichever node; `within`: what else has to hold meanwhile. */
export function underPublish<P extends PublishParts, T>(
  parts: P,
  work: (parts: P) => Promise<T>,
  within?: Fence,
): Promise<T> {
  const { database, node } = parts;
  return underLease(database, { work: 'publish', node, within }, (held) =>
    work({ ...parts, database: held.database, fence: held.fence }),
  );
}

/** The author of a publish, and his reason: kept with the publish, also when it is taken up after a crash. */
export interface Author {
  readonly actor: WriteEvent['actor'];
  readonly reason: string | null;
  /** Revision of the publish that it takes back. Default: none. */
  readonly undoes?: number;
  /** What is filled in once it holds (`records/fill-defaults.ts`). Default: nothing. */
  readonly fills?: readonly string[];
  /** Of a publish that is made once: its mark, and the answer for whoever asked for it. */
  readonly once?: { readonly mark: Mark; readonly answer: string };
}

interface Intent extends Author {
  readonly base: number;
  readonly claims: readonly ClaimChange[];
  readonly rewrites: readonly Rewrites[];
  readonly changed: readonly Written[];
  /** Default: none. */
  readonly leaving?: readonly Written[];
  /** Id of the change set that is published with it. Default: none. */
  readonly changeSet?: string;
  /** Name of the node that began it. Default: an older server did. */
  readonly begunBy?: string;
}

/** A package as JSON. */
type Written = Omit<Installed, 'files'> & { readonly files: Readonly<Record<string, unknown>> };

const written = (each: Installed): Written => ({ ...each, files: Object.fromEntries(each.files) });
const readWritten = (each: Written): Installed => ({
  ...each,
  files: new Map(Object.entries(each.files)) as Installed['files'],
});

interface HowCarriedOut {
  readonly along?: Along | undefined;
  /** By which what became of it is found again. Default: a new one. */
  readonly id?: string;
  /** It was begun under that id, and is gone on with. Default: it begins now. */
  readonly goesOn?: boolean;
}

/**
 * Makes the tables ready beside the running model, then switches in one transaction. Answers the publish's revision.
 */
export async function carryOutPublish(
  parts: PublishParts,
  publication: Publishable,
  asked: Author,
  { along, id = parts.newId(), goesOn = false }: HowCarriedOut = {},
): Promise<number> {
  const { database, node, nodeName = node, clock, onMoment } = parts;
  const { base, changed, leaving, tables, claims, rewrites } = publication;
  const { model } = publication.compiled;
  // What is computed is made anew whoever publishes, and by whichever door.
  const author = { ...asked, fills: [...(asked.fills ?? []), ...remadeIn(publication.issues)] };
  const intent: Intent = {
    ...author,
    base,
    claims,
    rewrites,
    begunBy: nodeName,
    changed: changed.map(written),
    leaving: leaving.map(written),
    ...(along && { changeSet: along.changeSet }),
  };
  try {
    const options = { node, nodeName, zone: parts.zone(), ...(onMoment ? { onMoment } : {}) };
    if (goesOn) await resumePlan(database, options);
    else await applyPlan(database, tables, { ...options, id, intent: JSON.stringify(intent), at: clock() });
    const revision = await change(
      parts,
      { id, plan: tables, base, changed, leaving, claims, rewrites, model, ...(along && { along }) },
      author,
    );
    onMoment?.('switched');
    return revision;
  } catch (error) {
    // The node that has taken over goes on with it.
    if (error instanceof LeaseLost) throw error;
    await abandonPlan(database, id, nodeName).catch((failure) => {
      throw failure instanceof LeaseLost ? failure : error;
    });
    if (!DatabaseError.is(error, 'outcome-unknown')) throw error;
    // The plan is done in the very commit of which nobody heard; what is not done is given up by now.
    const revision = await revisionOf(database, id).catch(() => {
      throw error;
    });
    if (revision === undefined) throw new DatabaseError('unavailable', error.message, error);
    return revision;
  }
}

/** Of a publish, by the id it was carried out under; undefined: it did not switch. */
export async function revisionOf(reader: Connection, id: string): Promise<number | undefined> {
  const row = await reader.first<{ revision: number }>(
    'SELECT revision FROM gj_history WHERE form = ? AND record = ?',
    [modelForm, id],
  );
  return row && Number(row.revision);
}

/** A publish that was taken up and is done, or could not be carried to its end: then everything is as before it. */
export type Resumed = (Cut & { readonly revision: number }) | { readonly refused: Refusal };

/** Of a publish that was cut off: who asked for it, and on which node. */
interface Cut {
  readonly actor: string;
  readonly begunBy: string | null;
  readonly packages: readonly string[];
}

/**
 * Takes up a publish that a crash cut off, where there is one. One that a change set was published with is given up: who
 * asked for both is not there to say whether its values still hold, and neither has begun to.
 */
export async function resume(parts: PublishParts): Promise<Resumed | null> {
  // The node that has the lease may be about to switch.
  return (await unfinishedIntent(parts.database)) ? underPublish(parts, resumeHeld) : null;
}

async function resumeHeld(parts: PublishParts): Promise<Resumed | null> {
  const { database, node, nodeName = node, onMoment } = parts;
  const cut = await unfinishedIntent(database);
  if (cut?.intent && (JSON.parse(cut.intent) as Intent).changeSet !== undefined) {
    await abandonPlan(database, cut.id, nodeName);
    return null;
  }
  const options = { node, nodeName, zone: parts.zone(), ...(onMoment ? { onMoment } : {}) };
  try {
    const found = await resumePlan(database, options);
    if (!found?.intent) return null;
    const intent = JSON.parse(found.intent) as Intent;
    const {
      base,
      claims,
      rewrites = [],
      begunBy = null,
      changed: _changed,
      leaving: _leaving,
      ...author
    } = intent;
    const changed = intent.changed.map(readWritten);
    const leaving = (intent.leaving ?? []).map(readWritten);
    const model = claims.length + rewrites.length === 0 ? null : await modelWith(parts, changed, leaving);
    const next = { id: found.id, plan: found.plan, base, claims, rewrites, model, changed, leaving };
    const revision = await change(parts, next, author, nodeName);
    const packages = [...changed, ...leaving].map(({ name, version }) => `${name} ${version}`);
    return { revision, begunBy, actor: author.actor.name, packages };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await abandonPlans(database, nodeName);
    return { refused: error };
  }
}

/** Builds the model of the installed packages with those of a publish in it. */
async function modelWith(
  { database, edition }: PublishParts,
  changed: readonly Installed[],
  leaving: readonly Installed[],
): Promise<Model> {
  const names = new Set([...changed, ...leaving].map(({ name }) => name));
  const installed = (await readInstalled(database)).filter(({ name }) => !names.has(name));
  const { model } = await buildModel([...installed, ...changed], edition);
  if (!model) throw overtaken();
  return model;
}

interface Switch {
  readonly id: string;
  readonly plan: Plan;
  readonly base: number;
  readonly changed: readonly Installed[];
  readonly leaving: readonly Installed[];
  readonly claims: readonly ClaimChange[];
  readonly rewrites: readonly Rewrites[];
  /** Needed where there are claims or conditions to change, or something is written along. */
  readonly model: Model | null;
  readonly along?: Along;
}

/**
 * The moment itself. The lock on the revision keeps every writer out until it is done; those planned on the old model are
 * planned again. `finishedBy`: the node that does it in the place of whoever began. Default: nobody else began it.
 */
function change(
  { database, write, clock, zone, orgs, onMoment, fence, node, nodeName = node }: PublishParts,
  { id, plan, base, changed, leaving, claims, rewrites, model, along }: Switch,
  { actor, reason, once, undoes, fills = [] }: Author,
  finishedBy: string | null = null,
) {
  const rewriting = rewrites.reduce((count, { items }) => count + items.length, 0);
  const planned: PlannedWrite<number> = {
    // Judged below, with a refusal of its own.
    model: Number.MAX_SAFE_INTEGER,
    size: 1 + rewriting + (along?.size ?? 0),
    keys: [],
    loads: [],
    cause: { isPublish: true, ...(along && { changeSet: along.changeSet }) },
    fence,
    decide: () => {
      throw new Error('a publish decides nothing');
    },
    async alone(tx, revision) {
      const row = await tx.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
      if (Number(row?.model) !== base) throw overtaken();
      const at = clock();
      for (const each of changed) await writeInstalled(tx, each, revision, at);
      await writeUninstalled(tx, leaving, revision, at);
      const stated = [
        ...changed,
        ...leaving.map(({ name, version }) => ({ name, version, files: new Map() })),
      ];
      await recordPublish(tx, stated, { revision, actor, reason, finishedBy });
      if (undoes !== undefined)
        await tx.run('insert into gj_undo (revision, undoes) values (?, ?)', [revision, undoes]);
      if (fills.length > 0) {
        const { sql, params } = noteFills({ revision, fills, actor: actor.id, at });
        await tx.run(sql, params);
      }
      await finishPlan(tx, database.dialect, plan, { id, revision, by: nodeName, zone: zone() });
      const moment = { orgs: orgs(), revision, zone: zone(), at };
      if (model) await claimAgain(tx, database.dialect, claims, { ...moment, model });
      const rewritten = model
        ? await rewriteStored(tx, database.dialect, rewrites, { ...moment, model, actor, reason })
        : [];
      await tx.run('UPDATE gj_revision SET model = ? WHERE id = 1', [revision]);
      const more =
        along && model
          ? await along.write(tx, revision + 1 + rewriting, {
              model,
              revision,
              table: formTables(model, await readPhysical(tx)),
            })
          : [];
      onMoment?.('before the switch');
      const event: WriteEvent = {
        revision,
        form: modelForm,
        record: id,
        operation: 'publish',
        at: new Date(at).toISOString(),
        actor,
        reason,
        org: null,
        stored: null,
        before: null,
        changed: stated.map(({ name }) => name),
      };
      return { statements: [], inserts: [], events: [event, ...rewritten, ...more], result: revision };
    },
  };
  return write(once ? marked(markInsert(database.dialect), planned, once.mark, () => once.answer) : planned);
}
