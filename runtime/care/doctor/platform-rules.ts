import type { Dialect } from '../../database/database.ts';
import type { Wrong } from './orphans.ts';

/** A column of one of the platform's own tables that says something only its own code reads. */
interface Kept {
  readonly table: string;
  readonly column: string;
  /** The columns that name a row, at most three. */
  readonly key: readonly string[];
  /** The condition for rows that have such a value. Default: all. */
  readonly where?: string;
  /** The statement that mends a row that cannot be read, with the cells of its key. Default: somebody has to decide. */
  readonly repair?: string;
}

/** JSON that would stop whoever reads it. */
const texts: readonly Kept[] = [
  { table: 'gj_design', column: 'details', key: ['id'] },
  { table: 'gj_design_entry', column: 'content', key: ['design', 'n'] },
  { table: 'gj_origin', column: 'shipped', key: ['form', 'record'] },
  { table: 'gj_outbox', column: 'payload', key: ['revision', 'part'] },
  { table: 'gj_physical', column: 'kept', key: ['path', 'column_name'], where: "column_name <> ''" },
  { table: 'gj_plan', column: 'content', key: ['id'], where: "state <> 'purging'" },
  {
    table: 'gj_preference',
    column: 'content',
    key: ['user_id', 'name'],
    repair: 'DELETE FROM gj_preference WHERE user_id = ? AND name = ?',
  },
  { table: 'gj_promoted', column: 'content', key: ['package'] },
  { table: 'gj_publish', column: 'files', key: ['revision', 'package'] },
  {
    table: 'gj_reader',
    column: 'refused',
    key: ['kind', 'reader', 'address'],
    repair: 'UPDATE gj_reader SET refused = NULL WHERE kind = ? AND reader = ? AND address = ?',
  },
  {
    table: 'gj_search',
    column: 'texts',
    key: ['name'],
    repair: "UPDATE gj_search SET texts = '[]', phase = 'broken' WHERE name = ?",
  },
  {
    table: 'gj_search',
    column: 'common',
    key: ['name'],
    repair: "UPDATE gj_search SET common = '[]', phase = 'broken' WHERE name = ?",
  },
  { table: 'gj_simulated', column: 'content', key: ['request'] },
];

/** Instants that have been, or that end soon: none lies years ahead. Put right, it is now. */
const instants: readonly Kept[] = [
  { table: 'gj_assignment', column: 'at', key: ['form', 'record', 'org'] },
  { table: 'gj_audit_forward', column: 'arrived_at', key: ['name'] },
  { table: 'gj_audit_forward', column: 'failing_since', key: ['name'] },
  { table: 'gj_content', column: 'at', key: ['id'] },
  { table: 'gj_content_object', column: 'at', key: ['name'] },
  { table: 'gj_file', column: 'at', key: ['id'] },
  { table: 'gj_file', column: 'expires_at', key: ['id'] },
  { table: 'gj_file_link', column: 'at', key: ['id'] },
  { table: 'gj_file_link', column: 'expires_at', key: ['id'] },
  { table: 'gj_file_link', column: 'revoked_at', key: ['id'] },
  { table: 'gj_file_link', column: 'lost_at', key: ['id'] },
  { table: 'gj_file_link', column: 'used_at', key: ['id'] },
  { table: 'gj_design', column: 'created_at', key: ['id'] },
  { table: 'gj_design', column: 'modified_at', key: ['id'] },
  { table: 'gj_design_entry', column: 'at', key: ['design', 'n'] },
  { table: 'gj_design_present', column: 'at', key: ['design', 'by_id'] },
  { table: 'gj_idempotency', column: 'expires_at', key: ['principal', 'key'] },
  { table: 'gj_identity', column: 'changed_at', key: ['provider', 'subject'] },
  { table: 'gj_authenticator', column: 'created_at', key: ['id'] },
  { table: 'gj_authenticator', column: 'used_at', key: ['id'] },
  { table: 'gj_inbox_mark', column: 'at', key: ['user_id', 'item'] },
  { table: 'gj_inbox_mark', column: 'snoozed_until', key: ['user_id', 'item'] },
  { table: 'gj_inbox_assignment', column: 'at', key: ['item'] },
  { table: 'gj_job_chunk', column: 'expires_at', key: ['job', 'part', 'seq'] },
  { table: 'gj_key', column: 'at', key: ['state'] },
  { table: 'gj_learned', column: 'last_at', key: ['form', 'sought'] },
  { table: 'gj_learned', column: 'laid_at', key: ['form', 'sought'] },
  { table: 'gj_message_trace', column: 'at', key: ['message'] },
  { table: 'gj_node', column: 'started_at', key: ['id'] },
  { table: 'gj_node', column: 'last_seen', key: ['id'] },
  { table: 'gj_node_day', column: 'began', key: ['node', 'slot'] },
  { table: 'gj_outbox', column: 'at', key: ['revision', 'part'] },
  { table: 'gj_overlay', column: 'at', key: ['form', 'record', 'org'] },
  { table: 'gj_package', column: 'at', key: ['name'] },
  { table: 'gj_plan', column: 'at', key: ['id'] },
  { table: 'gj_preference', column: 'at', key: ['user_id', 'name'] },
  { table: 'gj_reader', column: 'last_at', key: ['kind', 'reader', 'address'] },
  { table: 'gj_reader', column: 'written_at', key: ['kind', 'reader', 'address'] },
  { table: 'gj_fill', column: 'at', key: ['revision'] },
  { table: 'gj_schedule', column: 'handled', key: ['task'] },
  { table: 'gj_search', column: 'at', key: ['name'] },
  { table: 'gj_session', column: 'created_at', key: ['hash'] },
  { table: 'gj_session', column: 'last_seen', key: ['hash'] },
  { table: 'gj_simulated', column: 'at', key: ['request'] },
  { table: 'gj_trusted_key', column: 'added_at', key: ['id'] },
];

