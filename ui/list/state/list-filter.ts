import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { filterShape, quickField } from './filter-shape.ts';
import type { ListField } from './list-field.ts';
import type { ListState } from './list-state.ts';
import { daysOf, isSpan } from './spans.ts';

/**
 * Both ends of a range as it stands in the address: `2026-01-01..2026-02-01`, either may be open; or a span of days by
 * its word, whose ends are those of today.
 */
export function endsOf(value: string | undefined): readonly [string, string] {
  if (isSpan(value)) return daysOf(value, new Date());
  const [from = '', to = ''] = (value ?? '').split('..');
  return [from, to];
}

/** Undefined: both ends are open. */
export function rangeOf(from: string, to: string): string | undefined {
  return from || to ? `${from}..${to}` : undefined;
}

/** Quick filters and the built condition as one. */
export function conditionOf({ quick, condition }: ListState, form: FormModel): Condition | null {
  const leaves = Object.entries(quick).flatMap(([name, values]) => {
    const field = quickField(form, name);
    return (field && asked(field, values)) ?? [];
  });
  const all = [...leaves, ...(condition ? [condition] : [])];
  return all.length > 1 ? { all } : (all[0] ?? null);
}

/** What a quick filter asks of a field; undefined: it leaves everything as it is. */
export function asked(field: ListField, values: readonly string[]): Condition | undefined {
  const { name: fact, comparison } = field;
  const [first] = values;
  if (first === undefined) return undefined;
  switch (filterShape(field)) {
    case 'options':
    case 'records':
    case 'any-records':
      if (comparison === 'boolean')
        return values.length === 1 ? { fact, operator: 'equal', value: first === 'true' } : undefined;
      if (comparison === 'list')
        return oneOf(values.map((value) => ({ fact, operator: 'contains', value }) as const));
      return values.length === 1
        ? { fact, operator: 'equal', value: first }
        : { fact, operator: 'in', value: [...values] };
    case 'presence':
      return values.length === 1
        ? { fact, operator: first === 'true' ? 'isNotEmpty' : 'isEmpty' }
        : undefined;
    case 'days':
    case 'times':
    case 'numbers':
      return between(fact, ...endsOf(first));
    case 'moments':
      return momentsBetween(fact, ...endsOf(first));
    case 'text':
      return { fact, operator: 'contains', value: first };
    default:
      return undefined;
  }
}

function oneOf(leaves: readonly Condition[]): Condition | undefined {
  return leaves.length > 1 ? { any: leaves } : leaves[0];
}

function between(fact: string, from: string, to: string): Condition | undefined {
  if (from && to) return { fact, operator: 'between', value: [from, to] };
  if (from) return { fact, operator: 'greaterThanOrEqual', value: from };
  return to ? { fact, operator: 'lessThanOrEqual', value: to } : undefined;
}

/** Days mean those of whoever reads: from the first one's beginning until the last one is over. */
function momentsBetween(fact: string, from: string, to: string): Condition | undefined {
  const start = instant(from, 0);
  const end = instant(to, 1);
  const ends: Condition[] = [
    ...(start ? [{ fact, operator: 'greaterThanOrEqual', value: start } as const] : []),
    ...(end ? [{ fact, operator: 'lessThan', value: end } as const] : []),
  ];
  return ends.length > 1 ? { all: ends } : ends[0];
}

/** The moment at which a day begins, or one so many days later, where the reader is; null: it is none. */
export function instant(day: string, later: number): string | null {
  const at = new Date(`${day}T00:00`);
  if (day === '' || Number.isNaN(at.getTime())) return null;
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
