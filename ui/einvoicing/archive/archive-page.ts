import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { FollowedJob } from '../../kit/followed-job.ts';
import { whereForm } from '../../kit/where-form.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';
import '../../kit/gj-page-head.ts';
import '../../sheet/transfer/gj-job.ts';

/** The invoices of a month of the organisation of the moment, packed for the archive. */
export class ArchivePage extends withProperties(GjElement, {
  /** `2026-11`. */
  month: state(() => lastMonth()),
}) {
  static override styles = [shared, page];

  readonly #packing = new FollowedJob(this);

  readonly #pack = (event: Event) => {
    event.preventDefault();
    const query = session.org ? { org: session.org.number } : {};
    const body = { month: this.month };
    return this.#packing.start(() => einvoicingApi.call('POST /api/issuing/archives', { query, body }));
  };

  override render() {
    const { job, failure, busy } = this.#packing;
    const invoices = session.formById('invoice');
    return html`
      <gj-page-head heading=${msg('电子档案', { id: 'archive' })}>${
        invoices ? whereForm(invoices) : nothing
      }</gj-page-head>
      <section class="card gridded gap-3" aria-label=${msg('电子档案', { id: 'archive' })}>
        <p>${msg(
          '把当前组织一个月开具的发票打成一个压缩包：PDF、OFD、XML 文件，XML 和 CSV 索引，以及每个文件的 SHA-256。缺少的文件会在结果和索引中列出。',
          { id: 'archive-what' },
        )}</p>
        <form class="flex low gap-2" @submit=${this.#pack}>
          <label class="text-field"><span>${msg('开票月份', { id: 'archive-month' })}</span>
            <input type="month" required .value=${this.month} @change=${(event: Event) => {
              this.month = (event.target as HTMLInputElement).value;
            }}></label>
          <button class="primary" ?disabled=${busy}>${icon('download')}${msg('打包', { id: 'archive-pack' })}</button>
        </form>
        ${failure === null ? nothing : html`<p class="in-error" role="alert">${failureText(failure)}</p>`}
        ${
          job
            ? html`<div aria-live="polite" @cancel-job=${() => this.#packing.cancel()}><gj-job .job=${job}></gj-job></div>`
            : nothing
        }
        <p class="small muted">${msg(
          '收到压缩包的人可以离线核对：guiju archive verify <文件>；指纹应与任务结果中的一致。',
          { id: 'archive-verify' },
        )}</p>
      </section>`;
  }
}

/** The month whose books are closed next. */
function lastMonth(): string {
  const now = new Date();
  const before = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  return `${before.getFullYear()}-${String(before.getMonth() + 1).padStart(2, '0')}`;
}
customElements.define('gj-archive-page', ArchivePage);
