import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject } from '../../../metadata/common/json.ts';
import { isNeeded } from '../../../metadata/design/steps/same-property.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state as held, withProperties } from '../../kit/base/with-properties.ts';
import { valueForm } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { PropertySet } from '../canvas/gj-place-panel.ts';
import type { OptionsChange } from '../property/gj-options-editor.ts';
import type { GjProperty } from '../property/gj-property.ts';
import { panelStyles } from '../property/panel-styles.ts';
import { editorStyles, type PropertyAsk } from '../property/property-ask.ts';
import { inOrderLately, propertyLately } from '../property/undrawn.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import { propertyWords, sectionWords } from '../words/property-words.ts';
import type { Drawn, DrawnParam, PropertyState } from '../work/bench-shapes.ts';
import type { Section } from '../work/property-editors.ts';
import { paramKinds } from './param-kinds.ts';
import '../property/gj-options-editor.ts';
import '../property/gj-property.ts';

const order: readonly Section[] = ['words', 'kind', 'behaviour', 'where', 'more'];
const place = 'params/value';

/**
 * All that can be said of a parameter's definition, by what it is for. Tells `set-property`, `change-kind`, `options`,
 * `do` with what is done to it as a whole, and `closed`.
 */
export class GjParamPanel extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  param: given<DrawnParam>(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  /** Value of the option that is looked at; empty: the parameter itself. */
  option: held(''),
}) {
  static override styles = [
    shared,
    editorStyles,
    panelStyles,
    css`
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('param');
    if (before && before.address !== this.param.address) this.option = '';
  }

  override render() {
    const { drawn, param } = this;
    const option = param.options.find(({ value }) => value === this.option);
    if (option) return this.#oneOption(option);
    const { definition, properties, address } = param;
    const bySection = Map.groupBy(properties, ({ property }) => propertyWords(property, place).section);
    const issues = drawn.issues.filter((issue) => issue.place === `params/${address}`);
    return html`<div class="panel">
      <header><span class="what across-close rest">${kindIcon(definition.kind)}<h2
          class="shrinks breaks">${say(definition.label)}</h2></span>
        <button class="square" aria-label=${msg('关闭', { id: 'close' })}
            @click=${() => this.emit('closed')}>${icon('close', 14)}</button></header>
      <p><code class="muted">${address.replace('/', ' / ')}</code></p>
      ${this.#does()}
      ${
        issues.length > 0
          ? html`<ul class="gridded gap-1 below-2 smaller">${issues.map(
              ({ message, severity }) =>
                html`<li class=${severity === 'error' ? 'problem' : 'muted'}>${say(message)}</li>`,
            )}</ul>`
          : nothing
      }
      ${order.map((section) => this.#section(section, bySection.get(section) ?? []))}
    </div>`;
  }

  /** Into the first thing that can be typed. */
  override focus(): void {
    const first = this.renderRoot.querySelector<GjProperty>('gj-property');
    void first?.updateComplete.then(() =>
      first.renderRoot.querySelector<HTMLElement>('input:not(:disabled)')?.focus(),
    );
  }

  /** All that can be said of one option, with the way back. */
  #oneOption({ value, properties }: DrawnParam['options'][number]): TemplateResult {
    const label = properties.find(({ property }) => property.endsWith('/label'))?.value;
    const back = msg('回到参数', { id: 'design-option-to-param' });
    return html`<div class="panel">
      <header><span class="what across-close rest">${kindIcon(this.param.definition.kind)}<h2 class="shrinks breaks">${
        isObject(label) ? say({ zh: String(label['zh']), en: String(label['en']) }) : value
      }</h2></span>
        <button class="square" aria-label=${back} title=${back} @click=${() => {
          this.option = '';
        }}>${icon('close', 14)}</button></header>
      <p><code class="muted">${this.param.address.replace('/', ' / ')} / ${value}</code></p>
      <div class="inner">${repeat(
        properties,
        ({ target }) => target,
        (one) => this.#property({ ...one, property: one.property.split('/').at(-1) ?? '' }),
      )}</div></div>`;
  }

  #does(): TemplateResult {
    const { own, hidden } = this.param;
    const button = (what: string, symbol: 'undo' | 'trash' | 'close', label: string) =>
      html`<button @click=${() => this.emit('do', what)}>${icon(symbol, 13)}${label}</button>`;
    return html`<div class="does flex wraps gap-1 below-2">
      ${
        hidden
          ? button('bring-back', 'undo', msg('恢复显示', { id: 'design-did-bring-back' }))
          : button('hide', 'close', msg('隐藏', { id: 'design-hidden' }))
      }
      ${own ? button('remove', 'trash', msg('删除', { id: 'delete' })) : nothing}</div>`;
  }

  #section(section: Section, properties: readonly PropertyState[]): TemplateResult | typeof nothing {
    if (properties.length === 0) return nothing;
    return html`<details class="ruled-above" ?open=${section !== 'more'}><summary
        class="bold">${sectionWords(section)}</summary><div class="inner">
      ${repeat(
        properties,
        ({ target }) => target,
        (one) => this.#property(one),
      )}</div></details>`;
  }

  #property(state: PropertyState): TemplateResult {
    const { drawn } = this;
    const { definition } = this.param;
    const { property, target } = state;
    const { label, editor } = propertyWords(property, place);
    if (property === 'options') return this.#options(state, label);
    if (property === 'kind') return this.#kind(state, label);
    const ask: PropertyAsk = {
      state: propertyLately('', state),
      place,
      label,
      form: valueForm(definition),
      lines: drawn.lines,
      menu: drawn.menu,
      capabilities: drawn.known.capabilities,
      icons: drawn.known.icons,
      ...(editor === 'default' && definition.several ? { editor: 'json' } : {}),
      readonly: state.may === 'locked' || state.may === 'owner',
      needed: isNeeded(target, definition.kind),
      set: (value, how) =>
        this.emit('set-property', { target, value, typing: how?.typing ?? false } satisfies PropertySet),
    };
    return html`<gj-property .ask=${ask} .packageName=${this.packageName}></gj-property>`;
  }

  #options(state: PropertyState, label: string): TemplateResult {
    const options = inOrderLately(
      '',
      Array.isArray(state.value) ? state.value : [],
      `params/${this.param.address}/options/`,
      ({ value }) => value,
    );
    const own = this.param.options.flatMap((one) => (one.own ? one.value : []));
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <gj-options-editor label=${label} .options=${options} .own=${new Set(own)}
        @options=${({ detail }: CustomEvent<OptionsChange>) => {
          if (detail.do === 'open') this.option = detail.value;
          else this.emit('options', detail);
        }}></gj-options-editor></div>`;
  }

  #kind(state: PropertyState, label: string): TemplateResult {
    const now = this.param.definition.kind;
    return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>
      <select class="plain" aria-label=${label} ?disabled=${state.may !== 'own'} @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        this.emit('change-kind', select.value);
        select.value = now;
      }}>${paramKinds().map(
        (kind) => html`<option value=${kind} .selected=${kind === now}>${kindWords(kind).label}</option>`,
      )}</select></div>`;
  }
}
customElements.define('gj-param-panel', GjParamPanel);
