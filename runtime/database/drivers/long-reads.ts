import type { LongReadCounts, LongReadLimits, Reading } from '../connection.ts';
import { DatabaseError } from '../database-error.ts';

/** One long read at a time; what is asked of it goes on until it has ended, whoever still waits for it. */
export interface Lane<Question, Answer> {
  /** Ends soon after `stop` is aborted, with whatever error. */
  read(question: Question, stop: AbortSignal, deadline: number): Promise<Answer>;
  /** Milliseconds of processor time that the read under way has taken; not known of a database elsewhere. */
  worked?(): number | undefined;
  close(): Promise<void>;
}

export interface LongReads<Question, Answer> {
  /** Without a name there is no deadline and no refusal: the platform itself asks. */
  read(question: Question, reading?: Reading, answered?: (began: number) => void): Promise<Answer>;
  counts(): LongReadCounts;
  close(): Promise<void>;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly until: number;
  readonly stop: AbortController;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  /** Since its turn has come. */
  lane?: Lane<Question, Answer>;
  /** Told when it has its answer, and when its turn had begun. */
  readonly answered: ((began: number) => void) | undefined;
}

/**
 * On a busy machine a read waits for the processor: as long as it has worked for less than its time it goes on, for so
 * many times as long.
 */
const busy = 3;

/**
 * A queue before some lanes. People take turns, however many questions one of them has, and as long as there are two
 * lanes nobody has all of them.
 */
export function createLongReads<Question, Answer>(
  open: () => Lane<Question, Answer>,
  limits: Required<Omit<LongReadLimits, 'patience'>>,
): LongReads<Question, Answer> {
  type Read = Waiting<Question, Answer>;
  const { lanes: most, deadline, waiting } = limits;
  const share = Math.max(1, most - 1);
  const idle: Lane<Question, Answer>[] = [];
  const lanes = new Set<Lane<Question, Answer>>();
  /** In the order in which their turns come. */
  const queues = new Map<string, Read[]>();
  const running = new Map<string, number>();
  const counts = { running: 0, queued: 0, answered: 0 };
  const stopped = { deadline: 0, left: 0, refused: 0 };
  let closed = false;

  function next(): void {
    while (counts.running < most) {
      const free = ([who]: readonly [string, unknown]) => (running.get(who) ?? 0) < share;
      // Reads of the platform itself go first, since everybody waits for them.
      const own = queues.get('');
      const turn = own && free(['', own]) ? (['', own] as const) : queues.entries().find(free);
      if (!turn) return;
      const [who, queue] = turn;
      const read = queue.shift();
      queues.delete(who);
      if (queue.length > 0) queues.set(who, queue);
      if (read) void runRead(who, read);
    }
  }

  async function runRead(who: string, read: Read): Promise<void> {
    counts.queued -= 1;
    counts.running += 1;
    running.set(who, (running.get(who) ?? 0) + 1);
    const lane = idle.pop() ?? open();
    lanes.add(lane);
    read.lane = lane;
    const began = performance.now();
    try {
      const answer = await lane.read(read.question, read.stop.signal, read.until - performance.now());
      read.answered?.(began);
      read.resolve(answer);
    } catch (error) {
      read.reject(closed ? gone() : error);
    } finally {
      idle.push(lane);
      counts.running -= 1;
      const left = (running.get(who) ?? 1) - 1;
      if (left > 0) running.set(who, left);
      else running.delete(who);
      next();
    }
  }

  function leaveQueue(who: string, read: Read): void {
    const queue = queues.get(who);
    const at = queue?.indexOf(read) ?? -1;
    if (!queue || at < 0) return;
    queue.splice(at, 1);
    counts.queued -= 1;
    if (queue.length === 0) queues.delete(who);
  }

  return {
    counts: () => ({ ...counts, stopped: { ...stopped } }),
    read(question, reading, answered) {
      if (closed) throw gone();
      const who = reading?.who ?? '';
      const queue = queues.get(who) ?? [];
      if (reading && queue.length >= waiting) {
        stopped.refused += 1;
        throw new DatabaseError('reads-too-many', `${who} has ${waiting} long reads waiting`, undefined, {
          most: waiting,
          seconds: 5,
        });
      }
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const given = reading?.deadline ?? deadline;
      const until = reading ? performance.now() + given : Number.POSITIVE_INFINITY;
      const read: Read = { question, until, stop: new AbortController(), resolve, reject, answered };
      queue.push(read);
      queues.set(who, queue);
      counts.queued += 1;
      const settled = reading && watch(who, read, reading, given);
      next();
      return promise.then(
        (answer) => {
          settled?.();
          counts.answered += 1;
          return answer;
        },
        (error: unknown) => {
          settled?.();
          throw error;
        },
      );
    },
    async close() {
      closed = true;
      for (const queue of queues.values()) for (const read of queue) read.reject(gone());
      queues.clear();
      counts.queued = 0;
      await Promise.all([...lanes].map((lane) => lane.close()));
    },
  };

  /** Answers the caller at once when it is over; the lane follows as soon as it can. */
  function watch(who: string, read: Read, reading: Reading, given: number): () => void {
    const give = (why: 'deadline' | 'left', error: DatabaseError) => () => {
      stopped[why] += 1;
      leaveQueue(who, read);
      read.reject(error);
      read.stop.abort();
    };
    const tooLong = new DatabaseError('read-too-long', `stopped after ${given} ms`, undefined, {
      seconds: Math.ceil(given / 1000),
    });
    const over = give('deadline', tooLong);
    const last = performance.now() + given * busy;
    const judge = () => {
      const rest = Math.min(given - (read.lane?.worked?.() ?? given), last - performance.now());
      if (rest < 1) over();
      else timer = setTimeout(judge, rest);
    };
    let timer = setTimeout(judge, given);
    const signal = reading.left?.();
    const leave = give('left', new DatabaseError('caller-left', 'nobody waits for the answer any more'));
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
    return () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    };
  }
}

function gone(): DatabaseError {
  return new DatabaseError('unavailable', 'the database is closed');
}
