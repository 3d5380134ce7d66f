import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { Param } from '../../../../metadata/kinds/common/param-value.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { referenceProblem } from '../record/refusals.ts';

/**
 * Records that the value of a parameter names and that are not there; asked where nobody can take them away meanwhile.
 */
export async function unknownReferences(
  tx: Connection,
  layouts: Layouts,
  call: Call,
  { field }: Pick<Param, 'field'>,
  value: Json,
): Promise<readonly Problem[]> {
  const { target } = field;
  if (target === undefined || value === null) return [];
  const layout = layouts.byId(call.served, target);
  const isList = Array.isArray(value);
  const problems: Problem[] = [];
  for (const [at, one] of (isList ? value : [value]).entries()) {
    const path = isList ? `/value/${at}` : '/value';
    const named = isObject(one) ? { number: String(one['number']) } : { id: String(one) };
    const there = named.id !== undefined && (await exists(named.id));
    if (!there) problems.push(referenceProblem('reference-unknown', call, { path, target, ...named }));
  }
  return problems;

  async function exists(id: string): Promise<boolean> {
    const name = column(layout, 'id').name;
    const rows = await tx.all(`SELECT ${name} AS id FROM ${layout.table} WHERE ${name} = ?`, [id]);
    return rows.length > 0;
  }
}
