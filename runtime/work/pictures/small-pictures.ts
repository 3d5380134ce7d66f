import type { Contents, OpenFile } from '../../storage/contents/contents.ts';
import type { Pictures } from './create-pictures.ts';
import { bytesOfPicture, madePicture } from './picture-file.ts';

/** Small pictures of files that are kept: for places where many stand together, and for paper. */
export interface SmallPictures {
  /** Null: the file is no picture that can be read, or is not there. */
  of(id: string): Promise<OpenFile | null>;
  /** A JPEG of so many pixels a side at most; null as above. */
  printed(id: string, side: number): Promise<OpenFile | null>;
}

/** Megabytes of all small ones that are kept in memory. */
const kept = 16;
const megabyte = 1024 * 1024;

/**
 * Makes each once, however many ask, and keeps those that were asked for last: a file never changes. What is no
 * picture is remembered as well, so that nobody makes the server find out again.
 */
export function createSmallPictures(contents: Pick<Contents, 'open'>, pictures: Pictures): SmallPictures {
  const made = new Map<string, Promise<OpenFile | null>>();
  let bytes = 0;

  async function make(id: string, side: number | null): Promise<OpenFile | null> {
    const open = await contents.open(id);
    const whole = open && (await bytesOfPicture(open));
    const small = whole && (await (side === null ? pictures.small(whole) : pictures.printed(whole, side)));
    if (!open || !small) return null;
    bytes += small.length;
    return madePicture(open.name, small, side === null ? 'webp' : 'jpeg');
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
