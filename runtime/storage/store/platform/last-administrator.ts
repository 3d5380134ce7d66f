import type { Served } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { lastAdministrator } from '../record/refusals.ts';
import { rowsOf, type Stored } from '../record/stored.ts';
import type { Step } from '../save/parts.ts';

/**
 * The write, once somebody is left who administers the platform and can sign in. Asked inside the transaction,
 * which nobody else's overlaps: of two administrators who disable each other at the same moment, one succeeds.
 */
export function keepingAdministrator<T>(
  layouts: Layouts,
  planned: PlannedWrite<T>,
  step: Step,
): PlannedWrite<T> {
  if (!mayMatter(step)) return planned;
  return {
    ...planned,
    async alone(tx, first) {
      await requireOneLeft(tx, layouts, step);
      return decided(tx, planned, first);
    },
  };
}

/** What `keepingAdministrator` would refuse at this moment. */
export async function foreseeingAdministrator(
  reader: Connection,
  layouts: Layouts,
  step: Step,
): Promise<void> {
  if (mayMatter(step)) await requireOneLeft(reader, layouts, step);
}

/** Whether anybody could administer less than before. */
function mayMatter({ form, before, next }: Step): boolean {
  if (!before?.enabled) return false;
  if (form.id === 'role')
    return before['administers'] === true && !(next?.enabled && next['administers'] === true);
  if (form.id !== 'user') return false;
  const now = new Set(next?.enabled ? rolesOf(next) : []);
  return rolesOf(before).some((role) => !now.has(role));
}

function rolesOf(user: Stored): readonly string[] {
  return rowsOf(user['roles']).map((row) => String(row['role']));
}

async function requireOneLeft(tx: Connection, layouts: Layouts, { call, form, before, next }: Step) {
  const { served } = call;
  const users = layouts.byId(served, 'user');
  const roles = await administratorRoles(tx, layouts.byId(served, 'role'), true);
  const was = await countAdministrators(tx, users, roles, null);
  const left = new Set(roles);
  if (form.id === 'role') left.delete(before?.id ?? '');
  const own = form.id === 'user' ? (before?.id ?? null) : null;
  // A user who stays an administrator leaves one.
  if (next && own !== null && next.enabled && holds(next, left)) return;
  const still = await countAdministrators(tx, users, left, own);
  if ((was.able > 0 && still.able === 0) || (was.all > 0 && still.all === 0)) throw lastAdministrator();
}

/** Roles that make whoever holds them an administrator, while they are enabled. */
async function administratorRoles(
  reader: Connection,
  roles: RecordLayout,
  enabledOnly: boolean,
): Promise<ReadonlySet<string>> {
  const [id, administers, enabled] = ['id', 'administers', 'enabled'].map((name) => column(roles, name).name);
  const also = enabledOnly ? ` AND ${enabled} = 1` : '';
  const rows = await reader.all<{ id: string }>(
    `SELECT ${id} AS id FROM ${roles.table} WHERE ${administers} = 1${also}`,
  );
  return new Set(rows.map((row) => row.id));
}

/** Whether the record of a user holds one of these roles. */
function holds(user: Stored, roles: ReadonlySet<string>): boolean {
  return rowsOf(user['roles']).some((row) => roles.has(String(row['role'])));
}

/** Whether the user, by id, was given a role that administers; whether he is disabled does not matter. */
export async function isAdministrator(
  reader: Connection,
  layouts: Layouts,
  served: Served,
  user: string,
): Promise<boolean> {
  const roles = await administratorRoles(reader, layouts.byId(served, 'role'), false);
  const held = heldRoles(layouts.byId(served, 'user'));
  const rows = await reader.all<{ role: string }>(
    `SELECT ${held.role} AS role FROM ${held.table} WHERE ${held.user} = ?`,
    [user],
  );
  return rows.some(({ role }) => roles.has(role));
}

/** Enabled users who hold one of the roles, and how many of them have a password: no provider has to answer for it. */
interface AdministratorCounts {
  readonly all: number;
  readonly able: number;
}

/** `without`: id of a user who is not counted. */
async function countAdministrators(
  reader: Connection,
  users: RecordLayout,
  roles: ReadonlySet<string>,
  without: string | null,
): Promise<AdministratorCounts> {
  if (roles.size === 0) return { all: 0, able: 0 };
  const held = heldRoles(users);
  const [id, enabled] = [column(users, 'id').name, column(users, 'enabled').name];
  const wanted = padded([...roles]);
  const marks = wanted.map(() => '?').join(', ');
  const able = `EXISTS (SELECT 1 FROM gj_identity i WHERE i.user_id = u.${id} AND i.provider = 'password')`;
  const row = await reader.first<{ counted: number; able: number | null }>(
    `SELECT COUNT(*) AS counted, SUM(CASE WHEN ${able} THEN 1 ELSE 0 END) AS able FROM ${users.table} u
     WHERE u.${enabled} = 1 AND u.${id} <> ?
       AND EXISTS (SELECT 1 FROM ${held.table} h WHERE h.${held.user} = u.${id} AND h.${held.role} IN (${marks}))`,
    [without ?? '', ...wanted],
  );
  return { all: Number(row?.counted ?? 0), able: Number(row?.able ?? 0) };
}

/** Answers the table and columns of users' roles: names are quoted. */
export function heldRoles(users: RecordLayout) {
  const held = users.entries.find(({ field }) => field === 'roles');
  if (!held) throw new Error('users have no roles: the package platform is missing');
  const [user, role, organisation] = ['record', 'role', 'organisation'].map(
    (name) => column(held, name).name,
  );
  return { table: held.table, user: user ?? '', role: role ?? '', organisation: organisation ?? '' };
}
