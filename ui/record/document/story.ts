import type { Tone } from '../../../metadata/source.ts';

export interface StoryLink {
  readonly text: string;
  readonly href: string;
}

/** Something that happened to a record, or because of it. */
export interface StoryEntry {
  /** An instant; what happened later stands above. */
  readonly at: string;
  readonly text: string;
  /** The name of whoever did it. Default: nobody is told. */
  readonly by?: string | undefined;
  /** What is said of it beside: a reason, an address, why it failed. Default: nothing. */
  readonly note?: string | undefined;
  /** Default: it is as usual. */
  readonly tone?: Tone | undefined;
  /** The records that it speaks of. Default: the record itself. */
  readonly links?: readonly StoryLink[];
  /** How many more it speaks of than are linked. Default: none. */
  readonly further?: number;
  /** The version of the record that it is. Default: it is none. */
  readonly revision?: number;
}

/** What is known of a story: the record's own versions as far as they were read, and what came of it elsewhere. */
interface Known {
  readonly versions: readonly StoryEntry[];
  readonly elsewhere: readonly StoryEntry[];
  /** Whether older versions are to be read yet. */
  readonly goesOn: boolean;
}

/**
 * One story, the latest first. As long as older versions are not read, nothing is told that is older than those: it would
 * stand where a version belongs that nobody sees. What came of a version in its own moment stands above it.
 */
export function storyOf({ versions, elsewhere, goesOn }: Known): readonly StoryEntry[] {
  const oldest = goesOn ? versions.at(-1)?.at : undefined;
  const known = elsewhere.filter(({ at }) => oldest === undefined || at >= oldest);
  return [...known, ...foldedChanges(versions.toSorted(latestFirst))].toSorted(latestFirst);
}

const latestFirst = (a: StoryEntry, b: StoryEntry) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

/** Changes that somebody made one after the other are told as his latest one. */
function foldedChanges(versions: readonly StoryEntry[]): StoryEntry[] {
  return versions.filter((one, at) => {
    const later = versions[at - 1];
    return !later || one.note || later.text !== one.text || later.by !== one.by;
  });
}

/** As many links as one reads in a line, and how many more there are. */
export function firstLinks(
  links: readonly StoryLink[],
  most = 3,
): Pick<Required<StoryEntry>, 'links' | 'further'> {
  return { links: links.slice(0, most), further: Math.max(0, links.length - most) };
}
