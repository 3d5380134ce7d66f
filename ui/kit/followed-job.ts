import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import { isOver, jobs } from '../session/jobs.ts';
import { session } from '../session/session.ts';
import { Doing } from './doing.ts';

/** A job that an element starts and shows until it is over; it goes on whoever looks or not. */
export class FollowedJob implements ReactiveController {
  job: Job | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #starting: Doing;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#starting = new Doing(host);
    host.addController(this);
  }

  hostConnected(): void {
    jobs.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    jobs.removeEventListener('change', this.#changed);
    if (this.job) jobs.leave(this.job.id);
  }

  /** The reason why the job could not be started. */
  get failure(): unknown {
    return this.#starting.failure;
  }

  get busy(): boolean {
    return this.#starting.busy || (this.job !== null && !isOver(this.job));
  }

  readonly #changed = () => {
    const now = jobs.list.find(({ id }) => id === this.job?.id);
    if (now) this.job = now;
    this.#host.requestUpdate();
  };

  forget(): void {
    if (this.job) jobs.leave(this.job.id);
    this.job = null;
    this.#starting.forget();
  }

  async start(ask: () => Promise<Job>): Promise<void> {
    this.forget();
    await this.#starting.run(async () => {
      this.job = await ask();
      jobs.watch(this.job.id);
      jobs.follow(this.job);
    });
  }

  async cancel(): Promise<void> {
    if (this.job && !isOver(this.job))
      await session.api.call('POST /api/jobs/:id/cancel', { path: { id: this.job.id } });
  }
}
