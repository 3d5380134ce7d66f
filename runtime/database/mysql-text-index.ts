import type { TextIndex } from './text-index.ts';

/**
 * InnoDB's FULLTEXT. What changes is deleted and inserted, as a document that changes needs another number. `id` is
 * the type of an id.
 */
export function mysqlTextIndex(id: string, collation: string): TextIndex {
  return {
    create: (name) => [
      `CREATE TABLE IF NOT EXISTS ${name} (FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, record ${id} NOT NULL, print VARCHAR(64) NOT NULL, grams MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL, PRIMARY KEY (FTS_DOC_ID), UNIQUE KEY FTS_DOC_ID_INDEX (FTS_DOC_ID), UNIQUE KEY ix_record (record), FULLTEXT KEY ix_grams (grams)) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation}`,
    ],
    drop: (name) => [`DROP TABLE IF EXISTS ${name}`],
    match: (name, grams, most) => ({
      sql: `SELECT FTS_DOC_ID AS doc FROM ${name} WHERE MATCH (grams) AGAINST (? IN BOOLEAN MODE) LIMIT ${most}`,
      params: [grams.map((gram) => `+${gram}`).join(' ')],
    }),
    records: (name, docs) => ({
      sql: `SELECT m.record AS record FROM JSON_TABLE(?, '$[*]' COLUMNS (doc BIGINT UNSIGNED PATH '$')) j STRAIGHT_JOIN ${name} m ON m.FTS_DOC_ID = j.doc`,
      params: [JSON.stringify(docs)],
    }),
    entry: (name, record, gram) =>
      gram === undefined
        ? { sql: `SELECT print FROM ${name} WHERE record = ?`, params: [record] }
        : {
            sql: `SELECT print FROM ${name} WHERE record = ? AND MATCH (grams) AGAINST (? IN BOOLEAN MODE)`,
            params: [record, `+${gram}`],
          },
    newest: (name) => `SELECT MAX(FTS_DOC_ID) AS doc FROM ${name}`,
    async put(tx, name, documents) {
      await deleteAll(
        tx,
        name,
        documents.map(({ record }) => record),
      );
      for (let from = 0; from < documents.length; from += atOnce) {
        const some = documents.slice(from, from + atOnce);
        await tx.run(
          `INSERT INTO ${name} (record, print, grams) VALUES ${some.map(() => '(?, ?, ?)').join(', ')}`,
          some.flatMap(({ record, print, grams }) => [record, print, grams.join(' ')]),
        );
      }
    },
    remove: deleteAll,
    // LIMIT is not taken into the index: all documents that hold a gram are looked at.
    stopsEarly: false,
  };
}

const atOnce = 64;

const deleteAll: TextIndex['remove'] = async (tx, name, records) => {
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    await tx.run(`DELETE FROM ${name} WHERE record IN (${some.map(() => '?').join(', ')})`, some);
  }
};
