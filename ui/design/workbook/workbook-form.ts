import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { formOfSheet } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedSheet, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { labelFields } from '../words/label-pair.ts';
import { seenByField } from '../words/seen-by.ts';
import { workbook } from './workbook-work.ts';

/** What a form of the workbook is called, and who sees its records. */
export function formFields(proposal: WorkbookProposal, sheet: ProposedSheet): TemplateResult {
  const { name, label, kind } = formOfSheet(proposal, sheet);
  return html`${labelFields(label, (next) => workbook.rename(sheet, next))}
    ${sheet.use === 'form' ? '' : kindField(sheet, kind)}
    ${seenByField(kind, workbook.seen.get(sheet.sheet) ?? '', (seen) => workbook.chooseSeen(sheet, seen))}
    <label class="text-field"><span>${msg('接口里的名称', { id: 'workbook-api-name' })}</span><input
        autocomplete="off" spellcheck="false" .value=${name} @change=${(event: Event) =>
          workbook.call(sheet, (event.target as HTMLInputElement).value.trim())} /></label>`;
}

function kindField(sheet: ProposedSheet, kind: WorkbookProposal['kind']): TemplateResult {
  const kinds = [
    ['master', msg('基础资料', { id: 'design-kind-master' })],
    ['document', msg('单据', { id: 'design-kind-document' })],
  ] as const;
  return html`<label class="text-field"><span>${msg('种类', { id: 'design-form-kind' })}</span><select @change=${(
    event: Event,
  ) => {
    const { value } = event.target as HTMLSelectElement;
    workbook.changeForm(sheet, { kind: value === 'document' ? 'document' : 'master' });
  }}>${kinds.map(
    ([value, text]) => html`<option value=${value} ?selected=${value === kind}>${text}</option>`,
  )}</select></label>`;
}

/** A choice of what a sheet of the workbook is. */
export type SheetChoice =
  | { readonly use: 'records' | 'form' | 'none' }
  /** Rows, by the place of the column that names their records. */
  | { readonly use: 'entries'; readonly key: number };

/** What a sheet is: the records, rows within them, a form of its own, or left out. */
export function sheetUseField(
  { use, rows, columns }: ProposedSheet,
  hasKey: boolean,
  choose: (choice: SheetChoice) => void,
): TemplateResult {
  const joined = columns.find((column) => column.use === 'key')?.place;
  const offered: readonly (readonly [string, SheetChoice, boolean])[] = [
    ...(rows > 0
      ? ([
          [msg('主表单的记录', { id: 'workbook-use-records' }), { use: 'records' }, use === 'records'],
        ] as const)
      : []),
    ...(use === 'records'
      ? []
      : ([
          [msg('单独的表单', { id: 'workbook-use-form' }), { use: 'form' }, use === 'form'],
          ...(hasKey ? columns : []).map(
            ({ place, heading }) =>
              [
                rowsBy(heading),
                { use: 'entries', key: place },
                use === 'entries' && place === joined,
              ] as const,
          ),
          [msg('不使用', { id: 'workbook-unused' }), { use: 'none' }, use === 'none'],
        ] as const)),
  ];
  return html`<label class="text-field"><span>${msg('这张表是', { id: 'workbook-sheet-is' })}</span><select ?disabled=${
    use === 'records'
  } @change=${(event: Event) => {
    const [, choice] = offered[Number((event.target as HTMLSelectElement).value)] ?? [];
    if (choice) choose(choice);
  }}>${offered.map(
    ([text, , isChosen], at) => html`<option value=${at} .selected=${isChosen}>${text}</option>`,
  )}</select></label>`;
}

function rowsBy(heading: string): string {
  return msg(str`分录，按“${heading}”归到记录`, { id: 'workbook-rows-by' });
}
