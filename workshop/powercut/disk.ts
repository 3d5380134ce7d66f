import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { DiskNote } from './disk-log.ts';

type Change = Extract<DiskNote, { did: 'written' | 'cut' }>;

/** A file by whatever name: what the disk has confirmed, and what came since. */
interface File {
  readonly confirmed: Content;
  since: Change[];
}

/** A name that was given, moved or taken away. */
interface Naming {
  readonly path: string;
  /** Null: it was taken away. */
  readonly file: File | null;
}

/** Numbers from 0 to below 1. */
export type Chance = () => number;

const sector = 512;

/**
 * A disk that keeps what it confirmed, and of all else whatever it likes: a file system that notes names in order and
 * writes contents in any, as ext4 does. With a confirmation all names of before are kept.
 */
export class Disk {
  readonly #root: string;
  readonly #now = new Map<string, File>();
  #confirmed: ReadonlyMap<string, File> = new Map();
  #since: Naming[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  take(note: DiskNote): void {
    const { path } = note;
    if (note.did === 'written' || note.did === 'cut') this.#file(path).since.push(note);
    else if (note.did === 'synced') this.#confirm(this.#now.get(path));
    else {
      const file = note.did === 'renamed' ? this.#now.get(path) : undefined;
      this.#name(path, null);
      if (note.did === 'renamed' && file) this.#name(note.to, file);
    }
  }

  #file(path: string): File {
    const known = this.#now.get(path);
    if (known) return known;
    const file = { confirmed: new Content(), since: [] };
    this.#name(path, file);
    return file;
  }

  #name(path: string, file: File | null): void {
    if (file) this.#now.set(path, file);
    else this.#now.delete(path);
    this.#since.push({ path, file });
  }

  #confirm(file: File | undefined): void {
    if (file) {
      for (const one of file.since) file.confirmed.change(one);
      file.since = [];
    }
    this.#confirmed = new Map(this.#now);
    this.#since = [];
  }

  /** Writes the files as they may be found after the power went, of what was not confirmed some, all or nothing. */
  image(folder: string, chance: Chance): void {
    const kept = new Map(this.#confirmed);
    const named = Math.floor(chance() * (this.#since.length + 1));
    for (const { path, file } of this.#since.slice(0, named)) {
      if (file) kept.set(path, file);
      else kept.delete(path);
    }
    const share = [0, 0.5, 0.9, 1][Math.floor(chance() * 4)] ?? 1;
    for (const [path, { confirmed, since }] of kept) {
      const found = confirmed.copy();
      for (const one of since) if (chance() < share) found.change(torn(one, chance));
      const target = join(folder, relative(this.#root, path));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, found.bytes());
    }
  }
}

/** Of a write that was under way some sectors are there. */
function torn(change: Change, chance: Chance): Change {
  if (change.did === 'cut' || chance() > 0.1) return change;
  const sectors = Math.ceil(change.data.length / sector);
  return { ...change, data: change.data.subarray(0, sector * Math.floor(chance() * (sectors + 1))) };
}

/** The bytes of a file, which takes its room in large pieces: a log that grows by pages is not copied with each. */
class Content {
  #room: Buffer;
  #length: number;

  constructor(bytes = Buffer.alloc(0)) {
    this.#room = bytes;
    this.#length = bytes.length;
  }

  bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  copy(): Content {
    return new Content(Buffer.from(this.bytes()));
  }

  change(change: Change): void {
    const { offset } = change;
    const end = change.did === 'cut' ? offset : offset + change.data.length;
    if (end > this.#room.length) this.#room = Buffer.concat([this.bytes()], Math.max(end, 2 * this.#length));
    if (change.did === 'cut') {
      this.#room.fill(0, end);
      this.#length = end;
    } else {
      change.data.copy(this.#room, offset);
      this.#length = Math.max(this.#length, end);
    }
  }
}
