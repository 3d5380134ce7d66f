import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Archive } from '../../../metadata/contract/packages/publishes.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { byCount, byText } from '../../kit/table/row-order.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { handSources } from './handed-sources.ts';
import { hiddenText, recordsOf } from './hidden-data.ts';
import { localPackage, packageAddress } from './package-data.ts';
import { bytesText } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import { takeBack } from './take-back.ts';

/** The packages that were uninstalled: what of each is kept, and what can be done with it. */
export class GjArchives extends GjElement {
  static override styles = [shared, packagesStyles];

  readonly #archives = new Loading(this, {
    load: async (_, signal) => (await session.api.call('GET /api/archives', { signal })).items,
  });

  #drop({ id, label, version }: Archive): Promise<boolean> {
    const help = msg('归档文件会永久删除，不能撤销。表中隐藏的数据不受影响：重新安装这个包，记录照样回来。', {
      id: 'pkg-archive-drop-help',
    });
    return openForm(this, {
      label: msg(str`删除 ${say(label)} ${version} 的归档`, { id: 'pkg-archive-drop' }),
      before: () => html`<p>${help}</p>`,
      act: msg('永久删除', { id: 'pkg-archive-drop-do' }),
      danger: true,
      send: async () => {
        await session.api.call('DELETE /api/archives/:archive', { path: { archive: id } });
        await this.#archives.load();
      },
    });
  }

  /** Plans to install the package as it was uninstalled; nothing is written before somebody agrees. */
  async #again({ id, label, version }: Archive): Promise<void> {
    handSources([{ called: `${say(label)} ${version}`, sent: { archive: id } }]);
    await router.go('/install');
  }

  /** Nobody installs the customer's own layer: the publish that took it away is taken back, and what came since stays. */
  async #back({ revision }: Archive): Promise<void> {
    const path = { revision: String(revision) };
    const publish = await session.api.call('GET /api/publishes/revisions/:revision', { path });
    if (!(await takeBack(this, publish))) return;
    this.emitUp('packages-changed');
    await this.#archives.load();
  }

  override render() {
    return this.#archives.shown((items) => this.#table(items), {
      empty: {
        symbol: 'box',
        text: msg('没有归档。卸载一个包时，它的记录留在库中隐藏，并另写一份归档文件，列在这里。', {
          id: 'pkg-archives-none',
        }),
      },
    });
  }

  #table(items: readonly Archive[]): TemplateResult {
    return html`<p class="muted below-3">${msg('卸载的包的记录留在库中隐藏，归档文件是另存的一份副本。两者都没有期限：归档文件保留到您删除，隐藏的记录保留到运维人员永久清除。', { id: 'pkg-archives-help' })}</p>
      ${table({
        caption: msg('归档', { id: 'pkg-archives' }),
        columns: this.#columns(),
        rows: items,
        offers: (one) => (one.state === 'done' ? this.#offers(one) : nothing),
        frame: 'framed',
      })}`;
  }

  #columns(): readonly Column<Archive>[] {
    return [
      {
        label: msg('包', { id: 'pkg-packages' }),
        role: 'name',
        cell: ({ package: name, label, version }) =>
          html`${say(label)} ${version} <code class="small muted blocks">${name}</code>`,
        order: byText(({ label, version }) => `${say(label)} ${version}`),
      },
      {
        label: msg('何时卸载', { id: 'pkg-uninstalled-when' }),
        room: 'tight',
        cell: ({ actor, at, reason }) => {
          const who = dotted([actor?.name, reasonWords(reason)]);
          return html`${moment(at)} <span class="small muted blocks">${who}</span>`;
        },
        order: byText(({ at }) => at),
      },
      {
        label: msg('隐藏保留的记录', { id: 'pkg-archive-kept' }),
        cell: (one) => this.#kept(one),
        order: byCount(({ kept }) => recordsOf(kept)),
      },
      {
        label: msg('归档文件', { id: 'pkg-archive-file' }),
        align: 'end',
        room: 'tight',
        cell: ({ state: how, size }) =>
          how === 'done' ? bytesText(size) : msg('正在写入', { id: 'pkg-archive-pending' }),
        order: byCount(({ size }) => size),
      },
    ];
  }

  #kept({ kept, installed, package: name }: Archive): TemplateResult {
    if (installed !== null)
      return html`<a href=${packageAddress(name)}>${msg(str`已重新安装 ${installed}`, { id: 'pkg-archive-again' })}</a>
        <span class="small muted blocks">${msg('记录已经回来', { id: 'pkg-archive-returned' })}</span>`;
    if (kept.length === 0)
      return html`<span class="muted">${msg('没有记录', { id: 'pkg-archive-none' })}</span>`;
    return html`${hiddenText(kept)}`;
  }

  #offers(one: Archive): TemplateResult {
    const path = `/api/archives/${encodeURIComponent(one.id)}`;
    return html`${one.installed === null ? this.#comesBack(one) : nothing} <a class="button" href=${session.api.url(path)}
        download>${icon('download', 14)}${msg('下载', { id: 'pkg-download' })}</a>
      <button class="plain danger" @click=${() => this.#drop(one)}>${msg('删除…', { id: 'pkg-archive-drop-open' })}</button>`;
  }

  #comesBack(one: Archive): TemplateResult {
    const isLocal = one.package === localPackage;
    return html`<button title=${msg('先看计划；记录随包回来', { id: 'pkg-again-help' })}
      @click=${() => (isLocal ? this.#back(one) : this.#again(one))}>${icon('refresh', 14)}${
        isLocal ? msg('恢复…', { id: 'pkg-archive-back' }) : msg('重新安装…', { id: 'pkg-again' })
      }</button>`;
  }
}
customElements.define('gj-archives', GjArchives);
