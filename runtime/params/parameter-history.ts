import { parameterForm } from '../../metadata/names.ts';
import type { HistoryRow } from '../../migrations/rows/tables.ts';
import type { Connection } from '../database/database.ts';
import { historyColumns, readEvent } from '../storage/store/commit/history-row.ts';
import { setValueOf } from '../storage/store/platform/parameter-values.ts';
import { maySee, type ReadAsk, settingAnswer } from './answer-parameter.ts';

const usual = 20;
const most = 500;

/** Reads the values that were set at an address and scope, and taken away, the newest first. */
export async function parameterHistory(
  reader: Connection,
  read: ReadAsk,
  page: { readonly limit?: number | undefined; readonly before?: number | undefined },
) {
  const { address, org, sight } = read;
  if (!maySee(sight, org)) return { items: [], next: null };
  const limit = Math.min(page.limit ?? usual, most);
  // Keys have no character that JSON escapes; whether it is the very place is judged below.
  const rows = await reader.all<HistoryRow>(
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND revision < ? AND INSTR(snapshot, ?) > 0 AND INSTR(snapshot, ?) > 0 ORDER BY revision DESC LIMIT ${most}`,
    [
      parameterForm,
      page.before ?? Number.MAX_SAFE_INTEGER,
      `"address":${JSON.stringify(address.key)}`,
      org === null ? '"organisation":null' : `"organisation":"${org}"`,
    ],
  );
  const events = rows.map(readEvent).filter(({ stored, before }) => {
    const kept = stored ?? before;
    return kept !== null && setValueOf(kept).type === address.type;
  });
  const shown = events.slice(0, limit);
  const items = shown.flatMap(({ stored, before, operation, ...event }) => {
    const kept = stored ?? before;
    if (!kept) return [];
    const { revision, at, actor: by, reason } = event;
    const value = { ...setValueOf(kept), written: { revision, at, by, reason } };
    return [{ operation, ...settingAnswer(read, value), revision }];
  });
  const isMore = events.length > limit || rows.length === most;
  const last = shown.at(-1)?.revision ?? Number(rows.at(-1)?.revision ?? 0);
  return { items, next: isMore ? last : null };
}
