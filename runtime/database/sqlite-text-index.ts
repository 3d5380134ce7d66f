import type { TextIndex } from './text-index.ts';

const grams = (name: string) => `${name}_grams`;

/**
 * After so many documents an index is tidied by so many pages, about. Left to itself, FTS5 now and then takes 100 ms.
 */
const tidied = { documents: 512, pages: 32 };
const untidy = new Map<string, number>();

/** FTS5 without texts of its own; documents have numbers, as a rowid of SQLite is nothing that lasts. */
export const sqliteTextIndex: TextIndex = {
  create: (name) => [
    `CREATE TABLE IF NOT EXISTS ${name} (doc INTEGER PRIMARY KEY, record ID_TEXT NOT NULL UNIQUE, print TEXT NOT NULL)`,
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${grams(name)} USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
    `INSERT INTO ${grams(name)} (${grams(name)}, rank) VALUES ('automerge', 0)`,
    `INSERT INTO ${grams(name)} (${grams(name)}, rank) VALUES ('crisismerge', 64)`,
  ],
  drop: (name) => [`DROP TABLE IF EXISTS ${grams(name)}`, `DROP TABLE IF EXISTS ${name}`],
  match: (name, wanted, most) => ({
    sql: `SELECT rowid AS doc FROM ${grams(name)} WHERE ${grams(name)} MATCH ? LIMIT ${most}`,
    params: [wanted.join(' ')],
  }),
  records: (name, docs) => ({
    sql: `SELECT m.record AS record FROM json_each(?) j CROSS JOIN ${name} m ON m.doc = j.value`,
    params: [JSON.stringify(docs)],
  }),
  entry: (name, record, gram) =>
    gram === undefined
      ? { sql: `SELECT print FROM ${name} WHERE record = ?`, params: [record] }
      : {
          sql: `SELECT m.print AS print FROM ${name} m CROSS JOIN ${grams(name)} g ON g.rowid = m.doc WHERE m.record = ? AND g.grams MATCH ?`,
          params: [record, gram],
        },
  newest: (name) => `SELECT MAX(doc) AS doc FROM ${name}`,
  async put(tx, name, documents) {
    for (const { record, print, grams: words } of documents) {
      await tx.run(
        `INSERT INTO ${name} (record, print) VALUES (?, ?) ON CONFLICT (record) DO UPDATE SET print = excluded.print`,
        [record, print],
      );
      await tx.run(
        `INSERT OR REPLACE INTO ${grams(name)} (rowid, grams) SELECT doc, ? FROM ${name} WHERE record = ?`,
        [words.join(' '), record],
      );
    }
    const count = (untidy.get(name) ?? 0) + documents.length;
    untidy.set(name, count % tidied.documents);
    if (count < tidied.documents) return;
    await tx.run(
      `INSERT INTO ${grams(name)} (${grams(name)}, rank) VALUES ('merge', ${tidied.pages * Math.floor(count / tidied.documents)})`,
    );
  },
  async remove(tx, name, records) {
    for (const record of records) {
      await tx.run(`DELETE FROM ${grams(name)} WHERE rowid = (SELECT doc FROM ${name} WHERE record = ?)`, [
        record,
      ]);
      await tx.run(`DELETE FROM ${name} WHERE record = ?`, [record]);
    }
  },
  stopsEarly: true,
};
