/** How pages are kept. */
export interface ScanLook {
  /** Dots an inch of a page. Default: 200. */
  readonly dpi?: number;
  /** Default: colour. */
  readonly colour?: 'colour' | 'grey' | 'black-white';
}

/** A code on a page, and where its centre stands: parts of the page's width and height. */
export interface FoundCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A page of a stack as it is kept, and the codes found on it. */
export interface ScannedPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'jpeg' | 'png';
  readonly codes: readonly FoundCode[];
}

/** A request to the process that reads scans, one at a time: a file is opened, then read page by page. */
export type ScanRequest =
  | { readonly type: 'open'; readonly bytes: Uint8Array<ArrayBuffer>; readonly look: ScanLook }
  | { readonly type: 'page'; readonly at: number }
  | { readonly type: 'turn'; readonly bytes: Uint8Array<ArrayBuffer>; readonly degrees: number };

/** The reasons why nothing can be made of a file. */
export type ScanFault = 'unreadable' | 'encrypted' | 'pages' | 'pixels';

export type ScanReply =
  | { readonly type: 'opened'; readonly pages: number }
  | { readonly type: 'page'; readonly page: ScannedPage }
  | { readonly type: 'turned'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly type: 'fault';
      readonly fault: ScanFault;
      /** The page that it is about, from 1; the limit, and what there is instead. */
      readonly page?: number;
      readonly limit?: number;
      readonly actual?: number;
    };
