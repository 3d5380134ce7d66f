import type { Answer } from './endpoint.ts';
import { eventStreamHeaders } from './event-stream.ts';

/** An event stream that others write to: whoever makes an event for many makes its bytes once. */
export interface Push {
  /** Sends bytes. A promise, where the reader is behind: fulfilled when he has read, or is gone. */
  send(bytes: Uint8Array<ArrayBuffer>): void | Promise<void>;
  /** Bytes he has not read. */
  unread(): number;
  end(): void;
}

/** Bytes that wait for a reader before whoever waits for him is held back. */
const ahead = 64 * 1024;

/** A stream of events as long as nobody ends it. `gone` is called once, whoever did. */
export function pushStream(begin: (push: Push) => void, stopping: AbortSignal, gone: () => void): Answer {
  let over = false;
  let waiting: (() => void)[] = [];
  const read = () => {
    const all = waiting;
    waiting = [];
    for (const each of all) each();
  };
  let end = () => {};
  let leave = () => {};
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stop = (close: () => void) => {
          if (over) return;
          over = true;
          stopping.removeEventListener('abort', end);
          close();
          read();
          gone();
        };
        end = () => stop(() => controller.close());
        leave = () => stop(() => {});
        stopping.addEventListener('abort', end);
        begin({
          send(bytes) {
            if (over) return undefined;
            controller.enqueue(bytes);
            if ((controller.desiredSize ?? 0) > 0) return undefined;
            return new Promise((resolve) => waiting.push(resolve));
          },
          unread: () => ahead - (controller.desiredSize ?? ahead),
          end,
        });
        // Whoever comes while the server stops is told to come again, and nobody would end his stream later.
        if (stopping.aborted) end();
      },
      pull: read,
      cancel: () => leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: ahead }),
  );
  return { raw: stream, headers: eventStreamHeaders };
}
