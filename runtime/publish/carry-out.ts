import type { Database } from '../database/database.ts';
import type { Installed } from '../packages/package-store.ts';
import { writeInstalled } from '../packages/package-store.ts';
import { refusal } from '../refusal.ts';
import type { WriteEvent } from '../store/draft.ts';
import type { Writer } from '../store/writer.ts';
import { abandonPlan, applyPlan, resumePlan } from '../tables/apply-plan.ts';
import { finishPlan } from '../tables/finish-plan.ts';
import type { Plan } from '../tables/plan.ts';
import type { Publishable } from './publication.ts';

/** Id in history and in the change feed of what is no record of a form. */
export const modelForm = '$model';

export interface CarryOutParts {
  readonly database: Database;
  readonly write: Writer['write'];
  /** This node, for leases. */
  readonly node: string;
  readonly newId: () => string;
  readonly clock: () => number;
  readonly zone: () => string;
  readonly onMoment?: (moment: string) => void;
}

/** Who publishes, and why: kept with the publish, also when it is taken up after a crash. */
export interface Author {
  readonly actor: WriteEvent['actor'];
  readonly reason: string | null;
}

interface Intent extends Author {
  readonly base: number;
  readonly changed: readonly (Omit<Installed, 'files'> & {
    readonly files: Readonly<Record<string, unknown>>;
  })[];
}

const overtaken = refusal('publish-overtaken', 409);

/** Makes the tables ready beside the running model, then switches in one transaction. Answers the publish's revision. */
export async function carryOut(
  parts: CarryOutParts,
  publication: Publishable,
  author: Author,
): Promise<number> {
  const { database, node, newId, clock, onMoment } = parts;
  const id = newId();
  const { base, changed, tables } = publication;
  const intent: Intent = {
    ...author,
    base,
    changed: changed.map((each) => ({ ...each, files: Object.fromEntries(each.files) })),
  };
  try {
    await applyPlan(database, tables, {
      holder: node,
      id,
      intent: JSON.stringify(intent),
      at: clock(),
      zone: parts.zone(),
      ...(onMoment ? { onMoment } : {}),
    });
    return await change(parts, { id, plan: tables, base, changed }, author);
  } catch (error) {
    await abandonPlan(database, id);
    throw error;
  }
}

/** Takes up a publish that a crash cut off, where there is one. */
export async function resume(parts: CarryOutParts): Promise<number | null> {
  const { database, node, onMoment } = parts;
  const found = await resumePlan(database, {
    holder: node,
    zone: parts.zone(),
    ...(onMoment ? { onMoment } : {}),
  });
  if (!found?.intent) return null;
  const { base, changed, actor, reason } = JSON.parse(found.intent) as Intent;
  const packages = changed.map((each) => ({
    ...each,
    files: new Map(Object.entries(each.files)) as Installed['files'],
  }));
  return change(parts, { id: found.id, plan: found.plan, base, changed: packages }, { actor, reason });
}

interface Switch {
  readonly id: string;
  readonly plan: Plan;
  readonly base: number;
  readonly changed: readonly Installed[];
}

/** The moment itself. The lock on the revision keeps every writer out until it is done; those thought through on the old model think again. */
function change(
  { database, write, clock, zone, onMoment }: CarryOutParts,
  { id, plan, base, changed }: Switch,
  author: Author,
) {
  return write<number>({
    // Judged below, with a refusal of its own.
    model: Number.MAX_SAFE_INTEGER,
    size: 1,
    keys: [],
    loads: [],
    decide: () => {
      throw new Error('a publish decides nothing');
    },
    async alone(tx, revision) {
      const [row] = await tx.all<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
      if (Number(row?.model) !== base) throw overtaken();
      const at = clock();
      for (const each of changed) await writeInstalled(tx, each, revision, at);
      await finishPlan(tx, database.dialect, plan, { id, revision, zone: zone() });
      await tx.run('UPDATE gj_revision SET model = ? WHERE id = 1', [revision]);
      onMoment?.('before the switch');
      const event: WriteEvent = {
        ...{ revision, form: modelForm, record: id, operation: 'publish', at: new Date(at).toISOString() },
        ...{ actor: author.actor, reason: author.reason, org: null, stored: null, before: null },
        changed: changed.map(({ name }) => name),
      };
      return { statements: [], inserts: [], events: [event], result: revision };
    },
  });
}
