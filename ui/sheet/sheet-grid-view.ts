import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import { explainMark, whoOf } from '../fields/explain/explain-mark.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { icon } from '../kit/base/icons.ts';
import { neededMark } from '../kit/base/needed-mark.ts';
import { mayBeCut } from '../kit/base/text-width.ts';
import type { FormModel } from '../model/form-model.ts';
import { language, say } from '../session/i18n.ts';
import { shownIn } from './model/cell-text.ts';
import { type DrawnState, noProblems, type Problems } from './model/sheet-marks.ts';
import type { SheetModel } from './model/sheet-model.ts';
import type { Totals } from './model/sheet-summary.ts';
import type { Seen, SheetViewport } from './model/sheet-viewport.ts';

/** All the grid is drawn from. */
export interface GridAsk {
  readonly model: SheetModel;
  readonly viewport: SheetViewport;
  readonly seen: Seen;
  readonly problems: Problems;
  readonly readonly: boolean;
  readonly label: string;
  /** Name of the form, for whoever asks who said what of a column. */
  readonly form: Pick<FormModel, 'name'>;
  readonly needed: ControlAsk['neededIn'];
  /** Changes whenever cells may be told other things than before, though their rows are the same. */
  readonly epoch: unknown;
  /** Sums below the rows, by column. */
  readonly totals: Totals;
  state(row: number, field: Field): DrawnState;
  /** Whether a cell shows the text that is looked for. */
  isFound(row: number, col: number): boolean;
}

/** Head and rows as a grid of its own: what lies over the cells stands outside of it. */
export function gridView(ask: GridAsk): TemplateResult {
  const { model, viewport, seen } = ask;
  const columns = model.columns.length + 1;
  return html`<div id="grid" class="flex column absolute" role="grid" aria-label=${ask.label}
    aria-rowcount=${model.lines + 1 + (ask.totals.size > 0 ? 1 : 0)} aria-colcount=${columns}
    aria-readonly=${ask.readonly ? 'true' : nothing} aria-multiselectable="true">
    <div role="rowgroup" class="head gridded rigid sticky"><div role="row" aria-rowindex="1" class="flex relative shaded">
      <div class="pin flex rigid sticky shaded">
        <div role="columnheader" class="cell num rigid one-line smaller muted to-end shaded" aria-colindex="1"
            data-all title=${msg('全选', { id: 'sheet-select-all' })}>
          <span class="sr-only">${msg('行号', { id: 'sheet-row-number' })}</span>
        </div>
        ${columnsFrom(0, viewport.frozen - 1).map((col) => headCell(ask, col))}
      </div>
      ${columnsFrom(seen.firstCol, seen.lastCol).map((col) => headCell(ask, col))}
    </div></div>
    <div role="rowgroup">${slots(seen).map((row) => rowOf(ask, row))}</div>
    ${ask.totals.size > 0 ? footOf(ask) : nothing}
  </div>`;
}

function columnsFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** Rows by the slot that shows them: while one scrolls each row keeps its slot, and only what comes in is drawn. */
function slots({ firstRow, rows }: Seen): readonly number[] {
  return Array.from({ length: rows }, (_, slot) => firstRow + ((((slot - firstRow) % rows) + rows) % rows));
}

/** Cells stand one after the other; the first that is not frozen leaves the room of those that are not drawn. */
function placeOf({ viewport, seen }: GridAsk, col: number): string {
  const width = `width:${viewport.widthOf(col)}px`;
  if (col !== seen.firstCol || viewport.isFrozen(col)) return width;
  return `${width};margin-inline-start:${viewport.left(col) - viewport.frozenWidth}px`;
}

function headCell(ask: GridAsk, col: number): TemplateResult {
  const field = ask.model.columns[col];
  if (!field) return html``;
  const label = say(field.label);
  const { left, right } = ask.model.range;
  const marked = col >= left && col <= right ? ' in' : '';
  const help = say(field.help);
  const required = field.required === true && !ask.readonly;
  return html`<div role="columnheader" aria-colindex=${col + 2} data-col=${col}
    class="cell flex centred rigid relative gap-1 clips smaller bold muted ${ask.viewport.isFrozen(col) ? 'frozen' : ''} ${uiKind(field).align ? 'at-end' : ''}${marked}"
    style=${placeOf(ask, col)}
    title=${help ? `${label}\n${help}` : label}
    ><span class="text two-lines">${label}</span>${
      required
        ? html`<span class="in-error" aria-hidden="true">*</span><span
            class="sr-only">${msg('必填', { id: 'sheet-required' })}</span>`
        : ask.readonly
          ? nothing
          : neededMark(ask.needed?.(field))
    }${explainMark(whoOf(ask.form, field))}<span class="edge absolute" data-edge=${col}></span></div>`;
}

