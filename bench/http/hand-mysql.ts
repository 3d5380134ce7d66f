import { createPool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { HandStore } from './hand.ts';
import {
  answered,
  type BenchWorld,
  cell,
  columnList,
  columns,
  type HandRow,
  item,
  labelsOf,
  own,
  places,
  stored,
} from './hand-record.ts';
import { full } from './hand-sqlite.ts';

/** mysql2 with prepared statements on a pool of 32, one counter row for the revisions. */
export async function handOnMysql(url: string, rows: number, known: BenchWorld): Promise<HandStore> {
  const labels = labelsOf(known);
  const pool = createPool({ uri: url, connectionLimit: 32, dateStrings: true, timezone: 'Z' });
  const type = (name: string) => {
    if (name === 'id') return 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
    if (['priority', 'paper', 'urgent', 'enabled', 'revision'].includes(name)) return 'BIGINT';
    if (['amount', 'tax'].includes(name)) return 'DECIMAL(18,2)';
    if (name === 'rate') return 'DECIMAL(9,6)';
    if (name === 'quantity') return 'DECIMAL(26,13)';
    if (['signedOn', 'dueOn'].includes(name)) return 'DATE';
    if (['sentAt', 'createdAt', 'modifiedAt'].includes(name)) return 'DATETIME(3)';
    return name === 'remark' ? 'TEXT' : 'VARCHAR(200)';
  };
  await pool.query(
    `CREATE TABLE item (${stored.map((name) => `\`${name}\` ${type(name)}`).join(', ')}, PRIMARY KEY (id), UNIQUE (number), INDEX (status, signedOn, id))`,
  );
  await pool.query(
    'CREATE TABLE history (revision BIGINT PRIMARY KEY, record CHAR(36), operation VARCHAR(20), at DATETIME(3), actor CHAR(36), snapshot LONGTEXT, INDEX (record, revision))',
  );
  await pool.query('CREATE TABLE revision (id INT PRIMARY KEY, value BIGINT)');
  await pool.query('INSERT INTO revision VALUES (1, ?)', [rows]);
  const moment = (text: unknown) =>
    typeof text === 'string' ? text.replace('T', ' ').replace('Z', '') : null;
  const cells = (row: HandRow) =>
    stored.map((name) =>
      ['sentAt', 'createdAt', 'modifiedAt'].includes(name) ? moment(row[name]) : cell(row[name]),
    );
  for (let from = 0; from < rows; from += 1000) {
    const batch: unknown[] = [];
    for (let at = from; at < Math.min(rows, from + 1000); at++) {
      const when = '2026-01-01T00:00:00.000Z';
      const id = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
      batch.push(cells({ ...full(item(at)), ...own(known, id, when, at + 1) }));
    }
    await pool.query(`INSERT INTO item (${columnList}) VALUES ?`, [batch]);
  }
  await pool.query('ANALYZE TABLE item');

  const instant = (text: string | null) => text && `${text.replace(' ', 'T')}Z`;
  const plain = (text: string | null) => (text?.includes('.') ? text.replace(/\.?0+$/, '') : text);
  const whole = (row: HandRow): HandRow => ({
    ...row,
    amount: plain(row.amount),
    tax: plain(row.tax),
    rate: plain(row.rate),
    quantity: plain(row.quantity),
    sentAt: instant(row.sentAt),
    createdAt: instant(row.createdAt) ?? '',
    modifiedAt: instant(row.modifiedAt) ?? '',
  });
  async function one(id: string): Promise<HandRow | undefined> {
    const [found] = await pool.execute<(HandRow & RowDataPacket)[]>(
      `SELECT ${columnList} FROM item WHERE id = ?`,
      [id],
    );
    return found[0] && whole(found[0]);
  }
  async function inTransaction<T>(
    work: (tx: Awaited<ReturnType<typeof pool.getConnection>>, revision: number) => Promise<T>,
  ) {
    const tx = await pool.getConnection();
    try {
      await tx.query('BEGIN');
      await tx.execute('UPDATE revision SET value = LAST_INSERT_ID(value + 1) WHERE id = 1');
      const [[row]] = await tx.execute<RowDataPacket[]>('SELECT LAST_INSERT_ID() AS value');
      const result = await work(tx, Number(row?.['value']));
      await tx.query('COMMIT');
      return result;
    } catch (error) {
      await tx.query('ROLLBACK');
      throw error;
    } finally {
      tx.release();
    }
  }
  const write = (row: HandRow, operation: string, at: string) => [
    ...[row.revision, row.id, operation, moment(at), known.user.id, JSON.stringify(row)],
  ];

  return {
    async read(id) {
      const row = await one(id);
      return row && answered(row, labels);
    },
    async list(status) {
      const [found] = await pool.execute<(HandRow & RowDataPacket)[]>(
        `SELECT ${columnList} FROM item WHERE status = ? ORDER BY signedOn DESC, id DESC LIMIT 20`,
        [status],
      );
      return found.map((row) => answered(whole(row), labels));
    },
    insert(id, given, at) {
      return inTransaction(async (tx, revision) => {
        const row = { ...full(given), ...own(known, id, at, revision) };
        await tx.execute(`INSERT INTO item (${columnList}) VALUES (${places})`, cells(row));
        await tx.execute('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)', write(row, 'create', at));
        return answered(row, labels);
      });
    },
    async update(id, change, revision, at) {
      const before = await one(id);
      if (!before || before.revision !== revision) return undefined;
      return inTransaction(async (tx, next) => {
        const row = { ...before, ...change, modifiedAt: at, revision: next };
        const all = cells(row);
        const [{ affectedRows }] = await tx.execute<ResultSetHeader>(
          `UPDATE item SET ${columns.map((name) => `\`${name}\` = ?`).join(', ')}, modifiedAt = ?, revision = ? WHERE id = ? AND revision = ?`,
          [...all.slice(0, columns.length), moment(at), next, id, revision],
        );
        if (affectedRows === 0) return undefined;
        await tx.execute('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)', write(row, 'update', at));
        return answered(row, labels);
      });
    },
  };
}
