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
    const user = session.formById('user');
    if (!user) return;
    const query = { limit: 2, view: 'manage', fields: 'number' };
    try {
      const { items } = await session.api.get<{ items: unknown[] }>(`/api/forms/${user.name}/records`, {
        query,
      });
      const steps: readonly FirstStep[] = [
        { key: 'organisations', done: who.organisations.length > 1 },
        { key: 'users', done: items.length > 1 },
      ];
      this.steps = steps.every(({ done }) => done) ? [] : steps;
      this.#changed();
    } catch {
      // The steps are a help; without an answer there are none.
    }
  }
}
