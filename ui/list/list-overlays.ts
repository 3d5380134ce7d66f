import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { SavedView } from '../../metadata/contract/own/calls.ts';
import type { Field } from '../../metadata/field.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { say } from '../session/i18n.ts';
import { actionDone, type ListAction, type Outcome } from './state/list-actions.ts';
import type { ListData } from './state/list-data.ts';
import { isFiltered } from './state/list-state.ts';

/** What stands over a list. */
export type ListOverlay =
  | { readonly name: 'import' | 'export' }
  | { readonly name: 'edit' | 'sheet'; readonly records: readonly ListedRecord[] }
  | {
      readonly name: 'confirm';
      readonly action: ActionSource;
      readonly records: readonly ListedRecord[];
      /** What is sent along. Default: nothing. */
      readonly body?: JsonObject;
    }
  | { readonly name: 'report'; readonly outcome: Outcome }
  | { readonly name: 'view'; readonly view?: SavedView };

/** What may come of it. */
export interface Overlaid {
  close(): void;
  run(records: readonly ListedRecord[], action: ListAction): void;
  undo(undo: () => Promise<number>): void;
  named(named: Pick<SavedView, 'name' | 'shared' | 'preferred'>, view: SavedView | undefined): void;
  refresh(): void;
}

/** Each is loaded when it is first wanted, and comes to life where it already stands. */
const loads: Readonly<Record<ListOverlay['name'], () => Promise<unknown>>> = {
  import: () => import('../transfer/gj-import-dialog.ts'),
  export: () => import('../transfer/gj-export-dialog.ts'),
  edit: () => import('./gj-bulk-edit.ts'),
  sheet: () => import('./gj-list-sheet.ts'),
  confirm: () => import('../kit/gj-record-dialog.ts'),
  report: () => import('./gj-report-dialog.ts'),
  view: () => import('./gj-view-dialog.ts'),
};

export function loadOverlay({ name }: ListOverlay): Promise<unknown> {
  return loads[name]();
}

export function overlayOf(overlay: ListOverlay, data: ListData, to: Overlaid): TemplateResult {
  const { form, list, state, picked } = data;
  switch (overlay.name) {
    case 'import':
      return html`<gj-import-dialog .form=${form} @closed=${to.close} @imported=${to.refresh}></gj-import-dialog>`;
    case 'export':
      return html`<gj-export-dialog .form=${form} .question=${list?.question} .picked=${[...picked.keys()]}
        .total=${list?.totalAtLeast ? null : (list?.total ?? null)} ?filtered=${isFiltered(state)} @closed=${to.close}></gj-export-dialog>`;
    case 'edit':
      return html`<gj-bulk-edit .form=${form} .count=${overlay.records.length} @closed=${to.close}
        @apply=${({ detail }: CustomEvent<{ field: Field; value: Json }>) =>
          to.run(overlay.records, { name: 'edit', ...detail })}></gj-bulk-edit>`;
    case 'sheet':
      return html`<gj-list-sheet .form=${form} .records=${overlay.records} .columns=${data.columns.shown}
        @saved=${to.refresh} @closed=${to.close}></gj-list-sheet>`;
    case 'confirm': {
      const { action, records, body } = overlay;
      const label = say(action.label);
      return html`<gj-record-dialog label=${label} @closed=${to.close}>
        <p>${say(action.confirm)}</p>
        <p class="muted">${msg(str`将对 ${records.length} 条记录执行。`, { id: 'act-on-count' })}</p>
        <button slot="actions" class="primary" autofocus @click=${() => to.run(records, { name: 'act', declared: action, ...(body ? { body } : {}) })}>${label}</button>
      </gj-record-dialog>`;
    }
    case 'report': {
      const { lines, undo, action } = overlay.outcome;
      return html`<gj-report-dialog .form=${form} .label=${actionDone(overlay.outcome)} .lines=${lines}
        ?undoable=${undo !== undefined} @closed=${to.close} @undo=${() => undo && to.undo(undo)}
        @repeat=${({ detail }: CustomEvent<readonly ListedRecord[]>) => to.run(detail, action)}></gj-report-dialog>`;
    }
    case 'view':
      return html`<gj-view-dialog .name=${overlay.view?.name ?? ''} ?renaming=${overlay.view !== undefined} @closed=${to.close}
        @named=${({ detail }: CustomEvent<Pick<SavedView, 'name' | 'shared' | 'preferred'>>) =>
          to.named(detail, overlay.view)}></gj-view-dialog>`;
  }
}
