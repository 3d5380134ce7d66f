import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { grouped } from '../../metadata/common/grouped.ts';
import type { Field } from '../../metadata/field.ts';
import { dotted } from '../kit/base/dotted.ts';
import { icon } from '../kit/base/icons.ts';
import { plural, say } from '../session/i18n.ts';
import { type BarAction, barCommands } from './gj-sheet-bar.ts';
import { shownIn } from './model/cell-text.ts';
import type { ColumnChoice } from './model/sheet-columns.ts';
import type { CellState, Problems } from './model/sheet-marks.ts';
import type { Cell } from './model/sheet-range.ts';
import { summaryOf, type Totals } from './model/sheet-summary.ts';
import type { SheetArrangement } from './sheet-arrangement.ts';
import type { SheetDesk } from './sheet-desk.ts';
import type { SheetFind } from './sheet-find.ts';
import { pagesView } from './sheet-pages.ts';

/** Of a row so many values are told beside its name; its form has all of them. */
const mostValues = 5;
/** Of rows that are on no pages so many are drawn, and as many more whenever that is asked for. */
export const cardsAtOnce = 50;

interface CardsAsk {
  readonly desk: SheetDesk;
  readonly columns: SheetArrangement;
  readonly find: SheetFind;
  readonly problems: Problems;
  /** The cells with something wrong, on all pages. */
  readonly wrong: readonly Cell[];
  readonly label: string;
  readonly notice: string;
  /** How many cards are drawn where there are no pages. */
  readonly most: number;
  state(row: number, field: Field): CellState;
  /** To the form of a row. */
  open(row: number): void;
  more(): void;
  choose(choice: ColumnChoice | null): void;
}

/** Draws rows for a screen on which no sheet has room: each is a card, which opens the row as a form. */
export function cardsView(ask: CardsAsk): TemplateResult {
  const { desk } = ask;
  const { model, viewport } = desk;
  const { perPage, first } = viewport;
  const count = model.state.rows.length;
  const { cell } = model.selection;
  const most = isFound(ask, cell.row) ? Math.max(ask.most, cell.row + 1) : ask.most;
  const last = Math.min(count, perPage === null ? most : first + perPage);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  const act = (action: BarAction) => desk.run(barCommands[action]);
  const add = () => {
    act('add-row');
    ask.open(model.state.rows.length - 1);
  };
  return html`${tools(ask)}<ul class="parted list-none" aria-label=${ask.label}>${places.map((row) => card(ask, row))}</ul>
    ${
      perPage === null && last < count
        ? html`<div class="pad-2 ruled-above"><button class="plain" @click=${() => ask.more()}>${plural(
            msg(str`再显示 ${grouped(Math.min(cardsAtOnce, count - last))} 行`, { id: 'sheet-cards-more' }),
          )}</button></div>`
        : nothing
    }
    ${sums(ask.columns.totals, model.columns)}
    <footer class="small flex wraps centred gap-1-4 pad-1-2 muted shaded ruled-above">${
      !model.mayAdd
        ? nothing
        : html`<button class="slim" @click=${add}>${icon('add', 14)}${msg('添加行', { id: 'sheet-add-row' })}</button>
          ${turn(act, 'undo', msg('撤销', { id: 'undo' }), model.canUndo)}${turn(act, 'redo', msg('重做', { id: 'sheet-redo' }), model.canRedo)}`
    }${count > 0 ? summaryOf(model) : nothing}${pagesView(desk, ask.wrong)}<span class="in-warn" role="status">${ask.notice}</span></footer>`;
}

function isFound({ desk, find }: CardsAsk, row: number): boolean {
  return desk.model.columns.some((_, col) => find.holds({ row, col }));
}

/** The box that leads from one row to the next, and the choice of what cards tell, as above the sheet itself. */
function tools({ find, columns, choose }: CardsAsk): TemplateResult | typeof nothing {
  if (!find.isOffered && !columns.hasMany) return nothing;
  return html`<div class="tools sticky flex centred gap-1 pad-1-2 shaded ruled">${find.view()}<span
      class="pushed rigid">${columns.chooser(choose)}</span></div>`;
}

const toView = (card: Element | undefined) => card?.scrollIntoView({ block: 'nearest' });

function turn(act: (action: BarAction) => boolean, action: 'undo' | 'redo', text: string, can: boolean) {
  return html`<button class="square slim" ?disabled=${!can} aria-label=${text} title=${text}
    @click=${() => act(action)}>${icon(action, 14)}</button>`;
}

function card(ask: CardsAsk, row: number): TemplateResult {
  const { model } = ask.desk;
  const content = model.state.rows[row] ?? {};
  const name = ask.columns.nameOf(content);
  const line = msg(str`第 ${row + 1} 行`, { id: 'sheet-row-title' });
  const problems = [...(ask.problems.get(row)?.values() ?? [])];
  const flaws = [...(model.state.flaws.get(String(content['id']))?.values() ?? [])].map(
    ({ sentence }) => sentence,
  );
  const filled = model.columns
    .filter((field) => !field.rows && ask.state(row, field).visible)
    .map((field) => ({ field, value: content[field.name] ?? null }))
    .filter(
      ({ field, value }) => value !== null && value !== '' && value !== false && field !== ask.columns.naming,
    );
  const holds = (field: Field) => ask.find.holds({ row, col: model.columns.indexOf(field) });
  const isHere = row === model.selection.cell.row && isFound(ask, row);
  // What was looked for is told of a row, too, wherever its column stands.
  const shownValues = filled.filter(({ field }, at) => at < mostValues || holds(field));
  return html`<li aria-current=${isHere ? 'true' : nothing} ${isHere ? ref(toView) : nothing}><button class="low-as-text to-start blocks fills borderless groundless pad-2-3" data-row=${row}
      @click=${() => ask.open(row)}><span class="flex apart gap-2"><span class="bold breaks ${
        ask.columns.naming && holds(ask.columns.naming) ? 'found' : ''
      }">${name || line}</span>${
        name ? html`<span class="small muted rigid">${line}</span>` : nothing
      }</span><span class="flex wraps gap-1-4 small">${shownValues.map(
        ({ field, value }) =>
          html`<span class=${holds(field) ? 'found' : ''}><span class="muted">${say(field.label)}</span> ${shownIn(value, model.fieldIn(row, field))}</span>`,
      )}</span>${[...flaws, ...problems].map(
        (sentence) => html`<span class="blocks small in-error">${sentence}</span>`,
      )}</button></li>`;
}

function sums(totals: Totals, columns: readonly Field[]): TemplateResult | typeof nothing {
  const filled = [...totals].filter(([, sum]) => sum.length > 0);
  if (filled.length === 0) return nothing;
  return html`<div class="flex wraps gap-1-4 pad-1-2 small shaded ruled-above"><span class="bold muted">${msg('合计', { id: 'table-total' })}</span>${filled.map(
    ([col, sum]) =>
      html`<span><span class="muted">${say(columns[col]?.label)}</span> <span class="bold figures">${dotted(sum)}</span></span>`,
  )}</div>`;
}
