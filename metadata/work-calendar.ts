/** Id of the platform's form in which organisations keep the days on which they work. */
export const calendarForm = 'work-calendar';

export const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekdayName = (typeof weekdayNames)[number];

/** The days on which an organisation works, as they are written down. */
export interface WorkCalendar {
  readonly days: readonly WeekdayName[];
  /** Of two that speak of one date the later one holds. */
  readonly exceptions: readonly { readonly date: string; readonly works: boolean }[];
}

/** The calendar that an organisation goes by, with the number of its record; null: nobody keeps one for it. */
export interface UsedCalendar extends WorkCalendar {
  readonly number: string | null;
}

/** Where an organisation has none. */
export const usualCalendar: WorkCalendar = { days: weekdayNames.slice(0, 5), exceptions: [] };
