import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../metadata/common/json.ts';
import { isNeeded } from '../../../metadata/design/steps/same-property.ts';
import type { Field } from '../../../metadata/field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { optionAt } from '../../../metadata/property/target-place.ts';
import { whereFits } from '../../../metadata/where-fits.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { GjProperty } from '../property/gj-property.ts';
import { held } from '../property/held.ts';
import { panelStyles } from '../property/panel-styles.ts';
import { editorStyles, type PropertyAsk } from '../property/property-ask.ts';
import { inOrderLately, propertyLately, valueLately } from '../property/undrawn.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import { loneOptions } from '../words/lone-note.ts';
import { propertyWords, sectionWords } from '../words/property-words.ts';
import type { Drawn, PropertyState } from '../work/bench-shapes.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import type { Section } from '../work/property-editors.ts';
import { withColumns } from './column-place.ts';
import { moveSelect } from './move-select.ts';
import { numberedName } from './numbered-name.ts';
import { placeName } from './place-name.ts';
import '../property/gj-options-editor.ts';
import '../property/gj-property.ts';

/** A property becomes a value; undefined: the layer says nothing of it any more. */
export interface PropertySet {
  readonly target: string;
  readonly value: Json | undefined;
  readonly typing: boolean;
}

/** The property that somebody is led to, each time anew; empty: none. */
export interface SoughtProperty {
  readonly property: string;
}

const ofItself = 'field-cycle';
const fieldRoles = onceLoaded(() => import('../property/gj-field-roles.ts'));
const order: readonly Section[] = ['words', 'kind', 'behaviour', 'roles', 'list', 'print', 'more'];
/** The order of sections where only some properties are shown: those of lists matter most. */
const listFirst: readonly Section[] = ['list', 'kind', 'words', 'behaviour', 'more'];
const opened: ReadonlySet<Section> = new Set(['words', 'kind', 'behaviour', 'list']);

/**
 * All that can be said of what is picked: its properties by what they are for. Tells `set-property`, `options`,
 * `change-kind`, `rename`, `move-to`, `do` with what is done to it as a whole, and `open` with another place.
 */
