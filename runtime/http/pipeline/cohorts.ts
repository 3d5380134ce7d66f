import type { Pause } from '../../../rules/match/slices.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Listening } from './watchers.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A page of what comes after a place, made once for all who asked the same and are there. */
export interface Page {
  readonly bytes: Bytes;
  /** The place where they are then. */
  readonly through: number;
}

/** A question that somebody listens to. */
export interface Question {
  /** Name of the question: the same for whoever is answered alike. */
  readonly key: string;
  /** Null: there is nothing yet. Undefined: whoever asked may not hear it any more. */
  readonly read: (since: number) => Promise<Page | null | undefined>;
}

/** The listeners who ask the same, by how far they have come: they hear together, each everything once and in order. */
export interface Cohorts {
  /** Hears all that comes after `since`; answers how to leave. */
  join(question: Question, since: number, listener: Listening): () => void;
  /** There may be more for everybody. */
  wake(): void;
  /** Returns the number of questions that are asked. */
  questions(): number;
}

interface Cohort {
  readonly question: Question;
  since: number;
  readonly members: Set<Listening>;
  state: 'rests' | 'waits' | 'reads' | 'reads, and there is more';
}

/** Questions that are answered at the same time: the database is there for those who write, too. */
const lanes = 2;

export function createCohorts(failed: (error: unknown) => void): Cohorts {
  const cohorts = new Set<Cohort>();
  const homes = new Map<Listening, Cohort>();
  /** By place and question: whoever comes there joins them, as long as they were not told what comes next. */
  const places = new Map<string, Cohort>();
  const queue: Cohort[] = [];
  let running = 0;

  const placeOf = ({ question, since }: Pick<Cohort, 'question' | 'since'>) => `${since} ${question.key}`;

  function begin(cohort: Cohort): void {
    if (cohort.state === 'waits') return;
    if (cohort.state !== 'rests') {
      cohort.state = 'reads, and there is more';
      return;
    }
    cohort.state = 'waits';
    queue.push(cohort);
    if (running >= lanes) return;
    running += 1;
    void work();
  }

  async function work(): Promise<void> {
    const pause = timeSlices();
    for (let cohort = queue.shift(); cohort; cohort = queue.shift()) {
      await advance(cohort, pause).catch((error: unknown) => {
        failed(error);
        end(cohort);
      });
      await pause();
    }
    running -= 1;
  }

  async function advance(cohort: Cohort, pause: Pause): Promise<void> {
    cohort.state = 'reads';
    const page = cohort.members.size === 0 ? undefined : await cohort.question.read(cohort.since);
    if (page === undefined) return end(cohort);
    if (page !== null) {
      leavePlace(cohort);
      cohort.since = page.through;
      await emit(cohort, page.bytes, pause);
      arrive(cohort);
    }
    const isDone = page === null && cohort.state === 'reads';
    cohort.state = 'rests';
    if (!isDone && cohorts.has(cohort)) begin(cohort);
  }

  async function emit({ members }: Cohort, bytes: Bytes, pause: Pause): Promise<void> {
    const all = [...members];
    for (const member of all) {
      const read = members.has(member) ? member.hear(bytes) : undefined;
      // A listener who is alone is not told more than he reads; of many, none waits for another.
      if (all.length === 1) await read;
      await pause();
    }
  }

  /** Makes one cohort with those who came to the same place before. */
  function arrive(cohort: Cohort): void {
    const place = placeOf(cohort);
    const there = places.get(place);
    if (!cohorts.has(cohort)) return;
    if (!there) {
      places.set(place, cohort);
      return;
    }
    for (const member of cohort.members) settle(member, there);
    cohorts.delete(cohort);
  }

  function leavePlace(cohort: Cohort): void {
    if (places.get(placeOf(cohort)) === cohort) places.delete(placeOf(cohort));
  }

  function settle(member: Listening, cohort: Cohort): void {
    cohort.members.add(member);
    homes.set(member, cohort);
  }

  function end(cohort: Cohort): void {
    cohorts.delete(cohort);
    leavePlace(cohort);
    for (const member of [...cohort.members]) member.end();
  }

  return {
    join(question, since, listener) {
      const there = places.get(placeOf({ question, since }));
      const cohort: Cohort = there ?? { question, since, members: new Set(), state: 'rests' };
      settle(listener, cohort);
      if (!there) {
        cohorts.add(cohort);
        places.set(placeOf(cohort), cohort);
        begin(cohort);
      }
      return () => {
        const home = homes.get(listener);
        homes.delete(listener);
        home?.members.delete(listener);
        if (home?.members.size === 0) end(home);
      };
    },
    wake() {
      for (const cohort of cohorts) begin(cohort);
    },
    questions: () => new Set([...cohorts].map(({ question }) => question.key)).size,
  };
}
