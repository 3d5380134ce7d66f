import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { countStyles } from '../kit/styles/count-styles.ts';
import { basket } from '../params/basket/basket.ts';
import { jobs } from '../session/jobs.ts';
import { session } from '../session/session.ts';
import { isTrial, jobName, jobStatus } from '../sheet/transfer/job-counts.ts';
import { shared } from '../theme/shared.ts';
import '../sheet/transfer/gj-job.ts';

const pause = 60_000;
/**
 * Milliseconds without a touch after which the bell stops asking: its calls must not keep somebody signed in who has
 * gone home.
 */
const asleep = 5 * 60_000;

/** The bell with the number of jobs that run or have ended, and the list of them below it. */
export class Bell extends withProperties(GjElement, { open: state(false) }) {
  static override styles = [
    shared,
    countStyles,
    css`
      .count.failed {
        background: var(--gj-alarm);
      }
      [popover] {
        inset: calc(var(--gj-bar) + var(--gj-half)) var(--gj-3) auto auto;
        width: min(var(--gj-size-380), calc(100vw - var(--gj-size-24)));
        max-height: min(var(--gj-size-480), calc(100vh - var(--gj-size-64)));
        padding: 0;
      }
    `,
  ];

  #timer: ReturnType<typeof setInterval> | undefined;
  #touched = Date.now();
  readonly #touch = () => {
    this.#touched = Date.now();
  };
  readonly #changed = () => this.requestUpdate();
  readonly #over = (event: Event) => this.#notifyOver((event as CustomEvent<Job>).detail);

  override connectedCallback(): void {
    super.connectedCallback();
    jobs.addEventListener('change', this.#changed);
    jobs.addEventListener('over', this.#over);
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, this.#touch, true);
    basket.addEventListener('change', this.#changed);
    const ask = () => {
      void jobs.refresh().catch(() => {});
      void basket.refresh();
    };
    ask();
    this.#timer = setInterval(() => {
      if (!document.hidden && Date.now() - this.#touched < asleep) ask();
    }, pause);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    for (const event of ['pointerdown', 'keydown']) removeEventListener(event, this.#touch, true);
    jobs.removeEventListener('change', this.#changed);
    basket.removeEventListener('change', this.#changed);
    jobs.removeEventListener('over', this.#over);
    jobs.forget();
    super.disconnectedCallback();
  }

  readonly #hide = () => this.renderRoot.querySelector<HTMLElement>('[popover]')?.hidePopover();

  #notifyOver(job: Job): void {
    if (job.status === 'cancelled' || job.user?.id !== session.who?.user.id) return;
    if (jobs.isWatched(job.id)) return;
    const { look } = jobStatus(job);
    notify({ text: over(job), ...(look === 'error' || look === 'warn' ? { kind: 'error' as const } : {}) });
  }

  async #cancel(job: Job): Promise<void> {
    await session.api
      .call('POST /api/jobs/:id/cancel', { path: { id: job.id } })
      .catch((failure: unknown) => {
        notify({ text: failure instanceof Error ? failure.message : '', kind: 'error' });
      });
    await jobs.refresh();
  }

  override render() {
    const { news } = jobs;
    const running = jobs.running.filter(({ id }) => !jobs.isWatched(id));
    const failed = news.some((job) => jobStatus(job).look === 'error');
    const { waiting } = basket;
    const count = running.length + news.length + waiting.length;
    const label =
      count === 0
        ? msg('任务与通知', { id: 'notifications' })
        : msg(
            str`任务与通知：${running.length} 个运行中，${news.length} 个已结束，${waiting.length} 个变更等您处理`,
            { id: 'notifications-count' },
          );
    return html`
      <button class="square relative" popovertarget="list" aria-label=${label} title=${label} aria-expanded=${this.open}>
        ${icon('bell')}
        ${count > 0 ? html`<span class="count to-middle ${failed ? 'failed' : ''}" aria-hidden="true">${count}</span>` : nothing}
      </button>
      <div id="list" popover role="dialog" aria-label=${msg('任务与通知', { id: 'notifications' })}
        @toggle=${(event: ToggleEvent) => {
          this.open = event.newState === 'open';
          if (!this.open) jobs.markSeen();
        }} @cancel-job=${(event: CustomEvent<Job>) => this.#cancel(event.detail)}>
        ${
          waiting.length > 0
            ? html`<header
                class="flex centred apart pad-2-3 ruled"><h2>${msg('等您审批或处理的变更', { id: 'changes-wait' })}</h2><a
                href="/changes?view=mine" @click=${this.#hide}>${msg('查看全部', { id: 'see-all' })}</a></header>
              <ul class="stack-2 pad-2-3">${waiting.slice(0, 5).map(
                (set) => html`<li class="flex apart gap-2 breaks"><a href="/changes/${set.id}"
                    @click=${this.#hide}>${set.name || set.reason || set.number}</a>
                  <span class="small muted">${set.createdBy?.name} · ${set.count}</span></li>`,
              )}</ul>`
            : nothing
        }
        <header class="flex centred apart pad-2-3 ruled"><h2>${msg('任务', { id: 'tasks' })}</h2>
          <a href="/jobs" @click=${this.#hide}>${msg('查看全部', { id: 'see-all' })}</a></header>
        ${
          this.open && jobs.list.length > 0
            ? html`<div class="parted">${jobs.list.slice(0, 8).map((job) => html`<gj-job .job=${job}></gj-job>`)}</div>`
            : html`<p class="pad-3 muted to-middle">${msg('还没有任务。导入、导出等耗时的工作会显示在这里。', { id: 'no-jobs-yet' })}</p>`
        }
      </div>
    `;
  }
}

/** Tells the outcome of a job in a sentence. */
function over(job: Job): string {
  const name = jobName(job);
  if (job.status === 'failed') return msg(str`${name}：失败`, { id: 'job-has-failed' });
  if (isTrial(job))
    return job.failed
      ? msg(str`${name}：已检查，有问题 ${job.failed} 条`, { id: 'job-is-tried-in-part' })
      : msg(str`${name}：已检查`, { id: 'job-is-tried' });
  return job.failed
    ? msg(str`${name}：完成，失败 ${job.failed}`, { id: 'job-is-done-in-part' })
    : msg(str`${name}：完成`, { id: 'job-is-done' });
}
customElements.define('gj-bell', Bell);
