import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import type { BlockSource, GroupSource, TabSource } from '../../../metadata/source.ts';
import { FirstQuiet } from '../../kit/base/first-quiet.ts';
import { mayTakeFocus } from '../../kit/base/focus.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { spanOf } from '../../record/editor/span-of.ts';
import { GjFormLayout, type GroupState, type LayoutCell } from '../../record/form/gj-form-layout.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { SheetHeads } from '../../sheet/sheet-heads.ts';
import { type FreshField, freshPlace, isBeside } from '../fresh/fresh-field.ts';
import { inOrderLately, layoutLately } from '../property/undrawn.ts';
import type { DrawnForm } from '../work/bench-shapes.ts';
import { besideOf, type Landing, namesOf, nextPlace, nextPlaceOfPart } from '../work/canvas-moves.ts';
import { freshTile, groupsToCome, hiddenTray, nameBox, untitledGroup } from './canvas-parts.ts';
import { canvasStyles } from './canvas-styles.ts';
import { cellsOf, isLine, nextPlaceOfBlock } from './design-blocks.ts';
import { rowsView } from './design-rows.ts';
import { moveSaid, nameOf, nextSize, type Size, sizeSaid, stretch } from './design-sizes.ts';
import type { Named } from './design-steps.ts';
import { type Tile, tileOfBlock, tileOfField } from './design-tile.ts';
import { DesignedRecord } from './designed-record.ts';
import { DragOver, landsAt } from './drag-over.ts';
import { dragging } from './dragging.ts';
import { ReachedTile } from './reached-tile.ts';

const arrows: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

/**
 * The form as the page of a record lays it out, with a handle over each of its parts: tabs, groups, fields and the
 * columns of rows. Tells `pick` with the places that are picked, `open` when the properties of one are wanted,
 * `dropped`, `add-column`, `named`, `sized`, `take-away`, `add-part`, and `tab`.
 */
