import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { type ViewKind, viewKinds } from '../../metadata/property/view-kinds.ts';
import { type IconName, icon } from '../kit/base/icons.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord, RecordList } from '../model/record-list.ts';
import { router } from '../session/router.ts';
import { type Drawing, drawnAs, plainDrawing } from './state/drawing.ts';
import type { ListData } from './state/list-data.ts';
import type { ListState } from './state/list-state.ts';
import { lackOf } from './state/view-lack.ts';

/** Each is loaded when it is first wanted: whoever looks at tables alone loads none of them. */
const loads: Readonly<Record<Exclude<ViewKind, 'list'>, () => Promise<unknown>>> = {
  board: onceLoaded(() => import('./views/gj-board.ts')),
  calendar: onceLoaded(() => import('./views/gj-calendar.ts')),
  gallery: onceLoaded(() => import('./views/gj-gallery.ts')),
  tree: onceLoaded(() => import('./views/gj-tree.ts')),
  chart: onceLoaded(() => import('./views/gj-chart-view.ts')),
};

export function loadDrawn(kind: ViewKind): Promise<unknown> {
  return kind === 'list' ? Promise.resolve() : loads[kind]();
}

export const viewIcons: Readonly<Record<ViewKind, IconName>> = {
  list: 'list',
  board: 'columns',
  calendar: 'calendar',
  gallery: 'image',
  tree: 'org',
  chart: 'chart',
};

export function viewWord(kind: ViewKind): string {
  switch (kind) {
    case 'list':
      return msg('列表', { id: 'view-list' });
    case 'board':
      return msg('看板', { id: 'view-board' });
    case 'calendar':
      return msg('日历', { id: 'calendar' });
    case 'gallery':
      return msg('画廊', { id: 'view-gallery' });
    case 'tree':
      return msg('树', { id: 'view-tree' });
    case 'chart':
      return msg('图表', { id: 'view-chart' });
  }
}

/**
 * Answers every way to draw a form: those that it lacks something for say what, and lead whoever `designs` it to where that
 * is added.
 */
function drawnItems(form: FormModel, now: ViewKind, designs: boolean): readonly MenuItem[] {
  return viewKinds.map((kind) => {
    const lack = lackOf(form, kind);
    const field = designs ? lack?.field : undefined;
    return {
      key: kind,
      text: viewWord(kind),
      icon: viewIcons[kind],
      ...(lack ? { why: lack.why } : { picked: kind === now }),
      ...(field && { mend: field.offer, href: `/design/${form.name}?add=${field.kind}` }),
    };
  });
}

/** The menu of the ways in which a form can be drawn. */
export function drawnMenu(form: FormModel, data: ListData, designs: boolean): TemplateResult {
  const { kind } = data.state.drawing;
  const label = msg(str`显示方式：${viewWord(kind)}`, { id: 'drawn-as' });
  const items = drawnItems(form, kind, designs);
  return html`<gj-menu look="plain" align="end" .items=${items} label=${label}
    @pick=${({ detail }: CustomEvent<ViewKind>) => {
      if (detail !== kind) data.change({ drawing: detail === 'list' ? plainDrawing : drawnAs(form, detail) });
    }}>${icon(viewIcons[kind])}${viewWord(kind)}${icon('down', 12)}</gj-menu>`;
}

interface Shown {
  readonly form: FormModel;
  readonly list: RecordList;
  readonly drawing: Drawing;
  readonly columns: readonly string[];
  readonly rowMenu: (record: ListedRecord) => readonly MenuItem[];
}

interface Hands {
  readonly act: (event: CustomEvent<{ key: string; record: ListedRecord }>) => void;
  readonly change: (event: CustomEvent<Partial<ListState>>) => void;
  readonly loaded: () => void;
}

const none: Hands = { act: () => {}, change: () => {}, loaded: () => {} };

/** Draws records otherwise than as a table; undefined: they are a table. */
export function viewElement(
  { form, list, drawing, columns, rowMenu }: Shown,
  { act, change, loaded }: Hands = none,
): TemplateResult | undefined {
  const open = ({ detail }: CustomEvent<ListedRecord>) => router.go(`/forms/${form.name}/${detail.id}`);
  switch (drawing.kind) {
    case 'board':
      return html`<gj-board .form=${form} .list=${list} .drawing=${drawing} .columns=${columns} .rowMenu=${rowMenu}
        @act=${act} @state=${change}></gj-board>`;
    case 'calendar':
      return html`<gj-calendar .form=${form} .list=${list} .drawing=${drawing} .columns=${columns} .rowMenu=${rowMenu}
        @act=${act} @state=${change}></gj-calendar>`;
    case 'gallery':
      return html`<gj-gallery .form=${form} .list=${list} .drawing=${drawing} .columns=${columns} .rowMenu=${rowMenu}
        @act=${act} @state=${change} @loaded=${loaded}></gj-gallery>`;
    case 'tree':
      return html`<gj-tree .form=${form} .list=${list} .drawing=${drawing} .columns=${columns} .rowMenu=${rowMenu}
        @open=${open} @act=${act} @state=${change}></gj-tree>`;
    case 'chart':
      return html`<gj-chart-view .form=${form} .list=${list} .drawing=${drawing} @state=${change}></gj-chart-view>`;
    case 'list':
      return undefined;
  }
}

/** Draws the records of a list page otherwise than as a table. */
export function drawnRecords(
  form: FormModel,
  data: ListData,
  { rowMenu, ...hands }: Pick<Shown, 'rowMenu'> & Omit<Hands, 'loaded'>,
): TemplateResult | undefined {
  const { list, state, columns } = data;
  if (!list) return undefined;
  const shown = { form, list, drawing: state.drawing, columns: columns.shown, rowMenu };
  return viewElement(shown, { ...hands, loaded: () => data.loaded() });
}
