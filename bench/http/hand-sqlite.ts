import Sqlite from 'better-sqlite3';
import type { HandStore } from './hand.ts';
import {
  answered,
  type BenchWorld,
  cell,
  columnList,
  columns,
  type HandRow,
  type Item,
  item,
  labelsOf,
  own,
  places,
  stored,
} from './hand-record.ts';

/** better-sqlite3 with prepared statements, WAL, and as durable as ours. */
export function handOnSqlite(file: string, rows: number, known: BenchWorld): HandStore {
  const labels = labelsOf(known);
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${process.env['GUIJU_SYNCHRONOUS'] ?? 'full'}`);
  const type = (name: string) =>
    name === 'priority' || name === 'paper' || name === 'urgent' || name === 'enabled' || name === 'revision'
      ? 'INTEGER'
      : 'TEXT';
  db.exec(
    `CREATE TABLE item (${stored.map((name) => `\`${name}\` ${type(name)}`).join(', ')}, PRIMARY KEY (id))`,
  );
  db.exec('CREATE UNIQUE INDEX item_number ON item (number)');
  db.exec('CREATE INDEX item_list ON item (status, signedOn DESC, id DESC)');
  db.exec(
    'CREATE TABLE history (revision INTEGER PRIMARY KEY, record TEXT, operation TEXT, at TEXT, actor TEXT, snapshot TEXT)',
  );
  db.exec('CREATE INDEX history_record ON history (record, revision)');
  db.exec('CREATE TABLE revision (id INTEGER PRIMARY KEY, value INTEGER)');
  db.exec('INSERT INTO revision VALUES (1, 0)');
  const read = db.prepare<[string], HandRow>(`SELECT ${columnList} FROM item WHERE id = ?`);
  const list = db.prepare<[string], HandRow>(
    `SELECT ${columnList} FROM item WHERE status = ? ORDER BY signedOn DESC, id DESC LIMIT 20`,
  );
  const insert = db.prepare(`INSERT INTO item (${columnList}) VALUES (${places})`);
  const next = db.prepare<[], { value: number }>(
    'UPDATE revision SET value = value + 1 WHERE id = 1 RETURNING value',
  );
  const history = db.prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)');
  const update = db.prepare(
    `UPDATE item SET ${columns.map((name) => `\`${name}\` = ?`).join(', ')}, modifiedAt = ?, revision = ? WHERE id = ? AND revision = ?`,
  );
  const cells = (row: HandRow) => stored.map((name) => cell(row[name]));

  const insertOne = db.transaction((row: HandRow, at: string) => {
    row.revision = next.get()?.value ?? 0;
    insert.run(cells(row));
    history.run(row.revision, row.id, 'create', at, known.user.id, JSON.stringify(row));
  });
  const updateOne = db.transaction((row: HandRow, before: number, at: string) => {
    row.revision = next.get()?.value ?? 0;
    const { changes } = update.run(
      columns.map((name) => cell(row[name])),
      row.modifiedAt,
      row.revision,
      row.id,
      before,
    );
    if (changes === 0) throw new Error('conflict');
    history.run(row.revision, row.id, 'update', at, known.user.id, JSON.stringify(row));
  });
  db.transaction(() => {
    for (let at = 0; at < rows; at++) {
      const when = '2026-01-01T00:00:00.000Z';
      const id = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
      insert.run(cells({ ...full(item(at)), ...own(known, id, when, at + 1) }));
    }
    db.exec(`UPDATE revision SET value = ${rows}`);
  })();
  db.exec('ANALYZE');

  return {
    read(id) {
      const row = read.get(id);
      return row && answered(row, labels);
    },
    list: (status) => list.all(status).map((row) => answered(row, labels)),
    insert(id, given, at) {
      const row = { ...full(given), ...own(known, id, at, 0) };
      insertOne(row, at);
      return answered(row, labels);
    },
    update(id, change, revision, at) {
      const before = read.get(id);
      if (!before || before.revision !== revision) return undefined;
      const row = { ...before, ...change, modifiedAt: at };
      updateOne(row, revision, at);
      return answered(row, labels);
    },
  };
}

export function full(given: Partial<Item>): Item {
  const row: Record<string, unknown> = {};
  for (const name of columns) row[name] = given[name] ?? null;
  return row as unknown as Item;
}
