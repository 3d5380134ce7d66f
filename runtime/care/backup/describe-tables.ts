import type { PlatformTables } from '../../../migrations/rows/tables.ts';
import type { Connection, Database } from '../../database/database.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { entryColumns, recordColumns } from '../../storage/tables/table-spec.ts';
import type { ArchivedColumn, ArchivedTable } from './archive.ts';

/**
 * The platform's own tables by what they are ordered by, in a backup's order. Null: it lives shorter than a
 * backup — who is signed in, who holds what, what is under way —, or can be made
 * anew, as what is searched by: it is left out.
 */
const durableTables: {
  readonly [T in keyof PlatformTables]: readonly (keyof PlatformTables[T] & string)[] | null;
} = {
  gj_revision: ['id'],
  gj_physical: ['path', 'table_name', 'column_name'],
  gj_package: ['name'],
  gj_package_source: ['package', 'version', 'file'],
  gj_history: ['revision'],
  gj_commit: ['last_revision'],
  gj_publish: ['revision', 'package'],
  gj_thinning: ['what'],
  gj_undo: ['revision'],
  gj_reshape: ['revision', 'path'],
  gj_replaced: ['path', 'column_name', 'row_id'],
  gj_done: ['name'],
  gj_fill: ['revision'],
  gj_source: ['hash'],
  gj_origin: ['form', 'record'],
  gj_dropped: ['form', 'record'],
  gj_assignment: ['form', 'record', 'org'],
  gj_overlay: ['form', 'record', 'org'],
  gj_sequence: ['form', 'scope'],
  gj_claim: ['hash'],
  gj_link: ['owner', 'field', 'row_id', 'target'],
  gj_identity: ['provider', 'subject'],
  gj_authenticator: ['id'],
  gj_token: ['hash'],
  gj_preference: ['user_id', 'name'],
  gj_inbox_mark: ['user_id', 'item'],
  gj_inbox_assignment: ['item'],
  gj_audit: ['id'],
  gj_audit_link: ['number'],
  gj_audit_forward: ['name'],
  gj_key: ['state'],
  gj_trusted_key: ['id'],
  gj_content_key: ['id'],
  gj_content: ['id'],
  gj_content_object: ['name'],
  gj_file: ['id'],
  gj_design: ['id'],
  gj_design_entry: ['design', 'n'],
  gj_archive: ['id'],
  gj_archive_chunk: ['archive', 'seq'],
  gj_packed: ['package', 'hash', 'seq'],
  gj_promoted: ['package'],
  gj_learned: ['form', 'sought'],
  gj_reader: ['kind', 'reader', 'client', 'org', 'type', 'address'],
  gj_outbox: ['revision', 'part'],
  gj_outbox_reader: ['name'],
  // Traces are kept elsewhere, and not for long.
  gj_message_trace: null,
  gj_credit: ['org', 'business_type', 'role', 'period'],
  gj_simulated: ['request'],
  // Of a state that may be weeks old nothing is done by itself because it was missed: it counts from now on.
  gj_schedule: null,
  // A link that was withdrawn would hold again where an older state is restored.
  gj_file_link: null,
  gj_design_present: null,
  gj_plan: null,
  gj_journal: null,
  gj_node: null,
  gj_node_day: null,
  gj_idempotency: null,
  gj_session: null,
  gj_job_chunk: null,
  gj_search: null,
  gj_lease: null,
};

/** The platform's own tables that a backup keeps, with the columns that order them. */
export const archivedTables: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(durableTables).flatMap(([name, key]) => (key ? [[name, key] as const] : [])),
);

/** Those that it leaves out. */
export const leftOut: ReadonlySet<string> = new Set(
  Object.entries(durableTables).flatMap(([name, key]) => (key ? [] : [name])),
);

/** Columns of the platform's own that keep bytes, by table. */
const byteColumns: { readonly [T in keyof PlatformTables]?: keyof PlatformTables[T] & string } = {
  gj_archive_chunk: 'content',
  gj_packed: 'content',
};

/** Of a table, by its name and the path of its form: all rows, none and no table, or those of which something holds. */
export type OnlyRows = (name: string, path: string | undefined) => boolean | string;

/**
 * Everything that outlives a restart: the platform's own tables, then every form's, hidden and replaced columns too.
 */
export async function describeTables(
  database: Database,
  reader: Connection,
  only: OnlyRows = () => true,
): Promise<readonly ArchivedTable[]> {
  const found = await database.schema.read(reader);
  const { tables, columns } = await readPhysical(reader);
  const { quote } = database.dialect;
  const described: ArchivedTable[] = [];
  const note = async (table: Omit<ArchivedTable, 'rows'>) => {
    const wanted = only(table.name, table.path);
    if (wanted === false) return;
    const where = wanted === true ? '' : ` WHERE ${wanted}`;
    const count = await reader.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${quote(table.name)}${where}`);
    described.push({ ...table, rows: Number(count?.n ?? 0) });
  };
  for (const name of archivedTables.keys()) {
    const names = [...(found.get(name)?.columns ?? [])].sort();
    const bytes = byteColumns[name as keyof PlatformTables];
    const own = names.map((column) => ({ name: column, ...(column === bytes && { bytes: true as const }) }));
    if (names.length > 0) await note({ name, columns: own });
  }
  for (const [path, name] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const there = found.get(name)?.columns;
    if (!there) continue;
    const own = columns
      .filter((column) => column.table === name)
      .map((column): ArchivedColumn => ({ name: column.name, column: column.kept.column }));
    const all = [...systemColumns(path), ...own.sort((a, b) => (a.name < b.name ? -1 : 1))];
    await note({ name, path, columns: all.filter((column) => there.has(column.name.toLowerCase())) });
  }
  return described;
}

/** Without these no row makes sense. */
const always = new Set(['id', 'record', 'revision', 'seq']);

function systemColumns(path: string): readonly ArchivedColumn[] {
  const depth = path.split('/').length;
  const system = depth === 1 ? recordColumns({ validity: true }) : entryColumns(depth > 2);
  return system.map(([name, column]) => ({ name, column, ...(always.has(name) ? { required: true } : {}) }));
}
