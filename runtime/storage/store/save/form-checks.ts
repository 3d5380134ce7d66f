import { gather, withHolders } from '../../../../rules/sharing/gather.ts';
import { strategy } from '../../../../rules/sharing/index.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import { clash, type Verdict } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import type { Dialect } from '../../../database/database.ts';
import { allHolders } from '../commit/assignments.ts';
import type { Source } from '../commit/planned-write.ts';
import { byCount, padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Stored } from '../record/stored.ts';
import { type AutoNumber, autoNumbers } from './auto-number.ts';
import { claimSource } from './unique.ts';

/** Records that have a number, with whom they were assigned to. */
export interface Namesakes {
  readonly records: readonly SharedRecord[];
  readonly holders: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Asked inside the transaction, by numbers, so that nobody takes one meanwhile. Undefined: the form has none. */
export function namesakeSource(layout: RecordLayout): Source<Namesakes> | undefined {
  const number = layout.byId.get(layout.form.number?.id ?? '');
  if (!number) return undefined;
  const [id, org, sharing] = [column(layout, 'id'), column(layout, 'org'), column(layout, 'sharing')];
  const sql = byCount(
    (marks) =>
      `SELECT ${id.name} AS id, ${org.name} AS org, ${sharing.name} AS sharing, ${number.name} AS number FROM ${layout.table} WHERE ${number.name} IN (${marks})`,
  );
  return {
    async read(tx, keys) {
      const rows = await tx.all<SharedRecord & { readonly number: string }>(sql(keys.length), padded(keys));
      const assigned = rows.filter((row) => strategy(row.sharing).reach === 'assigned').map((row) => row.id);
      const holders = await allHolders(tx, layout.form.id, assigned);
      const found = new Map<string, Namesakes>();
      for (const [name, records] of Map.groupBy(rows, (row) => row.number))
        found.set(name, { records, holders });
      return found;
    },
  };
}

/** An organisation that would see two records with the number, or null. `own`: whom the record was assigned to. */
export function clashOf(
  call: Call,
  stored: Stored,
  number: string,
  found: Namesakes | undefined,
  own: ReadonlyMap<string, string> = nobody,
): Verdict {
  if (!found) return null;
  const record: SharedRecord = { id: stored.id, org: stored.org, sharing: stored.sharing, number };
  const known = gather({
    tree: call.served.orgs,
    holders: found.holders,
    namesakes: found.records,
  });
  return clash(record, withHolders(known, stored.id, own));
}

const nobody: ReadonlyMap<string, string> = new Map();

/** The questions that are asked inside the transaction whenever a record of the form is written. */
export interface FormChecks {
  readonly numbers: readonly AutoNumber[];
  readonly namesakes: Source<Namesakes> | undefined;
  /** Organisations that records of the form were assigned to, by record. */
  readonly holders: Source<ReadonlyMap<string, string>>;
  readonly claims: Source<Stored>;
  /** Of records that are to be changed. */
  readonly revisions: Source<number>;
}

/** Made once for each form of a model. */
export function createFormChecks(dialect: Dialect): (layout: RecordLayout) => FormChecks {
  const made = new WeakMap<RecordLayout, FormChecks>();
  return (layout) => {
    let checks = made.get(layout);
    if (!checks) {
      checks = {
        numbers: autoNumbers(layout, dialect),
        namesakes: namesakeSource(layout),
        holders: { read: (tx, records) => allHolders(tx, layout.form.id, records) },
        claims: claimSource(layout),
        revisions: revisionSource(layout),
      };
      made.set(layout, checks);
    }
    return checks;
  };
}

function revisionSource(layout: RecordLayout): Source<number> {
  const [id, revision] = [column(layout, 'id').name, column(layout, 'revision').name];
  const sql = byCount(
    (marks) => `SELECT ${id} AS id, ${revision} AS revision FROM ${layout.table} WHERE ${id} IN (${marks})`,
  );
  return {
    async read(tx, keys) {
      const rows = await tx.all<{ id: string; revision: number }>(sql(keys.length), padded(keys));
      return new Map(rows.map((row) => [row.id, Number(row.revision)]));
    },
  };
}
