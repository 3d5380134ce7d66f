import { placeName, type Read, type Reader, type ReadPlace, type Refused } from './reader.ts';

/** The limits of a book; beyond them the oldest read is let go, and told as “others, last at”. */
interface BookLimits {
  /** Of one credential, and of one type. */
  readonly each: number;
  /** Of one parameter or instance. */
  readonly place: number;
}

/** Place and moment of the newest that had no room. */
export interface Others extends ReadPlace {
  readonly at: number;
}

/** Reads that have to be written down. */
interface Unwritten {
  readonly reads: readonly Read[];
  readonly others: readonly Others[];
  readonly gone: readonly Read[];
}

interface Kept extends Read {
  at: number;
  revision: number;
  version: string;
  refused: Refused | null;
}

/** Knows who read what, as far as this node does. Nothing in here waits or asks anybody. */
export class ReadBook {
  readonly #limits: BookLimits;
  /** All, by credential, by type and by place; in each the oldest read comes first. */
  readonly #groups = new Map<string, Map<string, Kept>>();
  /** By reader: the reads it could do nothing with. */
  readonly #refusing = new Map<string, Map<string, Kept>>();
  readonly #others = new Map<string, Others>();
  readonly #unwritten = new Map<string, Kept>();
  readonly #unwrittenOthers = new Map<string, Others>();
  readonly #gone = new Map<string, Kept>();

  constructor(limits: BookLimits) {
    this.#limits = limits;
  }

  /** Somebody read something here. Default of `refused`: as it was. */
  read(reader: Reader, place: ReadPlace, { at, revision, refused }: ReadMoment): void {
    const name = readKey(reader, place);
    const known = this.#group(all).get(name);
    const next: Kept = known ?? { ...reader, ...place, at, revision, refused: null };
    if (known && known.at <= at) Object.assign(known, { at, revision, version: reader.version });
    if (refused !== undefined) next.refused = refused;
    this.#keep(name, next);
    if (this.#group(all).has(name)) this.#unwritten.set(name, next);
  }

  /**
   * Takes over a read that another node, or this one before its start, wrote down: the newer holds. A newer read here
   * is written once more.
   */
  learn(row: Read): void {
    const name = readKey(row, row);
    const known = this.#group(all).get(name);
    if (known && known.at > row.at) this.#unwritten.set(name, known);
    else this.#keep(name, known ? Object.assign(known, row) : { ...row });
  }

  learnOthers(others: Others): void {
    const name = placeName(others);
    if ((this.#others.get(name)?.at ?? -1) < others.at) this.#others.set(name, others);
  }

  /** Takes over a reader's report: it names all that the reader refuses, and the rest it has taken. */
  accept(reader: Reader, refused: ReadonlySet<string>): void {
    for (const [name, kept] of this.#refusing.get(readerName(reader)) ?? []) {
      if (refused.has(placeName(kept))) continue;
      kept.refused = null;
      this.#keep(name, kept);
      this.#unwritten.set(name, kept);
    }
  }

  /** Forgets readers that are gone, or of whom nothing was heard for so long: they read nothing. */
  forget(gone: (read: Read) => boolean): void {
    for (const [name, kept] of this.#group(all)) if (gone(kept)) this.#drop(name, kept);
  }

  at(place: ReadPlace): Iterable<Read> {
    return this.#groups.get(placeGroup(place))?.values() ?? [];
  }

  ofType(type: string): Iterable<Read> {
    return this.#groups.get(typeGroup(type))?.values() ?? [];
  }

  /** When somebody read it last of whom nothing else is known; null: nobody. */
  others(place: ReadPlace): number | null {
    return this.#others.get(placeName(place))?.at ?? null;
  }

  /** Takes the reads that were not taken yet; whoever could not write them puts them back. */
  take(): Unwritten {
    const taken = {
      reads: [...this.#unwritten.values()].map((kept) => ({ ...kept })),
      others: [...this.#unwrittenOthers.values()],
      gone: [...this.#gone.values()],
    };
    this.#unwritten.clear();
    this.#unwrittenOthers.clear();
    this.#gone.clear();
    return taken;
  }

  putBack({ reads, others, gone }: Unwritten): void {
    for (const read of reads) {
      const name = readKey(read, read);
      const kept = this.#group(all).get(name);
      if (kept) this.#unwritten.set(name, kept);
    }
    for (const one of others) {
      const name = placeName(one);
      const newest = this.#others.get(name);
      if (newest) this.#unwrittenOthers.set(name, newest);
    }
    for (const read of gone) {
      const name = readKey(read, read);
      if (!this.#group(all).has(name)) this.#gone.set(name, read);
    }
  }

  #keep(name: string, kept: Kept): void {
    this.#gone.delete(name);
    for (const group of groupsOf(kept)) {
      const rows = this.#group(group);
      rows.delete(name);
      rows.set(name, kept);
      const [oldest] = rows;
      const most = group.startsWith('place') ? this.#limits.place : this.#limits.each;
      if (group !== all && rows.size > most && oldest) this.#fold(...oldest);
    }
    const who = readerName(kept);
    const refusing = this.#refusing.get(who) ?? new Map<string, Kept>();
    if (kept.refused) refusing.set(name, kept);
    else refusing.delete(name);
    if (refusing.size > 0) this.#refusing.set(who, refusing);
    else this.#refusing.delete(who);
  }

  #fold(name: string, kept: Kept): void {
    const { type, key, at } = kept;
    const others = { type, key, at };
    this.learnOthers(others);
    this.#unwrittenOthers.set(placeName(others), this.#others.get(placeName(others)) ?? others);
    this.#drop(name, kept);
  }

  #drop(name: string, kept: Kept): void {
    for (const group of groupsOf(kept)) {
      const rows = this.#groups.get(group);
      rows?.delete(name);
      if (rows?.size === 0) this.#groups.delete(group);
    }
    const who = readerName(kept);
    this.#refusing.get(who)?.delete(name);
    if (this.#refusing.get(who)?.size === 0) this.#refusing.delete(who);
    this.#unwritten.delete(name);
    this.#gone.set(name, kept);
  }

  #group(name: string): Map<string, Kept> {
    const group = this.#groups.get(name) ?? new Map<string, Kept>();
    if (group.size === 0) this.#groups.set(name, group);
    return group;
  }
}

interface ReadMoment {
  readonly at: number;
  readonly revision: number;
  readonly refused?: Refused | null;
}

const all = 'all';

function groupsOf(read: Read): readonly string[] {
  return [all, `credential ${read.kind} ${read.id}`, typeGroup(read.type), placeGroup(read)];
}

function typeGroup(type: string): string {
  return `type ${type}`;
}

function placeGroup(place: ReadPlace): string {
  return `place ${placeName(place)}`;
}

function readerName({ kind, id, client, org }: Reader): string {
  return [kind, id, client, org].join('\n');
}

function readKey(reader: Reader, place: ReadPlace): string {
  return `${readerName(reader)}\n${placeName(place)}`;
}
