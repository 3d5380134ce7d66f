import type { NodeRow } from '../../../migrations/rows/node-tables.ts';
import type { NodesServing } from '../../call/nodes-serving.ts';
import type { Connection, Database, Dialect } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { underLease } from '../../database/lease.ts';
import { alterPatiently } from './alter-patiently.ts';
import { giveUp, isLittered, sweep } from './give-up.ts';
import { type PhysicalColumn, readState, type TablesState } from './state.ts';

interface NodeReport {
  readonly id: string;
  /** How people call it. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Revision of the model it serves, and no older one in any request still under way. */
  readonly model: number;
}

/** A node says that it lives and which model it serves; every few seconds, and after each switch. */
export async function reportNode(
  database: Database,
  { id, name, startedAt, model }: NodeReport,
): Promise<void> {
  const { now } = database.dialect;
  const sql = `UPDATE gj_node SET name = ?, started_at = ?, model = ?, last_seen = ${now} WHERE id = ?`;
  const said = [name, startedAt, model, id];
  if ((await database.beat(sql, said)).changes > 0) return;
  // Two reports of one node may come at once.
  const columns = ['id', 'name', 'started_at', 'last_seen', 'model'];
  const upsert = database.dialect.upsert('gj_node', columns, ['id'], ['name', 'started_at', 'model']);
  await database.run(upsert, [id, name, startedAt, 0, model]);
  await database.run(sql, said);
}

/** A node that stops. */
export async function forgetNode(database: Database, id: string): Promise<void> {
  await database.run('DELETE FROM gj_node WHERE id = ?', [id]);
}

/** Milliseconds: a node reports every two seconds, and whoever was silent for so long is no more. */
export const nodeSilence = 10_000;

/** Nodes that live by the database's clock; `own` serves it, whatever it came to report. */
export async function nodesServing(database: Database, revision: number, own: string): Promise<NodesServing> {
  const live = (await readNodes(database, database.dialect)).filter(({ isSilent }) => !isSilent);
  const behind = live.filter(({ id, model }) => id !== own && model < revision);
  return {
    serving: live.length - behind.length,
    behind: behind.map(({ id, name, since }) => ({ id, name, since })),
  };
}

export interface NodeSaid {
  readonly id: string;
  /** How people call it. */
  readonly name: string;
  readonly startedAt: string;
  /** When it was last heard of. */
  readonly since: string;
  /** Whether that is so long ago that it counts as gone. */
  readonly isSilent: boolean;
  /** Revision of the model it serves. */
  readonly model: number;
}

/** All nodes that reported, by their names; of those that are silent none whose name another has taken up since. */
export async function readNodes(reader: Connection, { now }: Dialect): Promise<readonly NodeSaid[]> {
  const rows = await reader.all<NodeRow & { readonly silent: number }>(
    `SELECT id, name, started_at, last_seen, model, CASE WHEN last_seen > ${now} - ? THEN 0 ELSE 1 END AS silent
     FROM gj_node ORDER BY name, started_at DESC, id`,
    [nodeSilence],
  );
  const nodes = rows.map(({ id, name, started_at: started, last_seen: seen, model, silent }) => ({
    id,
    name: name ?? id,
    model: Number(model),
    isSilent: Number(silent) === 1,
    startedAt: new Date(Number(started)).toISOString(),
    since: new Date(Number(seen)).toISOString(),
  }));
  const first = new Map(nodes.toReversed().map((one) => [one.name, one]));
  return nodes.filter((one) => !one.isSilent || first.get(one.name) === one);
}

/** Rows of nodes that went without a word, long after anybody asked for them. */
export async function sweepNodes(database: Database): Promise<void> {
  await database.run(`DELETE FROM gj_node WHERE last_seen < ${database.dialect.now} - ?`, [nodesKept]);
}

const nodesKept = 24 * 3_600_000;

/** The oldest model that a node served within the last `within` milliseconds; null: there is none. */
export async function oldestModel(database: Database, within: number): Promise<number | null> {
  const row = await database.first<{ model: number | null }>(
    `SELECT MIN(model) AS model FROM gj_node WHERE last_seen > ${database.dialect.now} - ?`,
    [within],
  );
  return row?.model ?? null;
}

interface ContractOptions {
  readonly node: string;
  /** A node that was not seen for so many milliseconds is no more. Default: 60,000. */
  readonly nodeTimeout?: number;
  /** How long to go on trying when readers are in the way of DDL, in milliseconds. Default: 60,000. */
  readonly patience?: number;
}

/**
 * Takes away columns that were replaced, once every live node serves a model that no longer knows
 * them, those that were begun and never used, and what was made late. Answers `table.column` of each.
 */
export async function contract(whole: Database, options: ContractOptions): Promise<readonly string[]> {
  const { node, nodeTimeout = 60_000, patience = 60_000 } = options;
  const state = await readState(whole);
  const isDone = (await leaving(whole, state, nodeTimeout)).length + narrowed(state).length === 0;
  if (isDone && !isLittered(state)) return [];
  return underLease(whole, { work: 'tables', node }, async ({ database }) => {
    const now = await readState(database);
    const columns = await leaving(database, now, nodeTimeout);
    await transact(database, async (tx) => {
      for (const column of columns) await giveUp(tx, column);
    });
    for (const { table, name, kept } of narrowed(now)) {
      const sql = database.schema.alterColumn(table, { name, column: kept.column });
      await alterPatiently(database, sql, patience);
    }
    return sweep(database, { patience });
  });
}

/** How many columns are yet to go: replaced, while a node still serves a model that knows them, or begun and never used. */
export async function columnsToGo(database: Database): Promise<number> {
  const row = await database.first<{ n: number }>(
    "SELECT COUNT(*) AS n FROM gj_physical WHERE state NOT IN ('live', 'gone')",
  );
  return Number(row?.n ?? 0);
}

async function leaving(
  database: Database,
  { physical }: TablesState,
  nodeTimeout: number,
): Promise<readonly PhysicalColumn[]> {
  const candidates = physical.columns.filter(({ state }) => state !== 'live');
  if (candidates.length === 0) return [];
  const oldest = (await oldestModel(database, nodeTimeout)) ?? Number.POSITIVE_INFINITY;
  const running = await database.all(`SELECT id FROM gj_plan WHERE state = 'running'`);
  return candidates.filter(({ state, revision }) =>
    state === 'retired' ? revision <= oldest : running.length === 0,
  );
}

/** Columns that are to keep longer texts than they can. */
function narrowed({ physical, found }: TablesState): readonly PhysicalColumn[] {
  return [...physical.live.values()].filter(({ table, name, kept: { column } }) => {
    const longest = found.get(table)?.longest.get(name.toLowerCase());
    return column.type === 'text' && longest !== undefined && longest < Math.min(255, column.length);
  });
}
