import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { shared } from '../../theme/shared.ts';
import { conditionQuestion } from '../words/condition-question.ts';
import { notifyFailure, notifyHere } from '../work/design-notices.ts';
import type { ConditionPlace } from './design-condition.ts';
import { editorStyles, type PropertyAsk } from './property-ask.ts';

/**
 * Never, always, or while a condition holds; or a condition alone. It is built in the condition editor of the product.
 */
export class GjConditionalEditor extends withProperties(GjElement, {
  ask: given<PropertyAsk>(),
  /** The form whose facts the condition asks. Default: the form that is designed. */
  about: given<FormModel | null>(null),
  /** The value that holds where the property is absent; null: only a condition can be stated. */
  unsaid: given<boolean | null>(null),
  words: state(''),
}) {
  static override styles = [
    shared,
    editorStyles,
    css`
      :host {
        display: grid;
        gap: var(--gj-1);
        justify-items: start;
      }
    `,
  ];
  #read = '';

  get #at(): ConditionPlace {
    const { form, place } = this.ask;
    return { form, place, ...(this.about ? { about: this.about } : {}) };
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { value } = this.ask.state;
    const text = isObject(value) ? JSON.stringify([value, this.ask.form.hash, this.about?.hash]) : '';
    if (text === this.#read) return;
    this.#read = text;
    this.words = '';
    if (isObject(value)) void this.#say(value, text);
  }

  async #say(value: Json, asked: string): Promise<void> {
    const { wordsOf } = await import('./design-condition.ts');
    const words = await wordsOf(value, this.#at).catch(() => JSON.stringify(value));
    if (asked === this.#read) this.words = words;
  }

  async #edit(): Promise<void> {
    const { value } = this.ask.state;
    try {
      const { editCondition, isEditable } = await import('./design-condition.ts');
      if (!isEditable(value)) {
        notifyHere({
          text: msg('这个条件引用了行外的字段，请在 JSON 中修改。', { id: 'design-condition-in-json' }),
          kind: 'error',
        });
        return;
      }
      const edited = await editCondition(
        isObject(value) ? value : undefined,
        this.#at,
        conditionQuestion(this.ask),
      );
      if (edited !== undefined) this.ask.set(edited ?? undefined);
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  override render() {
    const { ask, unsaid } = this;
    const { value } = ask.state;
    const isWhen = isObject(value);
    const holds = value ?? unsaid;
    const button = (is: boolean, text: string, act: () => void) =>
      html`<button aria-pressed=${is} ?disabled=${ask.readonly} @click=${act}>${text}</button>`;
    return html`${
      unsaid === null
        ? nothing
        : html`<div class="segments inline clips edged-strong rounded" role="group" aria-label=${ask.label}>
            ${button(!isWhen && holds !== true, msg('从不', { id: 'design-never' }), () => ask.set(false))}
            ${button(!isWhen && holds === true, msg('总是', { id: 'design-always' }), () => ask.set(true))}
            ${button(isWhen, msg('按条件', { id: 'design-when' }), () => void this.#edit())}
          </div>`
    }
    ${isWhen ? html`<div class="fills pad-1-2 breaks shaded edged rounded">${this.words || '…'}</div>` : nothing}
    ${
      ask.readonly || (unsaid !== null && !isWhen)
        ? nothing
        : html`<button class="plain"
            aria-label=${
              isWhen
                ? msg(str`编辑条件：${ask.label}`, { id: 'edit-condition-of' })
                : msg(str`设置条件：${ask.label}`, { id: 'set-condition-of' })
            }
            @click=${() => this.#edit()}>${icon('edit', 14)}${
              isWhen ? msg('编辑', { id: 'edit' }) : msg('设置条件', { id: 'set-condition' })
            }</button>`
    }`;
  }
}
customElements.define('gj-conditional-editor', GjConditionalEditor);
