import type { Database } from '../../database/database.ts';
import type { TableIndexes } from '../../database/schema.ts';

/** The indexes that tables have, as this node knows them. */
export interface IndexCatalogue {
  /** At once, where the table was asked about before. */
  of(table: string): TableIndexes | Promise<TableIndexes>;
  /** One of them is not what it was. */
  forget(table: string): void;
}

/** An answer is believed for so long; then it is asked for once more, and believed until the next one comes. */
const believed = 30_000;

export function createIndexCatalogue(database: Database): IndexCatalogue {
  const known = new Map<string, { readonly indexes: TableIndexes; at: number }>();
  const asked = new Map<string, Promise<TableIndexes>>();

  function ask(table: string): Promise<TableIndexes> {
    const running = asked.get(table);
    if (running !== undefined) return running;
    const answer = database.schema
      .indexesOf(database, table)
      .then((indexes) => {
        if (asked.get(table) === answer) known.set(table, { indexes, at: performance.now() });
        return indexes;
      })
      .finally(() => {
        if (asked.get(table) === answer) asked.delete(table);
      });
    asked.set(table, answer);
    return answer;
  }

  return {
    of(table) {
      const found = known.get(table);
      if (!found) return ask(table);
      if (performance.now() - found.at > believed) {
        found.at = performance.now();
        void ask(table).catch(() => {});
      }
      return found.indexes;
    },
    forget(table) {
      known.delete(table);
      asked.delete(table);
    },
  };
}
