import { isYes } from '../../../../rules/einvoicing/is-yes.ts';
import { type Assignment, compileRights, type Grant } from '../../../access/auth/compile-rights.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { platformRights } from '../../../call/system-call.ts';
import type { Connection } from '../../../database/database.ts';
import { column } from '../../../storage/store/record/layout.ts';
import type { Layouts } from '../../../storage/store/record/layouts.ts';
import { readStored } from '../../../storage/store/record/records.ts';
import { contentWrong } from '../../../storage/store/record/refusals.ts';
import { rowsOf, type Stored, type StoredRow } from '../../../storage/store/record/stored.ts';
import type { SpecialForm, Step } from '../../../storage/store/save/parts.ts';
import type { StoredAs } from '../../forms/forms.ts';

/** Sources whose applications other systems push. */
const pushed: ReadonlySet<string> = new Set(['api', 'receivable']);

/**
 * Where a parameter says so, an application that another system pushes is taken only if the user whom it names as its
 * creator might make it himself.
 */
export const mayPush: NonNullable<SpecialForm['permit']> = async (reader, layouts, step) => {
  const { call, before, operation, form } = step;
  if (before || !step.next || operation === 'restore' || call.rights === platformRights) return;
  const next: StoredAs<'invoice-application'> = step.next;
  if (!call.byToken && !pushed.has(next.dataSource ?? '')) return;
  if (!isYes(parameterTexts(call, next.org)('system', 'pushChecksUserRights'))) return;
  const creator = next.creator ?? '';
  if (await mayCreate(reader, layouts, step, creator)) return;
  const path = `/${form.byId.get('creator')?.name ?? 'creator'}`;
  throw contentWrong({ count: 1 }, [{ path, code: 'push-user-not-allowed', params: { creator } }]);
};

async function mayCreate(
  reader: Connection,
  layouts: Layouts,
  { call, form, next }: Step,
  creator: string,
): Promise<boolean> {
  const users = layouts.byId(call.served, 'user');
  const [id, number] = [column(users, 'id').name, column(users, 'number').name];
  const named = await reader.first<{ id: string }>(
    `SELECT ${id} AS id FROM ${users.table} WHERE ${number} = ?`,
    [creator],
  );
  const user = named && (await readStored(reader, users, named.id));
  if (!user?.enabled) return false;
  const roles = layouts.byId(call.served, 'role');
  const assignments: Assignment[] = [];
  for (const { role: held, organisation } of rowsOf(user['roles'])) {
    const role = await readStored(reader, roles, String(held));
    if (role?.enabled) assignments.push({ role: roleOf(role), org: String(organisation) });
  }
  const scope = compileRights(assignments, call.served.orgs).scope(form, 'create');
  return scope === 'all' || scope.has(next?.org ?? '');
}

/** As much of a role as says who may make records. */
function roleOf(role: Stored): Assignment['role'] {
  const grants = rowsOf(role['grants']).map(grantOf);
  const administers = role['administers'] === true;
  return { number: String(role['number']), grants, paramGrants: [], designGrants: [], administers };
}

function grantOf({ form, actions, moreActions, limitedBy, scope }: StoredRow): Grant {
  return {
    form: String(form),
    actions: Array.isArray(actions) ? actions.map(String) : [],
    moreActions: String(moreActions ?? '').split(','),
    scope: scope === 'all' || scope === 'subtree' ? scope : 'own',
    withheld: [],
    // What is pushed has no reference to go by yet: a right that is limited to some records does not reach it.
    limitedBy: Array.isArray(limitedBy) ? limitedBy.map(String) : [],
    readable: [],
    writable: [],
  };
}
