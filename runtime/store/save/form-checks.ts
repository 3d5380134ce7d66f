import type { Dialect } from '../../database/database.ts';
import { allHolders } from '../commit/assignments.ts';
import type { Source } from '../commit/draft.ts';
import { byCount, padded } from '../record/in-list.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Stored } from '../record/stored.ts';
import { type AutoNumber, autoNumbers } from './auto-number.ts';
import { type Namesakes, namesakeSource } from './namesakes.ts';
import { claimSource } from './unique.ts';

/** What has to be made sure of inside the transaction whenever a record of the form is written. */
export interface FormChecks {
  readonly numbers: readonly AutoNumber[];
  readonly namesakes: Source<Namesakes> | undefined;
  /** Whom records of the form were assigned to, by record. */
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
