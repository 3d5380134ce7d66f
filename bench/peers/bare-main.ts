import { createServer, type IncomingMessage } from 'node:http';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { columns } from '../http/hand-record.ts';
import { kinds, searched } from './system.ts';

/**
 * `node bench/peers/bare-main.ts <sqlite file> <port>`: the floor. node:http and node:sqlite, one table known
 * beforehand, prepared statements, as durable as the others; no sign-in, no rights, no checks, no history, no index of
 * texts. What is not fast here is not fast anywhere on this machine.
 */
const [file = '', port = '0'] = process.argv.slice(2);
const db = new DatabaseSync(file);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
const type = (name: keyof typeof kinds) => {
  if (kinds[name] === 'integer' || kinds[name] === 'boolean') return 'INTEGER';
  return kinds[name] === 'decimal' ? 'NUMERIC' : 'TEXT';
};
db.exec(
  `CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, ${columns.map((name) => `${name} ${type(name)}`).join(', ')})`,
);
db.exec('CREATE UNIQUE INDEX IF NOT EXISTS item_number ON item (number)');
const places = columns.map(() => '?').join(', ');
const insert = db.prepare(`INSERT INTO item (${columns.join(', ')}) VALUES (${places}) RETURNING *`);
const read = db.prepare('SELECT * FROM item WHERE id = ?');
const remove = db.prepare('DELETE FROM item WHERE id = ?');
const prepared = new Map<string, ReturnType<typeof db.prepare>>();
function statement(sql: string) {
  const found = prepared.get(sql) ?? db.prepare(sql);
  prepared.set(sql, found);
  return found;
}

type Body = Readonly<Record<string, SQLInputValue | boolean>>;
const cell = (value: SQLInputValue | boolean | undefined) =>
  typeof value === 'boolean' ? Number(value) : (value ?? null);

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? null : JSON.parse(Buffer.concat(parts).toString());
}

const add = (body: Body) => insert.get(...columns.map((name) => cell(body[name])));

function list(asked: URLSearchParams): unknown {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const [status, least, search] = ['status', 'atLeast', 'search'].map((name) => asked.get(name));
  if (status) values.push(status) && conditions.push('status = ?');
  if (least) values.push(Number(least)) && conditions.push('amount >= ?');
  if (search) {
    conditions.push(`(${searched.map((name) => `${name} LIKE ?`).join(' OR ')})`);
    values.push(...searched.map(() => `%${search}%`));
  }
  const order = (asked.get('sort') ?? 'number').split(',').filter((key) => /^-?[a-zA-Z]+$/.test(key));
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const by = order.map((key) => (key.startsWith('-') ? `${key.slice(1)} DESC` : key)).join(', ');
  return statement(`SELECT * FROM item ${where} ORDER BY ${by} LIMIT 20`).all(...values);
}

function change(id: string, body: Body): unknown {
  const names = Object.keys(body).filter((name) => /^[a-z]\w*$/i.test(name));
  const set = names.map((name) => `${name} = ?`).join(', ');
  return statement(`UPDATE item SET ${set} WHERE id = ? RETURNING *`).get(
    ...names.map((name) => cell(body[name])),
    id,
  );
}

function many(bodies: readonly Body[]): unknown {
  db.exec('BEGIN');
  const made = bodies.map(add);
  db.exec('COMMIT');
  return made;
}

function field(name: string): unknown {
  if (/^[a-z]\w*$/i.test(name)) db.exec(`ALTER TABLE item ADD COLUMN ${name} TEXT`);
  return { name };
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bare');
  const [, door, id] = pathname.split('/');
  if (door === 'fields') return field(id ?? '');
  if (door === 'bulk') return many((await bodyOf(request)) as Body[]);
  if (request.method === 'POST') return add((await bodyOf(request)) as Body);
  if (id === undefined) return list(searchParams);
  if (request.method === 'DELETE') return remove.run(id);
  if (request.method === 'PATCH') return change(id, (await bodyOf(request)) as Body);
  return read.get(id);
}

createServer((request, response) => {
  void answer(request).then(
    (found) => {
      response.statusCode = found === undefined ? 404 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(found ?? {}));
    },
    (error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    },
  );
}).listen(Number(port), '127.0.0.1');
