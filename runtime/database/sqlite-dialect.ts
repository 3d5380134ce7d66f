import type { Json } from '../../metadata/json.ts';
import type { Column } from '../../metadata/kinds/kind.ts';
import type { Cell, Dialect } from './database.ts';
import { decodeDecimal, encodeDecimal } from './sortable-decimal.ts';
import { quote } from './sqlite-quote.ts';
import { sqliteTextIndex } from './sqlite-text-index.ts';

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
  hasElement: (list, element) =>
    `EXISTS (SELECT 1 FROM json_each(${list}) WHERE json_each.value = ${element})`,
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
