import type { Json } from '../../../metadata/common/json.ts';
import type { Answer } from './endpoint.ts';

export interface ServerEvent {
  readonly event: string;
  readonly id?: number | string;
  readonly data: Json | object;
}

export interface EventSource {
  /** The next events, or null at the end. Called again at once after some, after `wake` or a pause after none. */
  next(): Promise<readonly ServerEvent[] | null>;
  /** Registers who wants to be woken when there may be more; answers how to stop. */
  wake(listener: () => void): () => void;
}

/** Milliseconds; proxies close what is silent for longer. */
export const longestSilence = 20_000;

/** Milliseconds after which a reader whose stream ended comes again. */
export const comesAgain = 'retry: 2000\n\n';

export const eventStreamHeaders: NonNullable<Answer['headers']> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no',
};

/** Server-sent events until the source ends, the reader goes, or the node shuts down; `ended` hears of it. */
export function eventStream(
  source: EventSource,
  stopping: AbortSignal,
  ended: () => void = () => {},
): Answer {
  const encoder = new TextEncoder();
  let close = () => {};
  let taken = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let over = false;
      let rouse = () => {};
      let roused = false;
      const stop = source.wake(() => {
        roused = true;
        rouse();
      });
      close = () => {
        over = true;
        stop();
        ended();
        stopping.removeEventListener('abort', close);
        rouse();
        taken();
      };
      stopping.addEventListener('abort', close);
      const sleep = () =>
        new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), longestSilence);
          rouse = () => {
            clearTimeout(timer);
            resolve(true);
          };
          if (roused || over) rouse();
        });
      const run = async () => {
        controller.enqueue(encoder.encode(comesAgain));
        while (!over && !stopping.aborted) {
          roused = false;
          const events = await source.next();
          if (events === null) break;
          for (const event of events) if (!over) controller.enqueue(encoder.encode(renderEvent(event)));
          // Nothing is made for whoever does not read; the connection's silence ends it.
          while (!over && (controller.desiredSize ?? 1) <= 0)
            await new Promise<void>((resolve) => {
              taken = resolve;
            });
          if (events.length === 0 && !(await sleep()) && !over) controller.enqueue(encoder.encode(': \n\n'));
        }
      };
      run()
        .catch((error: unknown) => {
          if (!over) controller.error(error);
          over = true;
        })
        .finally(() => {
          const wasOver = over;
          close();
          if (!wasOver || stopping.aborted) closeQuietly(controller);
        });
    },
    pull: () => taken(),
    cancel: () => close(),
  });
  return {
    raw: stream,
    headers: eventStreamHeaders,
  };
}

/**
 * As the HTML standard writes it.
 *
 * @example
 * renderEvent({ event: 'change', id: '7', data: { a: 1 } }) //=> 'id: 7\nevent: change\ndata: {"a":1}\n\n'
 */
export function renderEvent({ event, id, data }: ServerEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // The reader has closed it first.
  }
}
