import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fitsNumber } from '../../../../metadata/kinds/number.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../../../kit/base/with-properties.ts';
import type { FormModel } from '../../../model/form-model.ts';
import { say } from '../../../session/i18n.ts';
import { serverClock } from '../../../session/server-clock.ts';
import { session } from '../../../session/session.ts';
import { shared } from '../../../theme/shared.ts';
import { typedText } from '../../words/typed-text.ts';
import { numberExample } from './number-example.ts';

/** What is typed of a pattern; `typing`: more may come. */
export interface TypedPattern {
  readonly text: string;
  readonly typing: boolean;
}

const mostCharacters = 60;
const widths = [3, 4, 5, 6, 8];

/**
 * The pattern of numbers: typed, or put together of its pieces, with the first number that it gives below. Tells
 * `pattern`.
 */
export class GjPatternEditor extends withProperties(GjElement, {
  label: text(),
  value: text(),
  form: given<FormModel>(),
  readonly: flag(),
  typed: state<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-1);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was drawn of an earlier letter comes back when the next ones stand there already.
    if (changed.has('value') && !this.#box?.matches(':focus')) this.typed = null;
  }

  get #box(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  override render() {
    const { label, value, readonly } = this;
    return html`<input class="plain" aria-label=${label} ${typedText(value)} ?disabled=${readonly}
        maxlength=${mostCharacters} autocomplete="off" spellcheck="false"
        @input=${() => this.#put(true)} @change=${() => this.#put(false)} />
      ${readonly ? nothing : this.#pieces()}
      ${this.#example()}`;
  }

  #pieces(): TemplateResult {
    const insert = msg('插入', { id: 'design-pattern-insert' });
    const fields = this.form.fields.filter(
      (field) => !field.hidden && !field.kind.derived && fitsNumber(field),
    );
    const choices: readonly (readonly [string, string])[] = [
      ['{yyyy}', msg('年（4 位）', { id: 'design-pattern-year' })],
      ['{yy}', msg('年（2 位）', { id: 'design-pattern-short-year' })],
      ['{MM}', msg('月', { id: 'design-pattern-month' })],
      ['{dd}', msg('日', { id: 'design-pattern-day' })],
      ['{org}', msg('组织编码', { id: 'design-pattern-organisation' })],
      ...widths.map(
        (width) =>
          [`{seq:${width}}`, msg(str`流水号（${width} 位）`, { id: 'design-pattern-sequence' })] as const,
      ),
    ];
    return html`<select class="plain" aria-label=${insert}
      @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        const piece = select.value;
        select.value = '';
        if (piece !== '') this.#insert(piece);
      }}><option value="" selected>${insert}…</option>
      ${choices.map(([piece, name]) => html`<option value=${piece}>${name}</option>`)}
      <optgroup label=${msg('字段', { id: 'design-pattern-fields' })}>${fields.map(
        ({ id, label }) => html`<option value=${`{${id}}`}>${say(label)}</option>`,
      )}</optgroup></select>`;
  }

  #example(): TemplateResult | typeof nothing {
    const example = numberExample(this.typed ?? this.value, {
      day: serverClock.moment.today,
      org: session.org?.number ?? '',
      field: (id) => `‹${say(this.form.byId.get(id)?.label) || id}›`,
    });
    return example === undefined
      ? nothing
      : html`<span class="small muted breaks" role="status">${msg(str`例如 ${example}`, { id: 'design-pattern-example' })}</span>`;
  }

  /** A number counts by one sequence: another one takes the place of what stood there. */
  #insert(piece: string): void {
    const box = this.#box;
    if (!box) return;
    const other = piece.startsWith('{seq:') ? /\{seq:\d+\}/.exec(box.value) : null;
    if (other) box.setRangeText(piece, other.index, other.index + other[0].length, 'end');
    else
      box.setRangeText(
        piece,
        box.selectionStart ?? box.value.length,
        box.selectionEnd ?? box.value.length,
        'end',
      );
    this.#put(false);
    box.focus();
  }

  #put(typing: boolean): void {
    const written = this.#box?.value.trim() ?? '';
    this.typed = written;
    this.emit('pattern', { text: written, typing });
  }
}
customElements.define('gj-pattern-editor', GjPatternEditor);
