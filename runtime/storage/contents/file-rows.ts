import type { Cell, Connection } from '../../database/database.ts';

/** A file as its row and its content's tell of it. */
export interface StoredFile {
  readonly id: string;
  readonly content: string;
  readonly name: string;
  readonly size: number;
  readonly form: string;
  readonly field: string;
  readonly record: string | null;
  readonly owner: string;
  readonly type: string | null;
  readonly state: string;
  readonly sealed: boolean;
}

/** Files by their ids; those that there are. */
export async function readFiles(
  reader: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
  const found = new Map<string, StoredFile>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const rows = await reader.all<Omit<StoredFile, 'sealed'> & { readonly sealed: number }>(
      `SELECT f.id, f.content, f.name, f.size, f.form, f.field, f.record, f.owner, c.type, c.state, CASE WHEN c.sealed_key IS NULL THEN 0 ELSE 1 END AS sealed FROM gj_file f JOIN gj_content c ON c.id = f.content WHERE f.id IN (${some.map(() => '?').join(', ')})`,
      some,
    );
    for (const row of rows) found.set(row.id, { ...row, sealed: Number(row.sealed) === 1 });
  }
  return found;
}

const atOnce = 100;

interface Change {
  readonly sql: string;
  readonly params: readonly Cell[];
  readonly guard: true;
}

/** The record that takes a file, and the name it has there. */
interface Taker {
  readonly form: string;
  readonly field: string;
  readonly record: string;
  readonly name: string;
}

/** A record takes a file that was brought for it; nothing is changed where somebody was faster. */
export function takeFile({ id, owner }: Pick<StoredFile, 'id' | 'owner'>, by: Taker): Change {
  return {
    sql: 'UPDATE gj_file SET record = ?, name = ?, expires_at = NULL WHERE id = ? AND owner = ? AND form = ? AND field = ? AND record IS NULL',
    params: [by.record, by.name, id, owner, by.form, by.field],
    guard: true,
  };
}

/**
 * A record takes the content of another's file, under an id of its own. The content's row is locked first, so that it
 * does not leave meanwhile.
 */
export function copyFile(
  file: StoredFile,
  id: string,
  by: Taker & { readonly owner: string; readonly org: string },
  now: string,
): readonly Change[] {
  return [
    {
      sql: "UPDATE gj_content SET at = at WHERE id = ? AND state = 'whole'",
      params: [file.content],
      guard: true,
    },
    {
      sql: `INSERT INTO gj_file (id, content, name, size, form, field, record, owner, org, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ${now}, NULL)`,
      params: [id, file.content, by.name, file.size, by.form, by.field, by.record, by.owner, by.org],
      guard: true,
    },
  ];
}
