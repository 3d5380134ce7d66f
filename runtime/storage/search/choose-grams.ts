import type { Common } from './search-index.ts';

const mostRare = 8;
/** So many grams tell documents apart well enough. */
const enough = 4;
/** In per cent of the documents. */
const costly = 3;
/** With more than these, documents are hardly fewer for it. */
const fairly = 20;

/** The work that an index has with an answer. */
export interface Effort {
  /** It takes next to nothing, however common the grams are. */
  readonly stopsEarly: boolean;
  /** So many documents are in it. */
  readonly documents: number;
}

/**
 * Those grams of a question that are worth asking for; null when all are so common that the index would take longer
 * than it saves.
 */
export function chooseGrams(
  asked: readonly string[],
  common: Common,
  { stopsEarly, documents }: Effort,
): readonly string[] | null {
  const rare = asked.filter((gram) => !common.has(gram));
  const share = (gram: string) => common.get(gram) ?? 0;
  const rarest = [...asked].sort((a, b) => share(a) - share(b));
  // Documents that have one of many grams are collected before the first is told.
  if (rare.length === 0 && rarest[0]?.endsWith('*')) return null;
  if (!stopsEarly) return withinReason(rarest, common, documents);
  if (rare.length === 0) return rarest.slice(0, 6);
  // A few digits are in one number of a hundred each: one gram of them leaves many to look at, three leave few.
  const helpful = rarest.filter((gram) => common.has(gram) && share(gram) <= fairly);
  return [...rare, ...helpful.slice(0, Math.max(0, enough - rare.length))].slice(0, mostRare);
}

/** Of a gram that is in no list of common ones, in per cent: a guess. */
const uncommon = 0.5;
/** So few documents are looked at in no time. */
const few = 50;
/** Entries of grams that are read in a dozen milliseconds. */
const dozen = 12_000;

/**
 * Chooses grams where all entries of each are read: the rarest, one after the other, until few documents are left, or
 * reading takes longer than looking at those documents. As if grams came together by chance, which is all that is
 * known.
 */
function withinReason(
  rarest: readonly string[],
  common: Common,
  documents: number,
): readonly string[] | null {
  const chosen: string[] = [];
  let left = documents;
  let entries = 0;
  for (const gram of rarest) {
    const share = common.get(gram) ?? uncommon;
    const own = (documents * share) / 100;
    if (chosen.length === 0 && share > costly && own > dozen) return null;
    if (chosen.length > 0 && (left <= few || chosen.length === mostRare || entries + own > dozen + left * 2))
      break;
    chosen.push(gram);
    entries += own;
    left = (left * share) / 100;
  }
  return chosen;
}
