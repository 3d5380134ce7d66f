import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { explainItem } from '../fields/explain/explain-mark.ts';
import { explaining } from '../fields/explain/explained-place.ts';
import { icon } from '../kit/base/icons.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import { contributed } from '../kit/contribution.ts';
import { formIcon, hasIcon } from '../kit/form-icon.ts';
import type { Action } from '../kit/gj-actions.ts';
import { whereFolders } from '../kit/where-form.ts';
import type { FormModel } from '../model/form-model.ts';
import { maySteerUse } from '../model/sharing-label.ts';
import { designCalled } from '../session/design-called.ts';
import { say } from '../session/i18n.ts';
import { mayDesign } from '../session/session.ts';
import { drawnMenu } from './list-drawn.ts';
import { groupFields } from './state/group-fields.ts';
import type { ListData } from './state/list-data.ts';
import type { ListDomain } from './state/list-domain.ts';
import { conditionOf } from './state/list-filter.ts';
import { isTokens, tokenHint } from './token-hint.ts';
import './gj-column-chooser.ts';
import '../kit/gj-menu.ts';
import '../kit/gj-page-head.ts';

/** Loaded when somebody groups. */
const loadGroups = onceLoaded(() => import('./gj-list-groups.ts'));

/** The rest stands in a menu: a head that is all buttons has none that is found. */
const mostButtons = 5;

/** The calls from the head of a list to its page. */
export interface HeadHands {
  readonly open: (name: 'import' | 'export') => void;
  readonly openSheet: () => void;
  /** By a field of this name; empty: not at all. */
  readonly group: (name: string) => void;
}

interface ListHead {
  readonly hands: HeadHands;
  readonly phone: boolean;
  readonly domains: readonly ListDomain[];
}

/**
 * The head of a list: what it is, and what can be done with all of it, as far as one may. On a phone nobody fills in a
 * sheet.
 */
export function listHead(
  form: FormModel,
  data: ListData,
  { hands, phone, domains }: ListHead,
): TemplateResult {
  const may = (action: string) => form.can.has(action);
  const actions: (Action | false)[] = [
    may('create') && {
      key: 'add',
      text: msg('新建', { id: 'add' }),
      icon: 'add',
      primary: true,
      href: `/forms/${form.name}/new`,
    },
    isTokens(form) && {
      key: 'tokens',
      text: msg('在“账户与令牌”中新建', { id: 'tokens-made-there' }),
      icon: 'add',
      help: tokenHint(),
      href: '/account',
    },
    Boolean(form.match) &&
      may('match') && {
        key: 'match',
        text: msg('匹配测试', { id: 'match-tester' }),
        icon: 'match',
        href: `/match/${form.name}`,
      },
    may('import') && { key: 'import', text: msg('导入', { id: 'import' }) },
    may('export') && { key: 'export', text: msg('导出', { id: 'export' }) },
    mayDesign() &&
      !phone && {
        key: 'design',
        text: msg('修改此表单…', { id: 'design-this-form' }),
        also: designCalled,
        icon: 'edit',
        help: msg('改这个表单的字段、布局、列表和规则', { id: 'design-form-help' }),
        href: `/design/${form.name}`,
      },
    may('edit') &&
      !phone && {
        key: 'sheet',
        disabled: (data.list?.loaded ?? 0) === 0,
        text: msg('表格编辑', { id: 'list-sheet' }),
        icon: 'edit',
        help: msg('在表格里改多条记录，一起保存', { id: 'list-sheet-help' }),
      },
    may('report') && {
      key: 'reports',
      text: msg('报表', { id: 'report' }),
      icon: 'data',
      help: msg('按字段汇总这些记录：数量、合计、平均，可画成图', { id: 'report-help' }),
      href: `/reports/${form.name}`,
    },
    maySteerUse(form) && {
      key: 'sharing',
      text: msg('管控', { id: 'sharing-page' }),
      icon: 'share',
      href: `/sharing/${form.name}`,
    },
    ...domains.flatMap(({ listPages }) => listPages?.(form) ?? []),
  ];
  return html`<gj-page-head class="flush borderless" heading=${say(form.listLabel)} help=${say(form.help)} .most=${mostButtons}
      .actions=${actions.filter((action) => action !== false)} .more=${explainItem()}
      @act=${({ detail }: CustomEvent<string>) => {
        if (detail === 'explain') explaining.ask({ form: form.name, place: '' });
        else if (detail === 'sheet') hands.openSheet();
        else if (detail === 'import' || detail === 'export') hands.open(detail);
      }}>
      ${hasIcon(form) ? html`<span slot="before" class="muted">${formIcon(form, 20)}</span>` : nothing}
      ${whereFolders(form)}
    </gj-page-head>`;
}

/**
 * Draws the menus beside a list's views: how it is drawn, grouping, and the choice of columns, which cards on a phone follow
 * and of which a calendar has none.
 */
export function listLooks(
  form: FormModel,
  data: ListData,
  { group, phone }: { readonly group: HeadHands['group']; readonly phone: boolean },
): TemplateResult {
  const refresh = msg('刷新', { id: 'refresh' });
  return html`${drawnMenu(form, data, mayDesign() && !phone)}${data.state.drawing.kind === 'list' ? groupMenu(form, group) : nothing}
    ${
      data.state.drawing.kind === 'calendar'
        ? nothing
        : html`<gj-column-chooser .form=${form} .columns=${data.columns}
            @columns=${({ detail }: CustomEvent) => data.setColumns(detail)}></gj-column-chooser>`
    }
    <button class="square" aria-label=${refresh} title=${refresh} @click=${() => data.refresh()}>${icon('refresh')}</button>`;
}

function groupMenu(form: FormModel, group: HeadHands['group']): TemplateResult | typeof nothing {
  const fields = groupFields(form);
  if (fields.length === 0) return nothing;
  const none = { key: '', text: msg('不分组', { id: 'group-none' }) };
  const items = [none, ...fields.map(({ name, label }) => ({ key: name, text: say(label) }))];
  const label = msg('分组', { id: 'group-by' });
  return html`<gj-menu look="plain" align="end" .items=${items} label=${label}
    @pick=${({ detail }: CustomEvent<string>) => group(detail)}>${label}${icon('down', 12)}</gj-menu>`;
}

/**
 * Draws the panels of domains above the records; and groups by a field of this name, with counts that leave out the
 * field's own filter.
 */
export function listGroups(
  form: FormModel,
  data: ListData,
  { by, domains }: { readonly by: string; readonly domains: readonly ListDomain[] },
): TemplateResult {
  const panels = domains.flatMap(({ listPanels = [] }) => contributed(listPanels, { form, data }));
  if (!groupFields(form).some(({ name }) => name === by)) return html`<div>${panels}</div>`;
  void loadGroups();
  const { state } = data;
  const { [by]: own = [], ...quick } = state.quick;
  const question = { view: state.view, q: state.q, filter: conditionOf({ ...state, quick }, form) };
  return html`<div>${panels}<gj-list-groups .form=${form} .question=${question} by=${by}
    picked=${own.length === 1 ? (own[0] ?? '') : ''}
    @group=${({ detail }: CustomEvent<string>) => data.pickQuick(by, detail)}></gj-list-groups></div>`;
}
