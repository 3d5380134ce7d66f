import type { Json } from '../../../metadata/common/json.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import type { Cell, Dialect } from '../database.ts';
import type { TextIndex } from '../text-index.ts';
import { decodeDecimal, encodeDecimal } from './sqlite-functions.ts';

const grams = (name: string) => `${name}_grams`;

/**
 * After so many documents an index is tidied by so many pages, about. Left to itself, FTS5 now and then takes 100 ms.
 */
const tidied = { documents: 512, pages: 32 };
const untidy = new Map<string, number>();

/** FTS5 without texts of its own; documents have numbers, as a rowid of SQLite is nothing that lasts. */
const sqliteTextIndex: TextIndex = {
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

/** Types are SQLite's affinities; the first word says what is kept, so that a schema can be read back. */
const types: Record<Column['type'], string> = {
  text: 'TEXT',
  integer: 'INTEGER',
  decimal: 'DECIMAL_TEXT',
  boolean: 'BOOLEAN_INTEGER',
  date: 'DATE_TEXT',
  time: 'TIME_TEXT',
  datetime: 'DATETIME_TEXT',
  id: 'ID_TEXT',
  json: 'JSON_TEXT',
};

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  ddl: (column) => types[column.type],
  bytes: 'BLOB',
  placeholder: () => '?',
  encode(column, value): Cell {
    if (value === null) return null;
    if (column.type === 'decimal') return encodeDecimal(String(value));
    if (column.type === 'boolean') return value ? 1 : 0;
    if (column.type === 'json') return JSON.stringify(value);
    return value as string | number;
  },
  decode(column, cell): Json {
    if (cell === null) return null;
    if (column.type === 'decimal') return decodeDecimal(String(cell));
    if (column.type === 'boolean') return cell === 1;
    if (column.type === 'json') return JSON.parse(String(cell)) as Json;
    return cell as string | number;
  },
  plain: (column) => column.type !== 'decimal' && column.type !== 'boolean' && column.type !== 'json',
  quote,
  distant: false,
  transactionalDdl: true,
  same: (left, right) => `${left} IS ${right}`,
  isListed: (text, list) => `${text} IN (SELECT value FROM json_each(${list}))`,
  hasElement: (list, element) =>
    `EXISTS (SELECT 1 FROM json_each(${list}) WHERE json_each.value = ${element})`,
  elements: (list) => `json_array_length(${list})`,
  clock: (text, minutes) => `datetime(${text}, '${minutes} minutes')`,
  // Whole numbers as text: a sum of them may be larger than a number of JavaScript keeps.
  sum: (text, column) => (column.type === 'decimal' ? `guiju_sum(${text})` : `CAST(SUM(${text}) AS TEXT)`),
  sumOfMember: (list, member) =>
    `(SELECT SUM(json_extract(json_each.value, '$.${member}')) FROM json_each(${list}))`,
  hasMember: (list, member, element) =>
    `EXISTS (SELECT 1 FROM json_each(${list}) WHERE json_extract(json_each.value, '$.${member}') = ${element})`,
  partByMark: (text, at) => `guiju_mark(${text}, ${at})`,
  together: (texts) => `(${texts.join(' || ')})`,
  endsWith: (text, end) => `SUBSTR(${text}, -LENGTH(${end})) = ${end}`,
  comparable: ({ text, column }, other) =>
    column.type === 'integer' && other.column.type === 'decimal' ? `guiju_decimal(${text})` : text,
  // IS NOT NULL begins at no place of an index; integers come before texts
  there: (text, { type }) =>
    type === 'integer' || type === 'boolean' ? `${text} >= -9223372036854775808` : `${text} >= ''`,
  using: (index) => ` INDEXED BY ${quote(index)}`,
  // SQLite's own LOWER knows ASCII only
  holds: (texts, words) => ({ sql: `guiju_holds(?, ${texts.join(', ')})`, params: [words] }),
  joinInOrder: 'CROSS JOIN',
  texts: sqliteTextIndex,
  now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  forUpdate: '',
  upsert(table, columns, keys, updates = [], rows = 1) {
    const list = (names: readonly string[]) => names.map(quote).join(', ');
    const row = `(${columns.map(() => '?').join(', ')})`;
    const set = updates.map((name) => `${quote(name)} = excluded.${quote(name)}`).join(', ');
    return `INSERT INTO ${quote(table)} (${list(columns)}) VALUES ${Array(rows).fill(row).join(', ')} ON CONFLICT (${list(keys)}) DO ${set ? `UPDATE SET ${set}` : 'NOTHING'}`;
  },
};

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
