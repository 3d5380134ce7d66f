import { HelperProcess } from '../../../common/helper-process.ts';
import { inTurns } from '../../../common/in-turns.ts';
import type { SheetAnswers, SheetReply, SheetRequest } from './protocol.ts';
import { SheetFailure, type SheetLimits, sheetLimits } from './sheet.ts';

type RequestOf<T extends SheetRequest['type']> = Extract<SheetRequest, { type: T }>;

/** One file at work in a process of its own. */
export interface SheetSession {
  ask<T extends SheetRequest['type']>(request: RequestOf<T>): Promise<SheetAnswers[T]>;
}

/** At most one workbook at a time is held in memory; others wait for their turn. */
interface SheetWorker {
  use<T>(work: (session: SheetSession) => Promise<T>): Promise<T>;
}

/** Milliseconds a process whose work went well waits for more. */
const idle = 5_000;

export function createSheetWorker(limits: SheetLimits = sheetLimits): SheetWorker {
  const turns = inTurns(() => openProcess(limits), idle);
  return {
    use: (work) =>
      turns(async (process) => {
        const session = sessionOf(process, limits);
        const made = await work(session);
        await session.ask({ type: 'forget' });
        return made;
      }),
  };
}

function openProcess({ memory, writingMemory }: SheetLimits): HelperProcess<SheetRequest, SheetReply> {
  return new HelperProcess(new URL('./worker.ts', import.meta.url), {
    heap: writingMemory,
    memory,
    ended: () => new SheetFailure('sheet-too-complex'),
    tooSlow: () => new SheetFailure('sheet-too-slow'),
  });
}

function sessionOf(process: HelperProcess<SheetRequest, SheetReply>, limits: SheetLimits): SheetSession {
  return {
    async ask<K extends SheetRequest['type']>(request: RequestOf<K>): Promise<SheetAnswers[K]> {
      if (request.type === 'open' || request.type === 'preview') process.memory = limits.memory;
      if (request.type === 'begin') process.memory = limits.writingMemory;
      const reply = await process.ask(request, limits.milliseconds);
      if ('fault' in reply) throw new Error(reply.fault);
      if (!reply.ok) throw new SheetFailure(reply.code, reply.params);
      return reply.value as SheetAnswers[K];
    },
  };
}
