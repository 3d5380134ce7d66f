import type { PlatformTables } from '../../migrations/tables.ts';

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
  gj_source: ['hash'],
  gj_origin: ['form', 'record'],
  gj_assignment: ['form', 'record', 'org'],
  gj_overlay: ['form', 'record', 'org'],
  gj_sequence: ['form', 'scope'],
  gj_claim: ['hash'],
  gj_link: ['owner', 'field', 'row_id', 'target'],
  gj_identity: ['provider', 'subject'],
  gj_token: ['hash'],
  gj_preference: ['user_id', 'name'],
  gj_audit: ['id'],
  gj_key: ['state'],
  gj_learned: ['form', 'sought'],
  gj_reader: ['kind', 'reader', 'client', 'org', 'type', 'address'],
  gj_plan: null,
  gj_journal: null,
  gj_node: null,
  gj_idempotency: null,
  gj_session: null,
  gj_job_chunk: null,
  gj_search: null,
  gj_lease: null,
};

/** What a backup keeps of the platform's own, with the columns that order it. */
export const keptTables: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(durableTables).flatMap(([name, key]) => (key ? [[name, key] as const] : [])),
);
