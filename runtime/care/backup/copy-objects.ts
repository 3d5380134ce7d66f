import { append } from '../../../metadata/common/append.ts';
import type { Connection } from '../../database/database.ts';
import { readObjects } from '../../storage/contents/content-rows.ts';
import type { Shelf } from '../../storage/contents/shelf.ts';

/** What came of copying the objects that a database names from one shelf to another. */
export interface CopiedObjects {
  readonly copied: number;
  /** Objects that stood there already: an object never changes. */
  readonly there: number;
  /** Bytes that were copied. */
  readonly bytes: number;
  /** Names of objects that stand on neither. */
  readonly missing: readonly string[];
}

const page = 500;

/** Copies objects that are not there yet; whatever it is cut off at, doing it again goes on from there. */
export async function copyObjects(reader: Connection, from: Shelf, to: Shelf): Promise<CopiedObjects> {
  let [copied, there, bytes, after] = [0, 0, 0, ''];
  const missing: string[] = [];
  for (;;) {
    const rows = await reader.all<{ name: string }>(
      `SELECT o.name FROM gj_content_object o JOIN gj_content c ON c.id = o.content WHERE o.place IS NOT NULL AND c.state = 'whole' AND o.name > ? ORDER BY o.name LIMIT ${page}`,
      [after],
    );
    for (const { name } of rows) {
      after = name;
      if ((await to.size(name)) !== null) {
        there += 1;
        continue;
      }
      const size = await from.size(name);
      if (size === null) missing.push(name);
      else {
        await to.write(name, from.read(name, { from: 0, before: size }));
        copied += 1;
        bytes += size;
      }
    }
    if (rows.length < page) return { copied, there, bytes, missing };
  }
}

/** Puts in place of what was harmed what was saved of it; where nothing was, it stays as it is. */
export async function copyAgain(
  reader: Connection,
  from: Shelf,
  to: Shelf,
  contents: readonly string[],
): Promise<void> {
  for (const content of contents)
    for (const { name } of await readObjects(reader, content)) {
      const size = await from.size(name);
      if (size === null) continue;
      await to.remove(name);
      await to.write(name, from.read(name, { from: 0, before: size }));
    }
}

/** The files of contents, by the records that hold them. */
export async function filesOfContents(
  reader: Connection,
  contents: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const content of contents)
    append(found, (await reader.all<FileRow>(`${fileOf} WHERE f.content = ?`, [content])).map(sayFile));
  return [...new Set(found)].sort();
}

interface FileRow {
  readonly form: string;
  readonly record: string | null;
  readonly name: string;
}

const fileOf = 'SELECT f.form, f.record, f.name FROM gj_file f';

function sayFile({ form, record, name }: FileRow): string {
  return `${form} ${record ?? '—'} ${name}`;
}

/** The files that stand in objects, by the records that hold them. */
export async function filesIn(reader: Connection, objects: readonly string[]): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const object of objects) {
    const rows = await reader.all<FileRow>(
      `${fileOf} JOIN gj_content_object o ON o.content = f.content WHERE o.name = ?`,
      [object],
    );
    append(lost, rows.map(sayFile));
  }
  return [...new Set(lost)].sort();
}
