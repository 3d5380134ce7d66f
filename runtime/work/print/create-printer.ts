import type { PrintTree } from '../../../rules/paper/tree.ts';
import { inTurns } from '../../common/in-turns.ts';
import { refusal } from '../../common/refusal.ts';
import { SideThread, type ThreadLimits } from '../../common/side-thread.ts';
import type { PrintReply, PrintRequest } from './protocol.ts';

export type PrintFormat = 'pdf' | 'html';

/** A format with what it has to know beside the trees. */
export type DrawnAs = PrintFormat | Extract<PrintRequest, { readonly type: 'ofd' }>;

/** Takes trees one by one and draws them, in a thread beside the server's own work. */
export interface Printing {
  add(tree: PrintTree): Promise<void>;
  /** `hears` is told how much of it is drawn, from 0 to 1. Default: nobody is. */
  draw(as: DrawnAs, hears?: (share: number) => void): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Printer {
  /** One print at a time; others wait for their turn. */
  use<T>(work: (printing: Printing) => Promise<T>): Promise<T>;
}

const tooSlow = refusal('print-too-slow', 422);
const noImage = refusal('print-image', 422);
const tooComplex = refusal('print-too-complex', 422);

export function createPrinter(limits: ThreadLimits = {}): Printer {
  return { use: inTurns(() => new DrawingThread(limits)) };
}

class DrawingThread extends SideThread<PrintRequest, PrintReply> implements Printing {
  constructor(limits: ThreadLimits) {
    super({
      ...limits,
      script: new URL('./print-worker.ts', import.meta.url),
      tooSlow: () => tooSlow({}),
      ended: () => tooComplex({}),
    });
  }

  async add(tree: PrintTree): Promise<void> {
    await this.#drawn({ type: 'add', tree });
  }

  async draw(as: DrawnAs, hears?: (share: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    const reply = await this.#drawn(typeof as === 'string' ? { type: as } : as, hears);
    if (reply.type === 'file') return reply.bytes;
    throw new Error(`the thread that draws answered ${reply.type}`);
  }

  async #drawn(request: PrintRequest, hears?: (share: number) => void) {
    const reply = await this.ask(request, { hears });
    if (reply.type === 'fault') throw /image/i.test(reply.reason) ? noImage({}) : new Error(reply.reason);
    return reply;
  }
}
