import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { uiKind } from '../fields/index.ts';
import { grouped } from '../fields/shown.ts';
import { language, plural, say } from '../session/i18n.ts';
import { isNumber } from './cell-text.ts';
import type { SheetModel } from './sheet-model.ts';
import { isOne } from './sheet-range.ts';
import { markedText } from './sheet-speech.ts';
import { sumOf } from './sheet-sums.ts';
import type { Planned } from './sheet-texts.ts';

/** How many rows there are, and what is marked of them, with the sums of its numbers. */
export function summaryOf(model: SheetModel): TemplateResult {
  const { rows } = model.state;
  const { left, right } = model.range;
  const count = plural(msg(str`共 ${grouped(rows.length)} 行`, { id: 'sheet-count' }));
  if (rows.length === 0 && model.mayAdd)
    return html`<span>${msg('在空行里直接输入，或粘贴从 Excel 复制的内容', { id: 'sheet-begin' })}</span>`;
  if (isOne(model.selection)) return html`<span>${count}</span>`;
  const sums = model.columns.slice(left, right + 1).flatMap((field) => {
    if (!isNumber(field)) return [];
    const { sum, count: counted } = sumOf(model.markedRows.map((row) => rows[row]?.[field.name]));
    return counted === 0 ? [] : [{ label: say(field.label), shown: uiKind(field).show(sum, field) }];
  });
  const colon = language() === 'zh' ? '：' : ': ';
  const word = msg('合计', { id: 'sheet-sum' });
  return html`<span>${count}</span><span>${markedText(model)}</span>${
    sums.length === 0
      ? nothing
      : html`<span class="sums">${sums.map(
          ({ label, shown }) => html`<span>${label} ${word}${colon}<strong>${shown}</strong></span>`,
        )}</span>`
  }`;
}

/** What did not go where somebody wanted it; empty: all did. */
export function noticeOf({
  skipped,
  outside,
  flawed,
}: Pick<Planned, 'skipped' | 'outside' | 'flawed'>): string {
  return [
    skipped > 0 ? plural(msg(str`${grouped(skipped)} 个单元格只读，保持原值`, { id: 'sheet-skipped' })) : '',
    outside > 0
      ? plural(msg(str`${grouped(outside)} 个单元格超出表格，没有粘贴`, { id: 'sheet-outside' }))
      : '',
    flawed > 0
      ? plural(msg(str`${grouped(flawed)} 个单元格的内容不能识别，已标出`, { id: 'sheet-flawed' }))
      : '',
  ]
    .filter(Boolean)
    .join('；');
}

export const nothingAmiss = { skipped: 0, outside: 0, flawed: 0 };
