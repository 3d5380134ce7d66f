import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import type { Source } from '../commit/planned-write.ts';
import { byCount, padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { referenceProblem } from '../record/refusals.ts';
import { renderUsable } from '../sight/limits.ts';
import { recordAlias } from '../sql/where.ts';
import type { Pick } from './input-work.ts';

/** A record that was picked, as far as picking has to know it. */
interface PickedRecord {
  readonly id: string;
  readonly number: string | null;
  readonly enabled: boolean;
}

/**
 * Finds the records that a body named, for each form in one query: those the organisation of the call may use.
 * Puts their ids in place; answers what could not be picked.
 */
export async function resolvePicks(
  reader: Connection,
  call: Call,
  picks: readonly Pick[],
  layouts: Layouts,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const [target, some] of Map.groupBy(picks, (pick) => pick.target)) {
    const layout = layouts.byId(call.served, target);
    const found = await findPicked(reader, call, layout, some);
    for (const pick of some) {
      const record = pick.id === undefined ? found.byNumber.get(pick.number ?? '') : found.byId.get(pick.id);
      if (!record) problems.push(referenceProblem('reference-unknown', call, pick));
      else if (!record.enabled && !pick.before?.includes(record.id))
        problems.push(
          referenceProblem('reference-disabled', call, { ...pick, number: record.number ?? undefined }),
        );
      else {
        pick.put(record.id);
        pick.found = record.id;
      }
    }
  }
  return problems;
}

async function findPicked(reader: Connection, call: Call, layout: RecordLayout, picks: readonly Pick[]) {
  const byId = new Map<string, PickedRecord>();
  const byNumber = new Map<string, PickedRecord>();
  const ids = [...new Set(picks.flatMap((pick) => pick.id ?? []))];
  const numbers = [...new Set(picks.flatMap((pick) => (pick.id === undefined ? (pick.number ?? []) : [])))];
  const number = layout.byId.get(layout.form.number?.id ?? '');
  const id = column(layout, 'id');
  const select = `SELECT ${recordAlias}.${id.name} AS id, ${number ? `${recordAlias}.${number.name}` : 'NULL'} AS number, ${recordAlias}.${column(layout, 'enabled').name} AS enabled FROM ${layout.table} ${recordAlias}`;
  const ask = async (key: string, values: readonly string[]): Promise<PickedRecord[]> => {
    const params: Cell[] = [...padded(values)];
    const marks = params.map(() => '?').join(', ');
    const seen = renderUsable(call, layout, recordAlias, params);
    const rows = await reader.all(`${select} WHERE ${recordAlias}.${key} IN (${marks})${seen}`, params);
    return rows.map((row) => ({
      id: String(row['id']),
      number: row['number'] === null ? null : String(row['number']),
      enabled: row['enabled'] === 1,
    }));
  };
  for (let from = 0; from < ids.length; from += atOnce)
    for (const found of await ask(id.name, ids.slice(from, from + atOnce))) byId.set(found.id, found);
  for (let from = 0; number && from < numbers.length; from += atOnce) {
    for (const found of await ask(number.name, numbers.slice(from, from + atOnce))) {
      const other = byNumber.get(found.number ?? '');
      if (!other?.enabled) byNumber.set(found.number ?? '', found);
    }
  }
  return { byId, byNumber };
}

const atOnce = 256;

/**
 * Tells which of some records are there, asked inside the transaction: a picked record must not be deleted meanwhile.
 */
export interface Existence {
  of(layout: RecordLayout): Source<true>;
}

export function createExistence(): Existence {
  const sources = new WeakMap<RecordLayout, Source<true>>();
  return {
    of(layout) {
      let source = sources.get(layout);
      if (!source) {
        source = existence(layout);
        sources.set(layout, source);
      }
      return source;
    },
  };
}

function existence(layout: RecordLayout): Source<true> {
  const id = column(layout, 'id').name;
  const sql = byCount((marks) => `SELECT ${id} AS id FROM ${layout.table} WHERE ${id} IN (${marks})`);
  return {
    async read(tx, keys) {
      const found = new Map<string, true>();
      for (let from = 0; from < keys.length; from += atOnce) {
        const some = keys.slice(from, from + atOnce);
        for (const row of await tx.all(sql(some.length), padded(some))) found.set(String(row['id']), true);
      }
      return found;
    },
  };
}
