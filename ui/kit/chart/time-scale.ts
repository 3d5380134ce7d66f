/** Moments along a line of pixels: equal lengths are equal times. */
export interface TimeScale {
  /** Round moments, each with the name of its hour or day. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly at: (instant: number) => number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const rounds: readonly number[] = [
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  30 * day,
  91 * day,
  365 * day,
];
/** Room for the name of a moment, in pixels. */
const nameRoom = 76;

/** `offset`: how far the reader's clock is before the world's, in milliseconds, so that days begin at his midnight. */
export function timeScale(
  { from, to }: { readonly from: number; readonly to: number },
  length: number,
  offset: number,
): TimeScale {
  const span = Math.max(1, to - from);
  const most = Math.max(1, Math.floor(length / nameRoom));
  const step = rounds.find((one) => span / one <= most) ?? Math.ceil(span / most / day) * day;
  const first = Math.ceil((from + offset) / step) * step - offset;
  const ticks: { at: number; text: string }[] = [];
  for (let at = first; at <= to; at += step) ticks.push({ at, text: nameOf(at + offset, step) });
  return { ticks, at: (instant) => ((instant - from) / span) * length };
}

/** A moment of the reader's clock: the day, or the hour where days are drawn in parts. */
function nameOf(local: number, step: number): string {
  const iso = new Date(local).toISOString();
  if (step >= 30 * day) return iso.slice(0, 10);
  const isMidnight = iso.slice(11, 16) === '00:00';
  return step >= day || isMidnight ? iso.slice(5, 10) : iso.slice(11, 16);
}
