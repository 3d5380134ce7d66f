import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { isGiven } from '../../../../rules/decisions/given.ts';
import { type Persons, type Role, roles } from '../../../../rules/einvoicing/choose-drawer/choose-drawer.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform } from './document-forms.ts';

/** The persons that a new application does not name, as the drawer rules for applications have them. */
export const personsFilled: NonNullable<SpecialForm['filled']> = async (
  decide,
  parts,
  { call, form, next },
) => {
  const document: StoredAs<'invoice-application'> = next;
  const empty = roles.filter((role) => !isGiven(document[role]));
  if (empty.length === 0) return null;
  const own = asPlatform(call, next.org);
  const application = await parts.answers.one(parts.database, own, form, next);
  const persons = (await decide(own, 'choose-drawer', {
    application,
    document: 'invoice-application',
  })) as JsonObject & Persons & { readonly rule: string | null };
  const values = namedPersons(persons, empty);
  const { rule } = persons;
  const notes = Object.entries(values).map(
    ([role, person]): Problem => ({
      path: `/${role}`,
      code: 'person-by-rule',
      severity: 'warning',
      params: { person, rule, role: { ...form.byId.get(role)?.label } },
    }),
  );
  if (notes.length === 0) return null;
  return { values, notes: rule === null ? [] : notes };
};

/** The persons who are somebody, of these roles. */
export function namedPersons(persons: Persons, of: readonly Role[]): JsonObject {
  return Object.fromEntries(of.flatMap((role) => (persons[role] === '' ? [] : [[role, persons[role]]])));
}
