import { createHash } from 'node:crypto';
import { digestOfEntry, type TrailEntryRow } from './trail-entry-row.ts';

/** A link of the chain: it seals a run of entries, and the link before. */
export interface TrailLink {
  readonly number: number;
  /** Digest of the link before; of the first it is empty. */
  readonly former: string;
  readonly digest: string;
  readonly linked_at: number;
  /** The latest moment of an entry in it. */
  readonly newest_at: number;
  /** A line an entry, in their order. */
  readonly content: string;
}

/** What a link says of an entry. */
export interface LinkedEntry {
  readonly id: string;
  readonly at: number;
  readonly digest: string;
}

export const trailLinkColumns = 'number, former, digest, linked_at, newest_at, content';

/** `before`: the newest link there is. */
export function linkOf(
  before: Pick<TrailLink, 'number' | 'digest'> | undefined,
  linkedAt: number,
  rows: readonly TrailEntryRow[],
): TrailLink {
  const link = {
    number: (before?.number ?? 0) + 1,
    former: before?.digest ?? '',
    linked_at: linkedAt,
    newest_at: rows.reduce((latest, { at }) => Math.max(latest, Number(at)), Number.MIN_SAFE_INTEGER),
    content: rows.map((row) => `${row.id} ${Number(row.at)} ${digestOfEntry(row)}`).join('\n'),
  };
  return { ...link, digest: digestOfLink(link) };
}

/** SHA-256, in hex, of all that a link says. */
export function digestOfLink(link: Omit<TrailLink, 'digest'>): string {
  const { number, former, linked_at, newest_at, content } = link;
  return createHash('sha256')
    .update([number, former, linked_at, newest_at, content].join('\n'))
    .digest('hex');
}

/** Null: the link does not say it as one does. */
export function entriesOfLink({ content }: Pick<TrailLink, 'content'>): readonly LinkedEntry[] | null {
  const entries: LinkedEntry[] = [];
  for (const line of content.split('\n')) {
    const [, id, at, digest] = /^(\S+) (-?\d+) ([\w-]{43})$/.exec(line) ?? [];
    if (id === undefined || at === undefined || digest === undefined) return null;
    entries.push({ id, at: Number(at), digest });
  }
  return entries;
}

/** What one notes elsewhere of a link, to know the chain again. */
export function markOf({ number, digest }: Pick<TrailLink, 'number' | 'digest'>): string {
  return `${number}:${digest}`;
}
