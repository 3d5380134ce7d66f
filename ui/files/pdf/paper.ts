import type { FrameAsk, FrameSays } from './protocol.ts';

/** A page as it was drawn. */
export interface Drawn {
  readonly bitmap: ImageBitmap;
  /** What it says, for whoever hears it. */
  readonly text: string;
  /** In pixels at its own size, as it lies now. */
  readonly width: number;
  readonly height: number;
}

export interface Opened {
  readonly pages: number;
  /** Of the first page, in pixels at its own size. */
  readonly width: number;
  readonly height: number;
}

export class PaperFailure extends Error {
  /** Whether it asks for a password. */
  readonly isLocked: boolean;

  constructor(isLocked: boolean) {
    super('a PDF that cannot be shown');
    this.isLocked = isLocked;
  }
}

type Read = (from: number, before: number) => Promise<Uint8Array<ArrayBuffer>>;

/** Milliseconds in which a file opens, or is said not to. */
const patience = 60_000;
const mostPages = 20_000;

/** A PDF that is drawn in a frame: it is handed bytes, and gives bitmaps. One page is drawn at a time. */
export class Paper {
  readonly #frame: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #size: number;
  readonly #read: Read;
  readonly #opened = Promise.withResolvers<Opened>();
  #drawing: PromiseWithResolvers<Drawn | null> & { readonly page: number };
  #last: Promise<unknown> = Promise.resolve();

  constructor(frame: HTMLIFrameElement, size: number, read: Read) {
    this.#frame = frame;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#size = size;
    this.#read = read;
    this.#drawing = { ...Promise.withResolvers<Drawn | null>(), page: 0 };
    port1.onmessage = ({ data }: MessageEvent<FrameSays>) => this.#hear(data);
    // It has no origin that could be named.
    frame.contentWindow?.postMessage(null, '*', [port2]);
    this.#ask({ type: 'open', size });
    setTimeout(() => this.#opened.reject(new PaperFailure(false)), patience);
  }

  get opened(): Promise<Opened> {
    return this.#opened.promise;
  }

  /** Draws a page; null: it cannot be drawn. */
  draw(page: number, scale: number, turn: number): Promise<Drawn | null> {
    const next = this.#last.then(() => {
      this.#drawing = { ...Promise.withResolvers<Drawn | null>(), page };
      this.#ask({ type: 'draw', page, scale, turn });
      return this.#drawing.promise;
    });
    this.#last = next;
    return next;
  }

  /** Whatever the file is doing, it ends with its frame. */
  close(): void {
    this.#port.close();
    this.#frame.remove();
  }

  #ask(asked: FrameAsk): void {
    this.#port.postMessage(asked);
  }

  #hear(said: FrameSays): void {
    switch (said.type) {
      case 'need':
        void this.#hand(said.from, said.before);
        break;
      case 'opened': {
        const { pages, width, height } = said;
        const isSound = pages >= 1 && pages <= mostPages && width > 0 && height > 0;
        if (isSound) this.#opened.resolve({ pages, width, height });
        else this.#opened.reject(new PaperFailure(false));
        break;
      }
      case 'failed':
        this.#opened.reject(new PaperFailure(said.isLocked === true));
        break;
      case 'drawn':
        if (said.page === this.#drawing.page && said.bitmap instanceof ImageBitmap)
          this.#drawing.resolve(soundDrawing(said));
        break;
      case 'undrawn':
        if (said.page === this.#drawing.page) this.#drawing.resolve(null);
    }
  }

  /** Parts of this file alone, whatever the frame asks for. */
  async #hand(from: number, before: number): Promise<void> {
    const [first, end] = [Math.max(0, from), Math.min(this.#size, before)];
    if (!(first < end)) return;
    try {
      const bytes = await this.#read(first, end);
      this.#ask({ type: 'bytes', from: first, bytes });
    } catch (failure) {
      this.#opened.reject(failure);
      this.#drawing.resolve(null);
    }
  }
}

type Said = Extract<FrameSays, { type: 'drawn' }>;

function soundDrawing({ bitmap, text, width, height }: Said): Drawn | null {
  const isSound = width > 0 && height > 0 && width < mostLength && height < mostLength;
  return isSound ? { bitmap, text: String(text), width, height } : null;
}

const mostLength = 50_000;

/** Opens a PDF in a frame below a node, where nobody sees or reaches it. */
export async function openPaper(below: Node, size: number, read: Read): Promise<Paper> {
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: '/pdf-frame.html', tabIndex: -1 });
  frame.sandbox.add('allow-scripts');
  const isThere = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  below.appendChild(frame);
  await isThere;
  return new Paper(frame, size, read);
}
