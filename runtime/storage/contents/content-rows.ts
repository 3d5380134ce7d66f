import type { Connection } from '../../database/database.ts';

/** Notes a content of which nothing is there yet, beside whoever holds it. */
export async function noteContent(
  tx: Connection,
  now: string,
  id: string,
  sealedKey: string | null,
): Promise<void> {
  await tx.run(
    `INSERT INTO gj_content (id, state, size, type, address, sealed_key, at) VALUES (?, 'arriving', 0, NULL, NULL, ?, ${now})`,
    [id, sealedKey],
  );
}

/** The objects that a content stands in, in their order. */
export async function readObjects(
  reader: Connection,
  content: string,
): Promise<readonly { readonly name: string; readonly size: number }[]> {
  return reader.all<{ name: string; size: number }>(
    'SELECT name, size FROM gj_content_object WHERE content = ? AND place IS NOT NULL ORDER BY place',
    [content],
  );
}

/** A content that is whole, as its row tells of it. */
interface WholeContent {
  readonly content: string;
  readonly size: number;
  readonly address: string;
  readonly sealed_key: string | null;
}

const page = 200;

/** Every content that is whole, in the order of their ids. */
export async function* wholeContents(reader: Connection): AsyncIterable<WholeContent> {
  for (let after = ''; ; ) {
    const rows = await reader.all<WholeContent>(
      `SELECT id AS content, size, address, sealed_key FROM gj_content WHERE state = 'whole' AND id > ? ORDER BY id LIMIT ${page}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = last.content;
  }
}
