import type { Common } from './search-index.ts';

const mostRare = 8;
/** So many grams tell documents apart well enough. */
const enough = 4;
/** In per cent of the documents. */
const costly = 3;
/** With more than these, documents are hardly fewer for it. */
const fairly = 20;

/**
 * Those grams of a question that are worth asking for; null when all are so common that the index would take longer
 * than it saves. `stopsEarly`: it does not, however common they are.
 */
export function chooseGrams(
  asked: readonly string[],
  common: Common,
  stopsEarly: boolean,
): readonly string[] | null {
  const rare = asked.filter((gram) => !common.has(gram));
  const share = (gram: string) => common.get(gram) ?? 0;
  const rarest = [...asked].sort((a, b) => share(a) - share(b));
  if (rare.length > 0) {
    // A few digits are in one number of a hundred each: one gram of them leaves many to look at, three leave few.
    const helpful = stopsEarly ? rarest.filter((gram) => common.has(gram) && share(gram) <= fairly) : [];
    return [...rare, ...helpful.slice(0, Math.max(0, enough - rare.length))].slice(0, mostRare);
  }
  // Documents that have one of many grams are collected before the first is told.
  if (rarest[0]?.endsWith('*')) return null;
  if (stopsEarly) return rarest.slice(0, 6);
  return share(rarest[0] ?? '') > costly ? null : rarest.slice(0, 2);
}
