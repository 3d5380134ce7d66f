/** A thread or process beside the server that is opened again and again, and rests between two uses. */
interface Helper {
  /** Ends by itself when nobody resumes it. */
  rest(milliseconds: number): void;
  /** False when it ended meanwhile. */
  resume(): boolean;
  end(): Promise<void>;
}

/** Milliseconds a helper whose work went well waits for more: starting one costs more than most work. */
const usual = 15_000;

/**
 * Makes the function that hands a helper to work that needs it, one at a time; others wait for their turn. What work
 * failed with is ended: whatever it left half done there, no other work comes to it.
 */
export function inTurns<T extends Helper>(
  begin: () => T,
  idle = usual,
): <Made>(work: (helper: T) => Promise<Made>) => Promise<Made> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: T | undefined;

  async function run<Made>(work: (helper: T) => Promise<Made>): Promise<Made> {
    const helper = waiting?.resume() ? waiting : begin();
    waiting = undefined;
    try {
      const made = await work(helper);
      waiting = helper;
      return made;
    } finally {
      if (waiting) waiting.rest(idle);
      else await helper.end();
    }
  }

  return (work) => {
    const turn = last.then(() => run(work));
    last = turn.catch(() => {});
    return turn;
  };
}
