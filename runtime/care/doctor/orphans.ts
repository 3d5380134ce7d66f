import type { Form } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import type { Cell, Connection, Database, Dialect } from '../../database/database.ts';
import type { EntriesLayout, RecordLayout } from '../../storage/store/record/layout.ts';
import type { Harm } from './harm.ts';

/** One kind of what is wrong with rows of a table, and how they are put right. */
export interface Wrong {
  readonly code: string;
  /** Answers rows with `place`, and the cells of the repair in `a`, `b`, `c`. */
  readonly find: string;
  readonly repair?: string;
  /** How many of a, b and c the repair binds. */
  readonly binds?: number;
}

/** Finds rows that stand for something that is gone, or is not where it should be: one query a kind. */
export async function orphansOf(reader: Connection, wrongs: readonly Wrong[]): Promise<readonly Harm[]> {
  const harms: Harm[] = [];
  for (const { code, find, repair, binds = 1 } of wrongs)
    for (const row of await reader.all<Record<string, Cell>>(`${find} LIMIT 10000`)) {
      const cells = ['a', 'b', 'c'].slice(0, binds).map((name) => row[name] ?? null);
      harms.push({
        code,
        place: String(row['place']),
        ...(repair && { repair: async (tx) => void (await tx.run(repair, cells)) }),
      });
    }
  return harms;
}

/** Rows of entries without the record, or the row, they belong to; nor the row. */
export function wrongEntries({ table, form, entries }: RecordLayout): readonly Wrong[] {
  return entries.flatMap((own) => [
    ...ofEntries(own, `${form.name}.${own.field}`, table),
    ...own.entries.flatMap((nested) => [
      ...ofEntries(nested, `${form.name}.${own.field}.${nested.field}`, table),
      {
        code: 'doctor-entries-orphaned',
        find: `SELECT e.id AS a, ${text(`${form.name}.${own.field}.${nested.field}`)} AS place FROM ${nested.table} e WHERE NOT EXISTS (SELECT 1 FROM ${own.table} p WHERE p.id = e.parent AND p.record = e.record)`,
        repair: `DELETE FROM ${nested.table} WHERE id = ?`,
      },
    ]),
  ]);
}

function ofEntries({ table }: EntriesLayout, path: string, records: string): readonly Wrong[] {
  return [
    {
      code: 'doctor-entries-orphaned',
      find: `SELECT e.id AS a, ${text(path)} AS place FROM ${table} e WHERE NOT EXISTS (SELECT 1 FROM ${records} r WHERE r.id = e.record)`,
      repair: `DELETE FROM ${table} WHERE id = ?`,
    },
  ];
}

/** Answers the searches among rows beside the records of a form. */
export function wrongBeside(form: Form, table: string, served: Served, { quote }: Dialect): readonly Wrong[] {
  const name = tableOf(served, 'organisation');
  const organisation = name === undefined ? undefined : quote(name);
  const own = text(form.id);
  const gone = `NOT EXISTS (SELECT 1 FROM ${table} r WHERE r.id = x.record)`;
  const place = `CONCAT(${text(`${form.name} `)}, x.record)`;
  const pairs = (name: string, code: string): readonly Wrong[] => [
    {
      code,
      find: `SELECT x.record AS a, x.org AS b, ${place} AS place FROM ${name} x WHERE x.form = ${own} AND (${gone}${organisation ? ` OR NOT EXISTS (SELECT 1 FROM ${organisation} o WHERE o.id = x.org)` : ''})`,
      repair: `DELETE FROM ${name} WHERE form = ${own} AND record = ? AND org = ?`,
      binds: 2,
    },
  ];
  return [
    ...pairs('gj_assignment', 'doctor-assignments-orphaned'),
    ...pairs('gj_overlay', 'doctor-copies-orphaned'),
    {
      code: 'doctor-copies-unreadable',
      find: `SELECT ${place} AS place FROM gj_overlay x WHERE x.form = ${own} AND NOT JSON_VALID(x.content)`,
    },
    {
      code: 'doctor-links-wrong',
      find: `SELECT DISTINCT x.owner AS a, CONCAT(${text(`${form.name} `)}, x.owner) AS place FROM gj_link x WHERE x.owner_form = ${own} AND NOT EXISTS (SELECT 1 FROM ${table} r WHERE r.id = x.owner)`,
      repair: `DELETE FROM gj_link WHERE owner_form = ${own} AND owner = ?`,
    },
    {
      code: 'doctor-origins-wrong',
      find: `SELECT x.record AS a, ${place} AS place FROM gj_origin x WHERE x.form = ${own} AND x.deleted = 0 AND ${gone}`,
      repair: `UPDATE gj_origin SET deleted = 1 WHERE form = ${own} AND record = ?`,
    },
    {
      code: 'doctor-origins-wrong',
      find: `SELECT x.record AS a, ${place} AS place FROM gj_origin x WHERE x.form = ${own} AND x.deleted = 1 AND NOT ${gone}`,
      repair: `UPDATE gj_origin SET deleted = 0 WHERE form = ${own} AND record = ?`,
    },
    ...(organisation && form.id !== 'organisation'
      ? [
          {
            code: 'doctor-rows-homeless',
            find: `SELECT CONCAT(${text(`${form.name} `)}, r.id) AS place FROM ${table} r WHERE r.org <> '' AND NOT EXISTS (SELECT 1 FROM ${organisation} o WHERE o.id = r.org)`,
          },
        ]
      : []),
  ];
}

/** Answers the searches for rows of users who are gone, and for leases that last longer than anybody holds one. */
export function wrongPlatform({ dialect }: Database, served: Served): readonly Wrong[] {
  const users = tableOf(served, 'user');
  const leases: Wrong = {
    code: 'doctor-leases-stuck',
    find: `SELECT name AS a, name AS place FROM gj_lease WHERE expires_at > ${dialect.now} + 86400000`,
    repair: 'UPDATE gj_lease SET expires_at = 0 WHERE name = ?',
  };
  if (users === undefined) return [leases];
  // A row of a user who was deleted may stay; one of a user whom nobody ever knew may not.
  const nobody = `NOT EXISTS (SELECT 1 FROM ${dialect.quote(users)} u WHERE u.id = x.user_id) AND NOT EXISTS (SELECT 1 FROM gj_history h WHERE h.form = 'user' AND h.record = x.user_id)`;
  const ofUsers = (table: string, key: readonly string[]): Wrong => ({
    code: 'doctor-accounts-orphaned',
    find: `SELECT ${key.map((name, at) => `x.${name} AS ${['a', 'b'][at]}`).join(', ')}, CONCAT('${table} ', x.user_id) AS place FROM ${table} x WHERE ${nobody}`,
    repair: `DELETE FROM ${table} WHERE ${key.map((name) => `${name} = ?`).join(' AND ')}`,
    binds: key.length,
  });
  return [
    leases,
    ofUsers('gj_identity', ['provider', 'subject']),
    ofUsers('gj_authenticator', ['id']),
    ofUsers('gj_token', ['hash']),
    ofUsers('gj_session', ['hash']),
    ofUsers('gj_preference', ['user_id', 'name']),
    ofUsers('gj_inbox_mark', ['user_id', 'item']),
  ];
}

function tableOf({ model, table }: Served, id: string): string | undefined {
  const form = model.formsById.get(id);
  return form && table(form).name;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
