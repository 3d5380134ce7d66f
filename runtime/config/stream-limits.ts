export interface StreamLimits {
  /** Event streams one person may have open at once. Default: 20. */
  readonly each?: number;
  /** Event streams everybody together may have open at once, on one node. Default: 1,000. */
  readonly all?: number;
}

export const usualStreams = { each: 20, all: 1_000 };