export class GjPlacePanel extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  place: text(),
  /** Properties that are shown. Default: all. */
  only: given<ReadonlySet<string> | null>(null),
  sought: given<SoughtProperty | null>(null),
  packageName: given<(name: string) => string>(() => (name: string) => name),
}) {
  static override styles = [
    shared,
    editorStyles,
    panelStyles,
    css`
      .names {
        display: grid;
        gap: var(--gj-half);
        font-size: var(--gj-text-s);
        color: var(--gj-muted);
      }
    `,
  ];

  #isWanted = false;
  #sought = '';

  /** Into the first thing that can be typed, as soon as it is known what can be said of the place. */
  override focus(): void {
    this.#isWanted = true;
    void this.updateComplete.then(() => this.#toFirst());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sought')) this.#sought = this.sought?.property ?? '';
  }

  protected override updated(): void {
    void this.#toFirst();
    void this.#toSought();
  }

  async #toSought(): Promise<void> {
    const all = [...this.renderRoot.querySelectorAll<GjProperty>('gj-property')];
    const found = all.find(({ ask }) => ask.state.property === this.#sought);
    if (!found) return;
    this.#sought = '';
    const section = found.closest('details');
    if (section) section.open = true;
    await found.toInput();
  }

  async #toFirst(): Promise<void> {
    const first = this.renderRoot.querySelector<GjProperty>('gj-property');
    if (!this.#isWanted || !first) return;
    this.#isWanted = false;
    await first.updateComplete;
    const input = first.renderRoot.querySelector<HTMLInputElement>('input:not(:disabled)');
    input?.focus();
    input?.select();
  }

  get #field() {
    const [part, path = '', third] = this.place.split('/');
    return part === 'fields' && third === undefined ? fieldAtPath(this.form, path) : undefined;
  }

  override render() {
    const { drawn, place } = this;
    const field = this.#field;
    // The place that was picked just now is not drawn yet: nobody types into the former one.
    const known = drawn.place === place ? drawn.properties : [];
    const properties = known.filter(({ property }) => this.#isShown(property));
    const bySection = Map.groupBy(properties, ({ property }) => propertyWords(property, place).section);
    const issues = drawn.issues.filter(
      (issue) => issue.form === this.form.id && (issue.place ?? '') === place && issue.code !== ofItself,
    );
    return html`<div class="panel">
      ${this.only ? nothing : this.#head()}
      ${field || place.startsWith('blocks/') ? this.#does(properties[0]?.may === 'own') : this.#mergeInto(properties[0]?.may === 'own')}
      ${
        issues.length > 0
          ? html`<ul class="gridded gap-1 below-2 smaller">${issues.map(
              ({ message, severity }) =>
                html`<li class=${severity === 'error' ? 'problem' : 'muted'}>${say(message)}</li>`,
            )}</ul>`
          : nothing
      }
      ${(this.only ? listFirst : order).map((section) =>
        section === 'roles'
          ? this.#roles(field, known)
          : this.#section(section, bySection.get(section) ?? []),
      )}
    </div>`;
  }

  #head(): TemplateResult {
    const { place } = this;
    const field = this.#field;
    return html`<header><span class="what across-close rest">${field ? kindIcon(field.kind.name) : nothing}<h2
        class="shrinks breaks">${placeName(this.form, place)}</h2></span>
        ${
          place === ''
            ? nothing
            : html`<button class="square" aria-label=${msg('关闭', { id: 'close' })}
                @click=${() => this.emit('open', '')}>${icon('close', 14)}</button>`
        }</header>`;
  }

  #isShown(property: string): boolean {
    if (this.only) return this.only.has(property);
    // The form's list has a page of its own; groups are filled on the canvas; what is hidden stands in its tray.
    if (this.place === '') return !property.startsWith('list/');
    if (this.place.startsWith('layout/groups/') && property === 'fields') return false;
    if (property === 'kind') return this.place !== '';
    return property !== 'hidden' || this.place.startsWith('views/');
  }

  #does(isOwn: boolean): TemplateResult {
    const button = (what: string, symbol: 'copy' | 'trash' | 'close' | 'settings', label: string) =>
      html`<button @click=${() => this.emit('do', what)}>${icon(symbol, 13)}${label}</button>`;
    if (!this.#field)
      return html`<div class="does flex wraps gap-1 below-2">
      ${isOwn ? button('remove', 'trash', msg('删除', { id: 'delete' })) : nothing}
      ${moveSelect(this.form, [this.place], (landing) => this.emit('move-to', landing))}</div>`;
    return html`<div class="does flex wraps gap-1 below-2">
      ${button('copy', 'copy', msg('复制', { id: 'copy' }))}
      ${button('hide', 'close', msg('隐藏', { id: 'design-hidden' }))}
      ${isOwn ? button('remove', 'trash', msg('删除', { id: 'delete' })) : nothing}</div>
      <div class="does flex wraps gap-1 below-2">${moveSelect(this.form, [this.place], (landing) =>
        this.emit('move-to', landing),
      )}</div>`;
  }

  /** Another option that this one becomes, in the records too. */
  #mergeInto(isOwn: boolean): TemplateResult | typeof nothing {
    const { of = '', value = '' } = optionAt(this.place) ?? {};
    if (!of.startsWith('fields/') || !isOwn) return nothing;
    const others = (fieldAtPath(this.form, of.slice('fields/'.length))?.options ?? []).filter(
      (one) => one.value !== value,
    );
    if (others.length === 0) return nothing;
    const label = msg('合并到另一个选项', { id: 'design-merge-into' });
    const help = msg('将移除此选项，使用它的记录改用另一个选项。', { id: 'design-merge-help' });
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <select class="plain" aria-label=${label} title=${help} @change=${(event: Event) => {
        const into = (event.target as HTMLSelectElement).value;
        if (into !== '') this.emit('do', `merge:${into}`);
      }}><option value="">${msg('（不合并）', { id: 'design-merge-not' })}</option>${others.map(
        (one) => html`<option value=${one.value}>${say(one.label)}</option>`,
      )}</select><p class="small muted">${help}</p></div>`;
  }

  #section(section: Section, properties: readonly PropertyState[]): TemplateResult | typeof nothing {
    const field = this.#field;
    const switches =
      section === 'list' && field && this.only === null ? this.#switches(field.id, field.path) : nothing;
    if (properties.length === 0 && switches === nothing) return nothing;
    return html`<details class="ruled-above" ?open=${this.only !== null || opened.has(section)}><summary
        class="bold">${sectionWords(section)}</summary><div class="inner">
      ${repeat(
        properties,
        ({ target }) => target,
        (one) => this.#property(one),
      )}
      ${section === 'words' && field ? this.#name(field.name, properties[0]?.may === 'own') : nothing}
      ${switches}</div></details>`;
  }

  /** Draws the rules of roles for a field, each edited like any property. */
  #roles(field: Field | undefined, known: readonly PropertyState[]): TemplateResult | typeof nothing {
    const [first] = known;
    if (!field || !first) return nothing;
    void fieldRoles();
    return html`<details class="ruled-above"
        ?open=${known.some(({ property }) => property.startsWith('roles/'))}><summary
        class="bold">${sectionWords('roles')}</summary><div class="inner">
      <gj-field-roles .form=${this.form} .field=${field} .known=${known}
          .ask=${(state: PropertyState, label: string) => this.#ask(state, label)}
          .packageName=${this.packageName}></gj-field-roles></div></details>`;
  }

  #name(name: string, isOwn: boolean): TemplateResult {
    const label = msg('字段名（接口、导入用）', { id: 'design-name' });
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <input class="plain" aria-label=${label} .value=${name} ?disabled=${!isOwn} autocomplete="off"
          spellcheck="false" @change=${(event: Event) => {
            const next = (event.target as HTMLInputElement).value.trim();
            if (next !== '' && next !== name) this.emit('rename', next);
          }} />${numberedName(this.form, this.place, name)}</div>`;
  }

  #property(state: PropertyState): TemplateResult {
    const { property } = state;
    const { label } = propertyWords(property, this.place);
    if (property === 'options') return this.#options(state, label);
    if (property === 'kind') return this.#kind(state, label);
    return html`<gj-property .ask=${this.#ask(state, label)} .packageName=${this.packageName}></gj-property>`;
  }

  #ask(state: PropertyState, label: string): PropertyAsk {
    const { form, place, drawn } = this;
    const { target, may, property } = state;
    const isClosed = may === 'locked' || may === 'owner';
    return {
      state: propertyLately(form.id, state),
      place,
      label,
      form,
      lines: drawn.lines,
      menu: drawn.menu,
      capabilities: drawn.known.capabilities,
      icons: drawn.known.icons,
      readonly: isClosed,
      ...this.#circle(property),
      needed: isNeeded(target, this.#field?.kind.name ?? ''),
      set: (value, how) =>
        this.emit('set-property', { target, value, typing: how?.typing ?? false } satisfies PropertySet),
    };
  }

  /** A value that is made of itself, told where it is made. */
  #circle(property: string): Pick<PropertyAsk, 'wrong'> {
    if (property !== 'formula' && property !== 'compute') return {};
    const { drawn, form, place } = this;
    const found = drawn.issues.find(
      (one) => one.code === ofItself && one.form === form.id && one.place === place,
    );
    return found ? { wrong: say(found.message) } : {};
  }

  #options(state: PropertyState, label: string): TemplateResult {
    const options = Array.isArray(state.value) ? state.value : [];
    const ours = state.said
      .filter((one) => design.drawing.isOurs(one.package))
      .flatMap(({ value }) => optionValues(value));
    const own = state.may === 'own' ? options.map(({ value }) => value) : ours;
    const sorted = inOrderLately(
      this.form.id,
      options.toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100)),
      `${this.place}/options/`,
      ({ value }) => value,
    );
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <gj-options-editor label=${label} .options=${sorted} .own=${new Set(own)}
        @options=${({ detail }: CustomEvent) => this.emit('options', detail)}></gj-options-editor>${loneOptions(
          this.form.id,
          `${this.place}/options/`,
          (value) => this.emit('options', { do: 'open', value }),
        )}</div>`;
  }

  #kind(state: PropertyState, label: string): TemplateResult {
    const now = String(state.value ?? '');
    if (this.place === '') return html``;
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <select class="plain" aria-label=${label} ?disabled=${state.may !== 'own'} @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        this.emit('change-kind', select.value);
        select.value = now;
      }}>${[...kinds.keys()].map(
        (kind) => html`<option value=${kind} .selected=${kind === now}>${kindWords(kind).label}</option>`,
      )}</select></div>`;
  }

  /** In the list, its filters and what is searched, as of one field. */
  #switches(id: string, path: string): TemplateResult | typeof nothing {
    const field = path.includes('.') ? undefined : this.form.byId.get(id);
    if (!field) return nothing;
    const { list, unique } = this.form;
    const one = (target: 'columns' | 'filters' | 'search', label: string) => {
      const listed = () => valueLately(this.form.id, `list/${target}`, list[target]) as readonly string[];
      const isIn = listed().includes(id);
      if (!isIn && !whereFits[target](field)) return nothing;
      const change = () => {
        const now = listed();
        const more = () => (target === 'columns' ? withColumns(this.form, now, [id]) : [...now, id]);
        const value = now.includes(id) ? now.filter((other) => other !== id) : more();
        this.emit('set-property', {
          target: `list/${target}`,
          value: [...value],
          typing: false,
        } satisfies PropertySet);
      };
      return html`<label class="switch"><input type="checkbox" ${held(isIn)} @change=${change} />${label}</label>`;
    };
    const isUnique = unique.find(({ fields }) => fields.length === 1 && fields[0] === id);
    if (!isUnique && !whereFits.unique(field)) return nothing;
    return html`${one(
      'columns',
      msg('列表里的一列', { id: 'design-in-list' }),
    )}${one('filters', msg('快捷筛选', { id: 'design-list-filters' }))}${one('search', msg('参与搜索', { id: 'design-in-search' }))}
      <label class="switch"><input type="checkbox" ${held(isUnique !== undefined)}
          @change=${() =>
            this.emit(
              'do',
              isUnique ? `not-unique:${isUnique.name}` : 'unique',
            )} />${msg('不能重复', { id: 'design-unique' })}</label>`;
  }
}

function optionValues(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map((option) => option.value) : [];
}
customElements.define('gj-place-panel', GjPlacePanel);
