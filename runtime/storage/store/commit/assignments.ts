import { BoundedMap } from '../../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { AssignmentRow } from '../../../../migrations/rows/tables.ts';
import { holdersByRecord } from '../../../../rules/sharing/gather.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { byCount, insertInto, padded } from '../record/insert.ts';
import type { Statement, WriteEvent } from './planned-write.ts';
import { noteOf } from './sharing-note.ts';

/**
 * Knows which organisations were ever given a record of a form, kept in memory: those that never were pay nothing for
 * being asked, with every list, whether each of its records is one.
 */
export interface AssignedOrgs {
  /** Whether the organisation may hold records of the form by assignment; no is certain. */
  any(reader: Connection, org: string, form: Form): boolean | Promise<boolean>;
  written(events: readonly WriteEvent[]): void;
}

const sql = 'SELECT 1 AS held FROM gj_assignment WHERE form = ? AND org = ? LIMIT 1';
/** Of forms and organisations together; then all are asked for anew. */
const most = 100_000;

export function createAssignedOrgs(): AssignedOrgs {
  const known = new BoundedMap<string, boolean>(most);
  /** Moved by every assignment: what was asked before it may have missed it. */
  let state = 0;

  async function ask(reader: Connection, org: string, form: string): Promise<boolean> {
    const before = state;
    const held = (await reader.first(sql, [form, org])) !== undefined;
    if (state === before) known.set(`${form} ${org}`, held);
    return held;
  }

  return {
    any: (reader, org, { id }) => known.get(`${id} ${org}`) ?? ask(reader, org, id),
    written(events) {
      for (const { form, operation, stored } of events) {
        const given = noteOf(stored)?.given;
        if (!given && operation !== 'assign') continue;
        state += 1;
        if (given) for (const { org } of given) known.set(`${form} ${org}`, true);
        else known.clear();
      }
    },
  };
}

const ofRecords = byCount(
  (marks) => `SELECT record, org, by_org FROM gj_assignment WHERE form = ? AND record IN (${marks})`,
);

interface Assigned {
  readonly record: string;
  readonly org: string;
  readonly by_org: string | null;
}

/** Organisations a record was assigned to, each with the one that passed it on. */
export async function holdersOf(
  reader: Connection,
  form: string,
  record: string,
): Promise<ReadonlyMap<string, string>> {
  return (await allHolders(reader, form, [record])).get(record) ?? new Map();
}

/** The same for several records; those without assignments are absent. */
export async function allHolders(
  reader: Connection,
  form: string,
  records: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  if (records.length === 0) return new Map();
  const rows = await reader.all<Assigned>(ofRecords(records.length), [form, ...padded(records)]);
  return holdersByRecord(rows.map(({ record, org, by_org: by }) => ({ record, org, by: by ?? '' })));
}

const columns = [
  'form',
  'record',
  'org',
  'by_org',
  'by_user',
  'at',
  'revision',
] as const satisfies readonly (keyof AssignmentRow)[];

export const assignmentInsert = insertInto('gj_assignment', columns);

/** A new assignment as a row of `assignmentInsert`. */
export function assignmentCells(
  call: Call,
  form: string,
  record: string,
  passed: { readonly org: string; readonly by: string },
  revision: number,
): readonly Cell[] {
  const { org, by } = passed;
  return [form, record, org, by, call.user.id, Date.parse(call.now.instant), revision];
}

const fromOrgs = byCount(
  (marks) => `DELETE FROM gj_assignment WHERE form = ? AND record = ? AND org IN (${marks})`,
);
const atOnce = 256;

/** Takes a record from these organisations. */
export function withdrawals(form: string, record: string, orgs: readonly string[]): readonly Statement[] {
  const statements: Statement[] = [];
  for (let from = 0; from < orgs.length; from += atOnce) {
    const some = orgs.slice(from, from + atOnce);
    statements.push({ sql: fromOrgs(some.length), params: [form, record, ...padded(some)] });
  }
  return statements;
}
