import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable, type TableDefinition } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** The platform's own tables: what cannot be a form. Rows are described in `tables.ts`. */
export function migration(words: Words): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const table of tables(words)) await defineTable(db, words, table);
      const { rows } = await sql`select id from gj_revision`.execute(db);
      if (rows.length === 0) await sql`insert into gj_revision values (1, 0, 0)`.execute(db);
    },
  };
}

function tables({ name, id, integer, text, bytes }: Words): readonly TableDefinition[] {
  const form = name(64);
  return [
    {
      name: 'gj_revision',
      columns: { id: integer, value: integer, model: integer },
      key: ['id'],
    },
    {
      name: 'gj_history',
      columns: {
        revision: integer,
        form,
        record: id,
        operation: name(64),
        at: integer,
        actor: id,
        actor_name: name(255),
        org: id,
        reason: text,
        changed: text,
        snapshot: text,
      },
      key: ['revision'],
      empty: ['actor', 'actor_name', 'org', 'reason', 'changed', 'snapshot'],
      indexes: [['form', 'record', 'revision']],
    },
    {
      name: 'gj_plan',
      columns: { id, hash: name(64), content: text, intent: text, state: name(20), at: integer },
      key: ['id'],
      empty: ['intent'],
      indexes: [['state']],
    },
    {
      name: 'gj_journal',
      columns: { plan: id, seq: integer, step: text, done_at: integer },
      key: ['plan', 'seq'],
      empty: ['done_at'],
    },
    {
      name: 'gj_physical',
      columns: {
        path: name(255),
        table_name: name(64),
        column_name: name(64),
        kept: text,
        state: name(20),
        revision: integer,
      },
      key: ['path', 'table_name', 'column_name'],
      empty: ['kept'],
    },
    {
      name: 'gj_node',
      columns: { id, started_at: integer, last_seen: integer, model: integer },
      key: ['id'],
    },
    {
      name: 'gj_package',
      columns: { name: name(214), version: name(64), revision: integer, at: integer, state: name(20) },
      key: ['name'],
    },
    {
      name: 'gj_package_source',
      columns: { package: name(214), version: name(64), file: name(255), content: text },
      key: ['package', 'version', 'file'],
    },
    {
      name: 'gj_origin',
      columns: {
        form,
        record: id,
        package: name(214),
        origin_key: name(255),
        shipped: text,
        deleted: integer,
      },
      key: ['form', 'record'],
      indexes: [['package', 'form', 'origin_key']],
    },
    {
      name: 'gj_assignment',
      columns: { form, record: id, org: id, by_org: id, by_user: id, at: integer, revision: integer },
      key: ['form', 'record', 'org'],
      empty: ['by_org', 'by_user'],
      indexes: [['form', 'org', 'record']],
    },
    {
      name: 'gj_overlay',
      columns: { form, record: id, org: id, content: text, by_user: id, at: integer, revision: integer },
      key: ['form', 'record', 'org'],
      empty: ['by_user'],
      indexes: [['form', 'org']],
    },
    {
      name: 'gj_sequence',
      columns: { form, scope: name(255), value: integer },
      key: ['form', 'scope'],
    },
    {
      name: 'gj_claim',
      columns: { hash: name(64), form, rule: name(128), record: id },
      key: ['hash'],
      indexes: [['form', 'record']],
    },
    {
      name: 'gj_link',
      columns: {
        owner_form: form,
        owner: id,
        field: name(255),
        row_id: name(36),
        target_form: form,
        target: id,
      },
      key: ['owner', 'field', 'row_id', 'target'],
      indexes: [['target', 'target_form']],
    },
    {
      name: 'gj_idempotency',
      columns: {
        principal: name(100),
        key: name(255),
        hash: name(64),
        status: integer,
        response: text,
        expires_at: integer,
      },
      key: ['principal', 'key'],
      empty: ['status', 'response'],
      indexes: [['expires_at']],
    },
    {
      name: 'gj_identity',
      columns: { provider: name(64), subject: name(255), user_id: id, secret: text, changed_at: integer },
      key: ['provider', 'subject'],
      empty: ['secret'],
      indexes: [['user_id']],
    },
    {
      name: 'gj_session',
      columns: {
        hash: name(64),
        user_id: id,
        csrf: name(64),
        created_at: integer,
        last_seen: integer,
        expires_at: integer,
      },
      key: ['hash'],
      indexes: [['user_id'], ['expires_at']],
    },
    {
      name: 'gj_token',
      columns: { hash: name(64), token: id, user_id: id },
      key: ['hash'],
      indexes: [['token'], ['user_id']],
    },
    {
      name: 'gj_audit',
      columns: {
        id,
        at: integer,
        actor: id,
        actor_name: name(255),
        action: name(64),
        target: name(255),
        org: id,
        detail: text,
      },
      key: ['id'],
      empty: ['actor', 'actor_name', 'target', 'org', 'detail'],
      indexes: [['at'], ['actor', 'at']],
    },
    {
      name: 'gj_job_chunk',
      columns: { job: id, part: name(20), seq: integer, content: bytes, expires_at: integer },
      key: ['job', 'part', 'seq'],
      indexes: [['expires_at']],
    },
  ];
}
