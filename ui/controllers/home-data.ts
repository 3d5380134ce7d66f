import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Job, jobs } from '../app/jobs.ts';
import { session } from '../app/session.ts';

export interface FirstStep {
  readonly key: 'organisations' | 'users';
  readonly done: boolean;
}

/** A week. */
const recently = 7 * 24 * 3600 * 1000;
const putAwayKey = 'guiju.first-steps-done';

/** What the home page tells: what went wrong lately, and how far a new system has been set up. */
export class HomeData implements ReactiveController {
  steps: readonly FirstStep[] = [];
  demo: 'none' | 'available' | 'loading' | 'loaded' = 'none';
  readonly #host: ReactiveControllerHost;
  readonly #changed = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    jobs.addEventListener('change', this.#changed);
    void this.#learn();
  }

  hostDisconnected(): void {
    jobs.removeEventListener('change', this.#changed);
  }

  get failedJobs(): readonly Job[] {
    const since = new Date(Date.now() - recently).toISOString();
    return jobs.list.filter((job) => job.status === 'failed' && job.createdAt > since);
  }

  /** Whoever knows the system needs no steps any more. */
  putAway(): void {
    localStorage.setItem(putAwayKey, 'yes');
    this.steps = [];
    this.#changed();
  }

  async #learn(): Promise<void> {
    const { who } = session;
    if (!who?.administers || localStorage.getItem(putAwayKey)) return;
    const user = session.formById('user')?.name ?? 'user';
    const query = { limit: 2, view: 'manage', fields: 'number' };
    try {
      const [{ items }, { demo }] = await Promise.all([
        session.api.get<{ items: unknown[] }>(`/api/forms/${user}/records`, { query }),
        session.api.get<{ demo: 'none' | 'available' | 'loaded' }>('/api/packages'),
      ]);
      const steps: readonly FirstStep[] = [
        { key: 'organisations', done: who.organisations.length > 1 },
        { key: 'users', done: items.length > 1 },
      ];
      this.steps = steps.every(({ done }) => done) ? [] : steps;
      this.demo = demo;
      this.#changed();
    } catch {
      // The steps are a help; without an answer there are none.
    }
  }

  /** Throws what the server refuses. */
  async loadDemo(): Promise<void> {
    this.demo = 'loading';
    this.#changed();
    try {
      await session.api.post('/api/demo');
      this.demo = 'loaded';
      await session.refresh();
    } catch (failure) {
      this.demo = 'available';
      throw failure;
    } finally {
      this.#changed();
    }
    await this.#learn();
  }
}
