/** A call that was made: by whom, of which node, from when to when, in milliseconds of one clock. */
interface Made {
  readonly client: string;
  readonly node: string;
  readonly start: number;
  readonly end: number;
}

/** `unknown`: nobody was told what became of it; it was done, or was not. */
export type Outcome = 'done' | 'refused' | 'unknown';

/** A value was written under a key; no value is written twice. */
export interface Write extends Made {
  readonly key: string;
  readonly value: string;
  /** The revision of the key that it was to follow; null: it was to be the first. */
  readonly after: number | null;
  readonly outcome: Outcome;
  /** The revision that its writer was told; 0: none. */
  readonly revision: number;
}

/** What a key was answered to hold. */
export interface Read extends Made {
  readonly key: string;
  /** The least revision that the node was asked to know. */
  readonly least: number;
  readonly value: string;
  readonly revision: number;
}

/** What a key held, from a revision on. */
export interface Version {
  readonly key: string;
  readonly revision: number;
  /** Null: it is gone. */
  readonly value: string | null;
}

/** What one watcher was told, in the order in which it came, whichever nodes told it. */
export interface Feed {
  readonly watcher: string;
  /** The revision after which it listened. */
  readonly since: number;
  /** The revision that it was given time to hear of. */
  readonly until: number;
  readonly heard: readonly { readonly key: string; readonly revision: number }[];
}

/** Things in one answer that are published together, each with the publication that it speaks of. */
export interface Answer {
  readonly node: string;
  readonly from: string;
  readonly parts: readonly string[];
}

/** Something that was to happen outside. */
export interface Effect {
  readonly what: string;
  readonly of: string;
  /** The ids under which it happened, as often as it did. */
  readonly ids: readonly string[];
  /** `once`: exactly one time; `one-id`: at least one time, always under the same id. */
  readonly promise: 'once' | 'one-id';
}

export interface History {
  readonly writes: readonly Write[];
  readonly reads: readonly Read[];
  readonly feeds: readonly Feed[];
  readonly answers: readonly Answer[];
  readonly effects: readonly Effect[];
  /** Every version that was kept, in order of revision, as it was found at the end. */
  readonly versions: readonly Version[];
}

/** A promise that was broken. */
export interface Fault {
  readonly promise: 'lost' | 'doubled' | 'invented' | 'stale' | 'out-of-order' | 'gap' | 'mixed';
  readonly said: string;
}
