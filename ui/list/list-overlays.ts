import { html, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { Field } from '../../metadata/field.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { router } from '../session/router.ts';
import { actionDone, type ListAction, type Outcome } from './state/list-actions.ts';
import type { ListData } from './state/list-data.ts';
import { isFiltered } from './state/list-state.ts';
import { summable } from './state/summable.ts';

/** The dialog that lies over a list. */
export type ListOverlay =
  | { readonly name: 'import' | 'export' }
  | { readonly name: 'edit' | 'sheet' | 'print'; readonly records: readonly ListedRecord[] }
  | { readonly name: 'report'; readonly outcome: Outcome };

/** The calls from such a dialog to the list's page. */
export interface Overlaid {
  close(): void;
  run(records: readonly ListedRecord[], action: ListAction): void;
  undo(undo: () => Promise<number>): void;
  refresh(): void;
}

/** Each is loaded when it is first wanted, and comes to life where it already stands. */
const loads: Readonly<Record<ListOverlay['name'], () => Promise<unknown>>> = {
  import: () => import('../sheet/transfer/gj-import-dialog.ts'),
  export: () => import('../sheet/transfer/gj-export-dialog.ts'),
  edit: () => import('./gj-bulk-edit.ts'),
  sheet: () => import('./gj-list-sheet.ts'),
  print: () => import('../sheet/transfer/gj-print-dialog.ts'),
  report: () => import('./gj-report-dialog.ts'),
};

export function loadOverlay({ name }: ListOverlay): Promise<unknown> {
  return loads[name]();
}

/** The dialog with which the address begins, as the inbox leads back to an import; the list is at its own address then. */
export function overlayAsked({ actions }: FormOutline): ListOverlay | null {
  const { query } = router.place;
  if (query.get('show') !== 'import') return null;
  const rest = new URLSearchParams(query);
  rest.delete('show');
  router.rewrite(rest);
  return actions.includes('import') ? { name: 'import' } : null;
}

export function overlayOf(overlay: ListOverlay, data: ListData, to: Overlaid): TemplateResult {
  const { form, list, state, picked } = data;
  switch (overlay.name) {
    case 'import':
      return html`<gj-import-dialog .form=${form} @closed=${to.close} @imported=${to.refresh}></gj-import-dialog>`;
    case 'export':
      return html`<gj-export-dialog .form=${form} .question=${list?.question} .picked=${[...picked.keys()]}
        .columns=${data.columns.shown} .sums=${form ? summable(form, data.columns.shown) : []}
        .total=${list?.totalAtLeast ? null : (list?.total ?? null)} ?filtered=${isFiltered(state)}
        @closed=${to.close}></gj-export-dialog>`;
    case 'edit':
      return html`<gj-bulk-edit .form=${form} .records=${overlay.records} @closed=${to.close}
        @apply=${({ detail }: CustomEvent<{ field: Field; value: Json }>) =>
          to.run(overlay.records, { name: 'edit', ...detail })}></gj-bulk-edit>`;
    case 'sheet':
      return html`<gj-list-sheet .form=${form} .records=${overlay.records} .columns=${data.columns.shown}
        @saved=${to.refresh} @closed=${to.close}></gj-list-sheet>`;
    case 'print':
      return html`<gj-print-dialog .form=${form} .question=${list?.question}
        .records=${overlay.records.map(({ id }) => id)} @closed=${to.close}></gj-print-dialog>`;
    case 'report': {
      const { lines, undo, action } = overlay.outcome;
      return html`<gj-report-dialog .form=${form} .label=${actionDone(overlay.outcome)} .lines=${lines}
        ?undoable=${undo !== undefined} @closed=${to.close} @undo=${() => undo && to.undo(undo)}
        @repeat=${({ detail }: CustomEvent<readonly ListedRecord[]>) => to.run(detail, action)}></gj-report-dialog>`;
    }
  }
}
