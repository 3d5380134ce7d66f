/**
 * The end of something that answers: whoever waits for an answer then fails. A race with one promise that lasts as long
 * as it does would keep every answer there ever was.
 */
export class Ending {
  #error: Error | undefined;
  readonly #waiting = new Set<(error: Error) => void>();

  /** It has come, once and for all. */
  come(error: Error): void {
    this.#error ??= error;
    for (const fail of this.#waiting) fail(this.#error);
    this.#waiting.clear();
  }

  /** The answer, or the end where that comes first. */
  or<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#error) reject(this.#error);
      else this.#waiting.add(reject);
      answer.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }
}
