import type { Database } from '../database/database.ts';
import { withLease } from '../database/lease.ts';
import { dropColumn } from './drop-column.ts';
import { oldestModel } from './nodes.ts';
import { type PhysicalColumn, readState } from './state.ts';

export interface ContractOptions {
  readonly holder: string;
  /** A node that was not seen for so many milliseconds is no more. Default: 60,000. */
  readonly nodeTimeout?: number;
  /** How long to go on trying when readers are in the way of DDL, in milliseconds. Default: 60,000. */
  readonly patience?: number;
}

/**
 * Takes away columns that were replaced, once every live node serves a model that no longer knows
 * them, and those that were begun and never used. Answers `table.column` of each.
 */
export async function contract(database: Database, options: ContractOptions): Promise<readonly string[]> {
  const { holder, nodeTimeout = 60_000, patience = 60_000 } = options;
  if ((await leaving(database, nodeTimeout)).length === 0) return [];
  return withLease(database, { name: 'tables', holder }, async (renew) => {
    const columns = await leaving(database, nodeTimeout);
    const { found } = await readState(database);
    for (const column of columns) {
      await renew();
      await dropColumn(database, column, found.get(column.table), patience);
    }
    return columns.map(({ table, name }) => `${table}.${name}`);
  });
}

async function leaving(database: Database, nodeTimeout: number): Promise<readonly PhysicalColumn[]> {
  const { physical } = await readState(database);
  const candidates = physical.columns.filter(({ state }) => state !== 'live');
  if (candidates.length === 0) return [];
  const oldest = (await oldestModel(database, nodeTimeout)) ?? Number.POSITIVE_INFINITY;
  const running = await database.all(`SELECT id FROM gj_plan WHERE state = 'running'`);
  return candidates.filter(({ state, revision }) =>
    state === 'retired' ? revision <= oldest : running.length === 0,
  );
}
