import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { onlyHit } from '../../kit/base/only-hit.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { rowStyles, treeStyles } from '../../kit/styles/tree-styles.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { childrenOf, type TreeRow } from '../tree-rows.ts';
import { TreeSight } from '../tree-sight.ts';
import { above, branch, countsBelow, pickable, type SharingOrg } from './sharing-orgs.ts';

/**
 * Organisations to pick in their tree, of any size: found by typing, checked one by one or with all below (Shift, or
 * the box above), with how many are picked under each. Tells `change` with the set of ids, or with `single` the id.
 */
export class GjOrgPicker extends withProperties(GjElement, {
  nodes: given<readonly SharingOrg[]>(() => []),
  picked: given<ReadonlySet<string>>(() => new Set()),
  /** The organisations that cannot be picked since they have it already, each with a note. */
  fixed: given<ReadonlyMap<string, string>>(() => new Map()),
  /** Notes on organisations that can be picked all the same. */
  notes: given<ReadonlyMap<string, string>>(() => new Map()),
  /** The organisations that can have nothing. Default: none. */
  barred: given<ReadonlySet<string>>(() => new Set()),
  /** At most one. Default: several. */
  single: flag(),
  /** A picked organisation needs those above it, up to one that is fixed. */
  chained: flag(),
  label: text(),
  text: state(''),
  /** Whether a check goes for all below as well. */
  below: state(false),
}) {
  static override styles = [shared, filling, rowStyles, treeStyles];

  readonly #sight = new TreeSight(this);
  #counts: ReadonlyMap<string, { readonly all: number; readonly picked: number }> = new Map();

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    // A tree of thousands starts with its upper branches only.
    if (changed.has('nodes') && this.nodes.length > 300)
      this.#sight.closed = new Set(
        [...childrenOf(this.nodes).keys()].flatMap((id) => (this.#deep(id) ? [id ?? ''] : [])),
      );
    if (changed.has('nodes') || changed.has('picked')) this.#counts = countsBelow(this.nodes, this.picked);
    this.#sight.look(this.nodes, this.text, () => this.#found());
  }

  #deep(id: string | null): boolean {
    return this.nodes.find((node) => node.id === id)?.parent != null;
  }

  /** The first of them. */
  #found(): TreeRow | undefined {
    return this.#hits[0];
  }

  #toggle(node: SharingOrg, withBelow: boolean): void {
    if (this.single) {
      if (!this.fixed.has(node.id)) this.emit('change', node.id);
      return;
    }
    const asked = withBelow ? branch(this.nodes, node.id) : [node.id];
    const wanted = pickable(asked, this.fixed).filter((id) => !this.barred.has(id));
    if (wanted.length === 0) return;
    const picked = new Set(this.picked);
    if (wanted.every((id) => picked.has(id))) {
      for (const id of this.chained ? branch(this.nodes, node.id) : wanted) picked.delete(id);
    } else {
      for (const id of wanted) picked.add(id);
      if (this.chained) for (const id of above(this.nodes, node.id, this.fixed)) picked.add(id);
    }
    this.emit('change', picked);
  }

  /** All that were found by typing, or none of them where all are picked. */
  #toggleFound(ids: readonly string[]): void {
    const picked = new Set(this.picked);
    const all = ids.every((id) => picked.has(id));
    for (const id of ids) {
      if (all) picked.delete(id);
      else
        for (const each of this.chained ? [id, ...above(this.nodes, id, this.fixed)] : [id]) picked.add(each);
    }
    this.emit('change', picked);
  }

  #keys(event: KeyboardEvent): void {
    const { node } = this.#sight.current ?? {};
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Readonly<Record<string, () => void>> = {
      ' ': () => this.#toggle(node, this.below || event.shiftKey),
      Enter: () => this.#toggle(node, this.below || event.shiftKey),
    };
    const act = keys[event.key] ?? this.#sight.step(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Those that have the text themselves, and not only something below. */
  get #hits(): readonly TreeRow[] {
    const wanted = this.text.trim().toLowerCase();
    if (wanted === '') return [];
    return this.#sight.rows.filter(({ node }) =>
      `${node.name}\n${node.number}`.toLowerCase().includes(wanted),
    );
  }

  /** From the search into what was found, or taken at once where that is one alone. */
  #searchKeys(event: KeyboardEvent): void {
    onlyHit(
      () => this.#hits,
      ({ node }) => this.#toggle(node, this.below),
    )(event);
    if (event.isComposing || event.key !== 'ArrowDown') return;
    event.preventDefault();
    const found = this.#found();
    if (found) this.#sight.go(this.#sight.rows.indexOf(found));
    this.#sight.frame?.focus();
  }

  override render() {
    const { at, height, rows, shown, scrolled } = this.#sight;
    return html`
      <div class="flex wraps centred gap-2-3 rigid pad-2 ruled">
        <input type="search" class="plain find" autocomplete="off" .value=${this.text}
          placeholder=${msg('名称或编码', { id: 'sharing-org-search' })} aria-label=${msg('查找组织', { id: 'org-find' })}
          @keydown=${this.#searchKeys} @change=${(event: Event) => event.stopPropagation()}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }} />
        ${this.single ? nothing : this.#tools()}
      </div>
      <div class="frame grows shrinks-down relative scrolls" role="tree" tabindex="0"
        aria-label=${this.label || msg('组织树', { id: 'organisation-tree' })}
        aria-multiselectable=${this.single ? nothing : 'true'} aria-activedescendant=${at ? `org-${at}` : nothing}
        @keydown=${this.#keys} @scroll=${scrolled}>
        <div role="none" style="position:relative;height:${height}px">
          ${repeat(
            shown,
            ({ row }) => row.node.id,
            ({ row, top }) => this.#row(row, top),
          )}
        </div>
        ${rows.length === 0 ? html`<p class="small pad-3 muted to-middle">${msg('没有找到', { id: 'nothing-found' })}</p>` : nothing}
      </div>
    `;
  }

  #tools(): TemplateResult {
    const { size } = this.picked;
    const found = pickable(
      this.#hits.map(({ node }) => node.id),
      this.fixed,
    ).filter((id) => !this.barred.has(id));
    return html`${
      found.length < 2 || (this.chained && found.every((id) => this.picked.has(id)))
        ? nothing
        : html`<button class="plain one-line" @click=${() => this.#toggleFound(found)}>${msg(
            str`勾选找到的 ${found.length} 个`,
            { id: 'sharing-pick-found' },
          )}</button>`
    }<label class="below inline centred gap-1h one-line"><input type="checkbox" .checked=${this.below} @change=${(
      event: Event,
    ) => {
      event.stopPropagation();
      this.below = (event.target as HTMLInputElement).checked;
    }} />${msg('含全部下级', { id: 'sharing-with-below' })}</label>
      <span class="count one-line" role="status">${msg(str`已选 ${size} 个`, { id: 'sharing-orgs-picked' })}</span>
      <button class="plain" ?disabled=${size === 0}
          @click=${() => this.emit('change', new Set())}>${msg('清除', { id: 'sharing-clear' })}</button>`;
  }

  #row(row: TreeRow, top: number): TemplateResult {
    const { node, level, open, inside } = row;
    const why = this.fixed.get(node.id);
    const note = why ?? this.notes.get(node.id);
    const on = this.picked.has(node.id);
    const counts = this.#counts.get(node.id);
    // An organisation that cannot be picked has it already; one that is not picked may have picked ones below.
    const has = why !== undefined;
    const some = !on && !has && (counts?.picked ?? 0) > 0;
    const still = has || this.barred.has(node.id);
    const classes = [
      'row across-close',
      node.id === this.#sight.at && 'at',
      on && 'on',
      !still && 'pressable',
    ];
    return html`<div class=${classes.filter(Boolean).join(' ')} role="treeitem" id="org-${node.id}"
      style=${styleMap({ top: `${top}px`, '--level': String(level) })}
      aria-level=${level} aria-setsize=${row.siblings} aria-posinset=${row.place}
      aria-expanded=${inside > 0 ? String(open) : nothing}
      aria-selected=${this.single ? String(on) : nothing}
      aria-checked=${this.single ? nothing : on || has ? 'true' : some ? 'mixed' : 'false'}
      aria-disabled=${still ? 'true' : nothing}
      @click=${(event: MouseEvent) => {
        this.#sight.at = node.id;
        this.requestUpdate();
        this.#toggle(node, this.below || event.shiftKey);
      }}>
      <span class="arrow gridded central rigid muted" @click=${(event: Event) => {
        event.stopPropagation();
        if (inside > 0) this.#sight.fold(node.id, open);
      }}>${inside > 0 ? icon('right', 12) : nothing}</span>
      ${
        this.single
          ? nothing
          : html`<input type="checkbox" inert aria-hidden="true" .checked=${on || has} .indeterminate=${some}
              ?disabled=${still} />`
      }
      <span class="name rest ellipsis" title="${node.number} ${node.name}">${node.name} <span
          class="small muted">${node.number}</span></span>
      ${note === undefined ? nothing : html`<span class="small muted">${note}</span>`}
      ${
        counts && counts.all > 0 && !this.single
          ? html`<span class="badge pressable ${counts.picked > 0 ? 'accent' : ''}" title=${msg(
              str`下级 ${counts.all} 个，已选 ${counts.picked} 个；点击勾选全部下级`,
              { id: 'sharing-below-count' },
            )} @click=${(event: Event) => {
              event.stopPropagation();
              this.#toggle(node, true);
            }}>${counts.picked} / ${counts.all}</span>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('gj-org-picker', GjOrgPicker);
