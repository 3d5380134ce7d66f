import { type Beside, type BesidePlace, openBeside } from './sqlite-beside.ts';

/** What takes the log of a file into the file. */
export interface Settler {
  /** Fulfilled once that is done, as far as nobody reads what is in the log. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds a thread without work stays: starting one takes about fifty. */
const idle = 5_000;

/** In a thread of its own, which the disk may keep waiting. It starts when there is something to take. */
export function createSettler(place: BesidePlace): Settler {
  let thread: Promise<Beside> | undefined;
  let rest: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(rest);
    const ended = thread;
    thread = undefined;
    await ended?.then(
      (beside) => beside.close(),
      () => {},
    );
  }

  return {
    async settle() {
      clearTimeout(rest);
      try {
        thread ??= openBeside(place);
        await (await thread).run({ task: 'settle' });
        rest = setTimeout(() => void end(), idle).unref();
      } catch (error) {
        await end();
        throw error;
      }
    },
    close: end,
  };
}
