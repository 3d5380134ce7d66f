import type { Json } from '../../../../metadata/common/json.ts';
import type { DeletedRecord } from '../../../../metadata/contract/records/record.ts';
import type { Form } from '../../../../metadata/model.ts';
import { searchedBy } from '../../../../metadata/where-fits.ts';
import { foldText } from '../../../../metadata/words/fold-text.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Call } from '../../../call/call.ts';
import { actorIn } from '../../../call/system-call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { managesRecord, requireAnywhere } from '../record/access.ts';
import { fitStored } from '../record/fit-stored.ts';
import { cursorWrong } from '../record/refusals.ts';
import type { DeletedPage, DeletedQuery, WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { reaches } from '../sight/find.ts';
import { valueTyped } from '../sql/search.ts';

const atOnce = 100;
/** So many are looked at for one answer: a search that finds little goes on with the next page. */
const farthest = 2_000;

/** Records whose newest version is a deletion: one that was brought back since is not deleted. */
const gone = `SELECT ${historyColumns} FROM gj_history gone
  WHERE form = ? AND operation = 'delete' AND revision < ? AND NOT EXISTS (SELECT 1 FROM gj_history later
    WHERE later.form = gone.form AND later.record = gone.record AND later.revision > gone.revision)
  ORDER BY revision DESC LIMIT ${atOnce}`;

/** Records that were deleted and are still gone, the last one first, for those who could see their history. */
export async function listDeleted(
  parts: StoreParts,
  call: Call,
  form: Form,
  { q = '', limit = 20, cursor }: DeletedQuery,
): Promise<DeletedPage> {
  requireAnywhere(call, form, 'history');
  const reader = parts.reader(call);
  const members = parts.answers.members(call.rights, form).filter(({ entries }) => !entries);
  const asked = foldText(q);
  const items: DeletedRecord[] = [];
  let next: number | null = cursor === undefined ? Number.MAX_SAFE_INTEGER : revisionOf(cursor);
  for (let seen = 0; next !== null && items.length < limit && seen < farthest; seen += atOnce) {
    const rows: HistoryRow[] = await reader.all<HistoryRow>(gone, [form.id, next]);
    next = rows.length < atOnce ? null : Number(rows.at(-1)?.revision);
    const seen = await seenOf(parts, reader, call, form, rows);
    const records = await parts.answers.many(
      ...([reader, call, form] as const),
      seen.map(({ last }) => last),
      { members },
    );
    for (const [at, { event, last }] of seen.entries()) {
      const record = records[at];
      if (!record || !speaksOf(form, record, asked)) continue;
      if (items.length === limit) {
        next = items.at(-1)?.revision ?? null;
        break;
      }
      const { record: id, revision, at: when, actor, reason } = event;
      const restorable = managesRecord(call, form, 'edit', last);
      const by = actorIn(call.language, actor);
      items.push({ id, revision, at: when, actor: by, reason, record, restorable });
    }
  }
  return { items, next: next === null ? null : String(next) };
}

/** Those of a page that the caller may see, as today's form knows them. */
async function seenOf(
  parts: StoreParts,
  reader: Connection,
  call: Call,
  form: Form,
  rows: readonly HistoryRow[],
): Promise<readonly { readonly event: WriteEvent; readonly last: Stored }[]> {
  const pause = timeSlices();
  const seen: { readonly event: WriteEvent; readonly last: Stored }[] = [];
  for (const row of rows) {
    const event = readEvent(row);
    const said = event.before && (await parts.inWordsSince(form, event.before, event.revision));
    const last = said && fitStored(form, said, parts.zone(call.org)).row;
    if (last && (await reaches(reader, call, { form, stored: last, action: 'history' })))
      seen.push({ event, last });
    await pause();
  }
  return seen;
}

/** In number, name and what else lists are searched by, as far as the caller reads it; case does not matter. */
function speaksOf(form: Form, record: WireRecord, asked: string): boolean {
  if (asked === '') return true;
  const fields = [form.number, form.title, ...form.list.search.map((id) => form.byId.get(id))];
  return fields.some((field) => {
    const value = field ? record[field.name] : null;
    if (!field || value === null || value === undefined) return false;
    const by = searchedBy(field);
    if (by === 'value') return String(valueTyped(field, asked)) === String(value);
    if (by !== 'reference') return typeof value === 'string' && foldText(value).includes(asked);
    const { number, name } = value as { readonly number?: Json; readonly name?: Json };
    return [number, name].some((one) => typeof one === 'string' && foldText(one).includes(asked));
  });
}

function revisionOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw cursorWrong();
  return Number(cursor);
}
