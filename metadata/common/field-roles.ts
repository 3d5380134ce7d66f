import { pointerSegments, pointerTo } from './json.ts';
import type { Label } from './label.ts';

/** The rights that a field may leave a role, narrowest first: not even to see it, to see it, to change it, too. */
export const fieldRights = ['none', 'read', 'edit'] as const;
export type FieldRight = (typeof fieldRights)[number];

/** What people call the rights. */
export const rightWords: Readonly<Record<FieldRight, Label>> = {
  none: { zh: '看不到', en: 'May not see it' },
  read: { zh: '只能看', en: 'May see it' },
  edit: { zh: '能看能改', en: 'May see and change it' },
};

/** Rights by number of the role (`roleKey`); `*` stands for all roles that are not named. */
export type FieldRoles = Readonly<Record<string, FieldRight>>;

export const otherRoles = '*';

/**
 * As fields name a role: a stroke in its number would part the way to it.
 *
 * @example
 * roleKey('A/B') //=> 'A~1B'
 */
export function roleKey(number: string): string {
  return pointerTo(number).slice(1);
}

/**
 * @example
 * numberOfRole('A~1B') //=> 'A/B'
 */
export function numberOfRole(key: string): string {
  return pointerSegments(`/${key}`)[0] ?? '';
}

/**
 * Finds the right to a field that is stated for a role, by the field and the rows it stands in: the narrowest holds.
 * Undefined: none is stated, so that the role itself decides.
 *
 * @example
 * rightOf([{ clerk: 'read' }, { clerk: 'edit' }], 'clerk') //=> 'read'
 * rightOf([{ '*': 'none', boss: 'edit' }], 'clerk') //=> 'none'
 * rightOf([{ boss: 'edit' }], 'clerk') //=> undefined
 * rightOf([{ 'A~1B': 'none' }], 'A/B') //=> 'none'
 */
export function rightOf(said: readonly FieldRoles[], role: string): FieldRight | undefined {
  const key = roleKey(role);
  const rights = said.flatMap((roles) => (Object.hasOwn(roles, key) ? roles[key] : roles[otherRoles]) ?? []);
  return fieldRights.find((right) => rights.includes(right));
}

/** Tells whether the right `after` leaves less than `before`; where none is stated, it is all that the role lists. */
export function narrows(before: FieldRight | undefined, after: FieldRight | undefined): boolean {
  const rank = (right: FieldRight | undefined) => fieldRights.indexOf(right ?? 'edit');
  return rank(after) < rank(before);
}

interface Inside<T> {
  readonly id: string;
  readonly roles?: FieldRoles | undefined;
  readonly fields: readonly T[];
}

/** Collects the rights stated for roles along a path: of the rows first, then of the field in them. */
export function rolesAlong<T>(
  fields: readonly T[],
  path: string,
  look: (field: T) => Inside<T>,
): readonly FieldRoles[] {
  const found: FieldRoles[] = [];
  let here = fields;
  for (const id of path.split('.')) {
    const field = here.map(look).find((one) => one.id === id);
    if (field?.roles) found.push(field.roles);
    here = field?.fields ?? [];
  }
  return found;
}
