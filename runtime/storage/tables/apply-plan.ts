import type { PlanRow } from '../../../migrations/rows/tables.ts';
import { span } from '../../common/traces/trace.ts';
import type { Connection, Database } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import { carryOutSteps } from './carry-out-steps.ts';
import { forgetRows } from './move-values.ts';
import type { Change, Plan } from './plan.ts';
import { readState } from './state.ts';

export interface ApplyOptions {
  /** The node that applies: one at a time does. */
  readonly node: string;
  /** How people call it: it stands beside plans that it gives up. Default: as `node` says. */
  readonly nodeName?: string;
  /** Id of the plan in the journal: a UUID. */
  readonly id: string;
  /** The caller's plans for when the tables are ready, to be found again after a crash. Default: none. */
  readonly intent?: string;
  /** Epoch milliseconds, for the journal. */
  readonly at: number;
  /** Where a date begins when it becomes an instant. Default: UTC. */
  readonly zone?: string;
  /** How long to go on trying when readers are in the way of DDL, in milliseconds. Default: 60,000. */
  readonly patience?: number;
  /** Called between any two things that are done; tests die here. */
  readonly onMoment?: (moment: string) => void;
}

/** The options that carrying on needs: the journal has the others of `ApplyOptions`. */
export type ResumeOptions = Omit<ApplyOptions, 'id' | 'intent' | 'at'>;

/**
 * Makes the tables ready for a model, step by step: verify, do, record. The model in use keeps
 * working all the while. Whoever publishes then calls `finishPlan` in the transaction that switches.
 * Throws `lock-timeout` when readers never made way; the plan can be resumed or abandoned then.
 */
export async function applyPlan(database: Database, plan: Plan, options: ApplyOptions): Promise<void> {
  const flaw = plan.issues.find(({ severity }) => severity === 'error');
  if (flaw) throw new Error(`a plan with errors was applied: ${flaw.code}`);
  await underLease(database, lease(options), async (held) => {
    await undo(held.database, () => true);
    await begin(held.database, plan, options);
    options.onMoment?.('begun');
    await work(held.database, { id: options.id, plan }, options);
  });
}

export interface UnfinishedPlan {
  readonly id: string;
  readonly plan: Plan;
  readonly intent: string | null;
}

/** Reads the intent of a plan that was begun and not brought to its end, where there is one. */
export async function unfinishedIntent(
  database: Database,
): Promise<Pick<UnfinishedPlan, 'id' | 'intent'> | undefined> {
  return unfinished(database);
}

/** Takes up a plan that was cut off, where there is one; answers it, ready to be finished. */
export async function resumePlan(database: Database, options: ResumeOptions): Promise<UnfinishedPlan | null> {
  if (!(await unfinished(database))) return null;
  return underLease(database, lease(options), async (held) => {
    const row = await unfinished(held.database);
    if (!row) return null;
    const plan = JSON.parse(row.content) as Plan;
    await work(held.database, { id: row.id, plan }, options);
    return { id: row.id, plan, intent: row.intent };
  });
}

/**
 * Gives up a plan: the caller, `by`, changed its mind. Tables and columns that were made stay unused, until a later
 * plan wants them or `contract` takes them away. Steps that are done already stay so.
 */
export async function abandonPlan(database: Database, id: string, by: string): Promise<void> {
  await undo(database, (row) => row.id === id);
  await database.run(`${abandon} AND id = ?`, [by, id]);
}

/** The same for whatever was cut off and cannot be carried to its end. */
export async function abandonPlans(database: Database, by: string): Promise<void> {
  await undo(database, () => true);
  await database.run(abandon, [by]);
}

export interface PlanEnd {
  readonly state: PlanRow['state'];
  /** Name of the node that ended it; null: an older server did, or nobody yet. */
  readonly endedBy: string | null;
}

