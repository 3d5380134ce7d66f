import type { Job } from '../../metadata/contract/jobs/calls.ts';
import { session } from './session.ts';

export function isOver({ status }: Pick<Job, 'status'>): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled';
}

/** Answers whether the job has a file to download. */
export function hasFile({ status, details }: Job): boolean {
  return (status === 'done' || status === 'failed') && typeof details?.['file'] === 'object';
}

export function jobFile(job: Job): string {
  return session.api.url(`/api/jobs/${job.id}/file`);
}

const seenKey = 'guiju.jobs-seen';
/** Browsers open six connections to a server, for all tabs together. */
const streams = 2;

/** One's newest jobs, kept current while they run. Tells `change`, and `over` with a job that ended in sight. */
class Jobs extends EventTarget {
  list: readonly Job[] = [];
  /** The moment at which this person's browser last showed the list. */
  seen = localStorage.getItem(seenKey) ?? '';
  readonly #followed = new Map<string, EventSource>();
  /** Ids of jobs that a dialog shows: they are told there, and nowhere else. */
  readonly #watched = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  get running(): readonly Job[] {
    return this.list.filter((job) => !isOver(job));
  }

  /** A dialog shows it: until that is left before its end, the dialog alone tells of it. */
  watch(id: string): void {
    this.#watched.add(id);
    this.#changed();
  }

  /** The dialog is gone: what it has shown to the end is seen. */
  leave(id: string): void {
    const job = this.list.find((one) => one.id === id);
    if (job && isOver(job)) return;
    this.#watched.delete(id);
    this.#changed();
  }

  isWatched(id: string): boolean {
    return this.#watched.has(id);
  }

  /** The jobs that ended since one looked. */
  get news(): readonly Job[] {
    return this.list.filter(
      (job) => isOver(job) && (job.finishedAt ?? job.createdAt) > this.seen && !this.#watched.has(job.id),
    );
  }

  async refresh(): Promise<void> {
    const { items } = await session.api.call('GET /api/jobs', { query: { limit: 20 } });
    this.list = items;
    for (const job of this.running) this.#listen(job.id);
    this.#changed();
  }

  /** A job somebody just started here: its progress is told from now on. */
  follow(job: Job): void {
    this.#take(job);
    this.#listen(job.id);
  }

  /** Follows a job that somebody waits for, and answers it when it is over: told there, and nowhere else. */
  over(job: Job): Promise<Job> {
    this.watch(job.id);
    this.follow(job);
    return new Promise((resolve) => {
      const look = () => {
        const now = this.list.find(({ id }) => id === job.id);
        if (!now || !isOver(now)) return;
        this.removeEventListener('change', look);
        resolve(now);
      };
      this.addEventListener('change', look);
      look();
    });
  }

  markSeen(): void {
    this.seen = new Date().toISOString();
    localStorage.setItem(seenKey, this.seen);
    this.#changed();
  }

  /** Forgets all jobs once somebody signed out. */
  forget(): void {
    for (const source of this.#followed.values()) source.close();
    this.#followed.clear();
    clearTimeout(this.#timer);
    this.list = [];
  }

  #listen(id: string): void {
    if (this.#followed.has(id)) return;
    if (this.#followed.size >= streams) {
      this.#later();
      return;
    }
    const source = new EventSource(session.api.url(`/api/jobs/${id}/events`, { language: session.language }));
    this.#followed.set(id, source);
    const stop = () => {
      source.close();
      this.#followed.delete(id);
    };
    const take = (event: MessageEvent<string>) => this.#take(JSON.parse(event.data) as Job);
    source.addEventListener('progress', take);
    source.addEventListener('end', (event: MessageEvent<string>) => {
      stop();
      take(event);
      this.dispatchEvent(new CustomEvent('over', { detail: JSON.parse(event.data) }));
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      stop();
      this.#later();
    });
  }

  /** Jobs nobody streams are asked for. */
  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh().catch(() => {}), 5_000);
  }

  #take(job: Job): void {
    const known = this.list.some(({ id }) => id === job.id);
    this.list = known
      ? this.list.map((other) => (other.id === job.id && other.revision <= job.revision ? job : other))
      : [job, ...this.list];
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page. */
export const jobs = new Jobs();
