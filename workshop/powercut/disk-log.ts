import { closeSync, openSync, readSync } from 'node:fs';

/** Something that a process did to a file, as `disk-log.c` notes it. */
export type DiskNote =
  | { readonly did: 'written'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly did: 'cut'; readonly path: string; readonly offset: number }
  | { readonly did: 'renamed'; readonly path: string; readonly to: string }
  | { readonly did: 'synced' | 'removed'; readonly path: string };

const head = 24;

/** Reads the notes one by one, each with where it ends; one that is cut off is none. */
export function* readDiskLog(file: string): Generator<readonly [note: DiskNote, end: number]> {
  const log = openSync(file, 'r');
  const read = (at: number, length: number): Buffer | null => {
    const bytes = Buffer.alloc(length);
    return readSync(log, bytes, 0, length, at) === length ? bytes : null;
  };
  try {
    for (let at = 0; ; ) {
      const begun = read(at, head);
      if (!begun) return;
      const [did, named] = [begun.readUInt32LE(0), begun.readUInt32LE(4)];
      const [offset, length] = [Number(begun.readBigUInt64LE(8)), Number(begun.readBigUInt64LE(16))];
      const rest = read(at + head, named + length);
      if (!rest) return;
      const [path, data] = [rest.toString('utf8', 0, named), rest.subarray(named)];
      at += head + named + length;
      yield [noteOf(did, path, offset, data), at];
    }
  } finally {
    closeSync(log);
  }
}

function noteOf(did: number, path: string, offset: number, data: Buffer): DiskNote {
  switch (did) {
    case 1:
      return { did: 'written', path, offset, data };
    case 2:
      return { did: 'cut', path, offset };
    case 3:
      return { did: 'synced', path };
    case 4:
      return { did: 'renamed', path, to: data.toString() };
    case 5:
      return { did: 'removed', path };
    default:
      throw new Error(`the log of the disk has an operation ${did}`);
  }
}
