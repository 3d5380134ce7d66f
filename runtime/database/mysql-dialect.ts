import { spellingsOf } from '../../metadata/fold-text.ts';
import type { Json } from '../../metadata/json.ts';
import type { Column } from '../../metadata/kinds/kind.ts';
import type { Cell, Dialect } from './database.ts';
import { mysqlTextIndex } from './mysql-text-index.ts';

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
    hasElement: (list, element) => `JSON_CONTAINS(${list}, JSON_QUOTE(${element}))`,
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
