import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { formOfSheet } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedSheet, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { say } from '../../session/i18n.ts';
import { labelFields } from '../words/label-pair.ts';
import { seenByField } from '../words/seen-by.ts';
import { workbook } from './workbook-work.ts';

/** What a form of the workbook is called, and who sees its records; `unseen`: nobody chose that, and has to. */
export function formFields(
  proposal: WorkbookProposal,
  sheet: ProposedSheet,
  unseen: string | undefined,
): TemplateResult {
  const { name, label, kind } = formOfSheet(proposal, sheet);
  return html`${labelFields(label, (next) => workbook.rename(sheet, next))}
    ${kindField(sheet, kind)}
    ${seenByField(kind, workbook.seen.get(sheet.sheet) ?? '', (seen) => workbook.chooseSeen(sheet, seen), { wrong: unseen })}
    <label class="text-field"><span>${msg('接口里的名称', { id: 'workbook-api-name' })}</span><input
        autocomplete="off" spellcheck="false" .value=${name} @change=${(event: Event) =>
          workbook.call(sheet, (event.target as HTMLInputElement).value.trim())} /></label>`;
}

function kindField(sheet: ProposedSheet, kind: WorkbookProposal['kind']): TemplateResult {
  const kinds = [
    ['master', msg('基础资料', { id: 'design-kind-master' })],
    ['document', msg('单据', { id: 'design-kind-document' })],
  ] as const;
  return html`<label class="text-field"><span>${msg('类型', { id: 'design-form-kind' })}</span><select class="plain" @change=${(
    event: Event,
  ) => {
    const { value } = event.target as HTMLSelectElement;
    workbook.changeForm(sheet, { kind: value === 'document' ? 'document' : 'master' });
  }}>${kinds.map(
    ([value, text]) => html`<option value=${value} ?selected=${value === kind}>${text}</option>`,
  )}</select></label>`;
}

/** A choice of what a sheet of the workbook is. */
export type SheetChoice = { readonly use: 'records' | 'form' | 'none' } | RowsChoice;

/** Rows of records of the sheet `of`, by the place of the column that names those. */
export interface RowsChoice {
  readonly use: 'entries';
  readonly of: number;
  readonly key: number;
}

interface Offer {
  readonly text: string;
  readonly choice: SheetChoice;
  readonly isChosen: boolean;
}

/** What a sheet is: the records, rows within them, a form of its own, or left out. */
export function sheetUseField(
  sheet: ProposedSheet,
  proposal: WorkbookProposal,
  choose: (choice: SheetChoice) => void,
): TemplateResult {
  const isMain = sheet.use === 'records';
  const plain = (use: 'records' | 'form' | 'none', text: string): Offer => ({
    text,
    choice: { use },
    isChosen: sheet.use === use,
  });
  const offered = [
    ...(sheet.rows > 0 ? [plain('records', msg('主表单的记录', { id: 'workbook-use-records' }))] : []),
    ...(isMain
      ? []
      : [
          plain('form', msg('单独的表单', { id: 'workbook-use-form' })),
          ...rowsOffers(sheet, proposal),
          plain('none', msg('不使用', { id: 'workbook-unused' })),
        ]),
  ];
  return html`<label class="text-field"><span>${msg('这张表是', { id: 'workbook-sheet-is' })}</span><select class="plain"
      ?disabled=${isMain} @change=${(event: Event) => {
        const offer = offered[Number((event.target as HTMLSelectElement).value)];
        if (offer) choose(offer.choice);
      }}>${offered.map(
        ({ text, isChosen }, at) => html`<option value=${at} .selected=${isChosen}>${text}</option>`,
      )}</select></label>`;
}

/** Rows of the main form's records by any column, of those of other forms by the column called as their key. */
function rowsOffers(sheet: ProposedSheet, proposal: WorkbookProposal): readonly Offer[] {
  const { columns } = sheet;
  const joined = columns.find(({ use }) => use === 'key')?.place;
  const owners = workbook.forms.filter((one) => one !== sheet && formOfSheet(proposal, one).key !== null);
  return owners.flatMap((owner) => {
    const { key, label } = formOfSheet(proposal, owner);
    const called = owner.columns.find(({ place }) => place === key)?.heading;
    return columns.flatMap(({ place, heading }): readonly Offer[] => {
      const isChosen = sheet.use === 'entries' && sheet.of === owner.sheet && place === joined;
      if (owner.use !== 'records' && heading !== called && !isChosen) return [];
      const text =
        owners.length > 1
          ? msg(str`“${say(label)}”的分录，按“${heading}”归到记录`, { id: 'workbook-rows-of' })
          : msg(str`分录，按“${heading}”归到记录`, { id: 'workbook-rows-by' });
      return [{ text, choice: { use: 'entries', of: owner.sheet, key: place }, isChosen }];
    });
  });
}
