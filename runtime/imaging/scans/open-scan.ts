/** A page as it is drawn: pixels, or a picture that still has to be decoded. */
export interface DrawnPage {
  readonly data: Uint8Array;
  /** Default: it is a picture, and `page` of it. */
  readonly raw?: { readonly width: number; readonly height: number; readonly channels: 4 };
  /** Of a picture. Default: its only one. */
  readonly page?: number;
  /** How much smaller it is kept. Default: 1. */
  readonly scale?: number;
}

/** A file whose pages are drawn one by one. */
export interface OpenScan {
  readonly pages: number;
  draw(at: number): Promise<DrawnPage>;
  close(): void;
}
