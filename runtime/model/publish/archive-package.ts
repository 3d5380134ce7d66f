import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet, Form } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import type { Connection, Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { readArchives, type StoredArchive, writeArchive } from '../packages/archives.ts';
import { installedThen } from '../packages/former-sources.ts';
import { modelThen } from './model-then.ts';

const atOnce = 500;
/** Tables that keep something of a form's records beside their versions, by the name in the archive. */
const beside = { assignment: 'gj_assignment', copy: 'gj_overlay', origin: 'gj_origin' } as const;

interface ArchiveParts {
  readonly database: Database;
  /** This node, for the lease. */
  readonly node: string;
  readonly edition: Edition;
}

/** Writes what waits to be written; a crash in between leaves nothing but that it waits. */
export function finishArchives({ database: whole, node, edition }: ArchiveParts): Promise<void> {
  return underLease(whole, { work: 'archives', node }, async ({ database }) => {
    for (const archive of (await readArchives(database)).filter(({ state }) => state === 'pending')) {
      const lines = archiveLines(database, archive, edition);
      await pipeline(lines, createGzip(), (content) => writeArchive(database, archive.id, content));
    }
  });
}

/**
 * Writes all that a package had, a line of JSON each: its files, every version of its forms' records, whom they were
 * assigned to, what its fields said in records of other forms, and what it brought there. Secrets are left out.
 */
async function* archiveLines(
  reader: Database,
  archive: StoredArchive,
  edition: Edition,
): AsyncGenerator<string> {
  const { package: name, version, revision, at, actor, reason } = archive;
  yield line({ archive: 1, package: name, version, revision, at, actor, reason, server: edition.version });
  const then = revision - 1;
  const installed = await installedThen(reader, then);
  for (const [path, content] of installed.find((one) => one.name === name)?.files ?? [])
    yield line({ file: path, content });
  const model = await modelThen(reader, then, edition);
  for (const form of model?.formsById.values() ?? []) {
    if (form.package === name) yield* formLines(reader, form, revision);
    else {
      yield* valueLines(reader, form, name);
      yield* broughtLines(reader, form, name, revision);
    }
  }
}

async function* formLines(reader: Connection, form: Form, until: number): AsyncGenerator<string> {
  let seen = 0;
  for (;;) {
    const rows = await reader.all<VersionRow>(
      'SELECT * FROM gj_history WHERE form = ? AND revision > ? AND revision <= ? ORDER BY revision LIMIT ?',
      [form.id, seen, until, atOnce],
    );
    for (const row of rows) {
      yield versionLine(form, row);
      seen = Number(row.revision);
    }
    if (rows.length < atOnce) break;
  }
  for (const [kind, table] of Object.entries(beside)) {
    const rows = await reader.all<JsonObject>(`SELECT * FROM ${table} WHERE form = ? ORDER BY record`, [
      form.id,
    ]);
    for (const row of rows) yield line({ [kind]: row });
  }
}

/** Records that it brought to forms of others. */
async function* broughtLines(
  reader: Connection,
  form: Form,
  name: string,
  until: number,
): AsyncGenerator<string> {
  const origins = await reader.all<{ record: string; origin_key: string }>(
    'SELECT record, origin_key FROM gj_origin WHERE package = ? AND form = ? ORDER BY record',
    [name, form.id],
  );
  for (const { record, origin_key: key } of origins) {
    yield line({ brought: { form: form.id, key, record } });
    const rows = await reader.all<VersionRow>(
      'SELECT * FROM gj_history WHERE form = ? AND record = ? AND revision <= ? ORDER BY revision',
      [form.id, record, until],
    );
    for (const row of rows) yield versionLine(form, row);
  }
}

interface VersionRow {
  readonly revision: number;
  readonly snapshot: string | null;
  readonly changed: string | null;
}

function versionLine(form: Form, { snapshot, changed, ...row }: VersionRow): string {
  const record = snapshot === null ? null : withoutSecrets(form, JSON.parse(snapshot) as JsonObject);
  return line({ version: { ...row, changed: changed === null ? null : JSON.parse(changed), record } });
}

/** Reads the values of the fields that a package adds to records of others. */
async function* valueLines(reader: Database, form: Form, name: string): AsyncGenerator<string> {
  const { quote } = reader.dialect;
  const physical = await readPhysical(reader);
  for (const field of fieldsOf(form)) {
    if (field.package !== name || field.kind.name === 'secret') continue;
    const column = physical.live.get(`${form.id}/${field.path.replaceAll('.', '/')}`);
    if (!column) continue;
    let seen = '';
    for (;;) {
      const rows = await reader.all<{ id: string; value: Json }>(
        `SELECT id, ${quote(column.name)} AS value FROM ${quote(column.table)}
         WHERE ${quote(column.name)} IS NOT NULL AND id > ? ORDER BY id LIMIT ?`,
        [seen, atOnce],
      );
      for (const { id, value } of rows)
        yield line({ value: { form: form.id, field: field.path, id, value } });
      if (rows.length < atOnce) break;
      seen = rows.at(-1)?.id ?? '';
    }
  }
}

function fieldsOf(shape: FieldSet): Form['fields'] {
  return shape.fields.flatMap((field) => (field.rows ? [field, ...fieldsOf(field.rows)] : [field]));
}

function withoutSecrets(shape: FieldSet, row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).flatMap(([id, value]): readonly (readonly [string, Json])[] => {
      const field = shape.byId.get(id);
      if (field?.kind.name === 'secret') return [];
      const { rows } = field ?? {};
      if (!rows || !Array.isArray(value)) return [[id, value]];
      return [[id, value.map((one) => (isObject(one) ? withoutSecrets(rows, one) : one))]];
    }),
  );
}

function line(content: unknown): string {
  return `${JSON.stringify(content)}\n`;
}
