import type Sqlite from 'better-sqlite3';
import { foldText } from '../../metadata/fold-text.ts';
import { encodeDecimal } from './sortable-decimal.ts';

/** What our SQL calls that SQLite does not have; every connection needs it. */
export function addFunctions(connection: Sqlite.Database): void {
  connection.function('guiju_decimal', { deterministic: true }, (whole) =>
    whole === null ? null : encodeDecimal(String(whole)),
  );
  connection.function('guiju_holds', { deterministic: true, varargs: true }, (words, ...texts) =>
    texts.some((text) => typeof text === 'string' && foldText(text).includes(String(words))) ? 1 : 0,
  );
}
