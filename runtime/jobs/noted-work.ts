import type { JobCounts, Outcome, Running, Work } from './job.ts';

/** What is known of long work when it is over: without an outcome it was broken off, after so much. */
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
