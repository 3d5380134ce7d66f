import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OptionSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { language, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { typedText } from '../words/typed-text.ts';

/** A change of the options: one of them, or several that are added; or the wish to open one. */
export type OptionsChange =
  | { readonly do: 'rename'; readonly value: string; readonly text: string; readonly typing: boolean }
  | { readonly do: 'add'; readonly texts: readonly string[] }
  | { readonly do: 'move'; readonly value: string; readonly before: string | null }
  | { readonly do: 'hide' | 'bring-back' | 'remove' | 'open'; readonly value: string };

/** Options of a choice, a line each: typed one after the other with Enter, or pasted. Tells `options`. */
export class GjOptionsEditor extends withProperties(GjElement, {
  label: text(),
  options: given<readonly OptionSource[]>(() => []),
  /** Values that the layer may take away again. */
  own: given<ReadonlySet<string>>(() => new Set<string>()),
  readonly: flag(),
  /** Options have nothing but a label yet. */
  bare: flag(),
  /** Options of a field that is not there yet: whatever is typed in the last line is still to be added. */
  next: state(''),
  flaw: state(''),
  dragged: state<string | null>(null),
  over: state<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      li[data-over] {
        box-shadow: 0 calc(-1 * var(--gj-half)) var(--gj-accent);
      }
      li.hidden input {
        color: var(--gj-muted);
        text-decoration: line-through;
      }
      .dot {
        width: var(--gj-2h);
        height: var(--gj-2h);
        margin-inline: var(--gj-half) var(--gj-1);
        border-radius: 50%;
        background: var(--gj-line-strong);
      }
      .dot.ok {
        background: var(--gj-ok);
      }
      .dot.accent {
        background: var(--gj-accent);
      }
      .dot.warn {
        background: var(--gj-warn);
      }
      .dot.error {
        background: var(--gj-error);
      }
      .grip {
        color: var(--gj-muted);
        cursor: grab;
      }
      li button.square {
        width: var(--gj-size-26);
        height: var(--gj-size-26);
        color: var(--gj-muted);
      }
    `,
  ];

  #say(change: OptionsChange): void {
    this.emit('options', change);
  }

  /** Answers the typed lines that are no options yet, and empties the box. */
  settle(): readonly string[] {
    const left = linesOf(this.next);
    this.next = '';
    return left;
  }

  #add(texts: readonly string[]): void {
    const known = new Set(this.options.flatMap(({ label }) => [label.zh, label.en]));
    const [twice] = texts.filter((text) => known.has(text));
    const fresh = texts.filter((text) => !known.has(text));
    this.flaw = twice === undefined ? '' : msg(str`已有选项“${twice}”`, { id: 'design-option-twice' });
    // What is there already stays in the box, to be changed.
    this.next = fresh.length === 0 && twice !== undefined ? twice : '';
    if (fresh.length > 0) this.#say({ do: 'add', texts: fresh });
  }

  /** A choice without options is none; of a field that is about to be added they are still coming. */
  #drop(value: string, isOwn: boolean): void {
    const isLast = isOwn && !this.bare && this.options.length === 1;
    this.flaw = isLast ? msg('至少保留一个选项', { id: 'design-option-last' }) : '';
    if (!isLast) this.#say({ do: isOwn ? 'remove' : 'hide', value });
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input.next')?.focus();
  }

  #keys(event: KeyboardEvent, at: number, value = ''): void {
    const { key, altKey, isComposing } = event;
    if (isComposing) return;
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>('li input')];
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (step !== undefined && altKey) {
      event.preventDefault();
      this.#step(value, step);
    } else if (step !== undefined || (key === 'Enter' && !event.ctrlKey)) {
      event.preventDefault();
      inputs[at + (step ?? 1)]?.focus();
    }
  }

  #step(value: string, by: number): void {
    const { options } = this;
    const at = options.findIndex((one) => one.value === value);
    const to = at + by;
    if (at < 0 || to < 0 || to >= options.length) return;
    this.#move(value, options[by < 0 ? to : to + 1]?.value ?? null);
  }

  /** The next move goes on from this one, before whoever hears of it hands it in. */
  #move(value: string, before: string | null): void {
    const moved = this.options.find((one) => one.value === value);
    const rest = this.options.filter((one) => one !== moved);
    const at = rest.findIndex((one) => one.value === before);
    if (moved) this.options = rest.toSpliced(at < 0 ? rest.length : at, 0, moved);
    this.#say({ do: 'move', value, before });
  }

  override render() {
    return html`<ol class="gridded gap-1" aria-label=${this.label}>${repeat(
      this.options,
      ({ value }) => value,
      (option, at) => this.#line(option, at),
    )}${this.readonly ? nothing : this.#nextLine()}</ol>${
      this.flaw === '' ? nothing : html`<p class="problem small" role="alert">${this.flaw}</p>`
    }`;
  }

  #line(option: OptionSource, at: number): TemplateResult {
    const { value, label, hidden, tone } = option;
    const name = say(label);
    const rename = (event: Event, typing: boolean) =>
      this.#say({ do: 'rename', value, text: (event.target as HTMLInputElement).value, typing });
    const isOwn = this.own.has(value);
    return html`<li class="flex centred gap-half ${hidden ? 'hidden' : ''}"
        ?data-over=${this.over === value && this.dragged !== null}
        @dragover=${(event: DragEvent) => {
          if (this.dragged === null) return;
          event.preventDefault();
          this.over = value;
        }} @drop=${(event: DragEvent) => {
          if (this.dragged === null) return;
          event.preventDefault();
          if (this.dragged !== value) this.#move(this.dragged, value);
          this.dragged = null;
        }}>
      ${
        this.readonly
          ? nothing
          : html`<span class="grip" draggable="true" @dragstart=${() => {
              this.dragged = value;
            }} @dragend=${() => {
              this.dragged = null;
            }}>${icon('grip', 12)}</span>`
      }
      <span class="dot rigid ${tone ?? ''}"></span>
      <input class="plain" ${typedText(name)} lang=${language()} ?disabled=${this.readonly} autocomplete="off"
        aria-label=${msg(str`选项 ${at + 1}`, { id: 'design-option-at' })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" title=${value}
        @keydown=${(event: KeyboardEvent) => this.#keys(event, at, value)}
        @input=${(event: Event) => rename(event, true)} @change=${(event: Event) => rename(event, false)} />
      ${
        this.bare
          ? nothing
          : html`<button class="square rigid"
              aria-label=${msg(str`选项“${name}”的属性`, { id: 'design-option-open' })}
              @click=${() => this.#say({ do: 'open', value })}>${icon('settings', 14)}</button>`
      }
      ${
        this.readonly
          ? nothing
          : hidden
            ? html`<button class="square rigid"
                aria-label=${msg(str`恢复选项“${name}”`, { id: 'design-option-back' })}
                @click=${() => this.#say({ do: 'bring-back', value })}>${icon('undo', 14)}</button>`
            : html`<button class="square rigid"
                aria-label=${
                  isOwn
                    ? msg(str`删除选项“${name}”`, { id: 'design-option-remove' })
                    : msg(str`隐藏选项“${name}”`, { id: 'design-option-hide' })
                }
                @click=${() => this.#drop(value, isOwn)}>${icon('close', 14)}</button>`
      }</li>`;
  }

  #nextLine(): TemplateResult {
    return html`<li class="flex centred gap-half"><span class="dot rigid"></span><input class="plain next"
      .value=${this.next} autocomplete="off" placeholder=${msg('再加一个选项，回车确认', { id: 'design-option-next' })}
      aria-label=${msg('新选项', { id: 'design-option-new' })}
      @input=${(event: Event) => {
        this.next = (event.target as HTMLInputElement).value;
      }} @paste=${(event: ClipboardEvent) => {
        const pasted = linesOf(event.clipboardData?.getData('text') ?? '');
        if (pasted.length < 2) return;
        event.preventDefault();
        this.#add(pasted);
      }} @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        if (event.key === 'ArrowUp') this.#keys(event, this.options.length);
        else if (event.key === 'Enter' && !event.ctrlKey && this.next.trim() !== '') {
          event.preventDefault();
          event.stopPropagation();
          this.#add(linesOf(this.next));
        }
      }} @blur=${() => this.#add(linesOf(this.next))} /></li>`;
  }
}

/** Several at once: lines of a text, or cells of a copied column. */
function linesOf(pasted: string): readonly string[] {
  return [
    ...new Set(
      pasted
        .split(/[\n\t]+/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}
customElements.define('gj-options-editor', GjOptionsEditor);
