import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';

/** Long work that somebody started: what it is called, and how it is done. */
export interface Work {
  readonly kind: 'import' | 'export' | 'scheduled' | 'other';
  /** Whoever reads it later need not read the language of whoever started it. */
  readonly name: Label;
  /** Name of the form it is about. */
  readonly form?: string;
  /** The input of the work; kept with the job beside its results. */
  readonly details: JsonObject;
  /** A server goes on with it by itself, in a job of its own: a server that ends has not failed at it. Default: no. */
  readonly goesOn?: true;
  run(job: Running): Promise<Outcome>;
}

/** A job from inside. */
export interface Running {
  readonly id: string;
  /** Tells how far it is, now and then written down; throws when the job was cancelled. */
  report(progress: Progress): Promise<void>;
  /** Adds to the file that it makes piece by piece; `Outcome.file` says what it is called. Default: nobody wants it. */
  append?(bytes: Uint8Array): Promise<void>;
}

export interface Progress {
  readonly total: number;
  readonly done: number;
  /** How much of the work is over, from 0 to 1. Default: as much as is done of the total. */
  readonly share?: number;
  readonly counts?: JobCounts;
  /** The present part of the work; whoever looks need not read the language of whoever started it. */
  readonly message?: Label;
}

/** Fields of the form `job`. */
export interface JobCounts {
  readonly created?: number;
  readonly updated?: number;
  readonly unchanged?: number;
  readonly failed?: number;
}

export interface Outcome {
  readonly counts?: JobCounts;
  readonly message?: Label;
  /** Added to those of the work. */
  readonly details?: JsonObject;
  /** To be downloaded until it expires. */
  readonly file?: {
    readonly name: string;
    readonly type: string;
    /** Default: what was added piece by piece. */
    readonly bytes?: Uint8Array;
  };
}

/** Somebody does not want it any more. */
export class Cancelled extends Error {
  constructor() {
    super('the job was cancelled');
    this.name = 'Cancelled';
  }
}

/** The end of long work: without an outcome it was broken off, after so much. */
interface Ended {
  readonly counts: JobCounts;
  readonly outcome: Outcome | undefined;
}

/** Long work that is noted once when it is over, before its result can be had. */
export function noted(work: Work, note: (ended: Ended) => Promise<void>): Work {
  return {
    ...work,
    async run(job) {
      let counts: JobCounts = {};
      let outcome: Outcome | undefined;
      const watched: Running = {
        id: job.id,
        ...(job.append ? { append: (bytes: Uint8Array) => job.append?.(bytes) ?? Promise.resolve() } : {}),
        report(progress) {
          counts = progress.counts ?? counts;
          return job.report(progress);
        },
      };
      try {
        outcome = await work.run(watched);
        return outcome;
      } finally {
        await note({ counts: outcome?.counts ?? counts, outcome });
      }
    },
  };
}
