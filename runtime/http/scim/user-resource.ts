import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { filledText, pointerOf } from '../../../metadata/common/read.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { metaOf } from './meta.ts';
import { enterprise, groupType, userType } from './protocol/attributes.ts';

/** The types by which the values that are kept are answered. */
const emailType = 'work';
const phoneType = 'mobile';

/** The members of a user's record that resources are made of. */
export const userFields = [
  ...['number', 'name', 'email', 'phone', 'language', 'organisation', 'roles', 'externalId'],
  ...['enabled', 'createdAt', 'modifiedAt'],
];

/** What a provisioner may change of a user. */
export function writableUser(record: WireRecord): JsonObject {
  const { number, name, externalId, language, enabled } = record;
  const [email, phone] = [filledText(record['email']), filledText(record['phone'])];
  const organization = pointerOf(record['organisation'])?.number;
  return {
    ...(filledText(externalId) === null ? {} : { externalId: String(externalId) }),
    userName: String(number),
    displayName: String(name),
    name: { formatted: String(name) },
    ...(email === null ? {} : { emails: [{ value: email, type: emailType, primary: true }] }),
    ...(phone === null ? {} : { phoneNumbers: [{ value: phone, type: phoneType, primary: true }] }),
    ...(filledText(language) === null ? {} : { preferredLanguage: String(language) }),
    active: enabled !== false,
    ...(organization ? { [enterprise]: { organization } } : {}),
  };
}

export function userResource(record: WireRecord, base: string): JsonObject {
  const groups = rolesOf(record).map(({ role }) => ({
    value: role.id,
    $ref: `${base}${groupType.endpoint}/${role.id}`,
    display: role.name ?? role.number,
    type: 'direct',
  }));
  const unique = groups.filter(({ value }, at) => groups.findIndex((one) => one.value === value) === at);
  const writable = writableUser(record);
  return {
    schemas: [userType.schema, ...(enterprise in writable ? [enterprise] : [])],
    id: record.id,
    ...writable,
    ...(unique.length > 0 ? { groups: unique } : {}),
    meta: { ...metaOf(userType, record, base), version: `"${record.revision}"` },
  };
}

interface HeldRole {
  readonly id: string;
  readonly role: NonNullable<ReturnType<typeof pointerOf>>;
  readonly org: string;
}

/** The roles of a user, each with the organisation in which he has it. */
export function rolesOf({ roles }: JsonObject): readonly HeldRole[] {
  return (Array.isArray(roles) ? roles : []).flatMap((row: Json): readonly HeldRole[] => {
    if (!isObject(row)) return [];
    const [role, org] = [pointerOf(row['role']), pointerOf(row['organisation'])];
    return role ? [{ id: String(row['id']), role, org: org?.id ?? '' }] : [];
  });
}

/** What a resource says of the fields of a user; what it leaves out, and a user cannot be without, stays as it is. */
export function userValues(resource: JsonObject, before: JsonObject, orgs: OrgTree): JsonObject {
  const name = nameIn(resource, before);
  const language = languageIn(resource);
  const home = homeIn(resource, before, orgs);
  return {
    number: String(resource['userName'] ?? '').trim(),
    ...(name === null ? {} : { name: name.slice(0, 200) }),
    email: valueIn(resource['emails'], emailType),
    phone: valueIn(resource['phoneNumbers'], phoneType),
    externalId: filledText(resource['externalId']),
    ...(language === null ? {} : { language }),
    ...(home === null ? {} : { organisation: { id: home } }),
  };
}

/** Of several ways to say the same, the one that became another; where all are new, the first. */
function changedIn(
  resource: JsonObject,
  before: JsonObject,
  ways: readonly (readonly [string, string?])[],
): readonly string[] {
  const read = (from: JsonObject, [first, second]: readonly [string, string?]) => {
    const value = from[first];
    if (second === undefined) return filledText(value);
    return isObject(value) ? filledText(value[second]) : null;
  };
  return ways.flatMap((way) => {
    const now = read(resource, way);
    return now === null || now === read(before, way) ? [] : now;
  });
}

/** Null: nothing is said of it. */
function nameIn(resource: JsonObject, before: JsonObject): string | null {
  const [said] = changedIn(resource, before, [['displayName'], ['name', 'formatted']]);
  if (said !== undefined) return said;
  const { name } = resource;
  const [family, given] = isObject(name)
    ? [filledText(name['familyName']), filledText(name['givenName'])]
    : [null, null];
  // One part alone would take the other away from a name that is known.
  const isKnown = 'displayName' in before;
  if (isKnown ? family === null || given === null : family === null && given === null) return null;
  const isHan = /\p{Script=Han}/u.test(`${family}${given}`);
  return isHan ? `${family ?? ''}${given ?? ''}` : [given, family].filter(Boolean).join(' ');
}

function languageIn({ preferredLanguage }: JsonObject): string | null {
  const tag = filledText(preferredLanguage)?.toLowerCase().split(/[-_]/)[0];
  return tag === 'zh' || tag === 'en' ? tag : null;
}

/** The organisation whose number is sent; a department that is none says nothing. */
function homeIn(resource: JsonObject, before: JsonObject, orgs: OrgTree): string | null {
  const said = changedIn(resource, before, [
    [enterprise, 'organization'],
    [enterprise, 'department'],
  ]);
  for (const number of said) {
    const org = orgs.byNumber(number.trim());
    if (org) return org.id;
  }
  return null;
}

function valueIn(several: Json | undefined, usual: string): string | null {
  const values = (Array.isArray(several) ? several : []).filter(isObject);
  const chosen =
    values.find(({ primary }) => primary === true) ?? values.find(({ type }) => type === usual) ?? values[0];
  return filledText(chosen?.['value'])?.trim() || null;
}
