import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { type Bringing, bringFile } from '../../fields/common/bring-file.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { isOver, jobs } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { imagingApi, stationForms } from './station-data.ts';

/** A file on its way to the station: brought first, then read page by page. */
export interface Arriving {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  /** Null: not all of it is there. */
  readonly job: Job | null;
  /** Id of its stack, once there is one: it can be read again. */
  readonly stack: string | null;
  readonly problem: string | null;
}

/** Brings the files that were dropped, one after the other, in the order in which they were. */
export class BringStacks implements ReactiveController {
  arriving: readonly Arriving[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #grown: () => void;
  readonly #running = new Map<number, Bringing>();
  #keys = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** `grown` is called when pages came. */
  constructor(host: ReactiveControllerHost, grown: () => void) {
    this.#host = host;
    this.#grown = grown;
    host.addController(this);
  }

  hostConnected(): void {
    jobs.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    jobs.removeEventListener('change', this.#changed);
  }

  take(files: Iterable<File>): void {
    for (const file of files) {
      this.#keys += 1;
      const key = this.#keys;
      this.#show([...this.arriving, { key, file, sent: 0, job: null, stack: null, problem: null }]);
      this.#last = this.#last.then(() => this.#bring(key));
    }
  }

  again(key: number): void {
    this.#note(key, { problem: null, sent: 0, job: null });
    this.#last = this.#last.then(() => this.#bring(key));
  }

  forget(key: number): void {
    this.#running.get(key)?.cancel();
    this.#show(this.arriving.filter((one) => one.key !== key));
  }

  async #bring(key: number): Promise<void> {
    const one = this.arriving.find((arriving) => arriving.key === key);
    if (!one) return;
    try {
      const stack = one.stack ?? (await this.#stack(key, one.file));
      this.#note(key, { stack });
      const job = await imagingApi.call('POST /api/imaging/stacks/:id/read', { path: { id: stack } });
      this.#note(key, { job });
      jobs.watch(job.id);
      jobs.follow(job);
    } catch (failure) {
      this.#note(key, { problem: failureText(failure) });
    } finally {
      this.#running.delete(key);
    }
  }

  async #stack(key: number, file: File): Promise<string> {
    const place = { form: stationForms.stack, field: 'file' };
    const bringing = bringFile(file, place, (sent) => this.#note(key, { sent }));
    this.#running.set(key, bringing);
    const id = await bringing.done;
    const path = { form: stationForms.stack };
    const made = await session.api.call('POST /api/forms/:form/records', { path, body: { file: { id } } });
    return made.id;
  }

  readonly #changed = () => {
    for (const { key, job } of this.arriving) {
      const now = jobs.list.find(({ id }) => id === job?.id);
      if (!job || !now || isOver(job)) continue;
      const isGrown = now.done !== job.done || now.status !== job.status;
      if (now.status === 'done') this.#show(this.arriving.filter((one) => one.key !== key));
      else this.#note(key, { job: now, problem: isOver(now) ? (now.message ?? '') : null });
      if (isGrown) this.#grown();
    }
  };

  #note(key: number, more: Partial<Arriving>): void {
    this.#show(this.arriving.map((one) => (one.key === key ? { ...one, ...more } : one)));
  }

  #show(arriving: readonly Arriving[]): void {
    this.arriving = arriving;
    this.#host.requestUpdate();
  }
}
