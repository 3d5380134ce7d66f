import { Refusal } from './refusal.ts';

/** So often in a row one write is overtaken by a publish before it is given up. */
const tries = 5;

/** Whether a publish overtook what was about to be written, of which nothing was: its next turn does it. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'model-moved';
}

/**
 * Makes a write, and makes it again whenever a publish overtook it, of which nothing was written. `follow` takes note of
 * what was published.
 */
export async function againWhenOvertaken<T>(
  write: () => T | Promise<T>,
  follow: () => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!isOvertaken(error) || attempt === tries) throw error;
      await follow();
    }
  }
}
