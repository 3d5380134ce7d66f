import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { everyInstance } from '../../../rules/params/address.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { EditedRead } from '../../params/gj-parameter-editor.ts';
import type { Parameter } from '../../params/parameter-data.ts';
import { codeShown, unitOf, valueShown } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { DrawnParam } from '../work/bench-shapes.ts';
import '../../params/gj-parameter-editor.ts';

/** A parameter as the page of parameters will have it: what holds while nothing is set, and the very editor to try. */
export class GjParamPreview extends withProperties(GjElement, {
  param: given<DrawnParam>(),
  /** Something is wrong with it: it cannot be tried. */
  wrong: given<boolean>(false),
}) {
  static override styles = [
    shared,
    css`
      dl {
        padding-block-end: var(--gj-3);
      }
    `,
  ];
  #text = '';
  #shown: { readonly parameter: Parameter; readonly read: EditedRead } | null = null;

  /** Begun anew where the definition is another; else what was typed stays. */
  get #trial() {
    const { definition, address } = this.param;
    const text = JSON.stringify(definition);
    if (this.#shown && text === this.#text) return this.#shown;
    this.#text = text;
    const unset = definition.unset.value ?? null;
    const value = definition.default ?? unset;
    const effective = { value: unset, raw: null, isSet: false, from: { scope: 'unset' as const } };
    const key = definition.key ?? everyInstance;
    this.#shown = {
      parameter: { path: address, key, definition, effective },
      read: { value, own: [] },
    };
    return this.#shown;
  }

  override render() {
    const { definition, hidden } = this.param;
    return html`<div class="card framed stack-3 pad-3">
      <div class="across-close apart muted smaller"><span>${icon('play', 12)} ${msg('参数页上的样子，不会保存', { id: 'design-param-trial' })}</span>
        ${hidden ? html`<span class="badge">${msg('已隐藏', { id: 'design-param-is-hidden' })}</span>` : nothing}</div>
      <div><div class="title larger bold">${say(definition.label)} ${
        definition.danger
          ? html`<span class="danger in-warn"
              title=${msg('危险：设置时须说明原因', { id: 'design-param-danger' })}>${icon('alert', 14)}</span>`
          : nothing
      }</div>
        <code class="muted">${codeShown(definition.key ?? everyInstance, definition)}</code></div>
      ${definition.help ? html`<p class="muted">${say(definition.help)}</p>` : nothing}
      ${this.wrong ? html`<p class="problem">${msg('请先修正上面的问题，再试用。', { id: 'design-param-untried' })}</p>` : this.#tried()}
    </div>`;
  }

  #tried(): TemplateResult {
    const { definition } = this.param;
    const { parameter, read } = this.#trial;
    const { value } = definition.unset;
    const unit = unitOf(definition);
    return html`<dl class="ruled"><dt>${msg('未设置', { id: 'param-unset' })}</dt><dd>${say(definition.unset.label)}${
      value === undefined || value === null
        ? nothing
        : html` <span class="muted">${valueShown(value, definition)}</span>`
    }</dd>${unit ? html`<dt>${msg('单位', { id: 'design-param-unit' })}</dt><dd>${unit}</dd>` : nothing}</dl>
      <gj-parameter-editor trial .parameter=${parameter} .read=${read}
          scope=${definition.scopes.includes('organisation') ? 'organisation' : 'system'}></gj-parameter-editor>`;
  }
}
customElements.define('gj-param-preview', GjParamPreview);
