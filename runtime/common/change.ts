/** One committed write, as everybody who follows is told of it. The store's `WriteEvent` is one. */
export interface Change {
  readonly revision: number;
  /** Id of the form. */
  readonly form: string;
  readonly record: string;
  readonly operation: string;
  readonly at: string;
  /** Organisations, by id, that it was withdrawn from: who watches for one of them has to hear of it. Default: none. */
  readonly lost?: readonly string[];
}
