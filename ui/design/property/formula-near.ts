import { nearNames } from '../../../metadata/common/near-names.ts';
import type { FormulaPlace } from './formula-paths.ts';
import { fieldOffers, type Offer } from './formula-place.ts';

/** Number of fields that are offered. */
const most = 3;

/** The fields that somebody may have meant who wrote what none is called: those labelled so, else those nearly called so. */
export function nearFields(place: FormulaPlace, typed: string): readonly Offer[] {
  const offers = fieldOffers(place, typed);
  const wanted = typed.toLowerCase();
  // What stands beside it is meant, before what is called so elsewhere.
  const beside = offers.filter(({ label, called: [alone = ''] }) =>
    [label, alone].some((one) => one.toLowerCase() === wanted),
  );
  if (beside.length > 0) return beside.slice(0, most);
  const same = offers.filter((offer) => callings(offer).some((one) => one.toLowerCase() === wanted));
  if (same.length > 0) return same.slice(0, most);
  const near = nearNames(typed, offers.flatMap(callings));
  const meant = near.flatMap((name) => offers.filter((offer) => callings(offer).includes(name)));
  return [...new Set(meant)].slice(0, most);
}

/** By the name, and by the label with those above it and alone. */
function callings({ text, label, called }: Offer): readonly string[] {
  return [text, label, ...called, called.at(-1)?.split(' · ').at(-1) ?? label];
}
