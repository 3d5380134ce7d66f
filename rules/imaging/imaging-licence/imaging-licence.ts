import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

/** A group of licences, and who they were given to. */
export interface LicenceGroup {
  readonly number: string;
  readonly cloud: 'public' | 'private';
  readonly details: readonly {
    readonly module: string;
    readonly seats: number;
    /** The last day on which it holds; null: it does not end. */
    readonly expiresOn: string | null;
  }[];
  /** In the order in which they were given one; nobody: everybody may. */
  readonly users: readonly {
    /** Id or number. */
    readonly user: readonly string[];
    readonly assignedOn: string | null;
  }[];
}

export interface SeatQuestion {
  /** Id or number of who brings or approves images. */
  readonly user: string;
  /** Local. */
  readonly today: string;
}

export interface Seat {
  readonly allowed: boolean;
  /** The group by which it was decided. */
  readonly group: string | null;
  /** How licences of that group are renewed. */
  readonly cloud: 'public' | 'private' | null;
  readonly expiredOn: string | null;
}

type Group = LicenceGroup & {
  readonly seats: number;
  readonly ends: string | null;
};

/**
 * Decides whether somebody holds a licence for imaging: where groups of such licences are kept at all, one that has not
 * ended has to have a seat for him.
 */
export function imagingLicence(
  { user, today }: SeatQuestion,
  groups: readonly LicenceGroup[],
  level?: TraceLevel,
): Decided<Seat> {
  const trace = new Trace(level);
  const kept = groups.flatMap((group) => imagingGroup(group, today) ?? []);
  const valid = kept.filter(({ ends }) => ends === null || ends >= today);
  const giving = valid.find((group) => hasSeat(group, user, today));
  if (kept.length === 0 || giving) {
    trace.look('imaging-seat-held', { params: { group: giving?.number ?? null } });
    return trace.decided({
      allowed: true,
      group: giving?.number ?? null,
      cloud: giving?.cloud ?? null,
      expiredOn: null,
    });
  }
  const [asked = null] = valid.length > 0 ? valid : kept;
  const expiredOn = valid.length > 0 ? null : (asked?.ends ?? null);
  const params = { group: asked?.number ?? '', ...(expiredOn ? { day: expiredOn } : {}) };
  if (expiredOn) trace.stops('imaging-seat-expired', undefined, params);
  else trace.stops('imaging-seat-missing', undefined, params);
  return trace.decided({
    allowed: false,
    group: asked?.number ?? null,
    cloud: asked?.cloud ?? null,
    expiredOn,
  });
}

/** The part of a group that is for imaging: modules are named by people, so any that names it counts. */
function imagingGroup(group: LicenceGroup, today: string): Group | null {
  const details = group.details.filter(({ module }) => /影像|imag(e|ing)/i.test(module));
  if (details.length === 0) return null;
  const held = details.filter(({ expiresOn }) => expiresOn === null || expiresOn >= today);
  const seats = (held.length > 0 ? held : details).reduce((sum, one) => sum + one.seats, 0);
  const ends =
    held.length > 0
      ? null
      : (details
          .map(({ expiresOn }) => expiresOn ?? '')
          .toSorted()
          .at(-1) ?? null);
  return { ...group, seats, ends };
}

/** As many as there are seats hold one, those first to whom they were given first. */
function hasSeat({ users, seats }: Group, user: string, today: string): boolean {
  if (seats <= 0) return false;
  if (users.length === 0) return true;
  return users
    .filter(({ assignedOn }) => assignedOn === null || assignedOn <= today)
    .toSorted((a, b) => (a.assignedOn ?? '').localeCompare(b.assignedOn ?? ''))
    .slice(0, seats)
    .some((one) => one.user.includes(user));
}
