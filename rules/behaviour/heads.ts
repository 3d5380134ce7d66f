import type { Fact } from '../condition/scope.ts';

/** Where a fact is asked: of the record, of a row, or of what can be picked there. */
export type FactPlace = 'record' | 'row' | 'picked';

/** This moment, which is another at each change. */
export const moment = '$now';

/** Ids of the fields of the record that facts read, asked there, in a row, or of what is picked; this moment by its name. */
export function headsIn(facts: readonly Fact[], at: FactPlace): readonly string[] {
  return facts.flatMap((fact) => headOf(fact.line?.whole ?? fact, at) ?? []);
}

function headOf({ root, entries, via, member }: Fact, at: FactPlace): string | undefined {
  if (root === 'call') return 'call' in member && member.call === moment ? moment : undefined;
  if (root !== 'parent' && !(root === 'record' && at === 'record')) return undefined;
  const own = 'rows' in member ? member.rows : 'field' in member ? member.field : undefined;
  return (entries[0] ?? via ?? own)?.id;
}
