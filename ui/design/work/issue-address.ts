import type { Drawn, DrawnIssue } from './bench-shapes.ts';

/** Answers the address of the page where an issue is mended; undefined: nobody knows. */
export function addressOfIssue(
  { lines }: Pick<Drawn, 'lines'>,
  { form, place = '', property = '' }: Pick<DrawnIssue, 'form' | 'place' | 'property'>,
): string | undefined {
  if (place.startsWith('params/'))
    return `/design?tab=params&show=${encodeURIComponent(place.slice('params/'.length))}`;
  const line = lines.find(({ id }) => id === form);
  if (!line) return undefined;
  const query = new URLSearchParams({ ...(place && { show: place }), ...(property && { property }) });
  return `/design/${line.name}${query.size > 0 ? `?${query}` : ''}`;
}

/** The template or report that a place is in, with the pointer to what is in it; undefined: it is in none. */
export function fileAt(
  folder: 'prints' | 'reports',
  place: string,
): { readonly name: string; readonly pointer: string } | undefined {
  const [first, name, ...rest] = place.split('/');
  const pointer = rest.length > 0 ? `/${rest.join('/')}` : '';
  if (first !== folder || !name) return undefined;
  return { name, pointer };
}

/** The view of the designer in which a place is designed. */
export function viewOf(place: string): 'form' | 'views' | 'rules' | 'prints' | 'reports' {
  for (const view of ['prints', 'reports', 'views'] as const) if (place.startsWith(`${view}/`)) return view;
  return isAmongRules(place) ? 'rules' : 'form';
}

/** Rules, unique keys and actions have a view of their own. */
function isAmongRules(place: string): boolean {
  return /^(rules|unique|actions)\//.test(place);
}

/** The places of a form with something wrong, empty for the form itself. */
export function wrongPlaces({ issues }: Drawn, id: string): ReadonlySet<string> {
  const wrong = issues.filter(({ form, severity }) => form === id && severity === 'error');
  return new Set(wrong.map(({ place = '' }) => place));
}
