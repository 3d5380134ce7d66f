import { msg, str } from '@lit/localize';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isGiven } from '../../record/editor/record-sending.ts';
import { language, plural, say } from '../../session/i18n.ts';
import type { CellState } from './sheet-marks.ts';
import type { SheetModel } from './sheet-model.ts';
import { isOne } from './sheet-range.ts';

/** Names the current cell: its column and its row. */
export function cellLabel({ columns, selection }: SheetModel): string {
  const { row, col } = selection.cell;
  return msg(str`${say(columns[col]?.label)} 第 ${row + 1} 行`, { id: 'sheet-cell-label' });
}

/** All there is to say of the current cell, for those who do not see it. */
export function spokenCell(model: SheetModel, state: CellState, problem: string): string {
  const { cell } = model.selection;
  const parts = [
    cellLabel(model),
    model.textAt(cell.row, cell.col) || msg('空', { id: 'sheet-empty-cell' }),
    state.readonly ? msg('只读', { id: 'sheet-readonly' }) : '',
    state.required ? msg('必填', { id: 'sheet-required' }) : '',
    problem,
    isOne(model.selection) ? '' : markedText(model),
  ];
  return parts.filter(Boolean).join(', ');
}

export function markedText(model: SheetModel): string {
  const { top, bottom, left, right } = model.range;
  return plural(
    msg(str`已选 ${grouped(bottom - top + 1)} 行 × ${right - left + 1} 列`, { id: 'sheet-marked' }),
  );
}

/**
 * As the title of the cell that is pointed at: what it says whole where it is cut, and what is wrong with it; of a
 * row's number, what is wrong in the row.
 */
export function hoverTitle(target: HTMLElement, problem: (row: number, col: number | null) => string): void {
  const cell = target.closest<HTMLElement>('[role=gridcell], [role=rowheader]');
  const row = Number(cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 0) - 2;
  if (!cell || row < 0) return;
  const col = cell.dataset['row'] === undefined ? Number(cell.getAttribute('aria-colindex')) - 2 : null;
  const cut = cell.scrollWidth > cell.clientWidth ? cell.innerText : '';
  cell.title = [problem(row, col), cut].filter(Boolean).join('\n');
}

/** Says in a sentence why nobody can type into a cell; `today`: the date where one works. */
export async function whyReadonly(
  field: Field,
  form: FormModel,
  shape: FieldSet | undefined,
  state: CellState,
  today: string,
): Promise<string> {
  const label = say(field.label);
  if (!state.visible) {
    const when = await inWords(field.visible, form, shape, today);
    return when === undefined
      ? msg(str`这一行不适用“${label}”`, { id: 'cell-not-applicable' })
      : msg(str`“${label}”只在这时填写：${when}`, { id: 'cell-only-when' });
  }
  if (!isGiven(field)) return msg(str`“${label}”由系统填写`, { id: 'cell-by-system' });
  if (!form.writable.has(field.path)) return msg(str`您没有填写“${label}”的权限`, { id: 'cell-no-right' });
  const when = await inWords(field.readonly, form, shape, today);
  if (when !== undefined) return msg(str`“${label}”这时只读：${when}`, { id: 'cell-readonly-when' });
  return msg('这个单元格只读', { id: 'sheet-cell-readonly' });
}

async function inWords(
  when: boolean | Condition,
  form: FormModel,
  shape: FieldSet | undefined,
  today: string,
): Promise<string | undefined> {
  if (typeof when !== 'object' || !shape) return undefined;
  const [{ compileLater }, { describe }] = await Promise.all([
    import('../../../rules/condition/compile.ts'),
    import('../../../rules/condition/describe.ts'),
  ]);
  const compiled = await compileLater(when, { shape, parent: form, kept: true });
  return compiled.ok ? describe(compiled.value, language(), { call: { today } }) : undefined;
}
