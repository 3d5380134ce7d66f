import { isObject } from '../../../metadata/common/json.ts';
import type { Connection } from '../../database/database.ts';
import { digestOfEntry, readDetail, type TrailEntryRow, trailEntryColumns } from './trail-entry-row.ts';
import {
  digestOfLink,
  entriesOfLink,
  type LinkedEntry,
  markOf,
  type TrailLink,
  trailLinkColumns,
} from './trail-link.ts';

/** What a flaw is about: a link, and where one is known an entry of it. */
export interface TrailFlaw {
  readonly flaw:
    | 'trail-entry-changed'
    | 'trail-entry-gone'
    | 'trail-entry-added'
    | 'trail-link-changed'
    | 'trail-link-torn'
    | 'trail-links-gone'
    | 'trail-beginning-gone'
    | 'trail-mark-unknown';
  /** Number of the link; of several that are gone the first. */
  readonly link?: number;
  readonly last?: number;
  /** When the link was made, or the entry says it was written. */
  readonly at?: number;
  readonly entry?: string;
  readonly actor?: string | null;
  readonly action?: string;
  readonly target?: string | null;
  readonly mark?: string;
}

export interface VerifiedTrail {
  readonly links: number;
  readonly entries: number;
  /** Entries that no link seals yet. */
  readonly waiting: number;
  /** Entries that say they were written an hour before others that were sealed long before them. */
  readonly late: number;
  readonly flaws: number;
  /** The oldest and the newest link; undefined: nothing is sealed yet. */
  readonly oldest?: { readonly number: number; readonly at: number };
  readonly newest?: { readonly mark: string; readonly at: number };
  /** What is older went by the settings. */
  readonly thinnedBefore?: number;
  /** Marks of links that went by the settings, so that nothing can be said of them. */
  readonly tooOld: readonly string[];
}

/** A page of links, each of so many entries at most as `link-trail.ts` says. */
const page = 40;
const late = 3_600_000;
/** Days that the settings keep an entry at least, whatever they say: what is said to be gone sooner is not believed. */
const leastDays = 180;

/**
 * Checks the trail against its chain, from the oldest link to the newest, and tells each flaw. `marks` are what somebody
 * noted of it elsewhere: whoever wrote the whole chain anew does not find them again.
 */
export async function verifyTrail(
  database: Connection,
  marks: readonly string[],
  tell: (flaw: TrailFlaw) => void,
): Promise<VerifiedTrail> {
  const thinned = await readThinned(database);
  const seen = new Set<string>();
  const verified = { links: 0, entries: 0, late: 0, flaws: 0 };
  let oldest: TrailLink | undefined;
  let former: TrailLink | undefined;
  let latest = Number.NEGATIVE_INFINITY;
  const found = (flaw: TrailFlaw) => {
    verified.flaws += 1;
    tell(flaw);
  };
  for (;;) {
    const after = former?.number ?? Number.MIN_SAFE_INTEGER;
    const links = await readLinks(database, after);
    const last = links.length < page ? Number.MAX_SAFE_INTEGER : (links.at(-1)?.number ?? after);
    const rows = Map.groupBy(await readEntries(database, after, last), ({ link }) => Number(link));
    for (const link of links) {
      oldest ??= link;
      if (former === undefined) checkBeginning(link, thinned.begins, found);
      else checkFollows(former, link, found);
      if (digestOfLink(link) !== link.digest)
        found({ flaw: 'trail-link-changed', link: link.number, at: link.linked_at });
      const own = rows.get(link.number) ?? [];
      rows.delete(link.number);
      const entries = entriesOfLink(link) ?? [];
      for (const flaw of compare(link, entries, own, thinned.before)) found(flaw);
      verified.links += 1;
      verified.entries += own.length;
      verified.late += entries.filter(({ at }) => at + late < latest).length;
      latest = Math.max(latest, Math.min(link.newest_at, link.linked_at));
      seen.add(link.digest);
      former = link;
    }
    // What says that a link seals it which is not there.
    for (const [link, added] of rows)
      for (const row of added) found({ ...entryFlaw('trail-entry-added', row), link });
    if (links.length < page) break;
  }
  const tooOld: string[] = [];
  for (const mark of marks) {
    const known = judgeMark(mark, seen, oldest);
    if (known === 'unknown') found({ flaw: 'trail-mark-unknown', mark });
    if (known === 'too-old') tooOld.push(mark);
  }
  const waiting = await database.first<{ n: number }>(
    'SELECT COUNT(*) AS n FROM gj_audit WHERE link IS NULL',
  );
  return {
    ...verified,
    waiting: Number(waiting?.n ?? 0),
    tooOld,
    ...(oldest && { oldest: { number: oldest.number, at: oldest.linked_at } }),
    ...(former && { newest: { mark: markOf(former), at: former.linked_at } }),
    ...(thinned.before !== undefined && { thinnedBefore: thinned.before }),
  };
}

