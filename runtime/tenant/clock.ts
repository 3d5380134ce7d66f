import { isZone, type Moment, momentIn } from '../../rules/calendar.ts';

interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly moment: Moment;
}

/**
 * Answers local moments: every request asks for one. The local date and time are worked out once a second and zone, the
 * text once a millisecond.
 */
export function createClock(milliseconds: () => number) {
  const last = new Map<string, Reading>();
  return (zone: string): Moment => {
    const at = milliseconds();
    const known = last.get(zone);
    if (known?.at === at) return known.moment;
    const local =
      known && Math.floor(known.at / 1000) === Math.floor(at / 1000)
        ? known.moment
        : momentIn(isZone(zone) ? zone : 'UTC', at);
    const moment = Object.freeze({ ...local, instant: new Date(at).toISOString() });
    last.set(zone, { at, moment });
    return moment;
  };
}
