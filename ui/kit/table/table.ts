import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../../session/i18n.ts';
import { icon } from '../base/icons.ts';
import { actingButton, goOn } from './acting-button.ts';
import { pickBox, pickEvery } from './pick-boxes.ts';
import { remembering, type TableMemory } from './table-memory.ts';
import { type Section, sectionsOf } from './table-sections.ts';
import type { Column, Table } from './table-shape.ts';
import '../gj-state.ts';

/**
 * The table of the house: `table({ caption, columns, rows })` in a template draws a `<table>` of columns that are data.
 *
 * It is a part of the page's own template and no element: cells hold templates of the page, with its styles, its
 * handlers and its controls, which the page finds in its own shadow, and labels reach them; behind another shadow the
 * page would have to say its styles again. What somebody does to a table and the page need not know (the order, how
 * many rows, where the Tab key comes to) is kept by a directive, as an element would; what the page acts on (which rows
 * are picked) it says itself. How tables look stands in `table-styles.ts`, which a table brings along into the shadow it
 * is drawn in.
 *
 * Roles are spelt out, since on a phone rows are laid out as cards, where browsers forget that it is a table. The
 * header of a column that can be ordered by is a button, and `aria-sort` says how it stands. Rows are no stops of the
 * Tab key, their buttons are one together: what is focused is always something that can be pressed.
 */
export function table<Row>(said: Table<Row>): TemplateResult {
  if (said.rows.length === 0 && said.empty && !said.busy)
    return html`<gj-state symbol=${said.empty.symbol ?? 'box'} text=${said.empty.text}></gj-state>`;
  return html`${remembering((memory) => framed(said, memory))}`;
}

/** Rows that are drawn before somebody asks. */
const many = 200;
/** Further rows that are drawn each time somebody asks. */
const further = 500;

/** A table that is being drawn. */
interface Drawing<Row> {
  readonly said: Table<Row>;
  readonly memory: TableMemory;
  readonly sections: readonly Section<Row>[];
  /** Place of the row whose button the Tab key comes to. */
  readonly stop: number;
  /** The number of all columns. */
  readonly span: number;
}

function framed<Row>(said: Table<Row>, memory: TableMemory): TemplateResult {
  const { caption, frame, busy = false } = said;
  const content = html`${drawn(drawingOf(said, memory))}${rest(said, memory)}`;
  if (frame === undefined) return content;
  return html`<div class="frame scrolls ${frame}" role="region" tabindex="0" aria-label=${caption}
      aria-busy=${busy}>${content}</div>`;
}

function drawingOf<Row>(said: Table<Row>, memory: TableMemory): Drawing<Row> {
  const { columns, rows, groups, picking, acting, offers } = said;
  const { by, descending, at } = memory.kept;
  const order = columns.find(({ label }) => label === by)?.order;
  const sections = sectionsOf(rows, { groups, order, descending, most: mostOf(said, memory) });
  const acts = sections.flatMap((section) =>
    section.drawn.flatMap((row, place) => (acting?.can?.(row) === false ? [] : [section.from + place])),
  );
  const stop = acts.includes(at) ? at : (acts[0] ?? 0);
  const span = columns.length + [picking, offers, acting].filter(Boolean).length;
  return { said, memory, sections, stop, span };
}

function drawn<Row>(drawing: Drawing<Row>): TemplateResult {
  const { said, sections } = drawing;
  const { caption, columns, rows, acting, wide, busy = false } = said;
  const look = ['plain', wide ? '' : 'cards', acting?.anywhere ? 'acts' : ''].filter(Boolean).join(' ');
  const isSummed = rows.length > 1 && columns.some(({ sum }) => sum);
  return html`<table class=${look} role="table" aria-busy=${busy} @keydown=${acting ? goOn : nothing}>
    <caption class="sr-only">${caption}</caption>
    ${head(drawing)}
    ${sections.map((section) => body(drawing, section))}
    ${isSummed ? html`<tfoot role="rowgroup">${sums(said, rows, msg('合计', { id: 'table-total' }))}</tfoot>` : nothing}
  </table>`;
}

function head<Row>({ said, memory }: Drawing<Row>): TemplateResult | typeof nothing {
  const { columns, rows, picking, acting, offers } = said;
  // Of names, and what is said of them below no heading.
  if (columns.every(({ quiet }) => quiet)) return nothing;
  return html`<thead role="rowgroup"><tr role="row" data-label=${msg('排序', { id: 'sort-by' })}>
    ${
      picking
        ? html`<th role="columnheader" scope="col" class="pick"
            data-label=${msg('全选', { id: 'table-pick-all' })}>${pickEvery(picking, rows)}</th>`
        : nothing
    }
    ${columns.map((column) => heading(column, memory))}
    ${
      offers
        ? html`<th role="columnheader" scope="col" class="offers"><span
            class="sr-only">${msg('操作', { id: 'operation' })}</span></th>`
        : nothing
    }
    ${acting ? html`<th role="columnheader" scope="col" class="act"><span class="sr-only">${acting.label}</span></th>` : nothing}
  </tr></thead>`;
}

