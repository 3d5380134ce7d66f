import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { countStyles } from '../kit/styles/count-styles.ts';
import { ownInbox } from '../session/inbox.ts';
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

/**
 * The bell with the number of what needs somebody, the same as everywhere; jobs that run or have ended alone are a dot.
 * Below it both.
 */
export class Bell extends withProperties(GjElement, { open: state(false) }) {
  static override styles = [
    shared,
    countStyles,
    css`
      /* The name of the button says it in words. */
      .count::after {
        content: attr(data-count);
      }
      .count.dot {
        inset: var(--gj-half) var(--gj-half) auto auto;
        min-width: var(--gj-2);
        height: var(--gj-2);
        padding: 0;
      }
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
    ownInbox.addEventListener('change', this.#changed);
    const ask = () => {
      void jobs.refresh().catch(() => {});
      void ownInbox.refresh();
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
    ownInbox.removeEventListener('change', this.#changed);
    jobs.removeEventListener('over', this.#over);
    jobs.forget();
    ownInbox.forget();
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
    const { askCancelJob } = await import('../sheet/transfer/cancel-job.ts');
    this.#hide();
    if (await askCancelJob(this, job)) await jobs.refresh();
  }

  override render() {
    const { news } = jobs;
    const running = jobs.running.filter(({ id }) => !jobs.isWatched(id));
    const items = ownInbox.open?.items ?? [];
    const failed = items.some(({ kind }) => kind === 'failure');
    // What failed is told in the inbox: it is not counted twice.
    const ended = news.filter((job) => !['error', 'warn'].includes(jobStatus(job).look));
    const isAny = running.length + ended.length + items.length > 0;
    const label = isAny
      ? msg(
          str`任务与通知：${running.length} 个运行中，${ended.length} 个已结束，${items.length} 项需要处理`,
          { id: 'notifications-count' },
        )
      : msg('任务与通知', { id: 'notifications' });
    return html`
      <button class="square relative" popovertarget="list" aria-label=${label} title=${label} aria-expanded=${this.open}>
        ${icon('bell')}
        ${
          isAny
            ? html`<span class="count to-middle ${items.length === 0 ? 'dot' : failed ? 'failed' : ''}"
                data-count=${items.length || ''} aria-hidden="true"></span>`
            : nothing
        }
      </button>
      <div id="list" popover role="dialog" aria-label=${msg('任务与通知', { id: 'notifications' })}
        @toggle=${(event: ToggleEvent) => {
          this.open = event.newState === 'open';
          if (this.open) void ownInbox.refresh();
          else jobs.markSeen();
        }} @cancel-job=${(event: CustomEvent<Job>) => this.#cancel(event.detail)}>
        ${
          this.open && items.length > 0
            ? html`<header class="flex centred apart pad-2-3 ruled"><h2>${msg('需要处理', { id: 'attention' })}</h2>
              <a href="/inbox" @click=${this.#hide}>${msg(str`全部 ${items.length} 项`, { id: 'inbox-all' })}</a></header>
              <ul class="parted">${items.slice(0, 5).map(
                ({ title, path, reason, kind }) => html`<li class="pad-2-3 breaks"><a class=${
                  kind === 'failure' ? 'in-error' : ''
                } href=${path} @click=${this.#hide}>${title}</a>
                  ${reason ? html`<p class="small muted">${reason}</p>` : nothing}</li>`,
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
