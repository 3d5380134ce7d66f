/** The parts of a document of pdfmake that are read here once its pages are laid out. */

export interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
}

export interface TypeFace {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly directory: {
    readonly tables: Readonly<Record<string, { readonly offset: number; readonly length: number }>>;
  };
  readonly stream: { readonly buffer: Uint8Array };
  glyphForCodePoint(codePoint: number): Glyph;
  createSubset(): { includeGlyph(glyph: number): number; encode(): Uint8Array };
}

/** A font of a document. */
export interface KitFont {
  readonly font: TypeFace;
}

export interface Inline {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly fontSize: number;
  readonly color?: string;
  readonly font: KitFont;
}

export interface KitLine {
  readonly x: number;
  readonly y: number;
  readonly inlines: readonly Inline[];
  getAscenderHeight(): number;
}

export interface Vector {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly points?: readonly { readonly x: number; readonly y: number }[];
  readonly color?: string;
  readonly lineColor?: string;
  readonly lineWidth?: number;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly _width: number;
  readonly _height: number;
}

export type PageItem =
  | { readonly type: 'line'; readonly item: KitLine }
  | { readonly type: 'vector'; readonly item: Vector }
  | { readonly type: 'image'; readonly item: Placed & { readonly image: string } }
  | { readonly type: 'svg'; readonly item: Placed & { readonly svg: string } };

export interface KitPage {
  readonly pageSize: { readonly width: number; readonly height: number };
  readonly items: readonly PageItem[];
}

export interface KitDocument {
  /** The pages as they were laid out. */
  readonly _pdfMakePages: readonly KitPage[];
  destroy(): void;
}
