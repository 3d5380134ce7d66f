import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Connection } from '../../../database/database.ts';
import { column } from '../record/layout.ts';
import type { Stored } from '../record/stored.ts';
import type { SpecialForm, Step, StoreParts } from '../save/parts.ts';
import { renderUsable } from '../sight/limits.ts';
import { recordAlias } from '../sql/where.ts';

/** So many others are named. */
const mostNamed = 3;

/**
 * Warns of a tax number that is newly given and that other organisations have, too: branches share that of their head,
 * and all others were mistyped. Those that the caller does not see are not told of.
 */
export const sharedTaxNumber: NonNullable<SpecialForm['judged']> = async (_decide, parts, change, reader) => {
  const { before, next } = change;
  const number = next['taxNumber'] ?? null;
  if (typeof number !== 'string' || number === (before?.['taxNumber'] ?? null)) return [];
  const others = [
    ...new Set([...(await othersOf(parts, reader, change, number)), ...besideOf(change, number)]),
  ];
  if (others.length === 0) return [];
  const named = others.slice(0, mostNamed);
  const problem: Problem = {
    path: '/taxNumber',
    code: 'tax-number-shared',
    severity: 'warning',
    params: { others: others.length > mostNamed ? [...named, '…'] : named },
  };
  return [problem];
};

/** Those of the same file that have it; this one is one of them from now on. */
function besideOf({ call, next }: Step & { readonly next: Stored }, taxNumber: string): readonly string[] {
  const { together } = call;
  if (!together) return [];
  const key = `tax-number ${taxNumber}`;
  const beside = together.get(key) ?? new Map<string, string>();
  const own = String(next['number'] ?? next.id);
  const others = [...beside].flatMap(([number, called]) => (number === own ? [] : [called]));
  beside.set(own, called(next['name'], next['number']));
  together.set(key, beside);
  return others;
}

function called(name: unknown, number: unknown): string {
  return `${String(name)} (${String(number)})`;
}

async function othersOf(
  { layout: layoutOf }: StoreParts,
  reader: Connection,
  { call, form, next }: Step & { readonly next: Stored },
  taxNumber: string,
): Promise<readonly string[]> {
  const layout = layoutOf(call, form);
  const at = (id: string) => `${recordAlias}.${column(layout, id).name}`;
  const params = [taxNumber, next.id];
  const seen = renderUsable(call, layout, recordAlias, params);
  const rows = await reader.all(
    `SELECT ${at('name')} AS name, ${at('number')} AS number FROM ${layout.table} ${recordAlias} WHERE ${at('taxNumber')} = ? AND ${at('id')} <> ?${seen} ORDER BY ${at('number')} LIMIT ${mostNamed + 1}`,
    params,
  );
  return rows.map(({ name, number }) => called(name, number));
}
