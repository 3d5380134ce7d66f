/** Pages on which everything has its place: what is drawn of a tree once lines are broken. In points, from the upper left. */
export interface LaidOut {
  readonly title: string;
  readonly fonts: readonly LaidFont[];
  readonly images: readonly LaidPicture[];
  readonly pages: readonly LaidPage[];
}

export interface LaidPage {
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly LaidPiece[];
}

/** A font with the letters of the pages alone. */
export interface LaidFont {
  readonly name: string;
  readonly bold: boolean;
  readonly bytes: Uint8Array;
}

export interface LaidPicture {
  readonly format: 'png' | 'jpeg';
  readonly bytes: Uint8Array;
}

export type LaidPiece = LaidText | LaidPath | LaidImage;

export interface LaidText {
  readonly type: 'text';
  readonly text: string;
  /** Place of its font among all. */
  readonly font: number;
  readonly size: number;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly x: number;
  readonly baseline: number;
  /** Where each letter begins, from the first one on. */
  readonly offsets: readonly number[];
  readonly width: number;
}

export interface LaidPath {
  readonly type: 'path';
  readonly steps: readonly PathStep[];
  /** `#rrggbb`; null: none. */
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly lineWidth: number;
}

/** To a point with the pen up or down, or back to where the outline began. */
export type PathStep = readonly ['M' | 'L', number, number] | readonly ['Z'];

export interface LaidImage {
  readonly type: 'image';
  /** Its place among all pictures. */
  readonly image: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
