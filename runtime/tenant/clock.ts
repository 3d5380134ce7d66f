import { isZone, type Moment, momentIn } from '../../rules/calendar.ts';

/** Local moments, worked out once a second and zone: every request asks for one. */
export function createClock(milliseconds: () => number) {
  const seconds = new Map<string, { readonly second: number; readonly moment: Moment }>();
  return (zone: string): Moment => {
    const now = milliseconds();
    const second = Math.floor(now / 1000);
    const known = seconds.get(zone);
    const moment = known?.second === second ? known.moment : momentIn(isZone(zone) ? zone : 'UTC', now);
    if (known?.second !== second) seconds.set(zone, { second, moment });
    return { ...moment, instant: new Date(now).toISOString() };
  };
}
