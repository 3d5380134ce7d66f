/** Something outside npm that the tests need. */
export interface Service {
  readonly name: string;
  /**
   * Makes sure it is there, installing or starting it where that is possible without touching what others
   * use. Answers what must be undone when the tests are over, or throws one sentence saying what is missing
   * and how to name another.
   */
  provide(): Promise<Release>;
}

export type Release = () => Promise<void>;
