import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from '../../../metadata/field.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { icon } from '../../kit/base/icons.ts';
import { say } from '../../session/i18n.ts';
import type { SheetHead, SheetHeads } from '../../sheet/sheet-heads.ts';
import type { FreshField } from '../fresh/fresh-field.ts';
import { besideOf } from '../work/canvas-moves.ts';
import { freshTile } from './canvas-parts.ts';
import { type Tile, tileOfField } from './design-tile.ts';
import { type DragOver, landsAt } from './drag-over.ts';

/** What handles over the sheets of entries are drawn from. */
export interface RowsAsk {
  /** The entries of the record. */
  readonly field: Field;
  /** As the record's page draws them. */
  readonly drawn: TemplateResult | typeof nothing;
  readonly heads: SheetHeads;
  readonly over: DragOver;
  readonly fresh: FreshField | null;
  tile(place: string, tile: Tile, isHead?: boolean): TemplateResult;
  grip(place: string): TemplateResult;
  /** A column is wanted in the rows of this path. */
  add(rows: string): void;
  openFresh(): void;
}

/** Pixels beside a sheet, in which a column is added. */
const plus = 34;
/** In fewer pixels nobody sees that it is a new field; more would be taken from the sheet that it is added to. */
const [leastFresh, mostFresh] = [100, 120];

/** Those of a column that is about to be added: about as wide as it will be, with what adds the next. */
function freshRoom({ kind }: FreshField): number {
  const known = kinds.get(kind);
  const width = known ? uiKind(loneField(known)).width : leastFresh;
  return plus + Math.min(mostFresh, Math.max(leastFresh, width));
}

/** Entries as their record's page shows them, with a handle over each column, of rows in a row as well. */
export function rowsView(ask: RowsAsk): TemplateResult {
  const { field, drawn, heads, tile, fresh } = ask;
  const all = heads.within(field.path);
  const isHere = fresh?.in !== undefined && all.some(({ path }) => path === fresh.in);
  const beside = fresh && isHere && fresh.before === undefined ? freshRoom(fresh) : plus;
  const width = Math.max(0, ...all.map(({ left, natural }) => Math.ceil(left + natural) + beside));
  return html`<div class="rows scrolls"><div class="wide relative" data-rows=${field.path}
      style="min-width:${width}px;padding-inline-end:${beside}px;--gj-in-sight:calc(100cqi - ${beside}px)">
    <div class="look rest" inert>${drawn}</div>
    ${repeat(
      all,
      ({ path }) => path,
      (head) => sheetHandles(ask, head),
    )}</div></div>${tile(`fields/${field.path}`, tileOfField(field))}`;
}

/** What is dropped beside all columns comes to stand behind them. */
function sheetHandles(ask: RowsAsk, head: SheetHead): TemplateResult {
  const { over, fresh, add, openFresh } = ask;
  const { path, columns, left, top, height } = head;
  const ids = columns.map(({ field }) => field.id);
  const last = columns.at(-1);
  const end = last ? last.left + last.width : 0;
  // Where it was dropped between two others it lies over where they meet.
  const before = fresh?.in === path ? columns.find(({ field }) => field.id === fresh.before) : undefined;
  const label = msg('添加一列', { id: 'design-add-column' });
  return html`<div class="handles absolute" role="group" style="left:${left}px;top:${top}px;height:${height}px;width:${end + plus}px"
      aria-label=${msg(str`${labelOf(ask.field, path)}的字段`, { id: 'design-row-fields' })}
      @dragover=${(event: DragEvent) => over.rows(event)}
      @drop=${(event: DragEvent) => over.dropField(event, { rows: path })}>${repeat(
        columns,
        ({ field }) => field.id,
        ({ field, left: from, width }) => {
          const place = `fields/${field.path}`;
          return html`<div class="cell column absolute" style="left:${from}px;width:${width}px"
            ?data-end=${uiKind(field).align} data-drop=${over.at(place)?.side ?? nothing}
            @dragover=${(event: DragEvent) => over.cell(event, place, false)}
            @drop=${(event: DragEvent) =>
              over.dropField(event, {
                rows: path,
                ...besideOf(ids, field.id, landsAt(event, false).side),
              })}>${ask.tile(place, tileOfField(field), true)}${ask.grip(place)}</div>`;
        },
      )}${
        fresh?.in === path
          ? html`<div class="absolute added ${before ? 'between' : ''}"
              style="left:${before ? before.left : end}px;width:${freshRoom(fresh) - plus}px">${freshTile(fresh, openFresh)}</div>`
          : html`<button class="square muted absolute added" style="left:${end}px" aria-label=${label} title=${label}
              @click=${() => add(path)}>${icon('add', 14)}</button>`
      }</div>`;
}

/** What entries are called, or those in their rows. */
function labelOf(field: Field, path: string): string {
  const inner = field.rows?.entries.find((one) => one.path === path);
  return say((inner ?? field).label);
}
