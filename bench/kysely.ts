import Sqlite, { type Statement } from 'better-sqlite3';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

/**
 * `node bench/kysely.ts`: what it would cost to let Kysely build the statements of the store. One record read by its
 * id, a page of fifty with a filter and an order, and a record changed; all run through the same prepared statements,
 * so only the making of the text differs: made once by hand, built anew each time, or built once and bound anew.
 */
interface Item {
  id: string;
  [column: string]: string | number;
}

const columns = ['id', ...Array.from({ length: 24 }, (_, at) => `f_${at}`)];
const count = 20_000;
const database = new Sqlite(':memory:');
database.exec(
  `CREATE TABLE item (${columns.map((name) => `"${name}" TEXT`).join(', ')}, PRIMARY KEY (id)) STRICT`,
);
database.exec('CREATE INDEX item_f_0 ON item (f_0, id)');
const marks = columns.map(() => '?').join(', ');
const insert = database.prepare(`INSERT INTO item VALUES (${marks})`);
const ids = Array.from({ length: count }, (_, at) => `id-${String(at).padStart(8, '0')}`);
database.transaction(() => {
  for (const [at, id] of ids.entries())
    insert.run(id, String(at % 100), ...columns.slice(2).map(() => `v${at}`));
})();

const statements = new Map<string, Statement<unknown[]>>();
function prepared(sql: string): Statement<unknown[]> {
  let statement = statements.get(sql);
  if (!statement) {
    statement = database.prepare<unknown[]>(sql);
    statements.set(sql, statement);
  }
  return statement;
}

const kysely = new Kysely<{ item: Item }>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const read = (id: string) => kysely.selectFrom('item').select(columns).where('id', '=', id).compile();
const list = (value: string, after: string) =>
  kysely
    .selectFrom('item')
    .select(columns)
    .where((where) => where.and([where('f_0', '=', value), where('id', '>', after)]))
    .orderBy('f_0')
    .orderBy('id')
    .limit(50)
    .compile();
const change = (id: string, value: string) =>
  kysely
    .updateTable('item')
    .set(Object.fromEntries(columns.slice(2).map((name) => [name, value])))
    .where('id', '=', id)
    .compile();

const names = columns.map((name) => `"${name}"`).join(', ');
const byHand = {
  read: `select ${names} from "item" where "id" = ?`,
  list: `select ${names} from "item" where ("f_0" = ? and "id" > ?) order by "f_0", "id" limit ?`,
  change: `update "item" set ${columns
    .slice(2)
    .map((name) => `"${name}" = ?`)
    .join(', ')} where "id" = ?`,
};
const once = { read: read('').sql, list: list('', '').sql, change: change('', '').sql };

type Work = (at: number) => unknown;
const idAt = (at: number) => ids[(at * 7919) % count] ?? '';
const fields = (value: string) => columns.slice(2).map(() => value);
const works: Readonly<Record<string, Readonly<Record<'hand' | 'built' | 'once', Work>>>> = {
  read: {
    hand: (at) => prepared(byHand.read).get(idAt(at)),
    built: (at) => {
      const { sql, parameters } = read(idAt(at));
      return prepared(sql).get(...parameters);
    },
    once: (at) => prepared(once.read).get(idAt(at)),
  },
  list: {
    hand: (at) => prepared(byHand.list).all(String(at % 100), idAt(at), 50),
    built: (at) => {
      const { sql, parameters } = list(String(at % 100), idAt(at));
      return prepared(sql).all(...parameters);
    },
    once: (at) => prepared(once.list).all(String(at % 100), idAt(at), 50),
  },
  change: {
    hand: (at) => prepared(byHand.change).run(...fields(`x${at}`), idAt(at)),
    built: (at) => {
      const { sql, parameters } = change(idAt(at), `x${at}`);
      return prepared(sql).run(...parameters);
    },
    once: (at) => prepared(once.change).run(...fields(`x${at}`), idAt(at)),
  },
};

/** Processor time of one, in microseconds; turn about, and the best of many short turns counts. */
function measured(rivals: Readonly<Record<string, Work>>, each: number): Readonly<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let turn = 0; turn < 60; turn += 1)
    for (const [name, work] of Object.entries(rivals)) {
      const before = process.threadCpuUsage();
      for (let at = 0; at < each; at += 1) work(turn * each + at);
      const { user, system } = process.threadCpuUsage(before);
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, (user + system) / each);
    }
  return best;
}

for (const [name, rivals] of Object.entries(works)) {
  const found = measured(rivals, name === 'list' ? 200 : 1_000);
  const { hand = 0, built = 0, once: compiled = 0 } = found;
  const rounded = (value: number) => Number(value.toFixed(2));
  console.log(
    JSON.stringify({
      work: name,
      handUs: rounded(hand),
      builtUs: rounded(built),
      onceUs: rounded(compiled),
      builtToHand: rounded(built / hand),
      onceToHand: rounded(compiled / hand),
    }),
  );
}
