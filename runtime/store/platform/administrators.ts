import type { Served } from '../../call/served.ts';
import type { Connection } from '../../database/database.ts';
import { padded } from '../record/in-list.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { rowsOf, type Stored } from '../record/stored.ts';

/** Roles that make whoever holds them an administrator, while they are enabled. */
export async function administratorRoles(
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
export function holds(user: Stored, roles: ReadonlySet<string>): boolean {
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

/** Enabled users who hold one of the roles, and how many of them have something to sign in with. */
export interface AdministratorCounts {
  readonly all: number;
  readonly able: number;
}

/** `without`: id of a user who is not counted. */
export async function countAdministrators(
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
  const able = `EXISTS (SELECT 1 FROM gj_identity i WHERE i.user_id = u.${id})`;
  const row = await reader.first<{ counted: number; able: number | null }>(
    `SELECT COUNT(*) AS counted, SUM(CASE WHEN ${able} THEN 1 ELSE 0 END) AS able FROM ${users.table} u
     WHERE u.${enabled} = 1 AND u.${id} <> ?
       AND EXISTS (SELECT 1 FROM ${held.table} h WHERE h.${held.user} = u.${id} AND h.${held.role} IN (${marks}))`,
    [without ?? '', ...wanted],
  );
  return { all: Number(row?.counted ?? 0), able: Number(row?.able ?? 0) };
}

/** Where the roles of users stand: names are quoted. */
export function heldRoles(users: RecordLayout) {
  const held = users.entries.find(({ field }) => field === 'roles');
  if (!held) throw new Error('users have no roles: the package platform is missing');
  const [user, role, organisation] = ['record', 'role', 'organisation'].map(
    (name) => column(held, name).name,
  );
  return { table: held.table, user: user ?? '', role: role ?? '', organisation: organisation ?? '' };
}
