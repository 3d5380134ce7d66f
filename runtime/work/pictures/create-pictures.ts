import { HelperProcess } from '../../common/helper-process.ts';
import { inTurns } from '../../common/in-turns.ts';
import type { PictureReply, PictureRequest, PictureSize } from './protocol.ts';

/** Looks at pictures beside the server. What ends that, or takes it too long, is answered as no picture. */
export interface Pictures {
  /** `bytes`: all of it, or its beginning. */
  measure(bytes: Uint8Array): Promise<PictureSize | null>;
  /** The picture as one of WebP that is small enough to stand in a list. */
  small(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The number of pages; null: it is no picture that can be read. */
  pages(bytes: Uint8Array): Promise<number | null>;
  /** A page, from 0, as a picture of WebP that every browser shows; null: there is none such. */
  page(bytes: Uint8Array, at: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The picture as a JPEG for paper, of so many pixels a side at most. */
  printed(bytes: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface PictureLimits {
  /** Milliseconds for one picture. Default: ten seconds. */
  readonly milliseconds?: number;
  /** Megabytes the process may take, the pixels of a picture with them. Default: 768. */
  readonly memory?: number;
}

/** Milliseconds the process waits for more: pictures of a list come one after the other. */
const idle = 30_000;

export function createPictures({ milliseconds = 10_000, memory = 768 }: PictureLimits = {}): Pictures {
  const turns = inTurns(
    () =>
      new HelperProcess<PictureRequest, PictureReply>(new URL('./picture-process.ts', import.meta.url), {
        heap: memory,
        memory,
        ended: () => new PictureFailure('the process that looked at a picture ended'),
        tooSlow: () => new PictureFailure('a picture took too long'),
      }),
    idle,
  );

  async function ask(request: PictureRequest): Promise<PictureReply | null> {
    try {
      return await turns((process) => process.ask(request, milliseconds));
    } catch (error) {
      if (error instanceof PictureFailure) return null;
      throw error;
    }
  }

  return {
    async measure(bytes) {
      const reply = await ask({ type: 'measure', bytes });
      return reply?.type === 'measured' ? reply.size : null;
    },
    async small(bytes) {
      const reply = await ask({ type: 'small', bytes });
      return reply?.type === 'small' ? reply.bytes : null;
    },
    async pages(bytes) {
      const reply = await ask({ type: 'pages', bytes });
      return reply?.type === 'pages' ? reply.count : null;
    },
    async page(bytes, at) {
      const reply = await ask({ type: 'page', bytes, at });
      return reply?.type === 'page' ? reply.bytes : null;
    },
    async printed(bytes, side) {
      const reply = await ask({ type: 'printed', bytes, side });
      return reply?.type === 'printed' ? reply.bytes : null;
    },
  };
}

class PictureFailure extends Error {
  override readonly name = 'PictureFailure';
}
