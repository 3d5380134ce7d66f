import type { Label } from '../../metadata/common/label.ts';
import { type OperatorName, operatorNames } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { type SystemMember, systemMembers } from '../../metadata/system-members.ts';
import { strategies } from '../sharing/index.ts';

export type CallMember = '$org' | '$user' | '$today' | '$now' | '$currency' | '$new';

export interface KnownFact {
  readonly label: Label;
  readonly comparison: Comparison;
  readonly options?: readonly OptionSource[];
}

/** Members every record has beside its fields. `validFrom` and `validTo` only where the form has validity. */
export const systemFacts: Readonly<Record<SystemMember, KnownFact>> = {
  ...systemMembers,
  sharing: {
    ...systemMembers.sharing,
    // In English by name, as conditions are written.
    options: strategies.map(({ name, label }) => ({ value: name, label: { zh: label.zh, en: name } })),
  },
};

/**
 * The facts of a call: who asks, for whom and when, and whether the record is only being made. `$org` and `$user` are
 * numbers and compare with references too.
 */
export const callFacts: Readonly<Record<CallMember, KnownFact>> = {
  $org: { label: { zh: '当前组织', en: 'Current organisation' }, comparison: 'text' },
  $user: { label: { zh: '当前用户', en: 'Current user' }, comparison: 'text' },
  $today: { label: { zh: '今天', en: 'Today' }, comparison: 'date' },
  $now: { label: { zh: '现在', en: 'Now' }, comparison: 'datetime' },
  $currency: { label: { zh: '当前组织的币种', en: 'Currency of the organisation' }, comparison: 'text' },
  $new: { label: { zh: '新建', en: 'New record' }, comparison: 'boolean' },
};

/** Lists the operators for a value that no kind speaks for. */
export function operatorsOf(comparison: Comparison): readonly OperatorName[] {
  const unfit = unfitting[comparison];
  return operatorNames.filter((name) => !unfit.includes(name));
}

const texts: readonly OperatorName[] = ['contains', 'notContains', 'startsWith', 'endsWith', 'matches'];
const orders: readonly OperatorName[] = [
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'between',
];
const equals: readonly OperatorName[] = ['equal', 'notEqual', 'in', 'notIn'];
const unfitting: Readonly<Record<Comparison, readonly OperatorName[]>> = {
  text: [],
  number: texts,
  date: texts,
  time: texts,
  datetime: texts,
  boolean: [...texts, ...orders],
  reference: [...texts, ...orders],
  'any-reference': [...texts, ...orders],
  list: [...equals, ...orders, 'startsWith', 'endsWith', 'matches'],
  none: [...equals, ...texts, ...orders],
};
