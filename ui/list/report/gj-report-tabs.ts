import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SavedView } from '../../../metadata/contract/own/calls.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, text, withProperties } from '../../kit/base/with-properties.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/gj-menu.ts';

/** What is done with a saved report, or with what is shown. */
export interface KeepReport {
  readonly action: 'save' | 'replace' | 'rename' | 'share' | 'unshare' | 'remove';
  readonly view?: SavedView;
}

/**
 * The reports of a form: those of packages, what one makes oneself, and those that were saved. Tells `named` for one of a
 * package, `own` for one's own, `saved` for a saved one, and `keep` with what to do about one.
 */
export class GjReportTabs extends withProperties(GjElement, {
  reports: given<NonNullable<FormModel['reports']>>(() => []),
  saved: given<readonly SavedView[]>(() => []),
  /** Name of the shown report of a package. */
  name: text(),
  /** Id of the saved one that is shown. */
  kept: text(),
  /** Whether what is shown differs from what was saved. */
  changed: flag(),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      .tab {
        margin-block-end: calc(-1 * var(--gj-px));
        max-width: var(--gj-size-200);
      }
      .tabs gj-menu {
        --gj-control: var(--gj-size-24);
      }
    `,
  ];

  override render() {
    const { reports, saved, name, kept } = this;
    const isOwn = name === '' && kept === '';
    const tab = (on: boolean, label: string, act: () => void) =>
      html`<button class="tab ${on ? 'on' : ''}" aria-pressed=${on} @click=${act}>${label}</button>`;
    return html`<div class="tabs rest ruled centred" role="group" aria-label=${msg('报表', { id: 'report' })}>
        ${reports.map((one) => tab(one.name === name && kept === '', say(one.label), () => this.emit('named', one.name)))}
        ${tab(isOwn, msg('自己汇总', { id: 'report-own' }), () => this.emit('own'))}
        ${saved.length > 0 ? html`<span class="divider rigid"></span>` : nothing}
        ${saved.map((view) => this.#saved(view))}
      </div>
      <button class="plain" @click=${() => this.emit('keep', { action: 'save' })}>${icon('star')}${msg('保存报表', { id: 'save-report' })}</button>`;
  }

  #saved(view: SavedView): TemplateResult {
    const on = view.id === this.kept;
    const title = view.mine ? view.name : msg(str`${view.name}（他人共享）`, { id: 'shared-by-others' });
    return html`<button class="tab ${on ? 'on' : ''}" aria-pressed=${on} title=${title} @click=${() => this.emit('saved', view)}>
        ${view.shared ? icon('share', 12) : icon('star', 12)}
        <span class="ellipsis">${view.name}${on && this.changed ? msg('（已修改）', { id: 'view-changed' }) : ''}</span></button>
      ${
        on && view.mine
          ? html`<gj-menu class="muted" look="square" label=${msg(str`报表“${view.name}”`, { id: 'report-named' })}
              .items=${this.#items(view)} @pick=${({ detail }: CustomEvent<string>) =>
                this.emit('keep', { action: detail, view })}>${icon('more', 14)}</gj-menu>`
          : nothing
      }`;
  }

  #items({ shared: everybodys }: SavedView): readonly MenuItem[] {
    return [
      {
        key: 'replace',
        text: msg('更新为当前报表', { id: 'replace-report' }),
        icon: 'check',
        disabled: !this.changed,
      },
      { key: 'rename', text: msg('重命名…', { id: 'rename' }), icon: 'edit' },
      {
        key: everybodys ? 'unshare' : 'share',
        text: everybodys
          ? msg('不再共享', { id: 'unshare-view' })
          : msg('共享给所有人', { id: 'share-view' }),
        icon: 'share',
      },
      {
        key: 'remove',
        text: msg('删除报表', { id: 'delete-report' }),
        icon: 'trash',
        danger: true,
        apart: true,
      },
    ];
  }
}
customElements.define('gj-report-tabs', GjReportTabs);
