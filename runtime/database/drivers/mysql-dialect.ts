import type { Json } from '../../../metadata/common/json.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import { spellingsOf } from '../../../metadata/words/fold-text.ts';
import type { Cell, Connection, DatabaseAbout, Dialect } from '../database.ts';
import type { TextIndex } from '../text-index.ts';
import { partByMark } from './mysql-marks.ts';

/**
 * Keeps a text index in InnoDB's FULLTEXT. A changed document is deleted and inserted, as it needs another number. `id`
 * is the type of an id.
 */
function mysqlTextIndex(id: string, collation: string): TextIndex {
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

/** MariaDB and MySQL; `collation` is the one of theirs that compares by code point, unpadded. */
export function mysqlDialect(collation: string): Dialect {
  const quote = (identifier: string) => `\`${identifier.replaceAll('`', '``')}\``;
  const text = `CHARACTER SET utf8mb4 COLLATE ${collation}`;
  return {
    name: 'mysql',
    ddl: (column) => ddl(column, text),
    bytes: 'LONGBLOB',
    // MySQL compares a DECIMAL with a bound text as doubles; MariaDB would not
    placeholder: (column) => (column.type === 'decimal' ? 'CAST(? AS DECIMAL(65,30))' : '?'),
    encode(column, value): Cell {
      if (value === null) return null;
      if (column.type === 'boolean') return value ? 1 : 0;
      if (column.type === 'datetime') return String(value).replace('T', ' ').replace('Z', '');
      if (column.type === 'json') return JSON.stringify(value);
      return value as string | number;
    },
    decode(column, cell): Json {
      if (cell === null) return null;
      if (column.type === 'decimal') return canonical(String(cell));
      if (column.type === 'boolean') return cell === 1;
      if (column.type === 'datetime') return instant(String(cell));
      if (column.type === 'json') return JSON.parse(String(cell)) as Json;
      return cell as string | number;
    },
    plain: (column) => !['decimal', 'boolean', 'datetime', 'json'].includes(column.type),
    quote,
    distant: true,
    transactionalDdl: false,
    same: (left, right) => `${left} <=> ${right}`,
    isListed: (text, list) =>
      `${text} IN (SELECT j.id FROM JSON_TABLE(${list}, '$[*]' COLUMNS (id VARCHAR(64) PATH '$')) j)`,
    hasElement: (list, element) => `JSON_CONTAINS(${list}, JSON_QUOTE(${element}))`,
    elements: (list) => `JSON_LENGTH(${list})`,
    clock: (text, minutes) => `CAST(${text} + INTERVAL ${minutes} MINUTE AS CHAR)`,
    sum: (text) => `SUM(${text})`,
    sumOfMember: (list, member) =>
      `(SELECT SUM(e.n) FROM JSON_TABLE(${list}, '$[*]' COLUMNS (n BIGINT PATH '$.${member}')) e)`,
    hasMember: (list, member, element) => `JSON_CONTAINS(${list}, JSON_OBJECT('${member}', ${element}))`,
    partByMark: (text, at) => partByMark(text, at, collation),
    together: (texts) => `CONCAT(${texts.join(', ')})`,
    endsWith: (text, end) => `RIGHT(${text}, CHAR_LENGTH(${end})) = ${end}`,
    comparable: ({ text }) => text,
    holds: (texts, words) => ({
      sql: `(${texts.map((text) => `${text} REGEXP ?`).join(' OR ')})`,
      params: texts.map(() => spelt(words)),
    }),
    there: (text) => `${text} IS NOT NULL`,
    using: (index) => ` FORCE INDEX (${quote(index)})`,
    joinInOrder: 'STRAIGHT_JOIN',
    texts: mysqlTextIndex(ddl({ type: 'id' }, text), collation),
    now: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
    forUpdate: ' FOR UPDATE',
    upsert(table, columns, keys, updates = [], rows = 1) {
      const row = `(${columns.map(() => '?').join(', ')})`;
      const set = updates.map((name) => `${quote(name)} = VALUES(${quote(name)})`);
      const none = keys.slice(0, 1).map((name) => `${quote(name)} = ${quote(table)}.${quote(name)}`);
      return `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) VALUES ${Array(rows).fill(row).join(', ')} ON DUPLICATE KEY UPDATE ${(set.length ? set : none).join(', ')}`;
    },
  };
}

/**
 * Short texts are at least 64 long: what cannot exceed 255 bytes can never leave the row's page and
 * counts against its 8,126 bytes in full. Longer than 255 is TEXT, which counts 41 bytes. Ids are in the
 * same character set as all else: an ASCII column cannot be compared with whatever somebody asks for.
 */
function ddl(column: Column, text: string): string {
  switch (column.type) {
    case 'text':
      if (column.length <= 255) return `VARCHAR(${Math.max(64, column.length)}) ${text}`;
      return `${column.length <= 16_383 ? 'TEXT' : 'MEDIUMTEXT'} ${text}`;
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${column.precision},${column.scale})`;
    case 'boolean':
      return 'TINYINT';
    case 'date':
      return 'DATE';
    case 'time':
      return `CHAR(8) ${text}`;
    case 'datetime':
      return 'DATETIME(3)';
    case 'id':
      return `VARCHAR(64) ${text}`;
    case 'json':
      return `LONGTEXT ${text}`;
  }
}

/** Their LOWER knows no width: a pattern of all the spellings of each character does. */
function spelt(words: string): string {
  const one = (character: string) => `\\x{${character.codePointAt(0)?.toString(16)}}`;
  const each = [...words].map((folded) => {
    const spellings = spellingsOf(folded);
    return spellings.length === 1 ? one(folded) : `[${spellings.map(one).join('')}]`;
  });
  return each.join('');
}

function canonical(decimal: string): string {
  if (!decimal.includes('.')) return decimal;
  const short = decimal.replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}

/** The binary protocol leaves a fraction of zero out. */
function instant(datetime: string): string {
  const fraction =
    datetime.length === 23 ? '' : (datetime.length === 19 ? '.' : '').padEnd(23 - datetime.length, '0');
  return `${datetime.slice(0, 10)}T${datetime.slice(11)}${fraction}Z`;
}

/** `collation`: the one in which tables are made here. */
export async function aboutMysql(connection: Connection, collation: string): Promise<DatabaseAbout> {
  const row = await connection.first<Record<string, string>>(
    `SELECT VERSION() AS version, @@character_set_connection AS charset, @@collation_connection AS collation,
      @@sql_mode AS mode, @@max_allowed_packet AS packet, @@time_zone AS zone`,
  );
  const { version = '', charset = '', collation: used = '', mode = '', packet = '', zone = '' } = row ?? {};
  return {
    product: /mariadb/i.test(version) ? 'MariaDB' : 'MySQL',
    version,
    settings: [
      { name: 'character_set', value: charset, right: charset === 'utf8mb4' },
      { name: 'collation', value: used, right: used === collation },
      { name: 'sql_mode', value: mode, right: mode.includes('STRICT_TRANS_TABLES') },
      { name: 'time_zone', value: zone, right: zone === '+00:00' },
      { name: 'max_allowed_packet', value: String(packet), right: Number(packet) >= 16 * 1024 * 1024 },
    ],
  };
}
