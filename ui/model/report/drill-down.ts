import { isObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { ReportKey } from '../../../metadata/contract/reports/calls.ts';

interface Group {
  /** By today's names. */
  readonly field: string;
}

/** The conditions of the records that a line or a cell of a report is made of; undefined: a list cannot ask for them. */
export function recordsOf(
  groups: readonly Group[],
  keys: readonly ReportKey[],
): readonly Condition[] | undefined {
  const own: Condition[] = [];
  const rows = new Map<string, Condition[]>();
  for (const [at, key] of keys.entries()) {
    const [first = '', second] = groups[at]?.field.split('.') ?? [];
    const leaf = leafOf(second ?? first, key);
    if (!leaf) return undefined;
    if (second === undefined) own.push(leaf);
    else rows.set(first, [...(rows.get(first) ?? []), leaf]);
  }
  // It is one and the same row that all of them hold of.
  return [...own, ...[...rows].map(([some, all]): Condition => ({ some, where: { all } }))];
}

function leafOf(fact: string, { value, from, to, before }: ReportKey): Condition | undefined {
  if (value === null) return { fact, operator: 'isEmpty' };
  if (from !== undefined && to !== undefined) return { fact, operator: 'between', value: [from, to] };
  if (from !== undefined && before !== undefined)
    return {
      all: [
        { fact, operator: 'greaterThanOrEqual', value: from },
        { fact, operator: 'lessThan', value: before },
      ],
    };
  if (!isObject(value)) return { fact, operator: 'equal', value };
  const number = value['number'];
  return typeof number === 'string' ? { fact, operator: 'equal', value: number } : undefined;
}
