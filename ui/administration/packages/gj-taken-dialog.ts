import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { dialogStyles } from '../../kit/styles/dialog-styles.ts';
import { ApiProblem } from '../../session/api.ts';
import { listed, plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { localPackage, type TakenPlan } from './package-data.ts';
import { versionedName, whoWhen } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import { issueLines, tableLines } from './plan-sections.ts';
import '../../kit/dialog/gj-dialog.ts';
import './gj-publish-progress.ts';

/**
 * Before a publish is undone or redone, or a package uninstalled, one sees what that means; then exactly that is done.
 * Tells `taken` when it was, and `closed`.
 */
export class GjTakenDialog extends withProperties(GjElement, {
  /** The package to be uninstalled. Default: a publish is taken back. */
  package: text(),
  /** The publish that is undone, or the undo that is taken back. Default: the newest publish that holds. */
  chosen: given<PublishSaid | null>(null),
  /** The plan is another one by now. */
  moved: flag(),
}) {
  static override styles = [shared, packagesStyles, dialogStyles];

  readonly #plan = new Loading<TakenPlan>(this, {
    load: (_, signal) =>
      this.package
        ? session.api.call('POST /api/publishes/uninstall/plan', { body: { package: this.package }, signal })
        : session.api.call('POST /api/publishes/undo/plan', { body: this.#which(), signal }),
  });
  readonly #doing = new Doing(this);

  #which(): { readonly publish?: number } {
    return this.chosen ? { publish: this.chosen.revision } : {};
  }

  async #go(hash: string): Promise<void> {
    this.moved = false;
    await this.#doing.run(async () => {
      try {
        if (this.package)
          await session.api.call('DELETE /api/packages/:name', {
            path: { name: this.package },
            query: { hash },
          });
        else await session.api.call('POST /api/publishes/undo', { body: { ...this.#which(), hash } });
      } catch (failure) {
        if (!(failure instanceof ApiProblem && failure.code === 'plan-changed')) throw failure;
        this.moved = true;
        await this.#plan.load();
        return;
      }
      this.emit('taken');
      this.emitUp('closed');
    });
  }

  override render() {
    const { busy } = this.#doing;
    const hash = this.#plan.value?.hash ?? null;
    const isRedo = this.chosen?.offers === 'redo';
    const title = this.package
      ? msg(str`卸载 ${this.package}`, { id: 'pkg-uninstall-of' })
      : isRedo
        ? msg('重做发布', { id: 'pkg-redo' })
        : msg('撤销发布', { id: 'pkg-undo' });
    const act = this.package
      ? msg('卸载', { id: 'pkg-uninstall' })
      : isRedo
        ? msg('重做这次发布', { id: 'pkg-redo-do' })
        : msg('撤销这次发布', { id: 'pkg-undo-do' });
    return html`<gj-dialog wide label=${title}>
      <div class="stack stack-3">
        ${this.moved ? html`<p class="warning flex gap-2 pad-2-3 in-warn rounded" role="alert">${icon('alert', 14)}${msg('情况变了，什么都没有写入。请再看一遍。', { id: 'pkg-moved' })}</p>` : nothing}
        ${this.#doing.shown()}
        ${busy ? html`<gj-publish-progress></gj-publish-progress>` : this.#plan.shown((plan) => this.#shown(plan))}
      </div>
      <button slot="actions" class=${this.package ? 'danger' : 'primary'} ?disabled=${busy || hash === null} @click=${() => hash !== null && this.#go(hash)}>${act}</button>
    </gj-dialog>`;
  }

  #shown(plan: TakenPlan): TemplateResult {
    const { publish, packages, leaving, issues, changes, hidden, hash } = plan;
    const part = (heading: string, content: TemplateResult | typeof nothing) =>
      content === nothing
        ? nothing
        : html`<section><h3 class="below-1 usual">${heading}</h3>${content}</section>`;
    // What the customer's layer says is told line by line.
    const [restored, left] = [packages, leaving].map((all) =>
      all.filter(({ name }) => name !== localPackage),
    );
    const isLossless = changes.every(({ risk }) => risk !== 'lossy');
    return html`
      ${publish ? this.#about(publish) : html`<p>${msg('数据会归档并隐藏；重新安装时，记录连同编号、历史和设置全部回来。', { id: 'pkg-uninstall-help' })}</p>`}
      ${publish && restored && restored.length > 0 ? html`<p>${msg(str`恢复：${versioned(restored)}`, { id: 'pkg-restores' })}</p>` : nothing}
      ${left && left.length > 0 ? html`<p>${msg(str`停用：${versioned(left)}`, { id: 'pkg-leaves' })}</p>` : nothing}
      ${hash === null ? html`<p class="problem">${msg('现在不能这样做：', { id: 'pkg-cannot' })}</p>` : nothing}
      ${part(msg('依附于它的、不能恢复的', { id: 'pkg-hangs' }), issueLines(issues))}
      ${part(msg('表结构', { id: 'pkg-tables' }), tableLines(changes, hidden))}
      ${
        publish && hash !== null && isLossless
          ? html`<section><h3 class="below-1 usual">${msg('数据', { id: 'pkg-data' })}</h3><p>${
              publish.undoes
                ? msg('撤销时隐藏的字段连同当时的值一起回来；此后写下的其他值都保留。', {
                    id: 'pkg-redo-data',
                  })
                : msg(
                    '不删除任何数据：不再显示的字段，值留在库中，重做时一起回来。有新的发布之前都可以重做。',
                    { id: 'pkg-undo-data' },
                  )
            }</p></section>`
          : nothing
      }`;
  }

  /** Which publish, and what it changed: that goes, or comes again. */
  #about(publish: PublishSaid): TemplateResult {
    const { undoes, actor, at, reason, says, packages } = publish;
    const who = whoWhen(actor?.name, at);
    const lines = says.map(({ message }) => html`<li><span class="grow">${message}</span></li>`);
    const heading = undoes
      ? msg('这些重新生效', { id: 'pkg-comes-again' })
      : msg('这些不再生效', { id: 'pkg-goes' });
    return html`<p>${
      undoes
        ? msg(str`将恢复到这次撤销之前：${who}`, { id: 'pkg-redo-of' })
        : msg(str`将恢复到这次发布之前：${who}`, { id: 'pkg-undo-of' })
    } ${reason ? html`<span class="muted">${reason}</span>` : nothing}</p>
    <section><h3 class="below-1 usual">${heading} ${lines.length > 0 ? html`<span class="small muted">${lines.length}</span>` : nothing}</h3>
      ${
        lines.length > 0
          ? html`<ul class="lines">${lines.slice(0, atFirst)}</ul>${
              lines.length > atFirst
                ? html`<details><summary>${plural(msg(str`还有 ${lines.length - atFirst} 处`, { id: 'pkg-said-more' }))}</summary><ul class="lines">${lines.slice(atFirst)}</ul></details>`
                : nothing
            }`
          : html`<p>${listed(packages.map(({ name, version, before }) => versionedName(name, version ?? before ?? '')))}</p>`
      }</section>`;
  }
}

const atFirst = 8;

function versioned(packages: TakenPlan['packages']): string {
  return listed(packages.map(({ name, version }) => versionedName(name, version)));
}
customElements.define('gj-taken-dialog', GjTakenDialog);
