import type { ScanReply } from './protocol.ts';

type Fault = Extract<ScanReply, { readonly type: 'fault' }>;

/** Nothing can be made of a file; thrown in the process that reads it. */
export class RefusedScan extends Error {
  readonly fault: Fault;

  constructor(fault: Omit<Fault, 'type'>) {
    super(fault.fault);
    this.name = 'RefusedScan';
    this.fault = { type: 'fault', ...fault };
  }
}

/** Pages of a file. */
const mostPages = 500;
/** Pixels of a page, before any of it is decoded. */
export const mostPixels = 60_000_000;

export function requirePages(actual: number): void {
  if (actual < 1) throw new RefusedScan({ fault: 'unreadable' });
  if (actual > mostPages) throw new RefusedScan({ fault: 'pages', limit: mostPages, actual });
}

/** Refuses a page, counted from 0, that has too many pixels. */
export function requirePixels(at: number, pixels: number): void {
  if (pixels <= mostPixels) return;
  const [limit, actual] = [mostPixels, pixels].map((one) => Math.ceil(one / 1_000_000));
  throw new RefusedScan({ fault: 'pixels', page: at + 1, limit: limit ?? 0, actual: actual ?? 0 });
}
