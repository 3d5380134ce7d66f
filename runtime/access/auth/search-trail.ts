import type { Connection } from '../../database/database.ts';
import {
  type AuditItem,
  type AuditQuery,
  type Place,
  placeOf,
  readStretch,
  type Stretch,
  writeCursor,
} from './read-trail.ts';
import { firstSince, slack } from './revisions-between.ts';

/** A search of the trail that no index answers. */
export interface TrailSearch<T> extends Pick<Stretch, 'entries' | 'versions'> {
  /** Answers each item as it is to be shown; null where it does not match, though a database took it for a match. */
  shown(items: readonly AuditItem[]): Promise<readonly (T | null)[]>;
}

export interface TrailFound<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** The moment back to which everything was looked through, where more is left. */
  readonly searchedTo?: number;
}

/** So many lines are looked through in one go, of which so many are read at once, */
const stretchOf = 10_000;
const partOf = 500;
/** and for so many milliseconds in one answer, which is told how far that went. */
const patience = 800;

/** Looks through the trail stretch by stretch, newest first, until a page is full or enough was looked through. */
export async function searchTrail<T>(
  database: Connection,
  query: AuditQuery,
  search: TrailSearch<T>,
): Promise<TrailFound<T>> {
  const items: T[] = [];
  const until = performance.now() + patience;
  let place = await begin(database, query);
  for (;;) {
    const least = await leastOf(database, place);
    for (;;) {
      const { entries = [], versions = [] } = search;
      const stretch = { place, entries, versions, ...(least && { least }) };
      const part = await readStretch(database, { ...query, limit: partOf }, stretch);
      const shown = await search.shown(part.items.map(({ item }) => item));
      for (const [at, one] of shown.entries()) {
        place = part.items[at]?.place ?? place;
        if (one === null) continue;
        items.push(one);
        if (items.length === query.limit) return { items, ...left(place, part.items[at]?.item.at) };
      }
      if (!part.more) break;
      if (performance.now() > until) return { items, ...left(place) };
    }
    if (least === null || (query.from !== undefined && least.at < query.from - slack))
      return { items, next: null };
    const reached = least.at > place.at ? place : { at: least.at, id: '' };
    place = { ...reached, revision: Math.min(place.revision, least.revision) };
    if (performance.now() > until) return { items, ...left(place) };
  }
}

function left(place: Place, at = place.at): Omit<TrailFound<never>, 'items'> {
  return { next: writeCursor(place), searchedTo: at };
}

async function begin(database: Connection, { cursor, to }: AuditQuery): Promise<Place> {
  if (cursor !== undefined || to === undefined) return placeOf(cursor);
  return { at: to, id: '', revision: await firstSince(database, to + slack) };
}

/** Finds the end of a stretch in both tables, at about the same moment; null: it goes back to the beginning. */
async function leastOf(database: Connection, place: Place): Promise<NonNullable<Stretch['least']> | null> {
  const newest = await database.first<{ revision: number | null }>(
    'select max(revision) as revision from gj_history',
  );
  const revision = Math.min(place.revision, Number(newest?.revision ?? 0) + 1) - stretchOf;
  const version =
    revision <= 0
      ? undefined
      : await database.first<{ at: number }>(
          'select at from gj_history where revision >= ? order by revision limit 1',
          [revision],
        );
  const entry = await database.first<{ at: number }>(
    `select at from gj_audit where at <= ? order by at desc limit 1 offset ${stretchOf}`,
    [place.at],
  );
  if (!version && !entry) return null;
  if (version && (!entry || version.at >= entry.at)) return { at: version.at, revision };
  const at = entry?.at ?? 0;
  return { at, revision: Math.min(place.revision, await firstSince(database, at)) };
}
