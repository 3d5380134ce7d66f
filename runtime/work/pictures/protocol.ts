/** A question to the process that looks at pictures. */
export type PictureRequest =
  | { readonly type: 'measure'; readonly bytes: Uint8Array }
  | { readonly type: 'small'; readonly bytes: Uint8Array }
  | { readonly type: 'pages'; readonly bytes: Uint8Array }
  | {
      readonly type: 'page';
      readonly bytes: Uint8Array;
      /** From 0. */
      readonly at: number;
    }
  /** `side`: pixels of the longer side at most. */
  | { readonly type: 'printed'; readonly bytes: Uint8Array; readonly side: number };

/** Null: it is no picture that can be read. */
export type PictureReply =
  | { readonly type: 'measured'; readonly size: PictureSize | null }
  | { readonly type: 'small' | 'page' | 'printed'; readonly bytes: Uint8Array<ArrayBuffer> | null }
  | { readonly type: 'pages'; readonly count: number | null };

/** The size of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of the longer side of a small picture. */
export const smallSide = 256;
/** Pixels of the longer side of a page that is looked at, at most: more than a sheet of A4 has at 300 dots an inch. */
export const pageSide = 3600;

/** Pixels of the longer side of a picture that is printed, at most, and its bytes: a template holds no larger one. */
export const [printedSide, mostPrinted] = [1_200, 290_000];