function heading<Row>(column: Column<Row>, memory: TableMemory): TemplateResult {
  const { label, quiet, order } = column;
  const { by, descending } = memory.kept;
  const stands = order && by === label ? (descending ? 'descending' : 'ascending') : nothing;
  // Up, then down, then as it was.
  const press = () =>
    memory.set({ by: stands === 'descending' ? '' : label, descending: stands === 'ascending', at: 0 });
  const arrow = stands === nothing ? nothing : icon(descending ? 'down' : 'up', 12);
  const words = order
    ? html`<button class="order" @click=${press}>${label}${arrow}</button>`
    : quiet
      ? html`<span class="sr-only">${label}</span>`
      : label;
  return html`<th role="columnheader" scope="col" class=${lookOf(column)} aria-sort=${stands}>${words}</th>`;
}

/** Words for a cell, and for the heading above it. */
function lookOf<Row>({ align, room, role }: Column<Row>, more = ''): string {
  return [role, align, room, more].filter(Boolean).join(' ');
}

function body<Row>(drawing: Drawing<Row>, { rows, drawn, from }: Section<Row>): TemplateResult {
  const { said, sections, span } = drawing;
  const { columns, groups, key } = said;
  const isWhole = drawn.length === rows.length;
  const isSummed = sections.length > 1 && isWhole && rows.length > 1 && columns.some((column) => column.sum);
  const line = (row: Row, place: number) => rowOf(drawing, row, from + place);
  return html`<tbody role="rowgroup">
    ${
      groups
        ? html`<tr role="row" class="group"><th role="rowheader" scope="rowgroup" colspan=${span}>${groups.head(rows)}</th></tr>`
        : nothing
    }
    ${key ? repeat(drawn, key, line) : drawn.map(line)}
    ${isSummed ? sums(said, rows, msg('小计', { id: 'table-subtotal' })) : nothing}
  </tbody>`;
}

function rowOf<Row>({ said, memory, stop, span }: Drawing<Row>, row: Row, at: number): TemplateResult {
  const { columns, picking, acting, offers, look, below } = said;
  const act = (event: Event) => {
    const isPressed = event
      .composedPath()
      .some((node) => node instanceof Element && node.matches('a, button, input, select, label'));
    if (!isPressed) acting?.act(row);
  };
  const under = below?.(row);
  return html`<tr role="row" class=${look?.(row) ?? ''} @click=${acting?.anywhere ? act : nothing}>
    ${picking ? html`<td role="cell" class="pick">${pickBox(picking, row)}</td>` : nothing}
    ${columns.map((column) => cellOf(column, row, at))}
    ${offers ? html`<td role="cell" class="offers">${offers(row, at)}</td>` : nothing}
    ${acting ? html`<td role="cell" class="act">${actingButton(acting, row, at, at === stop, memory)}</td>` : nothing}
  </tr>${under ? html`<tr role="row" class="below"><td role="cell" colspan=${span}>${under}</td></tr>` : nothing}`;
}

function cellOf<Row>(column: Column<Row>, row: Row, at: number): TemplateResult {
  const { label, quiet, cell, href, title, role, look } = column;
  const address = href?.(row);
  const inside = address === undefined ? cell(row, at) : html`<a href=${address}>${cell(row, at)}</a>`;
  const words = lookOf(column, typeof look === 'function' ? look(row) : look);
  const whole = title?.(row) || nothing;
  return role === 'name'
    ? html`<th role="rowheader" scope="row" class=${words} title=${whole}>${inside}</th>`
    : html`<td role="cell" class=${words} title=${whole} data-label=${quiet ? nothing : label}>${inside}</td>`;
}

/** Draws the row of sums, behind its name. */
function sums<Row>(said: Table<Row>, rows: readonly Row[], called: string): TemplateResult {
  const { columns, picking, acting, offers } = said;
  const first = columns.findIndex(({ sum }) => sum);
  const before = first + (picking ? 1 : 0);
  return html`<tr role="row" class="sums">
    ${before === 0 ? nothing : html`<th role="rowheader" scope="row" class="name" colspan=${before}>${called}</th>`}
    ${columns
      .slice(first)
      .map(
        (column) =>
          html`<td role="cell" class=${lookOf(column)} data-label=${column.label}>${column.sum?.(rows)}</td>`,
      )}
    ${[offers, acting].filter(Boolean).map(() => html`<td role="cell"></td>`)}
  </tr>`;
}

/** Answers how many rows are drawn: of those that come portion by portion, all. */
function mostOf<Row>({ more, most = many }: Table<Row>, { kept }: TableMemory): number {
  return more === undefined ? most + kept.more : Number.POSITIVE_INFINITY;
}

/** Draws how many rows are not drawn, with the button for them; or the button for the next portion. */
function rest<Row>(said: Table<Row>, memory: TableMemory): TemplateResult | typeof nothing {
  const { rows, more, busy } = said;
  const left = rows.length - mostOf(said, memory);
  const on = { more: memory.kept.more + further };
  if (left > 0)
    return html`<footer class="pad-2 to-middle"><span class="small muted">${plural(
      msg(str`还有 ${left} 行`, { id: 'more-rows' }),
    )}</span>
      <button class="plain" @click=${() => memory.set(on)}>${msg(str`再看 ${Math.min(left, further)} 条`, {
        id: 'show-more',
      })}</button></footer>`;
  if (!more) return nothing;
  return html`<footer class="pad-2 to-middle"><button class="plain" ?disabled=${busy}
      @click=${more}>${msg('更多', { id: 'more' })}</button></footer>`;
}
