import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { type Doctype, isOn, isSilent } from './doctype.ts';
import { partNameOf } from './names.ts';
import { holds, left, type Outcome, said, type Tally } from './tally.ts';

/** What a role may do with records of one form. */
export interface RoleGrants {
  readonly number: string;
  readonly name: string;
  readonly grants: JsonObject[];
}

const actionsOf: Readonly<Record<string, readonly string[]>> = {
  read: ['read', 'history'],
  select: ['read'],
  write: ['edit'],
  create: ['create'],
  delete: ['delete'],
  import: ['import'],
  export: ['export'],
};

/** By the other system's words for rights. */
const words: Readonly<Record<string, (words: JsonObject) => Outcome>> = {
  role: () => said,
  read: () => said,
  write: () => said,
  create: () => said,
  delete: () => said,
  import: () => said,
  export: () => said,
  submit: () => said,
  cancel: () => said,
  print: () => said,
  email: () => said,
  share: () => said,
  if_owner: () => said,
  permlevel: () => said,
  // A report shows what one may list, and no more.
  report: () => holds,
  // A cancelled record is copied, which whoever may create may do.
  amend: () => holds,
  select: ({ read }) => (isOn(read) ? holds : left('whoever may pick a record may read it')),
};

/** Adds to the roles what the form's permissions say. */
export function addRights(
  doctype: Doctype,
  form: string,
  submits: boolean,
  roles: Map<string, RoleGrants>,
  tally: Tally,
): void {
  const changed = !isOn(doctype.said['read_only']);
  const made = changed && !isOn(doctype.said['in_create']);
  for (const permission of doctype.permissions) {
    for (const [word, value] of Object.entries(permission)) {
      if (isSilent(value) || outside.has(word)) continue;
      tally.count(`permission: ${word}`, words[word]?.(permission) ?? left('there is no word for it'));
    }
    const number = String(permission['role'] ?? '');
    // Rights on fields of a level stand with the fields.
    if (number === '' || Number(permission['permlevel'] ?? 0) > 0) continue;
    const actions = Object.entries(actionsOf)
      .filter(([word]) => isOn(permission[word]))
      .filter(([word]) => (word === 'create' ? made : word === 'write' || word === 'import' ? changed : true))
      .flatMap(([, names]) => names);
    if (!actions.includes('read')) actions.unshift('read');
    const more = submits ? ['submit', 'cancel'].filter((word) => isOn(permission[word])) : [];
    const withheld = [
      ...(isOn(permission['print']) ? [] : ['print']),
      ...(isOn(permission['email']) ? [] : ['send']),
      ...(isOn(permission['share']) || !actions.includes('export') ? [] : ['link']),
    ];
    const grant: Record<string, Json> = { form, actions: [...new Set(actions)], scope: 'subtree' };
    if (more.length > 0) grant['moreActions'] = more.join(',');
    if (withheld.length > 0) grant['withheld'] = withheld;
    if (isOn(permission['if_owner'])) grant['limitedBy'] = ['createdBy'];
    const role = roles.get(number) ?? { number: roleNumberOf(number), name: number, grants: [] };
    roles.set(number, role);
    role.grants.push(grant);
  }
}

const outside = new Set([
  'name',
  'owner',
  'creation',
  'modified',
  'modified_by',
  'idx',
  'doctype',
  'parent',
  'parenttype',
  'parentfield',
  'docstatus',
]);

const roleNumberOf = (role: string) => `doc-${partNameOf(role).toLowerCase()}`;

/** Which roles may see, and which may change, the fields of a level. */
export function rolesOfLevel({ permissions }: Doctype, level: number): JsonObject {
  const rights: Record<string, Json> = { '*': 'none' };
  for (const permission of permissions) {
    if (Number(permission['permlevel'] ?? 0) !== level) continue;
    const right = isOn(permission['write']) ? 'edit' : isOn(permission['read']) ? 'read' : 'none';
    rights[roleNumberOf(String(permission['role'] ?? ''))] = right;
  }
  return rights;
}
