import {
  calendarForm,
  type UsedCalendar,
  usualCalendar,
  type WorkCalendar,
} from '../../../../metadata/work-calendar.ts';
import type { Call, Now } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { byCount, padded } from '../record/insert.ts';
import { column } from '../record/layout.ts';
import { readStored } from '../record/records.ts';
import { rowsOf, type Stored } from '../record/stored.ts';
import type { StoreParts } from './parts.ts';

/**
 * The calendar of an organisation: its own, or that of the nearest organisation above it; of several of one
 * organisation, the first by number.
 */
export async function readWorkCalendar(
  parts: Pick<StoreParts, 'layout'>,
  reader: Connection,
  call: Call,
  org: string,
): Promise<UsedCalendar> {
  const none = { ...usualCalendar, number: null };
  const form = call.served.model.formsById.get(calendarForm);
  if (!form) return none;
  const layout = parts.layout(call, form);
  const name = (id: string) => column(layout, id).name;
  const chain = [org, ...call.served.orgs.ancestors(org)];
  const sql = byCount(
    (marks) =>
      `SELECT ${name('id')} AS id, ${name('org')} AS org FROM ${layout.table} WHERE ${name('enabled')} = 1 AND ${name('org')} IN (${marks}) ORDER BY ${name('number')}, ${name('id')}`,
  );
  const found = await reader.all<{ id: string; org: string }>(sql(chain.length), padded(chain));
  const nearest = chain.find((one) => found.some((calendar) => calendar.org === one));
  const id = found.find((calendar) => calendar.org === nearest)?.id;
  const stored = id === undefined ? undefined : await readStored(reader, layout, id);
  return stored ? { ...calendarOf(stored), number: String(stored['number'] ?? '') } : none;
}

interface KnownCalendar {
  readonly at: number;
  readonly calendar: Promise<UsedCalendar>;
}

/** By the moment of a call, which is one for all that is done by it, and by who reads: a transaction sees its own. */
const known = new WeakMap<Now, WeakMap<Connection, Map<string, KnownCalendar>>>();
/** Milliseconds: an import lasts longer, and what it writes after another calendar came would be counted by nobody. */
const lasts = 1_000;

/** The same, read once for the records that a call writes one after another. */
export function calendarOnce(
  parts: Pick<StoreParts, 'layout'>,
  reader: Connection,
  call: Call,
  org: string,
): Promise<UsedCalendar> {
  const byReader = known.get(call.now) ?? new WeakMap<Connection, Map<string, KnownCalendar>>();
  known.set(call.now, byReader);
  const byOrg = byReader.get(reader) ?? new Map<string, KnownCalendar>();
  byReader.set(reader, byOrg);
  const at = performance.now();
  const before = byOrg.get(org);
  if (before && at - before.at < lasts) return before.calendar;
  const calendar = readWorkCalendar(parts, reader, call, org);
  byOrg.set(org, { at, calendar });
  calendar.catch(() => byOrg.delete(org));
  return calendar;
}

/** The call writes a calendar, or puts an organisation elsewhere: what it writes behind that counts anew. */
export function forgetCalendars({ now }: Pick<Call, 'now'>): void {
  known.delete(now);
}

function calendarOf(stored: Stored): WorkCalendar {
  const days = stored['days'] as WorkCalendar['days'] | null;
  return {
    days: days ?? [],
    exceptions: rowsOf(stored['exceptions']).map(({ date, day }) => ({
      date: String(date),
      works: day === 'worked',
    })),
  };
}