/** Reads how a plan ended, whoever went on with it; undefined: it was never begun. */
export async function readPlanEnd(reader: Connection, id: string): Promise<PlanEnd | undefined> {
  const row = await reader.first<Pick<PlanRow, 'state' | 'ended_by'>>(
    'SELECT state, ended_by FROM gj_plan WHERE id = ?',
    [id],
  );
  return row && { state: row.state, endedBy: row.ended_by };
}

/** Rows that were written for a model that does not come: nobody is to find them in a table that comes later. */
async function undo(database: Database, concerns: (row: PlanRow) => boolean): Promise<void> {
  const rows = await database.all<PlanRow>(`${plans} WHERE state = 'running'`);
  const { found } = await readState(database);
  for (const { content } of rows.filter(concerns))
    for (const change of (JSON.parse(content) as Plan).changes)
      if (
        change.kind === 'move-values' &&
        change.since === undefined &&
        change.rows.every(({ table }) => found.has(table))
      )
        await forgetRows(database, change);
}

const plans = 'SELECT id, hash, content, intent, state, at, ended_by FROM gj_plan';
const abandon = `UPDATE gj_plan SET state = 'abandoned', ended_by = ? WHERE state = 'running'`;

async function unfinished(database: Database): Promise<PlanRow | undefined> {
  const rows = await database.all<PlanRow>(`${plans} WHERE state = 'running' ORDER BY at DESC`);
  return rows[0];
}

async function begin(database: Database, plan: Plan, options: ApplyOptions): Promise<void> {
  const { upsert } = database.dialect;
  await transact(database, async (tx) => {
    await tx.run(abandon, [options.nodeName ?? options.node]);
    await tx.run(upsert('gj_plan', ['id', 'hash', 'content', 'intent', 'state', 'at'], ['id']), [
      ...[options.id, plan.hash, JSON.stringify(plan), options.intent ?? null, 'running', options.at],
    ]);
    for (const [seq, change] of plan.changes.entries()) {
      await tx.run(upsert('gj_journal', ['plan', 'seq', 'step'], ['plan', 'seq']), [
        ...[options.id, seq, `${change.kind} ${change.table}`],
      ]);
    }
  });
}

async function work(
  database: Database,
  { id, plan }: { readonly id: string; readonly plan: Plan },
  options: ResumeOptions,
): Promise<void> {
  const done = await database.all<{ seq: number }>(
    'SELECT seq FROM gj_journal WHERE plan = ? AND done_at IS NOT NULL',
    [id],
  );
  const finished = new Set(done.map(({ seq }) => seq));
  const { found } = await readState(database);
  for (const [seq, change] of plan.changes.entries()) {
    if (finished.has(seq)) continue;
    await refuseEnded(database, id, seq);
    await span('step', { 'guiju.step': change.kind }, () => step(database, change, found, options));
    options.onMoment?.(`done ${seq}`);
    await database.run(
      `UPDATE gj_journal SET done_at = ${database.dialect.now} WHERE plan = ? AND seq = ? AND done_at IS NULL`,
      [id, seq],
    );
    options.onMoment?.(`recorded ${seq}`);
  }
}

async function step(
  database: Database,
  change: Change,
  found: Parameters<typeof carryOutSteps>[2],
  options: ResumeOptions,
): Promise<void> {
  await carryOutSteps(database, change, found, {
    zone: options.zone ?? 'UTC',
    patience: options.patience ?? 60_000,
    onMoment: options.onMoment ?? (() => {}),
  });
}

/** Refuses to go on with a plan that ended while this node slept: it was given up, or others did this step. */
async function refuseEnded(database: Database, id: string, seq: number): Promise<void> {
  await transact(database, async (tx) => {
    const row = await tx.first(
      `SELECT p.id FROM gj_plan p JOIN gj_journal j ON j.plan = p.id
       WHERE p.id = ? AND p.state = 'running' AND j.seq = ? AND j.done_at IS NULL`,
      [id, seq],
    );
    if (!row) throw new LeaseLost(`the plan ${id}`);
  });
}

function lease({ node }: ResumeOptions) {
  return { work: 'tables', node } as const;
}
