import type { Model } from '../../../metadata/model.ts';
import { addDays, isZone, momentIn, toInstant } from '../../../rules/calendar.ts';
import type { EffectiveState } from '../../../rules/params/effective-changes.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';
import type { OrgZones } from '../../call/org-zones.ts';

/**
 * The position of a reader in all that happens: the newest commit he knows, and the instant by which he knows local
 * dates.
 */
export interface Position {
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** The state by which everybody reads at one position, as nothing changes it any more. */
export interface WatchState extends EffectiveState, Position {
  readonly model: Model;
  readonly zones: OrgZones;
  /** When a local date ends somewhere: until then dates are these. */
  readonly until: number;
}

export interface StateParts extends Position {
  readonly model: Model;
  readonly zones: OrgZones;
  readonly values: SetValues | undefined;
}

/**
 * Dates are taken over from the state before, where they are the same ones, so that both are known to agree in them.
 */
export function watchState(parts: StateParts, before?: WatchState): WatchState {
  const { zones, instant } = parts;
  const agrees = before?.zones === zones && before.instant <= instant && instant < before.until;
  const { date, until } = agrees ? before : localDates(zones, instant);
  return Object.freeze({ ...parts, orgs: zones.tree, date, until });
}

function localDates(zones: OrgZones, instant: number): Pick<WatchState, 'date' | 'until'> {
  const dates = new Map<string, string>();
  let until = Number.POSITIVE_INFINITY;
  for (const name of zones.all) {
    const zone = isZone(name) ? name : 'UTC';
    const { localDate } = momentIn(zone, instant);
    dates.set(name, localDate);
    until = Math.min(until, nextDay(localDate, zone, instant));
  }
  return { until, date: (org) => dates.get(zones.of(org ?? zones.tree.root)) ?? '' };
}

/** A zone may leave out a day: then the one after it begins where the clock says so. */
function nextDay(date: string, zone: string, instant: number): number {
  for (let days = 1; ; days++) {
    const begins = Date.parse(toInstant(addDays(date, days), '00:00', zone));
    if (begins > instant) return begins;
  }
}

/**
 * @example
 * readPosition('17.1792000000000') //=> { revision: 17, instant: 1792000000000 }
 */
export function readPosition(text: string): Position | null {
  const [, revision, instant] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (revision === undefined || instant === undefined) return null;
  return { revision: Number(revision), instant: Number(instant) };
}

export function positionText({ revision, instant }: Position): string {
  return `${revision}.${instant}`;
}
