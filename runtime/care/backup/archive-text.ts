import { createHash } from 'node:crypto';
import type { Connection, Database } from '../../database/database.ts';
import {
  type ArchivedTable,
  type ArchiveEnd,
  type ArchiveHeader,
  backupDamaged,
  type TableLine,
  toArchive,
} from './archive.ts';
import { archivedTables, type OnlyRows } from './describe-tables.ts';
import { EditScript } from './edit-script.ts';
import type { ManifestReader, ManifestWriter } from './manifest.ts';
import { pageRows } from './page-rows.ts';
import { type MarkedRow, markRows } from './row-mark.ts';

export interface ArchiveParts {
  readonly database: Database;
  readonly reader: Connection;
  readonly header: ArchiveHeader;
  readonly options: {
    readonly seal?: (digest: string) => string;
    readonly report?: (done: number, total: number) => void;
    readonly only?: OnlyRows;
    readonly former?: ManifestReader;
    readonly manifest?: ManifestWriter;
  };
}

/** Lines that are handed on together, in characters, about. */
const most = 200_000;

/**
 * The text of an archive, piece by piece. All rows are read for an increment too, and compared by their marks with those
 * of the archive before: that is right for every table, however it is written to, by whomever, and needs nothing of any
 * writer; what is saved is what is packed, written, carried and kept.
 */
export function archiveText({ database, reader, header, options }: ArchiveParts) {
  const { report, seal, only, former, manifest } = options;
  const total = header.tables.reduce((sum, { rows }) => sum + rows, 0);
  const [hash, content] = [createHash('sha256'), createHash('sha256')];
  let [done, rows, sha256] = [0, 0, ''];

  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };

  async function* batches({ name, path, columns }: ArchivedTable): AsyncGenerator<readonly MarkedRow[]> {
    const names = columns.map((column) => column.name);
    const key = archivedTables.get(name) ?? ['id'];
    const where = only?.(name, path);
    const page = columns.some(({ bytes }) => bytes) ? { page: 8 } : {};
    const some = { name, columns: names, key, ...page, ...(typeof where === 'string' && { where }) };
    const marked = markRows(columns, key);
    for await (const found of pageRows(reader, database.dialect, some)) {
      const batch = found.map((row) => {
        const cells = names.map((column) => row[column] ?? null);
        return marked(toArchive(database.dialect, columns, cells), row);
      });
      yield batch;
      done += batch.length;
      report?.(done, total);
    }
  }

  async function* tableText(table: ArchivedTable, isOnFormer: boolean): AsyncGenerator<string> {
    const before = done;
    const script = isOnFormer && former ? new EditScript(former) : null;
    for await (const batch of batches(table)) {
      let text = '';
      for (const row of batch) {
        const line = `${row.line}\n`;
        content.update(line);
        await manifest?.row(row);
        if (script && !(await script.row(row))) continue;
        text += (script?.take() ?? '') + line;
        rows += 1;
        if (text.length < most) continue;
        yield hashed(text);
        text = '';
      }
      if (text !== '') yield hashed(text);
    }
    if (script) yield hashed(await script.end());
    if (done - before !== table.rows) throw backupDamaged({ file: table.name });
  }

  async function* lines(): AsyncGenerator<string> {
    yield hashed(`${JSON.stringify(header)}\n`);
    let next = (await former?.nextTable()) ?? null;
    for (const table of header.tables) {
      // Tables are in one order as long as the version is one; one that is not found behind the last is written whole.
      while (next !== null && next !== table.name && isGone(next)) next = (await former?.nextTable()) ?? null;
      const isOnFormer = next === table.name;
      await manifest?.table(table.name);
      content.update(`${JSON.stringify({ table: table.name })}\n`);
      const line: TableLine = { table: table.name, ...(isOnFormer && { onFormer: true as const }) };
      yield hashed(`${JSON.stringify(line)}\n`);
      yield* tableText(table, isOnFormer);
      if (isOnFormer) next = (await former?.nextTable()) ?? null;
    }
    await former?.finish();
    sha256 = hash.digest('hex');
    const end: ArchiveEnd = {
      end: true,
      rows,
      ...(former && { content: content.digest('hex') }),
      sha256,
      ...(seal && { seal: seal(sha256) }),
    };
    yield `${JSON.stringify(end)}\n`;
  }

  const wanted = new Set(header.tables.map(({ name }) => name));
  const isGone = (name: string) => !wanted.has(name);

  return { lines, written: () => ({ sha256, rows }) };
}
