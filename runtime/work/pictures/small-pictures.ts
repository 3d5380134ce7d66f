import type { Contents, OpenFile } from '../../storage/contents/contents.ts';
import type { Pictures } from './create-pictures.ts';

/** Small pictures of files that are kept, for places where many stand together. */
export interface SmallPictures {
  /** Null: the file is no picture that can be read, or is not there. */
  of(id: string): Promise<OpenFile | null>;
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

  async function make(id: string): Promise<OpenFile | null> {
    const open = await contents.open(id);
    if (!open || !known.has(open.type) || open.size > largest * megabyte) return null;
    const small = await pictures.small(await together(open));
    if (!small) return null;
    bytes += small.length;
    const read: OpenFile['read'] = async function* ({ from, before } = { from: 0, before: small.length }) {
      yield small.subarray(from, before);
    };
    return { name: `${open.name}.webp`, size: small.length, type: 'webp', read };
  }

  async function makeRoom(): Promise<void> {
    for (const [id, one] of made) {
      if (bytes <= kept * megabyte && made.size <= mostRemembered) return;
      made.delete(id);
      bytes -= (await one)?.size ?? 0;
    }
  }

  return {
    async of(id) {
      const one = made.get(id) ?? make(id);
      // What was asked for last stands last, and goes last.
      made.delete(id);
      made.set(id, one);
      try {
        return await one;
      } catch (error) {
        if (made.get(id) === one) made.delete(id);
        throw error;
      } finally {
        await makeRoom();
      }
    },
  };
}

const mostRemembered = 5_000;

async function together({ read }: OpenFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read()) pieces.push(piece);
  return Buffer.concat(pieces);
}
