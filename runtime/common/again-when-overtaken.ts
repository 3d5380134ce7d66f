import { Refusal } from './refusal.ts';

/** So often in a row one write is overtaken by a publish before it is given up. */
const tries = 5;

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
      if (!(error instanceof Refusal) || error.code !== 'model-moved' || attempt === tries) throw error;
      await follow();
    }
  }
}
