import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Cell, Database } from './database.ts';

/**
 * Kysely as a builder whose statements run through our database. Loading it takes 0.1 s and 25 MB,
 * so whoever needs it at run time imports this on first need. Transactions are the database's own.
 */
export function kyselyOver<Tables>(database: Database): Kysely<Tables> {
  const parts =
    database.dialect.name === 'sqlite'
      ? { adapter: new SqliteAdapter(), compiler: SqliteQueryCompiler, introspector: SqliteIntrospector }
      : {
          adapter: new LockFreeMysqlAdapter(),
          compiler: MysqlQueryCompiler,
          introspector: MysqlIntrospector,
        };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => parts.adapter,
      createQueryCompiler: () => new parts.compiler(),
      createIntrospector: (db) => new parts.introspector(db),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection(database),
        releaseConnection: async () => {},
        destroy: async () => {},
        beginTransaction: useOurs,
        commitTransaction: useOurs,
        rollbackTransaction: useOurs,
      }),
    },
  });
}

/** Named locks do not span a cluster; migrations run under a lease instead. */
class LockFreeMysqlAdapter extends MysqlAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

function connection(database: Database): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery) {
      const params = query.parameters as readonly Cell[];
      const reads =
        query.query.kind === 'SelectQueryNode' ||
        (query.query.kind === 'RawNode' && /^\s*(select|with|show|pragma)\b/i.test(query.sql));
      if (reads) return { rows: await database.all<R>(query.sql, params) };
      const { changes } = await database.run(query.sql, params);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    streamQuery() {
      throw new Error('streams are not offered');
    },
  };
}

async function useOurs(): Promise<void> {
  throw new Error('transactions are Database.transaction');
}
