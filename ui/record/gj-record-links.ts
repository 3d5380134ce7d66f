import { msg } from '@lit/localize';
import { html } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { FileLink } from '../../metadata/contract/files/calls.ts';
import { filesIn, holdsFiles } from '../../metadata/kinds/common/file-value.ts';
import { linkRow } from '../files/link-row.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import '../kit/dialog/gj-dialog.ts';

/** All links to files and prints of a record: those that people made, and those that messages carry. Tells `closed`. */
export class GjRecordLinks extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
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
    const { form, base } = this.editor;
    return { form: form.name, id: String(base?.id ?? '') };
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
    const known = namesIn(this.editor).get(file ?? print ?? '');
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

/** The files of a record and the prints of its form as people know them, by ids and names of templates. */
function namesIn({ form, base }: RecordEditor): ReadonlyMap<string, string> {
  const names = new Map((form.prints ?? []).map(({ name, label }) => [name, say(label)]));
  const note = (shape: { readonly fields: FormModel['fields'] }, record: Json | undefined): void => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return;
    for (const field of shape.fields) {
      const value = (record as Readonly<Record<string, Json>>)[field.name];
      if (field.rows && Array.isArray(value)) for (const row of value) note(field.rows, row as Json);
      else if (holdsFiles(field)) for (const { id, name } of filesIn(value)) names.set(id, name);
    }
  };
  note(form, base ?? undefined);
  return names;
}
