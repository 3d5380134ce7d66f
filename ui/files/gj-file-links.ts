import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { FileLink } from '../../metadata/contract/files/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { notify } from '../kit/gj-notices.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { linkRow } from './link-row.ts';
import type { LinkedFile } from './placed-file.ts';
import '../kit/dialog/gj-dialog.ts';

/** Links by which others download a file without signing in: made for a while, listed and withdrawn. Tells `closed`. */
export class GjFileLinks extends withProperties(GjElement, {
  file: given<LinkedFile>(),
  /** The address of a new one, which is known here once. */
  fresh: state<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      .fresh input {
        flex: 1;
        font-family: var(--gj-mono);
      }
      label {
        white-space: nowrap;
      }
      select {
        width: auto;
      }
    `,
  ];

  readonly #links = new Loading(this, {
    load: async (_, signal) =>
      (
        await session.api.call('GET /api/forms/:form/records/:id/files/:file/links', {
          path: this.#path,
          signal,
        })
      ).items,
  });
  readonly #making = new Doing(this);
  readonly #withdrawing = new Doing(this, { notifies: true });

  get #path() {
    const { id, record } = this.file;
    return { form: record.form, id: record.id, file: id };
  }

  async #make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const hours = Number(new FormData(event.target as HTMLFormElement).get('hours'));
    const isMade = await this.#making.run(async () => {
      const made = await session.api.call('POST /api/forms/:form/records/:id/files/:file/links', {
        path: this.#path,
        body: { hours },
      });
      this.fresh = made.url;
      await this.#links.load();
    });
    if (!isMade || this.fresh === null) return;
    await this.updateComplete;
    await this.#copy(this.fresh);
  }

  async #copy(text: string): Promise<void> {
    this.renderRoot.querySelector<HTMLInputElement>('.fresh input')?.select();
    try {
      await navigator.clipboard.writeText(text);
      notify({ text: msg('链接已复制', { id: 'file-link-copied' }) });
    } catch {
      // Without the right to the clipboard it stays selected, to be copied by hand.
    }
  }

  async #withdraw({ id }: FileLink): Promise<void> {
    await this.#withdrawing.run(
      async () => {
        await session.api.call('DELETE /api/forms/:form/records/:id/files/:file/links/:link', {
          path: { ...this.#path, link: id },
        });
        this.fresh = null;
        await this.#links.load();
      },
      { done: msg('链接已撤销，立即失效', { id: 'file-link-withdrawn' }) },
    );
  }

  #fresh(url: string) {
    return html`<div class="fresh across" role="status"><input class="plain" readonly .value=${url}
        aria-label=${msg('新链接', { id: 'file-link-new' })} />
      <button type="button" @click=${() => void this.#copy(url)}>${icon('copy')}${msg('复制', { id: 'copy' })}</button></div>`;
  }

  override render() {
    const { busy } = this.#making;
    return html`<gj-dialog plain label=${msg(str`${this.file.name} 的链接`, { id: 'file-links-of' })}><div class="stack-3">
      <p>${msg('拿到链接的人不用登录就能下载这个文件；您失去查看权限后，链接也随之失效。', { id: 'file-links-what' })}</p>
      <form class="across wraps" @submit=${this.#make} aria-busy=${busy}>
        <label class="across-close">${msg('有效期', { id: 'file-link-lasts' })}<select class="plain" name="hours">
          <option value="24">${msg('1 天', { id: 'file-link-day' })}</option>
          <option value="72" selected>${msg('3 天', { id: 'file-link-days' })}</option>
          <option value="720">${msg('30 天', { id: 'file-link-month' })}</option>
        </select></label>
        <button class="primary" ?disabled=${busy}>${icon('link')}${msg('生成并复制', { id: 'file-link-make' })}</button>
      </form>
      ${this.#making.shown()}${this.fresh === null ? nothing : this.#fresh(this.fresh)}
      ${this.#links.shown((links) =>
        links.length === 0
          ? html`<p class="muted">${msg('现在没有有效的链接。', { id: 'file-links-none' })}</p>`
          : html`<ul class="surface edged rounded parted" aria-label=${msg('有效的链接', { id: 'file-links' })}>${links.map(
              (link) =>
                linkRow(link, {
                  busy: this.#withdrawing.busy,
                  withdraw: () => void this.#withdraw(link),
                }),
            )}</ul>`,
      )}</div></gj-dialog>`;
  }
}
customElements.define('gj-file-links', GjFileLinks);
