import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from '../../../metadata/field.ts';
import type { BlockSource, GroupSource, TabSource } from '../../../metadata/source.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import type { DrawnForm } from '../work/bench-shapes.ts';
import {
  besideOf,
  type Landing,
  namesOf,
  nextPlace,
  nextPlaceOfPart,
  type Side,
} from '../work/canvas-moves.ts';
import { canvasStyles } from './canvas-styles.ts';
import {
  blockAt,
  blockIcon,
  blockText,
  blockWord,
  cellsOf,
  isLine,
  nextPlaceOfBlock,
} from './design-blocks.ts';
import { type Dragged, dragging } from './dragging.ts';
import type { FreshField } from './fresh-field.ts';

/** Something was dropped, or moved by keys. */
export interface Dropped extends Landing {
  readonly what: Dragged;
}

/** The place where the dragged thing would fall now. */
interface Over {
  readonly place: string;
  readonly side: Side | 'into';
}

/**
 * The form in tiles: tabs, groups, fields and the fields of rows. Tells `pick` with the places that are picked,
 * `open` when the properties of one are wanted, `dropped`, `take-away`, `add-part`, and `tab`.
 */
export class GjDesignCanvas extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<DrawnForm>(),
  picked: given<readonly string[]>(() => []),
  /** Places with something wrong. */
  wrong: given<ReadonlySet<string>>(() => new Set<string>()),
  fresh: given<FreshField | null>(null),
  tab: text(),
  over: state<Over | null>(null),
}) {
  static override styles = [shared, canvasStyles];

  get #tab(): TabSource | undefined {
    const { tabs } = this.form.layout;
    return tabs.find(({ name }) => name === this.tab) ?? tabs[0];
  }

  /** Scrolls the field that is about to be added into sight. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('fresh') && this.fresh && !changed.get('fresh'))
      this.renderRoot.querySelector('.fresh')?.scrollIntoView({ block: 'nearest' });
  }

  /** To a tile, which may have been moved just now. */
  async reach(place: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot
      .querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"], [data-part="${CSS.escape(place)}"]`)
      ?.focus();
  }

  #pick(place: string, event: MouseEvent | KeyboardEvent): void {
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    const { picked } = this;
    const next = !adds
      ? [place]
      : picked.includes(place)
        ? picked.filter((one) => one !== place)
        : [...picked, place];
    this.emit('pick', next);
  }

  #keys(event: KeyboardEvent): void {
    const tile = (event.target as HTMLElement).closest<HTMLElement>('[data-place]');
    const place = tile?.dataset['place'];
    if (!tile || place === undefined) return;
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step !== undefined && event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      const landing = place.startsWith('blocks/')
        ? nextPlaceOfBlock(this.form, place, step)
        : nextPlace(this.form, place, step);
      if (landing) this.emit('dropped', { what: { places: [place] }, ...landing });
    } else if (step !== undefined) {
      event.preventDefault();
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-place]')];
      all[all.indexOf(tile) + step]?.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.emit('take-away', this.picked.includes(place) ? this.picked : [place]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#pick(place, event);
      if (event.key === 'Enter') this.emit('open', place);
    }
  }

  #overCell(event: DragEvent, place: string): void {
    if (!dragging.what || dragging.isPart() || (dragging.isBlock && place.includes('.'))) return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark(place, sideOf(event));
  }

  /** A group beside another; anything else into it. */
  #overGroup(event: DragEvent, place: string): void {
    if (!dragging.what || dragging.isPart('tabs')) return;
    event.preventDefault();
    this.#mark(place, dragging.isPart('groups') ? sideOf(event) : 'into');
  }

  #mark(place: string, side: Over['side']): void {
    if (this.over?.place !== place || this.over.side !== side) this.over = { place, side };
  }

  #drop(event: DragEvent, landing: Landing): void {
    const { what } = dragging;
    if (!what) return;
    event.preventDefault();
    event.stopPropagation();
    this.over = null;
    dragging.end();
    this.emit('dropped', { what, ...landing });
  }

  /** Tabs and groups fall beside others of their sort, not among fields. */
  #dropField(event: DragEvent, landing: Landing): void {
    if (!dragging.isPart()) this.#drop(event, landing);
  }

  #dragEnd(): void {
    dragging.end();
    this.over = null;
  }

  /** Tabs and groups along each other; a group beyond the ends of its tab goes to the one beside it. */
  #partKeys(event: KeyboardEvent, place: string): void {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step === undefined || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const landing = nextPlaceOfPart(this.form, place, step);
    if (!landing) return;
    if (place.startsWith('layout/groups/') && landing.in !== undefined) this.emit('tab', landing.in);
    this.emit('dropped', { what: { places: [place] }, ...landing });
  }

  override render() {
    const { layout } = this.form;
    const tab = this.#tab;
    return html`
      <div class="tabs flex wraps gap-half below-2 ruled" role="group" aria-label=${msg('页签', { id: 'tabs' })}>
        ${layout.tabs.map((one) => this.#tabButton(one, one === tab))}
        <button class="add" @click=${() => this.emit('add-part', { part: 'tabs' })} @dragover=${(
          event: DragEvent,
        ) => {
          const last = layout.tabs.at(-1);
          if (!dragging.isPart('tabs') || !last) return;
          event.preventDefault();
          this.#mark(`layout/tabs/${last.name}`, 'after');
        }} @drop=${(event: DragEvent) => {
          if (dragging.isPart('tabs')) this.#drop(event, {});
        }}>${icon('add', 14)}${msg('加页签', { id: 'design-add-tab' })}</button>
      </div>
      <div @keydown=${(event: KeyboardEvent) => this.#keys(event)} @dragleave=${(event: DragEvent) => {
        if (event.target === event.currentTarget) this.over = null;
      }}>${repeat(
        tab?.groups ?? [],
        ({ name }) => name,
        (group) => this.#group(group),
      )}</div>
      <div class="foot chips below-3"><button class="plain"
          @click=${() =>
            this.emit('add-part', {
              part: 'groups',
              tab: tab?.name ?? '',
            })}>${icon('add', 14)}${msg('加一个分组', { id: 'design-add-group' })}</button></div>
      ${this.#tray()}`;
  }

  #tabButton({ name, label }: TabSource, isShown: boolean): TemplateResult {
    const place = `layout/tabs/${name}`;
    return html`<button aria-current=${isShown ? 'true' : nothing} data-tab=${name} data-part=${place}
      aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
      data-over=${this.over?.place === place ? this.over.side : nothing} draggable="true"
      @dragstart=${(event: DragEvent) => dragging.start({ places: [place] }, event)}
      @dragend=${() => this.#dragEnd()} @keydown=${(event: KeyboardEvent) => this.#partKeys(event, place)} @drop=${(
        event: DragEvent,
      ) => {
        if (dragging.isPart('groups')) this.#drop(event, { in: name });
        else if (dragging.isPart('tabs')) this.#drop(event, this.#besideTab(name, sideOf(event)));
      }} @click=${() => {
        this.emit('tab', name);
        this.emit('pick', [place]);
      }} @dragover=${(event: DragEvent) => {
        if (!dragging.what) return;
        event.preventDefault();
        if (dragging.isPart('tabs')) this.#mark(place, sideOf(event));
        else if (!isShown) this.emit('tab', name);
      }}>${say(label)}</button>`;
  }

  #group(group: GroupSource): TemplateResult {
    const { form, fresh } = this;
    const place = `layout/groups/${group.name}`;
    const wanted = group.columns ?? 4;
    const titled = group.label && say(group.label);
    const isHere = fresh && fresh.in === undefined && fresh.group === group.name;
    const places = cellsOf(form, group);
    const cells = places.map((one) => ({ key: one, cell: this.#cellAt(one, group, places) }));
    const at = isHere ? places.indexOf(`fields/${fresh.before}`) : -1;
    if (isHere) cells.splice(at < 0 ? cells.length : at, 0, { key: '(fresh)', cell: this.#freshTile(fresh) });
    return html`<section class="group" aria-label=${titled || msg('未命名的分组', { id: 'design-unnamed-group' })}
      data-over=${this.over?.place === place ? this.over.side : nothing}
      @dragover=${(event: DragEvent) => this.#overGroup(event, place)} @drop=${(event: DragEvent) => {
        if (!dragging.isPart('groups')) this.#drop(event, { in: group.name });
        else
          this.#drop(event, { in: this.#tab?.name ?? '', ...this.#besideGroup(group.name, sideOf(event)) });
      }}>
      <button class="title fills below-1 groundless ${titled ? '' : 'none'}" data-group=${group.name}
        data-part=${place} aria-pressed=${this.picked.includes(place)}
        draggable="true" aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" @dragend=${() => this.#dragEnd()}
        @dragstart=${(event: DragEvent) => {
          event.stopPropagation();
          dragging.start({ places: [place] }, event);
        }} @keydown=${(event: KeyboardEvent) => this.#partKeys(event, place)}
        @click=${() => this.emit('pick', [place])}>${titled || msg('未命名的分组', { id: 'design-unnamed-group' })}</button>
      <div class="grid gridded gap-1h" style="--wanted:${wanted};--columns:${wanted}">${
        cells.length === 0
          ? html`<p class="empty-group spans pad-3 muted to-middle rounded">${msg('把字段拖到这里', { id: 'design-empty-group' })}</p>`
          : repeat(
              cells,
              ({ key }) => key,
              ({ cell }) => cell,
            )
      }</div></section>`;
  }

  #besideTab(name: string, side: Side): Landing {
    return besideOf(namesOf(this.form.layout.tabs), name, side);
  }

  #besideGroup(name: string, side: Side): Pick<Landing, 'before'> {
    return besideOf(namesOf(this.#tab?.groups ?? []), name, side);
  }

  /** A field or a block of a group, among all that stand there. */
  #cellAt(place: string, group: GroupSource, places: readonly string[]): TemplateResult {
    const field = this.form.byId.get(place.replace('fields/', ''));
    const block = blockAt(this.form, place);
    const span = block ? (isLine(block) ? 'all' : 1) : field && uiKind(field).span;
    const side = this.over?.place === place ? this.over.side : nothing;
    return html`<div class="cell shrinks relative ${span === 'all' ? 'spans' : span === 2 ? 'two' : ''}" data-drop=${side}
      @dragover=${(event: DragEvent) => this.#overCell(event, place)}
      @drop=${(event: DragEvent) => {
        const { before } = besideOf(places, place, sideOf(event));
        this.#dropField(event, { in: group.name, ...(before && { before: before.replace('fields/', '') }) });
      }}>
      ${block ? this.#blockTile(block) : nothing}${field && !block ? this.#tile(field) : nothing}
      ${field?.rows && !block ? this.#rows(field) : nothing}</div>`;
  }

  #blockTile(block: BlockSource): TemplateResult {
    const place = `blocks/${block.name}`;
    const word = blockWord(block.block);
    const label = blockText(this.form, block);
    return this.#tileOf(place, {
      symbol: icon(blockIcon(block.block), 14),
      words: word,
      label: html`${label}`,
      name: msg(str`${label}，${word}`, { id: 'design-tile' }),
      title: `${block.name} · ${word}`,
    });
  }

  #tile(field: Field): TemplateResult {
    const words = kindWords(field.kind.name).label;
    const star =
      field.required === true ? html`<span class="star in-error" aria-hidden="true"> *</span>` : nothing;
    return this.#tileOf(`fields/${field.path}`, {
      symbol: kindIcon(field.kind.name),
      words,
      label: html`${say(field.label)}${star}`,
      name: msg(str`${say(field.label)}，${words}`, { id: 'design-tile' }),
      title: `${field.name} · ${words}`,
    });
  }

  #tileOf(place: string, { symbol, words, label, name, title }: Tile): TemplateResult {
    const { picked, drawn } = this;
    const isPicked = picked.includes(place);
    const [first] = this.#tab?.groups ?? [];
    const isFirst = picked.length === 0 && first !== undefined && cellsOf(this.form, first)[0] === place;
    const isTouched = drawn.touched.some((one) => one === place || one.startsWith(`${place}/`));
    const isWrong = this.wrong.has(place);
    return html`<button class="tile gridded centred fills pad-1-2 to-start" draggable="true" data-place=${place}
      aria-pressed=${isPicked} tabindex=${isPicked || isFirst ? 0 : -1} aria-label=${name}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete" title=${title}
      @click=${(event: MouseEvent) => this.#pick(place, event)} @dblclick=${() => this.emit('open', place)}
      @dragstart=${(event: DragEvent) => {
        event.stopPropagation();
        dragging.start({ places: isPicked ? picked : [place] }, event);
      }} @dragend=${() => this.#dragEnd()}>${
        isWrong ? html`<span class="wrong">${icon('alert')}</span>` : symbol
      }<span class="name ellipsis fills">${label}</span>
      ${isTouched ? html`<span class="ours" title=${msg('这个设计里改过', { id: 'design-touched' })}></span>` : html`<span></span>`}
      <span class="kind ellipsis fills">${words}</span></button>`;
  }

  #freshTile({ kind, label }: FreshField): TemplateResult {
    return html`<div class="cell shrinks relative"><button
        class="tile fresh gridded centred fills pad-1-2 to-start" data-place="(fresh)" tabindex="0"
        @click=${() => this.emit('open', '(fresh)')}>${kindIcon(kind)}<span
        class="name ellipsis fills">${say(label) || msg('新字段', { id: 'design-new-field' })}</span><span></span><span
        class="kind ellipsis fills">${kindWords(kind).label}</span></button></div>`;
  }

  #rows(field: Field): TemplateResult {
    const rows = (field.rows?.fields ?? []).filter(({ hidden }) => !hidden);
    const ids = rows.map(({ id }) => id);
    const isHere = this.fresh?.in === field.path;
    return html`<div class="rows flex wraps gap-1" role="group"
      aria-label=${msg(str`${say(field.label)}的字段`, { id: 'design-row-fields' })}
      @dragover=${(event: DragEvent) => {
        if (!dragging.what || dragging.isPart() || dragging.isBlock) return;
        event.preventDefault();
        event.stopPropagation();
      }} @drop=${(event: DragEvent) => this.#dropField(event, { rows: field.path })}>${rows.map((inner) => {
        const place = `fields/${inner.path}`;
        const side = this.over?.place === place ? this.over.side : nothing;
        return html`<div class="cell shrinks relative" data-drop=${side}
          @dragover=${(event: DragEvent) => this.#overCell(event, place)}
          @drop=${(event: DragEvent) =>
            this.#dropField(event, {
              rows: field.path,
              ...besideOf(ids, inner.id, sideOf(event)),
            })}>${this.#tile(inner)}${inner.rows ? this.#rows(inner) : nothing}</div>`;
      })}${isHere && this.fresh ? this.#freshTile(this.fresh) : nothing}
      <span class="into smaller rounded">${msg('拖到这里加一列', { id: 'design-into-rows' })}</span></div>`;
  }

  /** Draws the fields that are kept but hidden. */
  #tray(): TemplateResult | typeof nothing {
    const { hidden } = this.drawn;
    if (hidden.length === 0) return nothing;
    return html`<section class="tray across-close wraps pad-2-3 muted rounded-l"
        aria-label=${msg('隐藏的字段', { id: 'design-hidden-fields' })}><span>${msg('隐藏的字段', { id: 'design-hidden-fields' })}</span>${hidden.map(
          ({ path, label, kind }) => html`<button draggable="true"
        @dragstart=${(event: DragEvent) => dragging.start({ hidden: path }, event)} @dragend=${() => dragging.end()}
        aria-label=${msg(str`恢复“${say(label)}”`, { id: 'design-bring-back' })}
        @click=${() => this.emit('bring-back', path)}>${kindIcon(kind)}${say(label)}${icon('undo', 12)}</button>`,
        )}</section>`;
  }
}

/** A tile, as it is drawn. */
interface Tile {
  readonly symbol: TemplateResult;
  readonly words: string;
  readonly label: TemplateResult;
  /** What it is called to who does not see it. */
  readonly name: string;
  readonly title: string;
}

/**
 * Of what lies below the pointer, as it lies now: it may have scrolled there. What is wide has others above and below
 * it.
 */
function sideOf({ currentTarget, clientX, clientY }: DragEvent): Side {
  const { width, height, left, top } = (currentTarget as HTMLElement).getBoundingClientRect();
  const isAfter = width > 420 ? clientY > top + height / 2 : clientX > left + width / 2;
  return isAfter ? 'after' : 'before';
}
customElements.define('gj-design-canvas', GjDesignCanvas);
