import type { Contents, OpenFile } from '../../storage/contents/contents.ts';
import type { Pictures } from './create-pictures.ts';

/** Small pictures of files that are kept: for places where many stand together, and for paper. */
export interface SmallPictures {
  /** Null: the file is no picture that can be read, or is not there. */
  of(id: string): Promise<OpenFile | null>;
  /** A JPEG of so many pixels a side at most; null as above. */
  printed(id: string, side: number): Promise<OpenFile | null>;
}

/** Megabytes of a file of which a small picture is made, and of all small ones that are kept in memory. */
const [largest, kept] = [64, 16];
const megabyte = 1024 * 1024;

/** Pictures of which the process that looks at them knows. */
const known: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'tiff']);

/**
 * Makes each once, however many ask, and keeps those that were asked for last: a file never changes. What is no
 * picture is remembered as well, so that nobody makes the server find out again.
 */
export function createSmallPictures(contents: Pick<Contents, 'open'>, pictures: Pictures): SmallPictures {
  const made = new Map<string, Promise<OpenFile | null>>();
  let bytes = 0;

  async function make(id: string, side: number | null): Promise<OpenFile | null> {
    const open = await contents.open(id);
    if (!open || !known.has(open.type) || open.size > largest * megabyte) return null;
    const whole = await together(open);
    const small = await (side === null ? pictures.small(whole) : pictures.printed(whole, side));
    if (!small) return null;
    const type = side === null ? 'webp' : 'jpeg';
    bytes += small.length;
    const read: OpenFile['read'] = async function* ({ from, before } = { from: 0, before: small.length }) {
      yield small.subarray(from, before);
    };
    return { name: `${open.name}.${type}`, size: small.length, type, read };
  }

  async function makeRoom(): Promise<void> {
    for (const [id, one] of made) {
      if (bytes <= kept * megabyte && made.size <= mostRemembered) return;
      made.delete(id);
      bytes -= (await one)?.size ?? 0;
    }
  }

  async function once(id: string, side: number | null): Promise<OpenFile | null> {
    const key = `${id} ${side ?? ''}`;
    const one = made.get(key) ?? make(id, side);
    // What was asked for last stands last, and goes last.
    made.delete(key);
    made.set(key, one);
    try {
      return await one;
    } catch (error) {
      if (made.get(key) === one) made.delete(key);
      throw error;
    } finally {
      await makeRoom();
    }
  }

  return { of: (id) => once(id, null), printed: once };
}

const mostRemembered = 5_000;

/** All of a file's bytes. */
export async function together({ read }: OpenFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read()) pieces.push(piece);
  return Buffer.concat(pieces);
}