type EntryOfLink = TrailEntryRow & { readonly link: number };

async function readLinks(database: Connection, after: number): Promise<readonly TrailLink[]> {
  const links = await database.all<TrailLink>(
    `SELECT ${trailLinkColumns} FROM gj_audit_link WHERE number > ? ORDER BY number LIMIT ${page}`,
    [after],
  );
  return links.map((link) => ({
    ...link,
    number: Number(link.number),
    linked_at: Number(link.linked_at),
    newest_at: Number(link.newest_at),
  }));
}

function readEntries(database: Connection, after: number, last: number): Promise<EntryOfLink[]> {
  return database.all<EntryOfLink>(
    `SELECT link, ${trailEntryColumns} FROM gj_audit WHERE link > ? AND link <= ? ORDER BY link, at, id`,
    [after, last],
  );
}

/** The thinning that the trail tells of: where the chain begins since, and before when entries are gone. */
async function readThinned(database: Connection) {
  const rows = await database.all<{ at: number; detail: string | null }>(
    "SELECT at, detail FROM gj_audit WHERE action = 'audit-thinned'",
  );
  const begins = new Set<string>();
  let before: number | undefined;
  for (const { at: writtenAt, detail } of rows) {
    const said = readDetail(detail);
    if (said === undefined || !isObject(said)) continue;
    const at = Date.parse(String(said['before']));
    if (!(at <= Number(writtenAt) - leastDays * 24 * 3_600_000)) continue;
    before = Math.max(before ?? at, at);
    if (said['begins'] !== undefined) begins.add(`${String(said['begins'])}:${String(said['former'])}`);
  }
  return { begins, before };
}

type Found = (flaw: TrailFlaw) => void;

function checkBeginning({ number, former, linked_at: at }: TrailLink, begins: Set<string>, found: Found) {
  const isFirst = number === 1 && former === '';
  if (!isFirst && !begins.has(`${number}:${former}`))
    found({ flaw: 'trail-beginning-gone', link: number, at });
}

function checkFollows(before: TrailLink, { number, former, linked_at: at }: TrailLink, found: Found) {
  if (number !== before.number + 1)
    found({ flaw: 'trail-links-gone', link: before.number + 1, last: number - 1, at });
  else if (former !== before.digest) found({ flaw: 'trail-link-torn', link: number, at });
}

/** Holds the entries of a link against what it says of them. */
function* compare(
  { number: link }: TrailLink,
  entries: readonly LinkedEntry[],
  rows: readonly EntryOfLink[],
  thinnedBefore: number | undefined,
): Generator<TrailFlaw> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { id, at, digest } of entries) {
    const row = byId.get(id);
    byId.delete(id);
    if (row && digestOfEntry(row) !== digest) yield { ...entryFlaw('trail-entry-changed', row), link, at };
    if (!row && !(thinnedBefore !== undefined && at < thinnedBefore))
      yield { flaw: 'trail-entry-gone', link, entry: id, at };
  }
  for (const row of byId.values()) yield { ...entryFlaw('trail-entry-added', row), link };
}

function entryFlaw(
  flaw: TrailFlaw['flaw'],
  { id, at, actor_name, action, target }: TrailEntryRow,
): TrailFlaw {
  return { flaw, entry: id, at: Number(at), actor: actor_name, action, target };
}

/** A mark is `number:digest`, or the digest alone. */
function judgeMark(mark: string, seen: ReadonlySet<string>, oldest: TrailLink | undefined) {
  const [digest = '', number] = mark.split(':').reverse();
  if (seen.has(digest) || (oldest && oldest.former === digest)) return 'known';
  return oldest && number !== undefined && Number(number) < oldest.number - 1 ? 'too-old' : 'unknown';
}
