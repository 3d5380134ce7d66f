import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { uiKind } from '../fields/kinds/index.ts';
import { icon } from '../kit/base/icons.ts';
import { type Range, rangeOf } from './model/sheet-range.ts';
import { cellLabel } from './model/sheet-speech.ts';
import { gutter, rowHeight, type SheetViewport } from './model/sheet-viewport.ts';
import type { SheetDesk } from './sheet-desk.ts';

const handleSize = 8;
/** A bubble with one line of text. */
const lineOfBubble = 28;
/** A bubble with more than one line, at most. */
const widthOfBubble = 320;
const openers = { list: 'down', control: 'edit', rows: 'list' } as const;

/** The layer over the cells: the marked range, the range that filling goes to, the input, and the problem of the cell. */
export function overView(
  { viewport, model, field, target, opener, input, choices }: SheetDesk,
  { problem: found, readonly }: { readonly problem: string; readonly readonly: boolean },
): TemplateResult {
  const { selection } = model;
  const { cell } = selection;
  const range = rangeOf(selection);
  const marked = viewport.onPage(range);
  const aim = target && viewport.onPage(target);
  const one = range.top === range.bottom && range.left === range.right;
  const height = marked ? (marked.bottom - marked.top + 1) * rowHeight : 0;
  const frozen = viewport.isFrozen(cell.col);
  // What lies over the cells ends where they do: beyond their last row it would be scrolled to.
  const bottom = viewport.canvasHeight(model.lines);
  const corner = viewport.left(range.right) + viewport.widthOf(range.right) - 5;
  const end = Math.min(viewport.top(range.bottom) + rowHeight - 5, bottom - handleSize);
  const below = viewport.top(cell.row) + rowHeight + 2;
  const isRaised = below + lineOfBubble > bottom;
  const side = bubbleSide(viewport, cell.col);
  const fixed = viewport.isFrozen(range.right);
  const isEnd = field !== undefined && uiKind(field).align === 'end';
  const problem = choices.isOpen ? '' : found;
  const mayFill = !readonly && input.mode === 'rest' && marked?.bottom === range.bottom;
  return html`<div class="over gridded fills">
    ${
      marked
        ? html`<div class="mark rows pinned" aria-hidden="true"
            style="left:0;width:${gutter}px;height:${height}px;${down(viewport.top(marked.top))}"></div>`
        : nothing
    }
    ${one || !marked ? nothing : parts(viewport, marked, 'mark')}
    ${aim ? parts(viewport, aim, 'target') : nothing}
    <input id="input" class=${`flush groundless ${frozen ? 'pinned' : ''} ${isEnd ? 'to-end' : ''}`}
      type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
      style="left:${viewport.left(cell.col)}px;width:${viewport.widthOf(cell.col)}px;${down(viewport.top(cell.row))}"
      aria-label=${cellLabel(model)} aria-invalid=${found ? 'true' : nothing}
      aria-describedby=${problem ? 'bubble' : nothing}>
    ${
      opener
        ? html`<button type="button"
            class="opener gridded central flush unpadded muted surface borderless ${frozen ? 'pinned' : ''}"
            data-open tabindex="-1" title="Alt+↓"
            aria-label=${msg('打开', { id: 'sheet-open-cell' })}
            style="left:${viewport.left(cell.col) + viewport.widthOf(cell.col) - 25}px;${down(viewport.top(cell.row) + 3)}"
            >${icon(openers[opener], 14)}</button>`
        : nothing
    }
    ${
      mayFill
        ? html`<div class="handle ${fixed ? 'pinned' : ''}" data-handle aria-hidden="true"
            style="left:${corner}px;${down(end)}"></div>`
        : nothing
    }
    ${
      problem
        ? html`<div id="bubble"
            class="bubble small pad-1-2 in-error as-typed surface edged toned error rounded ${frozen ? 'pinned' : ''} ${
              isRaised ? 'raised' : ''
            }"
            style="${side.place};transform:translate(${side.across},${
              isRaised ? `calc(${viewport.top(cell.row) - 2}px - 100%)` : `${below}px`
            })">${problem}</div>`
        : nothing
    }
  </div>`;
}

/** A bubble begins where its cell does, or ends there where it has more room before it: it is read whole in sight. */
function bubbleSide(
  viewport: SheetViewport,
  col: number,
): { readonly place: string; readonly across: string } {
  const [left, right] = [viewport.left(col), viewport.left(col) + viewport.widthOf(col)];
  const scrolled = viewport.isFrozen(col) ? 0 : viewport.scrollLeft;
  const [before, after] = [right - scrolled, scrolled + viewport.width - left];
  const isTurned = after < widthOfBubble && before > after;
  const most = Math.floor(isTurned ? before : after);
  const place = `left:${isTurned ? right : left}px;max-width:min(${most}px,var(--bubble))`;
  return { place, across: isTurned ? '-100%' : '0' };
}

/** A range in two parts where it reaches from the columns that stay into those that move. */
function parts(viewport: SheetViewport, range: Range, names: string): TemplateResult {
  const { frozen } = viewport;
  const height = `height:${(range.bottom - range.top + 1) * rowHeight}px;${down(viewport.top(range.top))}`;
  const part = (left: number, right: number, pinned: boolean) => {
    const from = viewport.left(left);
    const width = viewport.left(right) + viewport.widthOf(right) - from;
    return html`<div class="${names} ${pinned ? 'pinned' : ''}" aria-hidden="true"
        style="left:${from}px;width:${width}px;${height}"></div>`;
  };
  return html`${range.left < frozen ? part(range.left, Math.min(range.right, frozen - 1), true) : nothing}${
    range.right >= frozen ? part(Math.max(range.left, frozen), range.right, false) : nothing
  }`;
}

function down(by: number): string {
  return `transform:translateY(${by}px)`;
}
