import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field, TargetForm } from '../../../metadata/field.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import type { ControlAsk } from '../common/ui-kind.ts';
import { GjControl } from '../gj-control.ts';
import './gj-pick-control.ts';

/** A record of one of several forms: the form first, unless a field beside it chooses it, then the record. */
export class GjAnyPickControl extends withProperties(GjControl, {
  /** The form whose records are searched, as long as none is picked. */
  sought: state<string | null>(null),
}) {
  static override styles = [
    ...GjControl.styles,
    css`
      select {
        flex: 0 1 auto;
        width: auto;
        max-width: 40%;
      }
      gj-pick-control {
        flex: 1 1 0;
        min-width: 0;
      }
    `,
  ];

  get #targets(): readonly TargetForm[] {
    return severalOf(this.ask.field) ?? [];
  }

  /** Null: a field beside it has to choose one first. */
  get #form(): string | null {
    const { value, chosenForm } = this.ask;
    const said = isObject(value) && typeof value['form'] === 'string' ? value['form'] : null;
    if (chosenForm !== undefined) return said ?? this.#known(chosenForm);
    return said ?? this.sought ?? this.#targets[0]?.id ?? null;
  }

  #known(id: string | null): string | null {
    return this.#targets.some((one) => one.id === id) ? id : null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { value } = this.ask;
    // Emptied, it stays with the form that was searched last.
    if (changed.has('ask') && isObject(value) && typeof value['form'] === 'string')
      this.sought = value['form'];
  }

  #seek(form: string): void {
    this.sought = form;
    this.ask.flaw(null);
    if (this.ask.value !== null) this.ask.change(null);
  }

  #askOf(form: string): ControlAsk {
    const { ask } = this;
    const { targets: _, ...field } = ask.field;
    const own: Field = { ...field, target: form };
    const change = (value: Json) => ask.change(isObject(value) ? { form, ...value } : value);
    return { ...ask, field: own, change };
  }

  override render(): TemplateResult {
    const { ask } = this;
    const form = this.#form;
    if (form === null)
      return html`<input class="plain fills" id=${ask.id} disabled aria-label=${ask.label}
        placeholder=${msg('先选择表单', { id: 'pick-form-first' })} />${this.problemLine(ask.problem)}`;
    return html`<div class="flex gap-1">${ask.chosenForm === undefined ? this.#choice(form) : nothing}${keyed(
      form,
      html`<gj-pick-control .ask=${this.#askOf(form)}></gj-pick-control>`,
    )}</div>`;
  }

  #choice(form: string): TemplateResult | typeof nothing {
    const targets = this.#targets;
    if (targets.length < 2) return nothing;
    return html`<select class="plain" aria-label=${msg(str`${this.ask.label}：表单`, { id: 'pick-form-of' })}
      @change=${(event: Event) => {
        event.stopPropagation();
        this.#seek((event.target as HTMLSelectElement).value);
      }}>${targets.map(
        ({ id, label }) => html`<option value=${id} .selected=${id === form}>${say(label)}</option>`,
      )}</select>`;
  }
}
customElements.define('gj-any-pick-control', GjAnyPickControl);
