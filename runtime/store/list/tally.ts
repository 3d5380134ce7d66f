import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Cell, Connection } from '../../database/database.ts';
import { forbidden } from '../record/refusals.ts';
import type { Tallied, TallyQuery } from '../record/store.ts';
import { recordAlias } from '../sql/where.ts';
import { type PlanParts, planList } from './list-plan.ts';

export interface TallyParts extends PlanParts {
  readonly reader: (call: Call) => Connection;
}

/** Of so many combinations of values at most. */
const most = 200;

/** How many records a list of the same question has, by the values of some fields: the most first. */
export async function tally(
  parts: TallyParts,
  asking: Call,
  form: Form,
  { by, filter }: TallyQuery,
): Promise<readonly Tallied[]> {
  const call: Call = { ...asking, view: 'manage' };
  const query = { view: 'manage', fields: [], sort: [], ...(filter && { filter }) } as const;
  const plan = planList(parts, call, form, {
    ...{ query, question: '' },
    possible: { copied: false, assigned: false },
  });
  const columns = by.map((id) => {
    const field = form.byId.get(id);
    const column = plan.layout.byId.get(id);
    if (!field || !column || !call.rights.readable(form, field))
      throw forbidden({ form: { ...form.label }, action: 'read', field: id });
    const name = `${recordAlias}.${column.name}`;
    // Databases that see the order of an index there read all of it rather than the few rows that are asked for.
    return filter ? `COALESCE(${name}, NULL)` : name;
  });
  const shown = columns.map((column, at) => `${column} AS k${at}`);
  const rows = await parts.reader(call).all<Readonly<Record<string, Cell>>>(
    `SELECT ${[...shown, 'COUNT(*) AS n'].join(', ')} FROM ${plan.layout.table} ${recordAlias}
     WHERE ${plan.where}${columns.length > 0 ? ` GROUP BY ${columns.join(', ')} ORDER BY n DESC LIMIT ${most}` : ''}`,
    plan.params,
  );
  return rows.map((row) => ({
    values: columns.map((_, at) => textOf(row[`k${at}`])),
    count: Number(row['n']),
  }));
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