/** Draws the totals of the columns, below the rows and in sight. */
function footOf(ask: GridAsk): TemplateResult {
  const { model, viewport, seen, totals } = ask;
  const cell = (col: number) => html`<div role="gridcell" aria-colindex=${col + 2}
    class="cell rigid one-line bold to-end ${viewport.isFrozen(col) ? 'frozen' : ''}"
    style=${placeOf(ask, col)}>${totals.get(col)?.map((sum) => html`<div>${sum}</div>`)}</div>`;
  return html`<div role="rowgroup" class="foot gridded rigid sticky" style="height:${viewport.foot}px"><div role="row"
      class="flex relative shaded" aria-rowindex=${model.lines + 2}>
    <div class="pin flex rigid sticky shaded">
      <div role="rowheader" class="cell num rigid one-line smaller bold muted to-end shaded"
          aria-colindex="1">${msg('合计', { id: 'table-total' })}</div>
      ${columnsFrom(0, viewport.frozen - 1).map(cell)}
    </div>
    ${columnsFrom(seen.firstCol, seen.lastCol).map(cell)}
  </div></div>`;
}

const noFlaws: ReadonlyMap<string, unknown> = new Map();

function rowOf(ask: GridAsk, index: number) {
  const { model, seen, viewport } = ask;
  const row: JsonObject | undefined = model.state.rows[index];
  const flaws = (row && model.state.flaws.get(String(row['id']))) || noFlaws;
  const problems = ask.problems.get(index) ?? noProblems;
  const drawnFrom = [
    row,
    index,
    flaws,
    problems,
    ask.epoch,
    seen.firstCol,
    seen.lastCol,
    viewport.columns,
    language(),
  ];
  return guard(drawnFrom, () => {
    const isNew = row === undefined;
    const wrong = flaws.size > 0 || problems.size > 0;
    return html`<div role="row" class="row flex absolute" aria-rowindex=${index + 2}
      style="transform:translateY(${viewport.top(index)}px)">
      <div class="pin flex rigid sticky surface">
        <div role="rowheader" class="cell num rigid one-line ruled smaller to-end shaded ${
          wrong ? 'wrong in-error bold' : isNew ? 'in-accent' : 'muted'
        }" aria-colindex="1" data-row=${index}
          >${isNew ? html`<span aria-label=${msg('新行', { id: 'sheet-new-row' })}>＋</span>` : index + 1}</div>
        ${columnsFrom(0, viewport.frozen - 1).map((col) => cellOf(ask, index, row, col))}
      </div>
      ${columnsFrom(seen.firstCol, seen.lastCol).map((col) => cellOf(ask, index, row, col))}
    </div>`;
  });
}

function cellOf(ask: GridAsk, index: number, row: JsonObject | undefined, col: number): TemplateResult {
  const field = ask.model.columns[col];
  if (!field) return html``;
  const kind = uiKind(field);
  const value = row?.[field.name] ?? null;
  const flaw = ask.model.flawAt(index, col);
  const state = ask.state(index, field);
  const bad = flaw !== null || ask.problems.get(index)?.has(field.name) === true;
  const off = state.readonly && !ask.readonly && row !== undefined;
  const none = !state.visible && row !== undefined;
  const marks = `${bad ? ' bad' : ''}${ask.isFound(index, col) ? ' found' : ''}`;
  let shown: unknown = '';
  if (state.visible) {
    if (flaw) shown = flaw.text || '!';
    else if (kind.cell === 'toggle') shown = row ? box(value, off) : '';
    else if (value !== null) shown = shownIn(value, ask.model.fieldIn(index, field));
  }
  return html`<div role="gridcell" aria-colindex=${col + 2}
    class="cell rigid one-line ruled ${ask.viewport.isFrozen(col) ? 'frozen' : ''}${
      kind.cell !== 'toggle' && mayBeCut(shown, ask.viewport.widthOf(col)) ? ' ellipsis' : ''
    }${field.emphasis ? ' bold' : ''}${kind.align ? ' to-end' : ''}${none ? ' none muted' : off ? ' shaded muted' : ''}${marks}${kind.cell === 'toggle' ? ' gridded central' : ''}"
    style=${placeOf(ask, col)} aria-invalid=${bad ? 'true' : nothing} aria-readonly=${off || none ? 'true' : nothing}
    >${shown}</div>`;
}

/** A dash where neither was said, as on a page. */
function box(value: Json, off: boolean): TemplateResult {
  const isUnsaid = value === null;
  const checked = value === true;
  let said = checked ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' });
  if (isUnsaid) said = msg('未填：既不是“是”，也不是“否”', { id: 'yes-no-unsaid' });
  const mark = isUnsaid ? '–' : nothing;
  return html`<span
      class="box gridded central relative edged-strong ${checked ? 'on' : 'surface'} ${off ? 'pale' : ''}" data-box>${
        checked ? icon('check', 11) : mark
      }<span class="sr-only">${said}</span></span>`;
}
