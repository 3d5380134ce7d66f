import type { Common } from './search-index.ts';

const mostRare = 8;
/** In per cent of the documents. */
const costly = 3;

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
  if (rare.length > 0) return rare.slice(0, mostRare);
  const share = (gram: string) => common.get(gram) ?? 0;
  const rarest = [...asked].sort((a, b) => share(a) - share(b));
  // Documents that have one of many grams are collected before the first is told.
  if (rarest[0]?.endsWith('*')) return null;
  if (stopsEarly) return rarest.slice(0, 6);
  return share(rarest[0] ?? '') > costly ? null : rarest.slice(0, 2);
}
