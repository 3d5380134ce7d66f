import { BoundedMap } from '../../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call, Now } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import type { WrittenListener } from '../commit/writer.ts';
import { forbidden } from '../record/refusals.ts';
import type { Tallied, TallyQuery } from '../record/store.ts';
import { shownColumn } from '../sql/shown-column.ts';
import { recordAlias } from '../sql/where.ts';
import { lookedAt } from './access-paths.ts';
import { type PlanParts, planList } from './list-plan.ts';

interface TallyParts extends PlanParts {
  readonly reader: (call: Call) => Connection;
}

/** Counts of records, kept as long as none of their form is written. */
export interface Tallies {
  /**
   * Counts the records of a list by the values of some fields: the most first. What is asked about now is asked about the
   * minute that it is, so that a count is good for all of it.
   */
  tally(call: Call, form: Form, query: TallyQuery): Promise<readonly Tallied[]>;
  readonly written: WrittenListener;
}

/** Of so many combinations of values at most. */
const most = 200;
/** Of one form; the oldest goes first. */
const mostKept = 256;

export function createTallies(parts: TallyParts): Tallies {
  const kept = new Map<string, BoundedMap<string, readonly Tallied[]>>();
  return {
    async tally(call, form, query) {
      const { sql, params, isOwn } = statementOf(parts, call, form, query);
      const question = JSON.stringify([sql, params]);
      // A write drops the map of its form: a count that ran meanwhile lands in a map that nobody asks any more.
      const known = kept.get(form.id) ?? new BoundedMap(mostKept);
      kept.set(form.id, known);
      const before = known.get(question);
      if (before) return before;
      const rows = await parts.reader(call).all<Readonly<Record<string, Cell>>>(sql, params);
      const found = rows.map((row) => ({
        values: query.by.map((_, at) => textOf(row[`k${at}`])),
        count: Number(row['n']),
      }));
      if (isOwn) known.set(question, found);
      return found;
    },
    written(events) {
      for (const { form, stored, before } of events) {
        // An event without a record is about all forms: a publish may write any of them.
        if (stored || before) kept.delete(form);
        else kept.clear();
      }
    },
  };
}

interface Statement {
  readonly sql: string;
  readonly params: readonly Cell[];
  /**
   * It goes by nothing but the records' own columns. What goes by another record is counted each time, as a write of that
   * one drops no count: confirmations to answer, for one, go by the tax numbers of organisations (`ownTaxNo`).
   */
  readonly isOwn: boolean;
}

function statementOf(parts: TallyParts, asking: Call, form: Form, { by, filter }: TallyQuery): Statement {
  const call: Call = { ...asking, view: 'manage', now: minuteOf(asking.now) };
  const query = { view: 'manage', fields: [], sort: [], ...(filter && { filter }) } as const;
  const plan = planList(parts, call, form, {
    query,
    question: '',
    possible: { copied: false, assigned: false },
  });
  const record = { layout: plan.layout, alias: recordAlias };
  const layout = (id: string) => parts.layouts.byId(call.served, id);
  let goesByOthers = false;
  const columns = by.map((id) => {
    const field = form.byId.get(id);
    const column = plan.layout.byId.get(id);
    if (!field || !column || !call.rights.readable(form, field))
      throw forbidden({ form: { ...form.label }, action: 'read', field: id });
    const plain = `${recordAlias}.${column.name}`;
    // As the caller sees it: what comes from a record that he may not see counts as nothing.
    const name = shownColumn({ call, layout }, field, plain, record, record);
    if (name !== plain) goesByOthers = true;
    // Databases that see the order of an index there read all of it rather than the few rows that are asked for.
    return filter ? `COALESCE(${name}, NULL)` : name;
  });
  const shown = columns.map((column, at) => `${column} AS k${at}`);
  const grouped = columns.length > 0 ? ` GROUP BY ${columns.join(', ')} ORDER BY n DESC LIMIT ${most}` : '';
  return {
    sql: `SELECT ${[...shown, 'COUNT(*) AS n'].join(', ')} FROM ${plan.layout.table} ${recordAlias} WHERE ${plan.where}${grouped}`,
    params: plan.params,
    isOwn: !goesByOthers && lookedAt(plan) !== null,
  };
}

function minuteOf(now: Now): Now {
  return { ...now, instant: `${now.instant.slice(0, 17)}00.000Z` };
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
