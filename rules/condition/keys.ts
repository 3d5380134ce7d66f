import type { Comparison } from '../../metadata/field.ts';
import type { Source } from './clause.ts';
import { testLeaf } from './closure.ts';
import { type Facts, measureFact } from './facts.ts';
import type { Fact } from './scope.ts';
import { type Reading, type Ref, type Single, toRef } from './value.ts';

/** Keys of what facts say now, in the form a cover posts them: a list for each value, none where it is empty. */
export function keysIn(source: Source, facts: Facts): readonly (readonly string[])[] {
  const { leaf, facts: asked, comparison } = source;
  if (leaf) return [[String(testLeaf(leaf)(facts))]];
  return valuesIn(source, facts).map((value): readonly string[] => {
    if (value === null) return none;
    if (!Array.isArray(value)) return keysOf(value as Single, asked[0], comparison);
    return [...new Set((value as readonly Single[]).flatMap((each) => keysOf(each, asked[0], comparison)))];
  });
}

const none: readonly string[] = [];

/** Returns the values that are looked up, as they stand. */
export function valuesIn({ facts: [fact], over }: Source, facts: Facts): Reading {
  return measureFact(fact, over, facts);
}

/** A record that is pointed at can be asked for by id and by number. */
function keysOf(value: Single, fact: Fact, comparison: Comparison): readonly string[] {
  if (typeof value !== 'object') return [keyOf(value, fact, comparison)];
  const of = formIn(value);
  return [
    ...(value.id === undefined ? [] : [`${of}${value.id}`]),
    ...(value.number === undefined ? [] : [`${of}#${value.number}`]),
  ];
}

/** Of two forms, records may have the same number. */
function formIn({ form }: Ref): string {
  return form === undefined ? '' : `${form}/`;
}

export function keyOf(value: Single, fact: Fact, comparison: Comparison): string {
  if (typeof value === 'object') return `${formIn(value)}${value.id ?? `#${value.number}`}`;
  const points = comparison === 'reference' || fact.elements === 'reference';
  return points && typeof value === 'string' ? keyOf(toRef(value), fact, comparison) : String(value);
}
