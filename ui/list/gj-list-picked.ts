import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { uncovered } from '../kit/base/uncovered.ts';
import { flag, given, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-actions.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { plural } from '../session/i18n.ts';
import type { ListDomain } from './state/list-domain.ts';
import { bulkItems } from './state/list-keeping.ts';

/**
 * Floats below a list while records are picked: how many, and what can be done to them. Tells `act`, `clear` and
 * `everything`.
 */
export class GjListPicked extends withProperties(GjElement, {
  form: given<FormModel>(),
  domains: given<readonly ListDomain[]>(() => []),
  records: given<readonly ListedRecord[]>(() => []),
  /** Whether there are more records that could be picked. */
  more: flag(),
}) {
  static override styles = [
    shared,
    css`
      [role='toolbar'] {
        margin: 0 var(--gj-3) var(--gj-2);
        gap: var(--gj-1) var(--gj-3);
        padding: var(--gj-1h) var(--gj-1h) var(--gj-1h) var(--gj-3);
        border: var(--gj-px) solid color-mix(in srgb, var(--gj-accent) 40%, transparent);
        border-radius: var(--gj-radius-xl);
        box-shadow: var(--gj-shadow);
      }
      gj-actions {
        flex: 1 1 0;
      }
      @media (max-width: 600px) {
        [role='toolbar'] {
          flex-wrap: wrap;
          margin: 0;
          border-width: var(--gj-px) 0 0;
          border-radius: 0;
        }
        gj-actions {
          order: 1;
          flex: 1 1 100%;
          --gj-control: var(--gj-size-36);
        }
      }
    `,
  ];

  override render() {
    const { form, records } = this;
    if (records.length === 0) return nothing;
    const stand = pickedStand(form, records);
    const items = bulkItems(form, this.domains);
    const clear = msg('清除选择', { id: 'clear-picked' });
    return html`<div class="flex centred chosen" ${uncovered()} role="toolbar" aria-label=${msg('批量操作', { id: 'bulk' })}>
      <span class="count rigid bold" role="status">${msg(str`已选 ${records.length} 条`, { id: 'picked-count' })}</span>
      ${stand ? html`<span class="small muted ellipsis" title=${stand}>${stand}</span>` : nothing}
      ${
        this.more
          ? html`<button class="plain rigid"
              @click=${() => this.emit('everything')}>${msg('选择全部结果', { id: 'pick-everything' })}</button>`
          : nothing
      }
      <gj-actions .actions=${pickedActions(items.filter(canBeDone), records)} .more=${items.filter((item) => !canBeDone(item))}
          @act=${({ detail }: CustomEvent<string>) => this.emit('act', detail)}></gj-actions>
      <button class="square pushed" aria-label=${clear} title=${clear}
          @click=${() => this.emit('clear')}>${icon('close')}</button>
    </div>`;
  }
}
customElements.define('gj-list-picked', GjListPicked);

/** What cannot be done at all is no button: it says why in the menu. */
function canBeDone({ why }: MenuItem): boolean {
  return why === undefined;
}

/** Answers the actions on all picked records: with the number that each changes, and its effect. */
function pickedActions(items: readonly MenuItem[], records: readonly ListedRecord[]): readonly Action[] {
  const all = records.length;
  const off = records.filter(({ enabled }) => enabled === false).length;
  const turned = { enable: off, disable: all - off, delete: all };
  return items.map(({ key, text, icon, danger }) => {
    const count = (turned as Readonly<Record<string, number>>)[key];
    const counted = count === undefined || all === 1 || count === 0 ? text : `${text} ${count}`;
    return {
      key,
      text: counted,
      help: meaning(key, count ?? all, all),
      ...(icon ? { icon } : {}),
      ...(danger ? { danger } : {}),
      ...(count === 0 ? { disabled: true } : {}),
    };
  });
}

/** Says the effect of an action on the picked records in a sentence. */
function meaning(key: string, count: number, all: number): string {
  if (key === 'enable' && count === 0) return msg('所选记录都已启用', { id: 'picked-all-enabled' });
  if (key === 'disable' && count === 0) return msg('所选记录都已禁用', { id: 'picked-all-disabled' });
  const rest = all - count;
  const stay = rest > 0 ? msg(str`；另外 ${rest} 条已是如此，不变`, { id: 'picked-others-stay' }) : '';
  switch (key) {
    case 'enable':
      return `${plural(msg(str`启用 ${count} 条：可以再被选用和匹配`, { id: 'picked-enable-means' }))}${stay}`;
    case 'disable':
      return `${plural(msg(str`禁用 ${count} 条：不再被选用和匹配，已有的引用不变`, { id: 'picked-disable-means' }))}${stay}`;
    case 'delete':
      return plural(
        msg(str`删除 ${count} 条：仍被引用的会被拒绝，删除的可以恢复`, { id: 'picked-delete-means' }),
      );
    case 'edit':
      return plural(msg(str`把 ${count} 条记录的一个字段改成同一个值`, { id: 'picked-edit-means' }));
    case 'files':
      return plural(msg(str`把 ${count} 条记录里您可以看的文件下载为一个 zip`, { id: 'picked-files-means' }));
    case 'print':
      return plural(msg(str`把 ${count} 条记录打印成一个 PDF`, { id: 'picked-print-means' }));
    case 'assign':
      return plural(msg(str`把 ${count} 条记录分配给其他组织使用`, { id: 'picked-assign-means' }));
    case 'match':
      return plural(msg(str`看 ${count} 张单据各匹配哪条规则，不改变任何数据`, { id: 'picked-match-means' }));
    default:
      return plural(msg(str`将对 ${count} 条记录执行。`, { id: 'act-on-count' }));
  }
}

/** Says how many of the picked records are disabled; empty where none is. */
function pickedStand(form: FormModel, records: readonly ListedRecord[]): string {
  const off = records.filter(({ enabled }) => enabled === false).length;
  if (off === 0 || form.kind !== 'master') return '';
  if (off === records.length) return msg('都已禁用', { id: 'picked-are-disabled' });
  return msg(str`其中 ${off} 条已禁用`, { id: 'picked-some-disabled' });
}
