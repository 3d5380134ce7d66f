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

/** The print template that a place is in, with the pointer to what is in it; undefined: it is in none. */
export function printAt(place: string): { readonly name: string; readonly pointer: string } | undefined {
  const [, name, pointer = ''] = /^prints\/([^/]+)(\/.*)?$/.exec(place) ?? [];
  return name === undefined ? undefined : { name, pointer };
}

/** The view of the designer in which a place is designed. */
export function viewOf(place: string): 'form' | 'views' | 'rules' | 'prints' {
  if (place.startsWith('prints/')) return 'prints';
  if (place.startsWith('views/')) return 'views';
  return isAmongRules(place) ? 'rules' : 'form';
}

/** Rules, unique keys and actions have a view of their own. */
function isAmongRules(place: string): boolean {
  return /^(rules|unique|actions)\//.test(place);
}
