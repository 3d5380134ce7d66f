import type Sqlite from 'better-sqlite3';
import type { Cell } from './connection.ts';

/**
 * Whether a statement finds each of its rows by a whole unique key, so that no data makes it long. What SQLite says
 * of its plan is the only word it gives beforehand: `SEARCH t USING INDEX i (id=?)`, `SCAN t`, `USE TEMP B-TREE …`.
 */
export type PlanJudge = (sql: string, params: readonly Cell[]) => boolean;

export function createPlanJudge(connection: Sqlite.Database): PlanJudge {
  const key = connection.prepare<[string], { name: string; columns: number }>(
    `SELECT l.name AS name, (SELECT COUNT(*) FROM pragma_index_info(l.name)) AS columns
     FROM sqlite_schema s, pragma_index_list(s.tbl_name) l
     WHERE s.type = 'index' AND s.name = ? AND l.name = s.name AND l."unique" = 1 AND l.partial = 0`,
  );

  function findsByKey(line: string): boolean {
    if (/^SEARCH \S+$/.test(line)) return true;
    if (/^SEARCH \S+ USING INTEGER PRIMARY KEY \(rowid=\?\)$/.test(line)) return true;
    const found = /^SEARCH \S+ (?:EXISTS )?USING (?:COVERING )?INDEX (\S+) \(([^<>]*)\)$/.exec(line);
    const [, name, terms] = found ?? [];
    if (name === undefined || terms === undefined) return false;
    return key.get(name)?.columns === terms.split(' AND ').length;
  }

  return (sql, params) => {
    if (countsAll.test(sql)) return true;
    const lines = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
    return lines.every(({ detail }) => !walks.test(detail) || findsByKey(detail));
  };
}

/** Counted page by page, without a look at the rows. */
const countsAll = /^\s*select\s+count\(\*\)(\s+as\s+\S+)?\s+from\s+\S+\s*$/i;

/** Lines that read a table; a list of values is none. */
const walks = /^(SCAN|SEARCH)(?! (CONSTANT ROW|\S+ VIRTUAL TABLE|\(?subquery))/;