/** Revisions that nobody handed out yet. */
const revisions: readonly Kept[] = [
  { table: 'gj_assignment', column: 'revision', key: ['form', 'record', 'org'] },
  { table: 'gj_dropped', column: 'revision', key: ['form', 'record'] },
  { table: 'gj_node', column: 'model', key: ['id'] },
  { table: 'gj_overlay', column: 'revision', key: ['form', 'record', 'org'] },
  { table: 'gj_package', column: 'revision', key: ['name'] },
  { table: 'gj_reader', column: 'revision', key: ['kind', 'reader', 'address'] },
  { table: 'gj_reshape', column: 'revision', key: ['revision', 'path'] },
  { table: 'gj_undo', column: 'revision', key: ['revision'] },
  { table: 'gj_design', column: 'base', key: ['id'] },
];

/** Of a choice of words, any other. */
const words: readonly (Kept & { readonly of: readonly string[] })[] = [
  { table: 'gj_archive', column: 'state', key: ['id'], of: ['pending', 'done'] },
  {
    table: 'gj_design',
    column: 'state',
    key: ['id'],
    of: ['open', 'proposed', 'approved', 'scheduled', 'published', 'discarded'],
  },
  { table: 'gj_content', column: 'state', key: ['id'], of: ['arriving', 'whole', 'leaving'] },
  { table: 'gj_dropped', column: 'state', key: ['form', 'record'], of: ['kept', 'taken'] },
  { table: 'gj_package', column: 'state', key: ['name'], of: ['installed', 'uninstalled'] },
  {
    table: 'gj_physical',
    column: 'state',
    key: ['path', 'column_name'],
    of: ['live', 'filling', 'retired', 'gone'],
  },
  { table: 'gj_plan', column: 'state', key: ['id'], of: ['running', 'done', 'abandoned', 'purging'] },
  {
    table: 'gj_search',
    column: 'phase',
    key: ['name'],
    of: ['filling', 'ready', 'stale', 'broken', 'retired'],
    repair: "UPDATE gj_search SET phase = 'broken' WHERE name = ?",
  },
];

