import type { Drawn, DrawnIssue } from './bench-shapes.ts';

/** Answers the address of the page where an issue is mended; undefined: nobody knows. */
export function addressOfIssue(
  { lines }: Pick<Drawn, 'lines'>,
  { form, place = '' }: Pick<DrawnIssue, 'form' | 'place'>,
): string | undefined {
  if (place.startsWith('params/'))
    return `/design?tab=params&show=${encodeURIComponent(place.slice('params/'.length))}`;
  const line = lines.find(({ id }) => id === form);
  if (!line) return undefined;
  return `/design/${line.name}${place ? `?show=${encodeURIComponent(place)}` : ''}`;
}

/** Rules, unique keys and actions have a view of their own. */
export function isAmongRules(place: string): boolean {
  return /^(rules|unique|actions)\//.test(place);
}
