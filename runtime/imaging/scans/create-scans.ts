import { refusal } from '../../common/refusal.ts';
import { inTurns, SideThread, type ThreadLimits } from '../../common/side-thread.ts';
import type { ScanLook, ScannedPage, ScanReply, ScanRequest } from './protocol.ts';

const unreadable = refusal('scan-unreadable', 422);
const pageUnreadable = refusal('scan-page-unreadable', 422);
const encrypted = refusal('scan-encrypted', 422);
const tooManyPages = refusal('scan-pages', 422);
const tooManyPixels = refusal('scan-pixels', 422);
const tooSlow = refusal('scan-too-slow', 422);
const tooMuch = refusal('scan-too-much', 422);

/** A stack whose pages are read one by one. */
export interface OpenStack {
  readonly pages: number;
  read(at: number): Promise<ScannedPage>;
}

/** Reads what was scanned, in a thread beside the server's own work; one stack at a time, others wait. */
export interface Scans {
  /** `bytes` are handed over: whoever calls has them no more. */
  read<T>(bytes: Uint8Array<ArrayBuffer>, look: ScanLook, work: (stack: OpenStack) => Promise<T>): Promise<T>;
  /** Turns a picture to the right. */
  turn(bytes: Uint8Array<ArrayBuffer>, degrees: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Milliseconds for a page. */
const patience = 30_000;

export function createScans({ milliseconds = patience, ...limits }: ThreadLimits = {}): Scans {
  const begin = () => new ScanningThread({ milliseconds, ...limits });
  const stacks = inTurns(begin);
  // Somebody who turns a page does not wait for a stack.
  const pages = inTurns(begin);
  return {
    read: (bytes, look, work) =>
      stacks(async (thread) => {
        const opened = await thread.asked({ type: 'open', bytes, look }, 'opened');
        return work({
          pages: opened.pages,
          read: async (at) => (await thread.asked({ type: 'page', at }, 'page')).page,
        });
      }),
    turn: (bytes, degrees) =>
      pages(async (thread) => (await thread.asked({ type: 'turn', bytes, degrees }, 'turned')).bytes),
  };
}

type ReplyOf<Type> = Extract<ScanReply, { readonly type: Type }>;

class ScanningThread extends SideThread<ScanRequest, ScanReply> {
  constructor(limits: ThreadLimits) {
    super({
      ...limits,
      script: new URL('./scan-worker.ts', import.meta.url),
      tooSlow: () => tooSlow(),
      ended: () => tooMuch(),
    });
  }

  async asked<Type extends ScanReply['type']>(request: ScanRequest, type: Type): Promise<ReplyOf<Type>> {
    const handed = 'bytes' in request ? [request.bytes.buffer] : [];
    const reply: ScanReply = await this.ask(request, { handed });
    if (reply.type === 'fault') throw refused(reply);
    if (reply.type !== type) throw new Error(`the thread that reads scans answered ${reply.type}`);
    return reply as ReplyOf<Type>;
  }
}

function refused({ fault, page = 0, limit = 0, actual = 0 }: ReplyOf<'fault'>): Error {
  if (fault === 'encrypted') return encrypted();
  if (fault === 'pages') return tooManyPages({ limit, actual });
  if (fault === 'pixels') return tooManyPixels({ page, limit, actual });
  return page > 0 ? pageUnreadable({ page }) : unreadable();
}
