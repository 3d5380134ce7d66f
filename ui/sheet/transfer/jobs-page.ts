import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import { isOver, jobs } from '../../session/jobs.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { askCancelJob } from './cancel-job.ts';
import { askUndoImport } from './undo-import.ts';
import './gj-job.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-page-head.ts';

/** What one asks for. */
const asked = { all: {}, running: { status: 'waiting,running' }, failed: { failed: true } } as const;
type JobFilter = keyof typeof asked;

const isShown: Readonly<Record<JobFilter, (job: Job) => boolean>> = {
  all: () => true,
  running: (job) => !isOver(job),
  failed: (job) => job.status === 'failed' || (job.failed ?? 0) > 0,
};

/** Long work: how far it is, and what came of it. Running ones move while one looks. */
export class JobsPage extends withProperties(GjElement, { only: state<JobFilter>(() => readAsked()) }) {
  static override styles = [shared, page];

  readonly #list = GrowingList.of(this, 'GET /api/jobs');
  #wanted = router.place.query.get('job');
  readonly #single = new Loading<Job | undefined, string>(this, {
    key: () => this.#wanted ?? undefined,
    load: (id, signal) =>
      session.api.call('GET /api/jobs/:id', { path: { id }, signal }).catch(() => undefined),
  });
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    jobs.addEventListener('change', this.#changed);
    this.#load();
  }

  override disconnectedCallback(): void {
    jobs.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  #load(): void {
    void jobs.refresh().catch(() => {});
    void this.#list.load({ limit: 50, ...asked[this.only] });
  }

  /** The jobs of the list, in place of each one that is followed its newer state. */
  get #jobs(): readonly Job[] {
    const live = new Map(jobs.list.map((job) => [job.id, job]));
    const known = new Set(this.#list.items.map(({ id }) => id));
    const all = [
      ...jobs.list.filter(({ id }) => !known.has(id)),
      ...this.#list.items.map((job) => live.get(job.id) ?? job),
    ];
    return [...this.#named(all), ...all.filter((job) => job.id !== this.#wanted && isShown[this.only](job))];
  }

  /** The job that the address names, before all others, be it as old as it may. */
  #named(all: readonly Job[]): readonly Job[] {
    const found = all.find(({ id }) => id === this.#wanted) ?? this.#single.value;
    return found ? [found] : [];
  }

  #ask(only: JobFilter): void {
    this.only = only;
    this.#wanted = null;
    router.rewrite(new URLSearchParams(only === 'all' ? {} : { only }));
    this.#load();
  }

  async #cancel(job: Job): Promise<void> {
    if (await askCancelJob(this, job)) this.#load();
  }

  async #undo(job: Job): Promise<void> {
    if (await askUndoImport(this, job)) this.#load();
  }

  override render() {
    const shown = this.#jobs;
    const list = this.#list;
    return html`
      <gj-page-head heading=${msg('后台任务', { id: 'jobs' })}>
        ${this.#choice('all', msg('全部', { id: 'all' }))}
        ${this.#choice('running', msg('运行中', { id: 'job-running' }))}
        ${this.#choice('failed', msg('失败', { id: 'job-failed' }))}
        <button @click=${this.#load}>${icon('refresh')}${msg('刷新', { id: 'refresh' })}</button>
      </gj-page-head>
      <section class="card parted unpadded" aria-busy=${list.busy} aria-label=${msg('后台任务', { id: 'jobs' })}
        @cancel-job=${(event: CustomEvent<Job>) => this.#cancel(event.detail)}
        @undo-job=${(event: CustomEvent<Job>) => this.#undo(event.detail)}>
        ${repeat(
          shown,
          ({ id }) => id,
          (job) =>
            html`<gj-job class=${job.id === this.#wanted ? 'chosen' : ''} .job=${job} undoes></gj-job>`,
        )}
        ${list.failure ? html`<gj-state .failure=${list.failure} @retry=${this.#load}></gj-state>` : nothing}
        ${
          shown.length === 0 && !list.busy && !list.failure
            ? html`<gj-state symbol="clock" text=${this.#none()}></gj-state>`
            : nothing
        }
        ${
          list.next === null
            ? nothing
            : html`<footer class="pad-2 to-middle"><button class="plain" ?disabled=${list.busy}
                @click=${() => list.more()}>${msg('更多', { id: 'more' })}</button></footer>`
        }
      </section>
    `;
  }

  #none(): string {
    if (this.only === 'running') return msg('没有运行中的任务。', { id: 'no-jobs-running' });
    if (this.only === 'failed') return msg('没有失败的任务。', { id: 'no-jobs-failed' });
    return msg('还没有任务。导入、导出等耗时的工作会显示在这里。', { id: 'no-jobs-yet' });
  }

  #choice(only: JobFilter, text: string) {
    return html`<button aria-pressed=${this.only === only} @click=${() => this.#ask(only)}>${text}</button>`;
  }
}

function readAsked(): JobFilter {
  const only = router.place.query.get('only');
  return only === 'running' || only === 'failed' ? only : 'all';
}
customElements.define('gj-jobs-page', JobsPage);
