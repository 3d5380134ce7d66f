import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { type ViewKind, viewKinds } from '../../metadata/property/view.ts';
import { icon, type IconName } from '../kit/base/icons.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { router } from '../session/router.ts';
import { canBeDrawn, drawnAs, plainDrawing } from './state/drawing.ts';
import type { ListData } from './state/list-data.ts';
import type { ListState } from './state/list-state.ts';

/** Each is loaded when it is first wanted: whoever looks at tables alone loads none of them. */
const loads: Readonly<Record<Exclude<ViewKind, 'list'>, () => Promise<unknown>>> = {
  board: onceLoaded(() => import('./views/gj-board.ts')),
  calendar: onceLoaded(() => import('./views/gj-calendar.ts')),
  gallery: onceLoaded(() => import('./views/gj-gallery.ts')),
  tree: onceLoaded(() => import('./views/gj-tree.ts')),
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
  }
}

/** The menu of the ways in which a form can be drawn. */
export function drawnMenu(form: FormModel, data: ListData): TemplateResult {
  const { kind } = data.state.drawing;
  const label = msg('显示方式', { id: 'drawn-as' });
  const items: readonly MenuItem[] = viewKinds
    .filter((one) => canBeDrawn(form, one))
    .map((one) => ({ key: one, text: viewWord(one), icon: viewIcons[one], picked: one === kind }));
  return html`<gj-menu look="plain" align="end" .items=${items} label=${label}
    @pick=${({ detail }: CustomEvent<ViewKind>) => {
      if (detail !== kind) data.change({ drawing: detail === 'list' ? plainDrawing : drawnAs(form, detail) });
    }}>${icon(viewIcons[kind])}${viewWord(kind)}${icon('down', 12)}</gj-menu>`;
}

interface Drawn {
  readonly rowMenu: (record: ListedRecord) => readonly MenuItem[];
  readonly act: (event: CustomEvent<{ key: string; record: ListedRecord }>) => void;
  readonly change: (event: CustomEvent<Partial<ListState>>) => void;
}

/** Draws the records of a list otherwise than as a table. */
export function drawnRecords(
  form: FormModel,
  data: ListData,
  { rowMenu, act, change }: Drawn,
): TemplateResult | undefined {
  const { list, state, columns } = data;
  const { kind } = state.drawing;
  const open = ({ detail }: CustomEvent<ListedRecord>) => router.go(`/forms/${form.name}/${detail.id}`);
  const { shown } = columns;
  switch (list ? kind : 'list') {
    case 'board':
      return html`<gj-board .form=${form} .list=${list} .drawing=${state.drawing} .columns=${shown} .rowMenu=${rowMenu}
        @open=${open} @act=${act} @state=${change}></gj-board>`;
    case 'calendar':
      return html`<gj-calendar .form=${form} .list=${list} .drawing=${state.drawing} .columns=${shown} .rowMenu=${rowMenu}
        @open=${open} @act=${act} @state=${change}></gj-calendar>`;
    case 'gallery':
      return html`<gj-gallery .form=${form} .list=${list} .drawing=${state.drawing} .columns=${shown} .rowMenu=${rowMenu}
        @open=${open} @act=${act} @state=${change} @loaded=${() => data.loaded()}></gj-gallery>`;
    case 'tree':
      return html`<gj-tree .form=${form} .list=${list} .drawing=${state.drawing} .columns=${shown} .rowMenu=${rowMenu}
        @open=${open} @act=${act} @state=${change}></gj-tree>`;
    default:
      return undefined;
  }
}
