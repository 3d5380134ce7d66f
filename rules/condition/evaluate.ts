import type { Compiled } from './compiled.ts';
import { FactAlmanac, holdsByRule } from './engine-adapter.ts';
import type { Facts } from './facts.ts';

/** Whether a condition holds, by json-rules-engine. */
export async function evaluate(compiled: Compiled, facts: Facts): Promise<boolean> {
  return holdsByRule(compiled, new FactAlmanac(facts));
}

/** Many conditions over the same facts, in order: each fact is read once. */
export async function evaluateAll(compiled: readonly Compiled[], facts: Facts): Promise<readonly boolean[]> {
  const almanac = new FactAlmanac(facts);
  const verdicts: boolean[] = [];
  for (const one of compiled) verdicts.push(await holdsByRule(one, almanac));
  return verdicts;
}

/** Index of the first condition that holds, or -1; those behind it are not looked at. */
export async function firstThatHolds(compiled: Iterable<Compiled>, facts: Facts): Promise<number> {
  const almanac = new FactAlmanac(facts);
  let index = 0;
  for (const one of compiled) {
    if (await holdsByRule(one, almanac)) return index;
    index += 1;
  }
  return -1;
}