export class GjDesignCanvas extends withProperties(GjFormLayout, {
  form: given<FormModel>(),
  drawn: given<DrawnForm>(),
  picked: given<readonly string[]>(() => []),
  /** Places with something wrong. */
  wrong: given<ReadonlySet<string>>(() => new Set<string>()),
  fresh: given<FreshField | null>(null),
  /** The place that is called otherwise just now. */
  naming: state(''),
  /** The size that an edge is dragged to. */
  sizing: state<Size | null>(null),
  /** What happened, for those who do not see it. */
  said: state(''),
}) {
  static override styles = [...GjFormLayout.styles, canvasStyles];
  /** The field by which the keyboard gets among the fields where none of them is picked. */
  #stop = '';
  readonly #heads = new SheetHeads(this);
  readonly #over = new DragOver(
    () => this.requestUpdate(),
    (dropped) => this.emit('dropped', dropped),
  );

  readonly #reached = new ReachedTile(this);

  protected override get shownTab(): TabSource | undefined {
    return super.shownTab ?? this.form.layout.tabs[0];
  }

  protected override get drawsEmpty(): boolean {
    return true;
  }

  /** Also those that no record has now. */
  protected override blocksIn({ name }: GroupSource): readonly BlockSource[] {
    return this.form.blocks.filter(({ group }) => group === name);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.editor = new DesignedRecord(this.form);
    // Where a group, a tab, or what stands on another one is picked, the keyboard still gets among the fields.
    const cells = (this.shownTab?.groups ?? []).flatMap((group) => cellsOf(this.form, group));
    const isHere = this.picked.some((one) => cells.includes(one.replace(/\..*$/, '')));
    this.#stop = isHere ? '' : (cells[0] ?? '');
  }

  /** Scrolls the field that is about to be added into sight; goes into the box in which a label is typed. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('fresh') && this.fresh && !isBeside(this.fresh, changed.get('fresh')))
      this.renderRoot.querySelector('.fresh')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (changed.has('naming') && this.naming !== '')
      this.renderRoot.querySelector<HTMLInputElement>('.naming')?.select();
  }

  /** To a tile, which may have been moved just now. */
  reach(place: string): Promise<void> {
    return this.#reached.reach(place, this.#quiet.come);
  }

  /** Whoever was led here by an address goes on from its place, unless he has gone elsewhere meanwhile. */
  protected override firstUpdated(): void {
    if (!router.place.query.has('show')) return;
    void this.#quiet.come.then(() => (mayTakeFocus() ? this.reach(this.picked[0] ?? '') : undefined));
  }

  #pick(place: string, event: MouseEvent | KeyboardEvent): void {
    this.#reached.giveUp();
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    const { picked } = this;
    const next = !adds
      ? [place]
      : picked.includes(place)
        ? picked.filter((one) => one !== place)
        : [...picked, place];
    this.emit('pick', next);
  }

  /** With its parts where they were last put. */
  get #lately(): FormModel {
    return { ...this.form, layout: layoutLately(this.form) };
  }

  #keys(event: KeyboardEvent): void {
    const tile = (event.target as HTMLElement).closest<HTMLElement>('[data-place]');
    const place = tile?.dataset['place'];
    if (!tile || place === undefined) return;
    const step = arrows[event.key];
    if (step !== undefined && event.altKey && event.shiftKey) this.#resize(event, place, step);
    else if (step !== undefined && event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      const landing = place.startsWith('blocks/')
        ? nextPlaceOfBlock(this.form, place, step)
        : nextPlace(this.#lately, place, step, (fields, rows) =>
            inOrderLately(this.form.id, fields, rows, ({ id }) => id),
          );
      if (landing) this.#move(place, landing);
    } else if (step !== undefined) {
      event.preventDefault();
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-place]')];
      all[all.indexOf(tile) + step]?.focus();
    } else if (event.key === 'F2') this.#name(place, event);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.emit('take-away', this.picked.includes(place) ? this.picked : [place]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#pick(place, event);
      if (event.key === 'Enter') this.emit('open', place);
    }
  }

  /** By keys: told, since the line that a pointer draws is not there. */
  #move(place: string, landing: Landing): void {
    this.said = moveSaid(this.form, place, landing);
    this.emit('dropped', { what: { places: [place] }, ...landing });
  }

  #resize(event: KeyboardEvent, place: string, step: number): void {
    event.preventDefault();
    event.stopPropagation();
    const size = nextSize(this.form, place, step);
    if (!size) return;
    this.said = sizeSaid(this.form, size);
    this.emit('sized', size);
  }

  /** By dragging an edge: drawn at once, said when the pointer is let go. */
  #stretch(event: PointerEvent, place: string, property: 'span' | 'width'): void {
    stretch(event, property, (value, isDone) => {
      const size = { place, property, value };
      if (property === 'width') this.#heads.stretch(place.replace('fields/', ''), value);
      else this.sizing = isDone ? null : size;
      if (!isDone) return;
      this.said = sizeSaid(this.form, size);
      this.emit('sized', size);
    });
  }

  /** Its label is typed where it stands; a text of several lines is typed beside the canvas. */
  #name(place: string, event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    if (nameOf(this.form, place).includes('\n')) this.emit('open', place);
    else this.naming = place;
  }

  #nameBox(place: string): TemplateResult {
    return nameBox(nameOf(this.form, place), (text) => this.#named(place, text));
  }

  #named(place: string, text: string | null): void {
    if (this.naming !== place) return;
    this.naming = '';
    if (text !== null) {
      this.emit('named', { place, text: text.trim() } satisfies Named);
      if (!this.picked.includes(place)) this.emit('pick', [place]);
    }
    void this.reach(place);
  }

  /** Tabs and groups along each other; a group beyond the ends of its tab goes to the one beside it. */
  #partKeys(event: KeyboardEvent, place: string): void {
    const step = arrows[event.key];
    if (event.key === 'F2') this.#name(place, event);
    if (step === undefined || !event.altKey) return;
    if (event.shiftKey) {
      this.#resize(event, place, step);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const landing = nextPlaceOfPart(this.#lately, place, step);
    if (!landing) return;
    if (place.startsWith('layout/groups/') && landing.in !== undefined) this.emit('tab', landing.in);
    this.#move(place, landing);
  }

  readonly #quiet = new FirstQuiet(this);

  override render() {
    const { layout } = this.form;
    const tab = this.shownTab;
    // Fields take their places as their controls come; nobody is to see them move.
    const unseen = this.#quiet.isCome ? nothing : 'visibility:hidden';
    return html`
      <div class="tabs flex wraps gap-half below-2 ruled" role="group" aria-label=${msg('页签', { id: 'tabs' })}>
        ${layout.tabs.map((one) => this.#tabButton(one, one === tab))}
        <button class="add" @click=${() => this.emit('add-part', { part: 'tabs' })} @dragover=${(
          event: DragEvent,
        ) => {
          const last = layout.tabs.at(-1);
          if (!dragging.isPart('tabs') || !last) return;
          event.preventDefault();
          this.#over.mark(`layout/tabs/${last.name}`, 'after');
        }} @drop=${(event: DragEvent) => {
          if (dragging.isPart('tabs')) this.#over.drop(event, {});
        }}>${icon('add', 14)}${msg('添加页签', { id: 'design-add-tab' })}</button>
      </div>
      <div class="relative">${unseen === nothing ? nothing : groupsToCome(this.form, tab)}<div class="page" style=${unseen}
        @columns-placed=${this.#heads.take} @keydown=${(event: KeyboardEvent) => this.#keys(event)} @dragleave=${(
          event: DragEvent,
        ) => {
          if (event.target === event.currentTarget) this.#over.leave();
        }}>${super.render()}</div></div>
      <div class="foot chips below-3" style=${unseen}><button class="plain"
          @click=${() =>
            this.emit('add-part', {
              part: 'groups',
              tab: tab?.name ?? '',
            })}>${icon('add', 14)}${msg('添加一个分组', { id: 'design-add-group' })}</button></div>
      ${hiddenTray(this.drawn.hidden, (path) => this.emit('bring-back', path))}<p class="sr-only" aria-live="polite">${this.said}</p>`;
  }

  #tabButton({ name, label }: TabSource, isShown: boolean): TemplateResult {
    const place = `layout/tabs/${name}`;
    if (this.naming === place) return this.#nameBox(place);
    return html`<button aria-current=${isShown ? 'true' : nothing} data-tab=${name} data-part=${place}
      aria-keyshortcuts="F2 Alt+ArrowLeft Alt+ArrowRight" @dblclick=${(event: Event) => this.#name(place, event)}
      data-over=${this.#over.at(place)?.side ?? nothing} draggable="true"
      @dragstart=${(event: DragEvent) => dragging.start({ places: [place] }, event)}
      @dragend=${() => this.#over.end()} @keydown=${(event: KeyboardEvent) => this.#partKeys(event, place)} @drop=${(
        event: DragEvent,
      ) => {
        if (dragging.isPart('groups')) this.#over.drop(event, { in: name });
        else if (dragging.isPart('tabs'))
          this.#over.drop(event, besideOf(namesOf(this.form.layout.tabs), name, landsAt(event, false).side));
      }} @click=${() => {
        this.emit('tab', name);
        this.emit('pick', [place]);
      }} @dragover=${(event: DragEvent) => {
        if (!dragging.what) return;
        event.preventDefault();
        if (dragging.isPart('tabs')) this.#over.mark(place, landsAt(event, false).side);
        else if (!isShown) this.emit('tab', name);
      }}>${say(label)}</button>`;
  }

  protected override around(group: GroupSource, card: TemplateResult): TemplateResult {
    const place = `layout/groups/${group.name}`;
    return html`<div class="group" role="group" aria-label=${say(group.label) || untitledGroup()}
      data-over=${this.#over.at(place)?.side ?? nothing}
      @dragover=${(event: DragEvent) => this.#over.group(event, place)} @drop=${(event: DragEvent) => {
        if (!dragging.isPart('groups')) this.#over.drop(event, { in: group.name });
        else
          this.#over.drop(event, {
            in: this.shownTab?.name ?? '',
            ...besideOf(namesOf(this.shownTab?.groups ?? []), group.name, landsAt(event, true).side),
          });
      }}>${card}</div>`;
  }

  /** Its name is its handle; where the page shows none, one that is only seen here. */
  protected override heading(group: GroupSource, { alone }: GroupState): TemplateResult {
    const place = `layout/groups/${group.name}`;
    if (this.naming === place) return this.#nameBox(place);
    const label = say(group.label);
    const titled = alone && label ? msg(str`分组：${label}`, { id: 'design-group-headed' }) : label;
    return html`<button class="title fills below-1 groundless ${titled && !alone ? '' : 'none'}" data-group=${group.name}
      data-part=${place} aria-pressed=${this.picked.includes(place)} draggable="true"
      aria-keyshortcuts="F2 Alt+ArrowUp Alt+ArrowDown Alt+Shift+ArrowRight Alt+Shift+ArrowLeft"
      @dragend=${() => this.#over.end()}
      @dragstart=${(event: DragEvent) => this.#over.start(event, [place])}
      @keydown=${(event: KeyboardEvent) => this.#partKeys(event, place)}
      @dblclick=${(event: Event) => this.#name(place, event)}
      @click=${() => this.emit('pick', [place])}>${titled || untitledGroup()}</button>`;
  }

  protected override behind(group: GroupSource, cells: number): TemplateResult | typeof nothing {
    const { fresh } = this;
    const isHere = fresh && fresh.in === undefined && fresh.group === group.name;
    if (isHere && !group.fields.includes(fresh.before ?? ''))
      return freshTile(fresh, () => this.emit('open', freshPlace));
    if (cells > 0) return nothing;
    return html`<p class="empty-group spans pad-3 muted to-middle rounded">${msg('把字段拖到这里', { id: 'design-empty-group' })}</p>`;
  }

  /** A field or a block as the page shows it, with a handle over it. */
  protected override inCell(
    cell: LayoutCell,
    group: GroupSource,
    drawn: TemplateResult | typeof nothing,
  ): TemplateResult {
    const { fresh, sizing, form } = this;
    const isBlock = 'block' in cell;
    const place = isBlock ? `blocks/${cell.name}` : `fields/${cell.id}`;
    // What the platform itself has people fill in is nobody's to design, and stands behind what is about to be added.
    if (!isBlock && !form.byId.has(cell.id))
      return html`<div class="cell sized given" style="--span:1" inert>${drawn}</div>`;
    const size = sizing?.place === place ? sizing.value : undefined;
    const lines = isBlock ? isLine(cell) : undefined;
    const { name, style } = isBlock
      ? { name: lines ? 'spans' : 'sized', style: '--span:1' }
      : spanOf(cell, size);
    const over = this.#over.at(place);
    const isBefore = !isBlock && fresh?.in === undefined && fresh?.before === cell.id;
    return html`${isBefore && fresh ? freshTile(fresh, () => this.emit('open', freshPlace)) : nothing}<div
      class="cell relative ${name}" style=${style} data-drop=${over?.side ?? nothing} ?data-flat=${over?.flat}
      @dragover=${(event: DragEvent) => this.#over.cell(event, place)}
      @drop=${(event: DragEvent) => {
        const { before } = besideOf(cellsOf(form, group), place, landsAt(event).side);
        this.#over.dropField(event, {
          in: group.name,
          ...(before && { before: before.replace('fields/', '') }),
        });
      }}>${
        isBlock
          ? html`<div class="look" inert>${drawn}</div>${this.#tile(place, tileOfBlock(form, cell))}`
          : cell.rows
            ? this.#rows(cell, drawn)
            : html`<div class="look" inert>${drawn}</div>${this.#tile(place, tileOfField(cell))}
              ${this.#grip(place, 'span')}`
      }</div>`;
  }

  #grip(place: string, property: 'span' | 'width'): TemplateResult {
    return html`<span class="grip absolute" aria-hidden="true"
      title=${msg('拖动改宽度', { id: 'design-drag-width' })}
      @pointerdown=${(event: PointerEvent) => this.#stretch(event, place, property)}></span>`;
  }

  #tile(place: string, { symbol, words, label, name, title }: Tile, isHead = false): TemplateResult {
    const { picked, drawn } = this;
    if (this.naming === place) return this.#nameBox(place);
    const isPicked = picked.includes(place);
    const isTouched = drawn.touched.some((one) => one === place || one.startsWith(`${place}/`));
    const isWrong = this.wrong.has(place);
    return html`<button class="tile ${isHead ? 'head' : 'absolute'}" draggable="true" data-place=${place}
      aria-pressed=${isPicked} tabindex=${isPicked || place === this.#stop ? 0 : -1} aria-label=${name}
      aria-keyshortcuts="F2 Alt+ArrowUp Alt+ArrowDown Alt+Shift+ArrowRight Alt+Shift+ArrowLeft Delete" title=${title}
      @click=${(event: MouseEvent) => this.#pick(place, event)}
      @dblclick=${(event: Event) => this.#name(place, event)}
      @dragstart=${(event: DragEvent) => this.#over.start(event, isPicked ? picked : [place])}
      @dragend=${() => this.#over.end()}><span class="heading"><span class=${isHead ? 'name smaller bold one-line ellipsis' : 'name sr-only'}>${label}</span><span
        class="tag flex centred gap-1">${isWrong ? html`<span class="wrong">${icon('alert', 14)}</span>` : symbol}<span
        class="kind">${words}</span>${
          isTouched
            ? html`<span class="ours" title=${msg('这个设计里改过', { id: 'design-touched' })}></span>`
            : nothing
        }</span></span></button>`;
  }

  #rows(field: Field, drawn: TemplateResult | typeof nothing): TemplateResult {
    return rowsView({
      field,
      drawn,
      heads: this.#heads,
      over: this.#over,
      fresh: this.fresh,
      tile: (place, tile, isHead) => this.#tile(place, tile, isHead),
      grip: (place) => this.#grip(place, 'width'),
      add: (rows) => this.emit('add-column', rows),
      openFresh: () => this.emit('open', freshPlace),
    });
  }
}
customElements.define('gj-design-canvas', GjDesignCanvas);
