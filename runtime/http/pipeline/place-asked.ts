import type { Ask } from './ask.ts';
import { administratorsOnly } from './refusals.ts';

/** The place that `of` names, which is told with names and former values: to administrators. Null: none is named. */
export function placeAsked({ query, principal }: Ask): string | null {
  const place = query.get('of');
  if (place !== null && !principal.rights.administers) throw administratorsOnly();
  return place;
}
