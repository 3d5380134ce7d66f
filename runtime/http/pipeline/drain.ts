import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as Listener } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** The patience of a server that is told to stop, in milliseconds. */
export interface DrainOptions {
  /** The time for which those who were let in are heard before nobody new is. Default: 300. */
  readonly grace?: number;
  /** The time that answers under way may take: longer than the database may take for a call. Default: 25,000. */
  readonly patience?: number;
}

/** Ends a server so that whoever was let in is answered. */
export interface Drain {
  /** A request has come. */
  follow(request: IncomingMessage, response: ServerResponse): void;
  /** Fulfilled when nobody is connected any more. */
  end(server: Server, options?: DrainOptions): Promise<void>;
}

export function createDrain(): Drain {
  const open = new Set<ServerResponse>();
  let isEnding = false;
  /** Told when an answer is out, once nobody new is let in. */
  let closeIdle = () => {};

  /** The other side is told with the answer that its connection ends. */
  function last(response: ServerResponse): void {
    if (!response.headersSent) response.shouldKeepAlive = false;
  }

  return {
    follow(_, response) {
      open.add(response);
      if (isEnding) last(response);
      response.once('close', () => {
        open.delete(response);
        // The answer may have begun before the end was known, and said that more may come.
        setImmediate(() => closeIdle());
      });
    },
    async end(ending, { grace = 300, patience = 25_000 } = {}) {
      for (const response of open) last(response);
      isEnding = true;
      // Requests in the sockets are read before any is closed: to a server under load those look idle that have asked.
      for (let turns = 0; turns < 3; turns += 1) {
        await sleep(grace / 3);
        await turn();
      }
      const closed = new Promise<void>((resolve) => Listener.prototype.close.call(ending, () => resolve()));
      await turn();
      closeIdle = () => ending.closeIdleConnections();
      closeIdle();
      const timer = setTimeout(() => ending.closeAllConnections(), patience);
      await closed;
      clearTimeout(timer);
    },
  };
}
