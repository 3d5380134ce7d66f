import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Archive } from '../../../metadata/contract/packages/publishes.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Loading } from '../../kit/loading.ts';
import { byCount, byText } from '../../kit/table/row-order.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { bytesText, whoWhen } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';

/** The archives of packages that were uninstalled: each can be downloaded, or deleted for good. */
export class GjArchives extends GjElement {
  static override styles = [shared, packagesStyles];

  readonly #archives = new Loading(this, {
    load: async (_, signal) => (await session.api.call('GET /api/archives', { signal })).items,
  });

  #drop({ id, package: name, version }: Archive): Promise<boolean> {
    const help = msg('归档文件会永久删除，不能撤销。表中隐藏的数据不受影响：重新安装这个包，记录照样回来。', {
      id: 'pkg-archive-drop-help',
    });
    return openForm(this, {
      label: msg(str`删除 ${name} ${version} 的归档`, { id: 'pkg-archive-drop' }),
      before: () => html`<p>${help}</p>`,
      act: msg('永久删除', { id: 'pkg-archive-drop-do' }),
      danger: true,
      send: async () => {
        await session.api.call('DELETE /api/archives/:archive', { path: { archive: id } });
        await this.#archives.load();
      },
    });
  }

  override render() {
    return this.#archives.shown((items) => this.#table(items), {
      empty: { text: msg('没有归档。卸载一个包时，它的数据会归档在这里。', { id: 'pkg-archives-none' }) },
    });
  }

  #table(items: readonly Archive[]): TemplateResult {
    return table({
      caption: msg('归档', { id: 'pkg-archives' }),
      columns: this.#columns(),
      rows: items,
      offers: (one) => (one.state === 'done' ? this.#offers(one) : nothing),
      frame: 'framed',
    });
  }

  #columns(): readonly Column<Archive>[] {
    return [
      {
        label: msg('包', { id: 'pkg-packages' }),
        role: 'name',
        cell: ({ package: name, version }) => `${name} ${version}`,
        order: byText(({ package: name, version }) => `${name} ${version}`),
      },
      {
        label: msg('何时卸载', { id: 'pkg-uninstalled-when' }),
        cell: ({ actor, at, reason }) =>
          html`${whoWhen(actor?.name, at)} <span class="muted">${reasonWords(reason)}</span>`,
        order: byText(({ at }) => at),
      },
      {
        label: msg('大小', { id: 'pkg-size' }),
        align: 'end',
        cell: ({ state: how, size }) =>
          how === 'done' ? bytesText(size) : msg('正在写入', { id: 'pkg-archive-pending' }),
        order: byCount(({ size }) => size),
      },
    ];
  }

  #offers(one: Archive): TemplateResult {
    const path = `/api/archives/${encodeURIComponent(one.id)}`;
    return html`<a class="button" href=${session.api.url(path)}
        download>${icon('download', 14)}${msg('下载', { id: 'pkg-download' })}</a>
      <a class="button" href="/install" title=${msg('用同一个包或更新的版本重新安装，归档的记录会回来', { id: 'pkg-again-help' })}>${icon('right', 14)}${msg('重新安装…', { id: 'pkg-again' })}</a>
      <button class="plain danger" @click=${() => this.#drop(one)}>${msg('删除…', { id: 'pkg-archive-drop-open' })}</button>`;
  }
}
customElements.define('gj-archives', GjArchives);
