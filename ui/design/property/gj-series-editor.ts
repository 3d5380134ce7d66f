import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { conditionQuestion } from '../words/condition-question.ts';
import { notifyFailure } from '../work/design-notices.ts';
import { editorStyles, type PropertyAsk } from './property-ask.ts';
import './gj-conditional-editor.ts';
import type { TypedPattern } from './numbers/gj-pattern-editor.ts';
import './numbers/gj-pattern-editor.ts';

interface Series {
  readonly name: string;
  readonly when: Json;
  readonly pattern: string;
}

/** Series of numbers by condition: the first that holds gives the number, so they stand in an order. */
export class GjSeriesEditor extends withProperties(GjElement, {
  ask: given<PropertyAsk>(),
}) {
  static override styles = [
    shared,
    editorStyles,
    css`
      :host {
        display: grid;
        gap: var(--gj-2);
        justify-items: start;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--gj-1);
      }
      li > gj-conditional-editor {
        grid-column: 1 / -1;
      }
    `,
  ];

  get #all(): readonly Series[] {
    const { value } = this.ask.state;
    return Array.isArray(value) ? (value.filter(isObject) as unknown as Series[]) : [];
  }

  #set(all: readonly Series[], typing = false): void {
    this.ask.set(all.length > 0 ? (all as unknown as Json) : undefined, typing ? { typing } : undefined);
  }

  #change(at: number, more: Partial<Series>, typing = false): void {
    this.#set(
      this.#all.map((one, index) => (index === at ? { ...one, ...more } : one)),
      typing,
    );
  }

  #swap(at: number): void {
    const all = [...this.#all];
    all.splice(at - 1, 0, ...all.splice(at, 1));
    this.#set(all);
  }

  /** What makes it another series is asked first: without it nothing would ever have its numbers. */
  async #add(): Promise<void> {
    const { ask } = this;
    try {
      const { editCondition } = await import('./design-condition.ts');
      const when = await editCondition(
        undefined,
        { form: ask.form, place: ask.place },
        conditionQuestion(ask),
      );
      if (!isObject(when)) return;
      const names = new Set(this.#all.map(({ name }) => name));
      let number = this.#all.length + 2;
      while (names.has(`s${number}`)) number += 1;
      this.#set([...this.#all, { name: `s${number}`, when, pattern: '{yyyy}{seq:5}' }]);
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  /** The condition of one series, as the editor of conditions asks for a property. */
  #when(one: Series, at: number): PropertyAsk {
    const { ask } = this;
    return {
      ...ask,
      label: msg(str`${ask.label} ${at + 1}：使用条件`, { id: 'design-series-when' }),
      state: { ...ask.state, value: one.when },
      set: (when) => {
        if (isObject(when)) this.#change(at, { when: when as JsonObject });
      },
    };
  }

  override render() {
    const { ask } = this;
    const add = msg('按条件加一种编号', { id: 'design-series-add' });
    return html`${
      this.#all.length > 0
        ? html`<ol class="unlisted gridded gap-2 fills" aria-label=${ask.label}>${this.#all.map((one, at) => this.#line(one, at))}</ol>`
        : nothing
    }
    ${ask.readonly ? nothing : html`<button class="plain" @click=${() => this.#add()}>${icon('add', 14)}${add}</button>`}`;
  }

  #line(one: Series, at: number): TemplateResult {
    const { readonly, label } = this.ask;
    const pattern = msg(str`${label} ${at + 1}：编号规则`, { id: 'design-series-pattern' });
    return html`<li class="pad-2 edged rounded">
      <gj-pattern-editor label=${pattern} .value=${one.pattern} .form=${this.ask.form} ?readonly=${readonly}
        @pattern=${({ detail: { text, typing } }: CustomEvent<TypedPattern>) => {
          if (text !== '' && !typing) this.#change(at, { pattern: text });
        }}></gj-pattern-editor>
      ${
        readonly
          ? nothing
          : html`<span class="flex">
              <button class="plain" aria-label=${msg(str`${label} ${at + 1}：上移`, { id: 'design-series-up' })}
                ?disabled=${at === 0} @click=${() => this.#swap(at)}>${icon('up', 14)}</button>
              <button class="plain" aria-label=${msg(str`${label} ${at + 1}：删除`, { id: 'design-series-remove' })}
                @click=${() => this.#set(this.#all.filter((_, index) => index !== at))}>${icon('trash', 14)}</button>
            </span>`
      }
      <gj-conditional-editor class="fills" .ask=${this.#when(one, at)}></gj-conditional-editor>
    </li>`;
  }
}
customElements.define('gj-series-editor', GjSeriesEditor);
