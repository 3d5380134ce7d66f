import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { foldersAbove } from '../kit/folders-above.ts';
import { type IconName, icon } from '../kit/icons.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { say } from '../session/i18n.ts';
import { groupFields } from './gj-list-groups.ts';
import type { ListData } from './list-data.ts';
import { conditionOf } from './list-filter.ts';
import { bulkItems } from './list-menus.ts';
import './gj-column-chooser.ts';
import '../kit/gj-menu.ts';
import '../kit/gj-page-head.ts';

/** What the head of a list asks of its page. */
export interface HeadHands {
  /** Of the items of the menu for many, by its key. */
  readonly act: (key: string, records: readonly ListedRecord[]) => void;
  readonly open: (name: 'import' | 'export') => void;
  readonly openSheet: () => void;
  /** By a field of this name; empty: not at all. */
  readonly group: (name: string) => void;
}

/** The head of a list: what it is, and what can be done with all of it, as far as one may. */
export function listHead(form: FormModel, data: ListData, hands: HeadHands): TemplateResult {
  const picked = [...data.picked.values()];
  const bulk = bulkItems(form, picked.length === 0);
  const may = (action: string) => form.can.has(action);
  const folders = foldersAbove(form.name);
  return html`<gj-page-head heading=${say(form.label)} help=${say(form.help)}>
      ${folders ? html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })} title=${folders}>${folders}</nav>` : nothing}
      ${may('create') ? html`<a class="button primary" href="/forms/${form.name}/new">${icon('add')}${msg('新增', { id: 'add' })}</a>` : nothing}
      ${may('import') ? html`<button @click=${() => hands.open('import')}>${msg('导入', { id: 'import' })}</button>` : nothing}
      ${may('export') ? html`<button @click=${() => hands.open('export')}>${msg('导出', { id: 'export' })}</button>` : nothing}
      ${
        bulk.length > 0
          ? html`<gj-menu align="end" .items=${bulk} label=${msg('批量操作', { id: 'bulk' })}
              @pick=${({ detail }: CustomEvent<string>) => hands.act(detail, picked)}>${msg('批量操作', { id: 'bulk' })}${icon('down', 12)}</gj-menu>`
          : nothing
      }
      ${
        may('edit') && (data.list?.loaded ?? 0) > 0
          ? html`<button title=${msg('在表格里改多条记录，一起保存', { id: 'list-sheet-help' })} @click=${hands.openSheet}>${icon('edit')}${msg('表格编辑', { id: 'list-sheet' })}</button>`
          : nothing
      }
      ${groupMenu(form, hands.group)}
      <gj-column-chooser .form=${form} .columns=${data.columns}
        @columns=${({ detail }: CustomEvent) => data.setColumns(detail)}></gj-column-chooser>
      ${form.match && may('match') ? pageButton(`/match/${form.name}`, 'match', msg('匹配测试', { id: 'match-tester' })) : nothing}
      ${form.sharing ? pageButton(`/sharing/${form.name}`, 'share', msg('共享', { id: 'sharing-page' })) : nothing}
      <button class="square" aria-label=${msg('刷新', { id: 'refresh' })} title=${msg('刷新', { id: 'refresh' })}
        @click=${() => data.refresh()}>${icon('refresh')}</button>
    </gj-page-head>`;
}

function groupMenu(form: FormModel, group: HeadHands['group']): TemplateResult | typeof nothing {
  const fields = groupFields(form);
  if (fields.length === 0) return nothing;
  const none = { key: '', text: msg('不分组', { id: 'group-none' }) };
  const items = [none, ...fields.map(({ name, label }) => ({ key: name, text: say(label) }))];
  const label = msg('分组', { id: 'group-by' });
  return html`<gj-menu align="end" .items=${items} label=${label}
    @pick=${({ detail }: CustomEvent<string>) => group(detail)}>${label}${icon('down', 12)}</gj-menu>`;
}

/** To a page beside the list. */
function pageButton(address: string, symbol: IconName, text: string): TemplateResult {
  return html`<a class="button" href=${address}>${icon(symbol)}${text}</a>`;
}

/** Groups with their counts by a field of this name: each as if nothing else were asked of that field. */
export function listGroups(form: FormModel, data: ListData, by: string): TemplateResult {
  if (!groupFields(form).some(({ name }) => name === by)) return html`<span></span>`;
  const { state } = data;
  const { [by]: own = [], ...quick } = state.quick;
  const question = { view: state.view, q: state.q, filter: conditionOf({ ...state, quick }, form) };
  return html`<gj-list-groups .form=${form} .question=${question} by=${by} picked=${own.length === 1 ? (own[0] ?? '') : ''}
    @group=${({ detail }: CustomEvent<string>) =>
      data.change({ quick: detail === '' ? quick : { ...quick, [by]: [detail] } })}></gj-list-groups>`;
}
