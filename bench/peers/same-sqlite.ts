import { appendFileSync } from 'node:fs';
import Module from 'node:module';

/**
 * Loaded by Node before a peer: every connection to SQLite that it opens is set as Guiju's own are (write-ahead log,
 * on the disk before it is answered), is asked how it is set then, and writes the answer into a file.
 */
interface Loading {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
}
interface Synchronous {
  pragma(text: string, how?: { readonly simple: true }): unknown;
}
interface Waiting {
  configure(option: string, value: number): void;
  serialize(work: () => void): void;
  run(text: string): void;
  get(text: string, then: (error: Error | null, row: { readonly synchronous: number }) => void): void;
}
type Opens<T> = new (...given: unknown[]) => T;

const file = process.env['BENCH_SETTINGS'] ?? '';
const say = (driver: string, synchronous: unknown, journal: unknown) =>
  appendFileSync(file, `${JSON.stringify({ driver, synchronous, journal })}\n`);

function better(Database: Opens<Synchronous>): unknown {
  return new Proxy(Database, {
    construct(target, given, newTarget) {
      const db = Reflect.construct(target, given, newTarget) as Synchronous;
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      say(
        'better-sqlite3',
        db.pragma('synchronous', { simple: true }),
        db.pragma('journal_mode', { simple: true }),
      );
      return db;
    },
  });
}

function waiting(driver: { Database: Opens<Waiting> }): unknown {
  const { Database } = driver;
  driver.Database = new Proxy(Database, {
    construct(target, given, newTarget) {
      const db = Reflect.construct(target, given, newTarget) as Waiting;
      db.serialize(() => {
        db.run('PRAGMA journal_mode = WAL');
        db.run('PRAGMA synchronous = FULL');
        db.get('PRAGMA synchronous', (_, row) => say('sqlite3', row?.synchronous, 'wal'));
      });
      return db;
    },
  });
  return driver;
}

const loading = Module as unknown as Loading;
const known = new Map<unknown, unknown>();
const before = loading._load;
loading._load = (request, parent, isMain) => {
  const loaded = before.call(loading, request, parent, isMain);
  if (request !== 'better-sqlite3' && request !== 'sqlite3') return loaded;
  const made =
    known.get(loaded) ??
    (request === 'sqlite3'
      ? waiting(loaded as { Database: Opens<Waiting> })
      : better(loaded as Opens<Synchronous>));
  known.set(loaded, made);
  return made;
};
