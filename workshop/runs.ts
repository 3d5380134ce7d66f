/**
 * Answers how many generated cases a law is tried with: enough for every change, and with `GUIJU_LONG=1` as many as are
 * worth a night.
 */
export function runs(usual: number, long: number): number {
  return process.env['GUIJU_LONG'] ? long : usual;
}

/** The documents that a decision is tried with in the long run: issue 31 asks for so many of each. */
const mostDrawn = 20_000;

/**
 * Answers how many generated cases a law of a decision is tried with: enough for every change, and with `GUIJU_LONG=1`
 * twenty thousand documents. `documents`: how many a case draws.
 */
export function drawn(usual: number, documents = 1): number {
  return runs(usual, Math.ceil(mostDrawn / documents));
}

/**
 * Answers the moment at which the process dies in the round with this number: one moment of twelve, or with
 * `GUIJU_LONG=1` each.
 */
export function momentOf(round: number): number {
  return isLong ? round : 12 * round + 3;
}

/**
 * Of a list, every other one on each database, and all of them on both together; with `GUIJU_LONG=1` each tries all.
 */
export function everyOther<T>(all: readonly T[], database: string): readonly T[] {
  return isLong ? all : all.filter((_, at) => at % 2 === (database === 'mariadb' ? 1 : 0));
}

/** Whether more is tried than every change is worth. */
export const isLong = Boolean(process.env['GUIJU_LONG']);

/** The languages in which pages are looked at: by day the one that takes more room, in which fewer tests go about. */
export const languages: readonly ('zh' | 'en')[] = isLong ? ['zh', 'en'] : ['en'];

/** In which colours: by day those that people see first. */
export const themes: readonly ('light' | 'dark')[] = isLong ? ['light', 'dark'] : ['light'];
