import { pointerSegments } from '../../../metadata/common/json.ts';
import type { Drawn, DrawnIssue } from './bench-shapes.ts';
import { editors } from './property-editors.ts';

/** Answers the address of the page where an issue is mended; undefined: nobody knows. */
export function addressOfIssue(
  { lines }: Pick<Drawn, 'lines'>,
  issue: Pick<DrawnIssue, 'code' | 'pointer' | 'form' | 'place'>,
): string | undefined {
  const { form, place = '' } = issue;
  if (place.startsWith('params/'))
    return `/design?tab=params&show=${encodeURIComponent(place.slice('params/'.length))}`;
  const line = lines.find(({ id }) => id === form);
  if (!line) return undefined;
  const property = propertyOfIssue(issue);
  const tab = viewOf(place, property) === 'list' ? { tab: 'list' } : {};
  const query = new URLSearchParams({
    ...(place && { show: place }),
    ...tab,
    ...(property && { property }),
  });
  return `/design/${line.name}${query.size > 0 ? `?${query}` : ''}`;
}

/** Issues of what a form does not say: their places in its file are those of its name. */
const unsaid: Readonly<Record<string, string>> = {
  'sharing-needed': 'sharing/allowed',
  'sharing-unsaid': 'sharing/allowed',
};

/** The property of a form, as the designer edits it, that an issue is about; empty: it is about none. */
export function propertyOfIssue({
  code,
  pointer,
  place = '',
}: Pick<DrawnIssue, 'code' | 'pointer' | 'place'>): string {
  if (place !== '') return '';
  // A layer says it of a form of others by its target.
  const path = pointerSegments(pointer)
    .join('/')
    .replace(/^(set|overrules)\//, '');
  const known = Object.keys(editors.form);
  const isIn = (name: string) => path === name || path.startsWith(`${name}/`);
  const isPart = (name: string) => path !== '' && name.startsWith(`${path}/`);
  return unsaid[code] ?? known.find(isIn) ?? known.find(isPart) ?? '';
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

/** The view of the designer in which a place is designed, or a property of the form itself. */
export function viewOf(
  place: string,
  property = '',
): 'form' | 'list' | 'views' | 'rules' | 'prints' | 'reports' {
  if (property.startsWith('list/')) return 'list';
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
