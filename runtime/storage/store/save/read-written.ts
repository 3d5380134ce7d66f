import type { Form } from '../../../../metadata/model.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Call } from '../../../call/call.ts';
import { readAsAnswered } from '../answer/answer-rows.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { noteOf } from '../commit/sharing-note.ts';
import { fitStored } from '../record/fit-stored.ts';
import { versionUnknown } from '../record/refusals.ts';
import type { View, WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { findToRead } from '../sight/find.ts';
import { isLimited } from '../sight/limits.ts';
import type { StoreParts } from './parts.ts';
import type { Saved } from './save.ts';

const between = `SELECT ${historyColumns} FROM gj_history WHERE revision BETWEEN ? AND ? AND form = ? ORDER BY revision`;

/** Reads the events that were written with these revisions. */
export async function readEvents(
  { database }: StoreParts,
  form: Form,
  first: number,
  last: number,
): Promise<readonly WriteEvent[]> {
  return (await database.all<HistoryRow>(between, [first, last, form.id])).map(readEvent);
}

/** A write that was made, and whose answer was lost: as history kept it. */
export async function readWritten(
  parts: StoreParts,
  call: Call,
  form: Form,
  revision: number,
): Promise<Saved> {
  const [event] = await readEvents(parts, form, revision, revision);
  if (!event?.stored) throw versionUnknown({ revision });
  const stored = await asSeen(parts, call, form, event, event.stored);
  return { stored, before: event.operation === 'create' ? null : stored, warnings: [] };
}

/** The writer of a copy was answered what his organisation sees. */
async function asSeen(
  { copies, zone, inWordsSince }: StoreParts,
  call: Call,
  form: Form,
  { revision }: WriteEvent,
  kept: Stored,
): Promise<Stored> {
  const said = await inWordsSince(form, kept, revision);
  const { row } = fitStored(form, said, zone(call.org));
  const after = noteOf(kept)?.copy?.after;
  if (!after) return row;
  const content = await inWordsSince(form, after, revision);
  return copies.apply(form, row, { content, revision }, call.org);
}

/** Most records come straight from their row; only those with entries or personal copies are put together. */
export function readRecord(
  parts: StoreParts,
  asking: Call,
  form: Form,
  id: string,
  view: View,
): Promise<WireRecord> {
  const call: Call = { ...asking, view };
  const { database, copies, answers } = parts;
  const copied = view === 'use' && copies.any(database, call, form);
  return typeof copied === 'boolean' ? read(copied) : copied.then(read);

  function read(copied: boolean): Promise<WireRecord> {
    const layout = parts.layout(call, form);
    // A row says under other names, or not at all, what a right may be limited by.
    const plain = layout.entries.length === 0 && !copied && !isLimited(call, form, 'read');
    const rows = plain ? answers.rows(call, layout) : null;
    return rows
      ? readAsAnswered(database, call, { layout, rows, id, view })
      : readWhole(parts, call, form, id, view).then(({ record }) => record);
  }
}

/** A record with what is stored of it. */
export async function readWhole(
  parts: StoreParts,
  asking: Call,
  form: Form,
  id: string,
  view: View,
): Promise<{ readonly record: WireRecord; readonly stored: Stored }> {
  const call: Call = { ...asking, view };
  const { database, copies, answers } = parts;
  const stored = await findToRead(database, call, parts.layout(call, form), id, view);
  const [seen = stored] = view === 'use' ? await copies.seen(database, call, form, [stored]) : [];
  return { record: await answers.one(database, call, form, seen), stored };
}
