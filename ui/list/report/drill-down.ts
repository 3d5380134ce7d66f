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
  const all = keys.map((key, at) => conditionOf(groups[at], key));
  return all.some((one) => one === undefined) ? undefined : (all as readonly Condition[]);
}

function conditionOf(group: Group | undefined, key: ReportKey): Condition | undefined {
  if (!group) return undefined;
  const [first = '', second] = group.field.split('.');
  const leaf = leafOf(second ?? first, key);
  return second === undefined || leaf === undefined ? leaf : { some: first, where: leaf };
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
