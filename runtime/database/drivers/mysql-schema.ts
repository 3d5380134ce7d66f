import type { Column } from '../../../metadata/kinds/common/kind.ts';
import type { Connection, Database, Dialect } from '../database.ts';
import {
  type ColumnShape,
  type FoundTable,
  foundIndexes,
  foundTables,
  type IndexedColumn,
  type IndexShape,
  type Schema,
  type Space,
  type TableIndexes,
} from '../schema.ts';

/**
 * Counts the bytes of a row in InnoDB (tried on MariaDB 10.11): the server counts every text at its longest, long ones
 * as a pointer, against 65,535 bytes, when a table is made; the engine counts values that cannot leave the page, 41
 * bytes of any text, against 8,126, and says so when a row is inserted.
 */
function mysqlSpace(columns: readonly Column[]): Space {
  const nulls = Math.ceil(columns.length / 8);
  const row = columns.map(inRow);
  const page = columns.map((column) => (canLeaveThePage(column) ? 41 : inRow(column)));
  return {
    columns: { used: columns.length, limit: 1_000 },
    row: { used: sum(row) + nulls, limit: 65_535 },
    page: { used: sum(page) + nulls + pageHeader, limit: 8_126 },
    saved: row.map((bytes, at) => (columns[at]?.type === 'text' ? Math.max(0, bytes - longText) : 0)),
  };
}

/** Record header, transaction id, roll pointer, and the page's own record. */
const pageHeader = 24;
const longText = 12;

function canLeaveThePage({ type }: Column): boolean {
  return type === 'text' || type === 'id' || type === 'json';
}

function inRow(column: Column): number {
  switch (column.type) {
    case 'text':
      return column.length > 255 ? longText : Math.max(64, column.length) * 4 + 2;
    case 'json':
      return longText;
    case 'integer':
      return 8;
    case 'decimal':
      return digits(column.precision - column.scale) + digits(column.scale);
    case 'boolean':
      return 1;
    case 'date':
      return 3;
    case 'time':
      return 33;
    case 'datetime':
      return 7;
    case 'id':
      return 258;
  }
}

/** Nine digits take four bytes. */
function digits(count: number): number {
  return Math.floor(count / 9) * 4 + Math.ceil((count % 9) / 2);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Bytes of an index's columns together. */
const keyBytes = 3_072;

export function mysqlSchema(
  { quote, ddl }: Dialect,
  collation: string,
  transaction: Database['transaction'],
): Schema {
  const spell = ({ name, column, required }: ColumnShape) =>
    `${quote(name)} ${ddl(column)}${required ? ' NOT NULL' : ''}`;
  const index = ({ name, columns }: IndexShape) => {
    const room = prefix(columns.map(({ column }) => column));
    const parts = columns.map(({ name: part, column, descending }) => {
      const length = column.type === 'text' && column.length > room ? `(${room})` : '';
      return `${quote(part)}${length}${descending ? ' DESC' : ''}`;
    });
    return `INDEX ${quote(name)} (${parts.join(', ')})`;
  };
  const dropIndex: Schema['dropIndex'] = (table, name) =>
    `ALTER TABLE ${quote(table)} DROP INDEX ${quote(name)}`;
  const createIndex: Schema['createIndex'] = (table, shape) =>
    `ALTER TABLE ${quote(table)} ADD ${index(shape)}`;
  // DDL commits by itself: the transaction is only there to stay on one connection
  const alter: Schema['alter'] = (sql) =>
    transaction(async (tx) => {
      await tx.run('SET SESSION lock_wait_timeout = 1');
      try {
        await tx.run(sql);
      } finally {
        await tx.run('SET SESSION lock_wait_timeout = 30');
      }
    });
  return {
    read,
    indexesOf,
    liftIndex: (table, name) => alter(dropIndex(table, name)),
    layIndex: (table, shape, alone = (work) => work()) =>
      alone(() => alter(`${createIndex(table, shape)}, ALGORITHM = INPLACE, LOCK = NONE`)),
    // The server itself does, whatever it was in the middle of.
    tidy: async () => {},
    measure: async () => [],
    createTable: (table) => [
      `CREATE TABLE IF NOT EXISTS ${quote(table.name)} (${[
        ...table.columns.map(spell),
        `PRIMARY KEY (${table.key.map(quote).join(', ')})`,
        ...table.indexes.map(index),
      ].join(', ')}) ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE ${collation}`,
    ],
    addColumn: (table, column) => `ALTER TABLE ${quote(table)} ADD COLUMN ${spell(column)}`,
    change(from, to) {
      if (ddl(from) === ddl(to)) return 'none';
      if (!isShort(from) || !isShort(to)) return 'rewrite';
      return to.length < from.length ? 'none' : 'alter';
    },
    alterColumn: (table, column) => `ALTER TABLE ${quote(table)} MODIFY COLUMN ${spell(column)}`,
    createIndex,
    dropIndex,
    dropColumn: (table, column) => `ALTER TABLE ${quote(table)} DROP COLUMN ${quote(column)}`,
    // on MariaDB and MySQL it is the server that is busy with it
    discard: async (sql) => {
      await transaction((tx) => tx.run(sql));
    },
    dropTable: (table) => `DROP TABLE IF EXISTS ${quote(table)}`,
    renameTables: (names) =>
      names.length === 0
        ? []
        : [`RENAME TABLE ${names.map(([from, to]) => `${quote(from)} TO ${quote(to)}`).join(', ')}`],
    alter,
    space: mysqlSpace,
  };
}

type ShortText = Extract<Column, { type: 'text' }>;

/** Grows at once: a VARCHAR that stays one. */
function isShort(column: Column): column is ShortText {
  return column.type === 'text' && column.length <= 255;
}

/** Counts the characters of each text that fit into an index. */
function prefix(columns: readonly Column[]): number {
  const texts = columns.filter(({ type }) => type === 'text');
  const others = columns.reduce(
    (bytes, { type }) => bytes + (type === 'text' ? 0 : type === 'id' ? 256 : 32),
    0,
  );
  return Math.min(255, Math.floor((keyBytes - others) / 4 / Math.max(1, texts.length)));
}

async function read(connection: Connection): Promise<ReadonlyMap<string, FoundTable>> {
  const columns = await connection.all<{ owner: string; name: string; longest: number | null }>(
    "SELECT table_name AS owner, LOWER(column_name) AS name, IF(data_type = 'varchar', character_maximum_length, NULL) AS longest FROM information_schema.columns WHERE table_schema = DATABASE()",
  );
  const indexes = await connection.all<{ owner: string; index_name: string; name: string }>(
    'SELECT table_name AS owner, index_name AS index_name, LOWER(column_name) AS name FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index',
  );
  return foundTables(columns, indexes);
}

async function indexesOf(connection: Connection, table: string): Promise<TableIndexes> {
  const columns = await connection.all<IndexedColumn>(
    `SELECT index_name AS index_name, LOWER(column_name) AS name, IF(collation = 'D', 1, 0) AS descending, IF(sub_part IS NULL, 1, 0) AS whole FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? ORDER BY index_name, seq_in_index`,
    [table],
  );
  const [row] = await connection.all<{ n: number | null }>(
    'SELECT table_rows AS n FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
    [table],
  );
  return { rows: Number(row?.n ?? 0), indexes: foundIndexes(columns) };
}
