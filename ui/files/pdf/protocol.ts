/** What the page asks of the frame that draws a PDF. */
export type FrameAsk =
  | { readonly type: 'open'; readonly size: number }
  | { readonly type: 'bytes'; readonly from: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly type: 'draw';
      /** From 1. */
      readonly page: number;
      /** Pixels of the screen for each of the page at its own size. */
      readonly scale: number;
      /** Quarters of a turn, clockwise. */
      readonly turn: number;
    };

/** What the frame says. Whoever hears it believes none of it: a file may have taken the frame over. */
export type FrameSays =
  | { readonly type: 'need'; readonly from: number; readonly before: number }
  | { readonly type: 'opened'; readonly pages: number; readonly width: number; readonly height: number }
  | {
      readonly type: 'drawn';
      readonly page: number;
      readonly bitmap: ImageBitmap;
      readonly text: string;
      /** In pixels at its own size, as it lies now. */
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: 'undrawn'; readonly page: number }
  | { readonly type: 'failed'; readonly isLocked: boolean };
