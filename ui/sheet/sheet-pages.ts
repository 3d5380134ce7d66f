import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../metadata/common/grouped.ts';
import { icon } from '../kit/base/icons.ts';
import { uncovered } from '../kit/base/uncovered.ts';
import { plural } from '../session/i18n.ts';
import type { Cell } from './model/sheet-range.ts';
import type { SheetDesk } from './sheet-desk.ts';

/** The way from page to page of a sheet, with what is wrong on others than the one that is shown. */
export function pagesView(desk: SheetDesk, wrong: readonly Cell[]): TemplateResult | typeof nothing {
  const { viewport, model } = desk;
  const { pages, at, perPage, first } = viewport;
  if (perPage === null || pages === 1) return nothing;
  const rows = model.state.rows.length;
  const last = Math.min(first + perPage, rows);
  const turn = (page: number) => {
    const to = { row: page * perPage, col: model.selection.cell.col };
    desk.leaveCell();
    desk.select(to, to, to);
  };
  const elsewhere = wrong.filter(({ row }) => viewport.isElsewhere(row));
  const [next] = [...elsewhere.filter(({ row }) => row >= last), ...elsewhere];
  const step = (page: number, drawn: 'back' | 'right', label: string) =>
    html`<button class="square slim" ?disabled=${page < 0 || page >= pages} aria-label=${label} title=${label}
      @click=${(event: Event) => {
        // A button that can do no more would take the focus with it.
        if (page === 0 || page === pages - 1)
          (event.currentTarget as Element).parentElement?.querySelector('select')?.focus();
        turn(page);
      }}>${icon(drawn, 12)}</button>`;
  return html`<nav class="flex wraps centred gap-1" ${uncovered()} aria-label=${msg('翻页', { id: 'sheet-pages' })}>
    <span class="flex centred gap-1">${step(at - 1, 'back', msg('上一页', { id: 'sheet-page-before' }))}
    <select class="plain slim" aria-label=${msg('页', { id: 'sheet-page' })}
      @change=${(event: Event) => turn(Number((event.target as HTMLSelectElement).value))}>${Array.from(
        { length: pages },
        (_, page) =>
          html`<option value=${page} .selected=${page === at}>${msg(str`第 ${page + 1} 页，共 ${pages} 页`, { id: 'sheet-page-of' })}</option>`,
      )}</select>
    ${step(at + 1, 'right', msg('下一页', { id: 'sheet-page-after' }))}</span>
    <span class="one-line figures">${msg(str`第 ${grouped(first + 1)}–${grouped(last)} 行`, { id: 'sheet-rows-shown' })}</span>
    ${
      next
        ? html`<button class="groundless borderless slim in-error" @click=${() => desk.select(next, next, next)}
            >${icon('alert', 12)}${plural(msg(str`其他页有 ${elsewhere.length} 处问题`, { id: 'sheet-problems-elsewhere' }))}</button>`
        : nothing
    }
  </nav>`;
}