/** A row that belongs to one that is gone. */
const parts: readonly Wrong[] = [
  {
    code: 'doctor-archives-torn',
    find: "SELECT x.id AS a, CONCAT('gj_archive ', x.package) AS place FROM gj_archive x WHERE x.state = 'done' AND x.size <> COALESCE((SELECT SUM(LENGTH(c.content)) FROM gj_archive_chunk c WHERE c.archive = x.id), 0)",
  },
  {
    code: 'doctor-archives-torn',
    find: "SELECT DISTINCT x.archive AS a, CONCAT('gj_archive_chunk ', x.archive) AS place FROM gj_archive_chunk x WHERE NOT EXISTS (SELECT 1 FROM gj_archive p WHERE p.id = x.archive)",
    repair: 'DELETE FROM gj_archive_chunk WHERE archive = ?',
  },
  ...['gj_design_entry', 'gj_design_present'].map((table) => ({
    code: 'doctor-designs-torn',
    find: `SELECT DISTINCT x.design AS a, CONCAT('${table} ', x.design) AS place FROM ${table} x WHERE NOT EXISTS (SELECT 1 FROM gj_design p WHERE p.id = x.design)`,
    repair: `DELETE FROM ${table} WHERE design = ?`,
  })),
  {
    code: 'doctor-designs-torn',
    find: "SELECT x.id AS a, CONCAT('gj_design ', x.name) AS place FROM gj_design x WHERE (SELECT COUNT(*) FROM gj_design_entry e WHERE e.design = x.id) <> COALESCE((SELECT MAX(e.n) FROM gj_design_entry e WHERE e.design = x.id), 0)",
  },
  {
    code: 'doctor-outbox-ahead',
    find: "SELECT x.name AS a, CONCAT('gj_outbox_reader ', x.name) AS place FROM gj_outbox_reader x WHERE x.revision > (SELECT value FROM gj_revision WHERE id = 1)",
    repair:
      'UPDATE gj_outbox_reader SET revision = (SELECT value FROM gj_revision WHERE id = 1), part = 0 WHERE name = ?',
  },
  {
    code: 'doctor-packages-sourceless',
    find: "SELECT x.name AS a, CONCAT('gj_package ', x.name, ' ', x.version) AS place FROM gj_package x WHERE x.state = 'installed' AND NOT EXISTS (SELECT 1 FROM gj_package_source s WHERE s.package = x.name AND s.version = x.version)",
  },
  {
    code: 'doctor-undos-wrong',
    find: "SELECT x.revision AS a, CONCAT('gj_undo ', x.revision) AS place FROM gj_undo x WHERE NOT EXISTS (SELECT 1 FROM gj_publish p WHERE p.revision = x.undoes) OR NOT EXISTS (SELECT 1 FROM gj_publish p WHERE p.revision = x.revision)",
    repair: 'DELETE FROM gj_undo WHERE revision = ?',
  },
  {
    code: 'doctor-counts-wrong',
    find: "SELECT x.form AS a, x.sought AS b, CONCAT('gj_learned ', x.form) AS place FROM gj_learned x WHERE x.cost < 0 OR x.times < 0",
    repair: 'UPDATE gj_learned SET cost = 0, times = 0 WHERE form = ? AND sought = ?',
    binds: 2,
  },
  {
    code: 'doctor-counts-wrong',
    find: "SELECT x.form AS a, x.scope AS b, CONCAT('gj_sequence ', x.form, ' ', x.scope) AS place FROM gj_sequence x WHERE x.value < 0",
    repair: 'UPDATE gj_sequence SET value = 0 WHERE form = ? AND scope = ?',
    binds: 2,
  },
];

const cells = ['a', 'b', 'c'] as const;

function rule({ table, key, column, where }: Kept, code: string, test: string, repair?: string): Wrong {
  const named = key.map((name, at) => `x.${name} AS ${cells[at]}`).join(', ');
  const place = `CONCAT('${table}.${column} ', ${key.map((name) => `x.${name}`).join(", ' ', ")})`;
  const rows = where === undefined ? '' : `x.${where} AND `;
  return {
    code,
    find: `SELECT ${named}, ${place} AS place FROM ${table} x WHERE ${rows}(${test})`,
    ...(repair === undefined ? {} : { repair, binds: key.length }),
  };
}

/** SQLite keeps a text where a number belongs, too. */
function noNumber({ column }: Kept): string {
  return `x.${column} + 0 < 0 OR x.${column} <> x.${column} + 0`;
}

/** Two years: nothing is kept on purpose for longer. */
const far = 2 * 366 * 24 * 60 * 60_000;

/**
 * Everything that a platform table says and that can be wrong by itself, one query a kind, by the table it asks first.
 * Numbers are compared as numbers: a text that stands where an instant belongs is as wrong as one of the year 2286.
 */
export function platformRules({ now }: Dialect): readonly (readonly [table: string, rule: Wrong])[] {
  const ofKey = ({ key }: Kept) => key.map((name) => `${name} = ?`).join(' AND ');
  return [
    ...texts.map(
      (kept) =>
        [
          kept.table,
          rule(kept, 'doctor-texts-unreadable', `NOT JSON_VALID(x.${kept.column})`, kept.repair),
        ] as const,
    ),
    ...instants.map(
      (kept) =>
        [
          kept.table,
          rule(
            kept,
            'doctor-times-wrong',
            `x.${kept.column} + 0 > ${now} + ${far} OR ${noNumber(kept)}`,
            `UPDATE ${kept.table} SET ${kept.column} = ${now} WHERE ${ofKey(kept)}`,
          ),
        ] as const,
    ),
    ...revisions.map(
      (kept) =>
        [
          kept.table,
          rule(
            kept,
            'doctor-revisions-ahead',
            `x.${kept.column} + 0 > (SELECT value FROM gj_revision WHERE id = 1) OR ${noNumber(kept)}`,
          ),
        ] as const,
    ),
    ...words.map(
      (kept) =>
        [
          kept.table,
          rule(
            kept,
            'doctor-states-unknown',
            `x.${kept.column} NOT IN (${kept.of.map((word) => `'${word}'`).join(', ')})`,
            kept.repair,
          ),
        ] as const,
    ),
    ...parts.map((one) => [/FROM (gj_\w+) x/.exec(one.find)?.[1] ?? '', one] as const),
  ];
}
