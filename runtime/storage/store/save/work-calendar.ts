import {
  calendarForm,
  type UsedCalendar,
  usualCalendar,
  type WorkCalendar,
} from '../../../../metadata/work-calendar.ts';
import type { Call } from '../../../call/call.ts';
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
