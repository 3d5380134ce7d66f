import { msg } from '@lit/localize';
import { html } from 'lit';
import type { FileLink } from '../../metadata/contract/files/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { linkRow } from './link-row.ts';
import '../kit/dialog/gj-dialog.ts';

/** What a record has that links lead to, by the names that people know. */
interface LinkedRecord {
  readonly form: string;
  readonly id: string;
  /** By ids of files and names of prints. */
  readonly names: ReadonlyMap<string, string>;
}

/** All links to files and prints of a record: those that people made, and those that messages carry. Tells `closed`. */
export class GjRecordLinks extends withProperties(GjElement, {
  record: given<LinkedRecord>(),
}) {
  static override styles = shared;

  readonly #links = new Loading(this, {
    load: async (_, signal) => {
      const path = this.#path;
      return (await session.api.call('GET /api/forms/:form/records/:id/links', { path, signal })).items;
    },
  });
  readonly #withdrawing = new Doing(this, { notifies: true });

  get #path() {
    const { form, id } = this.record;
    return { form, id };
  }

  async #withdraw({ id }: FileLink): Promise<void> {
    await this.#withdrawing.run(
      async () => {
        await session.api.call('DELETE /api/forms/:form/records/:id/links/:link', {
          path: { ...this.#path, link: id },
        });
        await this.#links.load();
      },
      { done: msg('链接已撤销，立即失效', { id: 'file-link-withdrawn' }) },
    );
  }

  #nameOf({ file, print, called }: FileLink): string {
    const known = this.record.names.get(file ?? print ?? '');
    if (print === null) return known ?? called ?? '';
    return known === undefined ? (called ?? print) : `${called ?? print} · ${known}`;
  }

  override render() {
    return html`<gj-dialog drawer plain label=${msg('限时链接', { id: 'record-links' })}><div class="stack-3">
      <p class="muted">${msg('拿到链接的人不用登录就能下载。文件的链接在文件旁生成；打印件的链接由邮件和回调带出，打开时才打印。', { id: 'record-links-what' })}</p>
      ${this.#links.shown(
        (links) =>
          html`<ul class="surface edged rounded parted" aria-label=${msg('有效的链接', { id: 'file-links' })}>${links.map(
            (link) =>
              linkRow(link, {
                name: this.#nameOf(link),
                busy: this.#withdrawing.busy,
                withdraw: () => void this.#withdraw(link),
              }),
          )}</ul>`,
        { empty: { symbol: 'link', text: msg('现在没有有效的链接。', { id: 'file-links-none' }) } },
      )}</div></gj-dialog>`;
  }
}
customElements.define('gj-record-links', GjRecordLinks);
