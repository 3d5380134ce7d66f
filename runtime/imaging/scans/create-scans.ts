import { HelperProcess } from '../../common/helper-process.ts';
import { inTurns } from '../../common/in-turns.ts';
import { refusal } from '../../common/refusal.ts';
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

/** Reads what was scanned, in a process beside the server; one stack at a time, others wait. */
export interface Scans {
  read<T>(bytes: Uint8Array<ArrayBuffer>, look: ScanLook, work: (stack: OpenStack) => Promise<T>): Promise<T>;
  /** Turns a picture to the right. */
  turn(bytes: Uint8Array<ArrayBuffer>, degrees: number): Promise<Uint8Array<ArrayBuffer>>;
}

interface ScanLimits {
  /** Milliseconds for a page. Default: 30 seconds. */
  readonly milliseconds?: number;
  /** Megabytes the process may take, the pixels of a page with them. Default: 1536. */
  readonly memory?: number;
}

export function createScans({ milliseconds = 30_000, memory = 1_536 }: ScanLimits = {}): Scans {
  const begin = () => new ScanningProcess(memory, milliseconds);
  const stacks = inTurns(begin);
  // Somebody who turns a page does not wait for a stack.
  const pages = inTurns(begin);
  return {
    read: (bytes, look, work) =>
      stacks(async (process) => {
        const opened = await process.asked({ type: 'open', bytes, look }, 'opened');
        return work({
          pages: opened.pages,
          read: async (at) => (await process.asked({ type: 'page', at }, 'page')).page,
        });
      }),
    turn: (bytes, degrees) =>
      pages(async (process) => (await process.asked({ type: 'turn', bytes, degrees }, 'turned')).bytes),
  };
}

type ReplyOf<Type> = Extract<ScanReply, { readonly type: Type }>;

class ScanningProcess extends HelperProcess<ScanRequest, ScanReply> {
  readonly #milliseconds: number;

  constructor(memory: number, milliseconds: number) {
    super(new URL('./scan-process.ts', import.meta.url), {
      heap: memory,
      memory,
      ended: () => tooMuch(),
      tooSlow: () => tooSlow(),
    });
    this.#milliseconds = milliseconds;
  }

  async asked<Type extends ScanReply['type']>(request: ScanRequest, type: Type): Promise<ReplyOf<Type>> {
    const reply = await this.ask(request, this.#milliseconds);
    if (reply.type === 'fault') throw refused(reply);
    if (reply.type !== type) throw new Error(`the process that reads scans answered ${reply.type}`);
    return reply as ReplyOf<Type>;
  }
}

function refused({ fault, page = 0, limit = 0, actual = 0 }: ReplyOf<'fault'>): Error {
  if (fault === 'encrypted') return encrypted();
  if (fault === 'pages') return tooManyPages({ limit, actual });
  if (fault === 'pixels') return tooManyPixels({ page, limit, actual });
  return page > 0 ? pageUnreadable({ page }) : unreadable();
}
