import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Where } from '../../../metadata/contract/decisions/asked.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { FollowedJob } from '../../kit/followed-job.ts';
import { unseenText } from '../../match/lab/unseen-text.ts';
import { listed, plural } from '../../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

const days = 90;

/**
 * The number of the latest applications that would be issued differently under a tried configuration: asked for,
 * counted as a job, and named.
 */
export class GjImpact extends withProperties(GjElement, {
  /** Its number. */
  org: text(),
  /** The configuration, as decisions are asked under it: its moment and what is tried. */
  under: given<Where>(),
  /** Of a change set: its revision. */
  version: text(),
}) {
  static override styles = [shared, wrapping];

  readonly #counting = new FollowedJob(this);
  #asked = '';

  protected override willUpdate(): void {
    const asked = JSON.stringify([this.org, this.under, this.version]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#counting.forget();
  }

  readonly #ask = () => {
    const query = this.org === '' ? {} : { org: this.org };
    const body = { days, b: this.under };
    return this.#counting.start(() => einvoicingApi.call('POST /api/decisions/impact', { query, body }));
  };

  override render() {
    const { job, failure } = this.#counting;
    if (failure !== null)
      return html`<span class="wrong in-error" role="alert">${failureText(failure)}</span>`;
    if (!job)
      return html`<button @click=${this.#ask}>${icon('history', 14)}${msg(
        str`最近 ${days} 天的申请单中，有多少张的开票结果会变？`,
        { id: 'impact-ask' },
      )}</button>`;
    if (!isOver(job))
      return html`<progress max="1" .value=${Number(job.progress ?? 0)} aria-label=${job.name}></progress>
        <span class="muted">${msg(str`已看 ${job.done ?? 0} / ${job.total ?? 0}`, { id: 'impact-progress' })}</span>`;
    if (job.status !== 'done') return html`<span class="wrong in-error" role="alert">${job.message}</span>`;
    const { applications = 0, others = 0, named, issues, unseen } = job.details ?? {};
    const numbers = isList(named ?? null) ? (named as readonly string[]) : [];
    const said = isList(issues ?? null) ? (issues as readonly { readonly text: string }[]) : [];
    const labels = isList(unseen ?? null)
      ? (unseen as readonly { readonly label: string }[]).map(({ label }) => label)
      : [];
    const leftOut = [...said.map(({ text }) => text), ...(labels.length > 0 ? [unseenText(labels)] : [])];
    return html`<b>${plural(
      msg(str`最近 ${days} 天的 ${Number(applications)} 张申请单中，${Number(others)} 张的开票结果会变`, {
        id: 'impact',
      }),
    )}</b>
      ${numbers.length > 0 ? html`<span class="muted">${listed(numbers)}</span>` : nothing}
      ${
        hasFile(job)
          ? html`<a class="inline centred gap-1" href=${jobFile(job)}
              download>${icon('download', 13)}${msg('下载清单', { id: 'impact-file' })}</a>`
          : nothing
      }
      ${leftOut.map(
        (text) =>
          html`<span class="flex based gap-2 fills in-warn">${icon('alert', 14)}<span>${text}</span></span>`,
      )}`;
  }
}
customElements.define('gj-impact', GjImpact);
