import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FieldShown, TableColumn } from '../../../metadata/print-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { panelStyles } from '../property/panel-styles.ts';
import { editorStyles } from '../property/property-ask.ts';
import { choiceBox, flagBox, labelBox, numberBox, pathBox } from './print-editors.ts';
import type { NamedPath } from './print-names.ts';

/** A field that is shown: by its label beside it, or as a column of a table. */
export type Shown = FieldShown & TableColumn;

/**
 * Fields that are shown, in an order: dragged, or moved by Alt and an arrow; each folds out to what can be said of it.
 * Tells `shown` with all of them, and whether somebody types.
 */
export class GjPrintColumns extends withProperties(GjElement, {
  label: text(),
  names: given<readonly NamedPath[]>(() => []),
  /** Paths of numbers, which can be added up. */
  numbers: given<ReadonlySet<string>>(() => new Set<string>()),
  value: given<readonly Shown[]>(() => []),
  /** Whether they are columns of a table. Default: fields with labels. */
  columns: given<boolean>(() => false),
  open: state(-1),
  dragged: state(-1),
  over: state(-1),
}) {
  static override styles = [
    shared,
    editorStyles,
    panelStyles,
    css`
      li {
        padding-inline: var(--gj-1) 0;
      }
      li[data-over] {
        box-shadow: 0 calc(-1 * var(--gj-half)) var(--gj-accent);
      }
      li > div > .icon {
        color: var(--gj-muted);
        cursor: grab;
      }
      li button.square {
        width: var(--gj-size-26);
        height: var(--gj-size-26);
      }
      .name {
        min-height: var(--gj-size-28);
        height: auto;
        padding: 0;
        border-color: transparent;
        background: none;
        justify-content: flex-start;
        text-align: start;
        white-space: normal;
      }
      .more {
        padding: 0 var(--gj-2) var(--gj-2);
      }
    `,
  ];

  #tell(value: readonly Shown[], typing = false): void {
    this.value = value;
    this.emit('shown', { value, typing });
  }

  #put(at: number, change: Partial<Record<keyof Shown, unknown>>, typing = false): void {
    const next = { ...this.value[at], ...change };
    const said = Object.fromEntries(Object.entries(next).filter(([, one]) => one !== undefined)) as Shown;
    this.#tell(this.value.with(at, said), typing);
  }

  #move(from: number, to: number): void {
    if (to < 0 || to >= this.value.length || from === to) return;
    const next = [...this.value];
    next.splice(to, 0, ...next.splice(from, 1));
    this.open = -1;
    this.#tell(next);
    void this.updateComplete.then(() => {
      this.renderRoot.querySelectorAll<HTMLElement>('li')[to]?.querySelector('button')?.focus();
    });
  }

  #keys(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = (event.target as HTMLElement).closest('li');
    if (step === undefined || !line || !(event.target as HTMLElement).matches('button')) return;
    const lines = [...this.renderRoot.querySelectorAll('li')];
    const at = lines.indexOf(line);
    event.preventDefault();
    // The line is where it was drawn; its column may have moved since.
    const from = this.value.indexOf(this.#drawn[at] as Shown);
    if (event.altKey) this.#move(from, from + step);
    else lines[at + step]?.querySelector('button')?.focus();
  }

  /** The columns in the order in which their lines were drawn. */
  #drawn: readonly Shown[] = [];

  override render() {
    this.#drawn = this.value;
    const add = msg(str`加到“${this.label}”`, { id: 'design-add-to' });
    return html`<ul class="gridded gap-half below-1" aria-label=${this.label}
        @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${repeat(
          this.value,
          ({ field }, at) => `${field} ${at}`,
          (one, at) => this.#line(one, at),
        )}</ul>
      <select class="plain" aria-label=${add} @change=${(event: Event) => {
        const pick = event.target as HTMLSelectElement;
        if (pick.value) this.#tell([...this.value, { field: pick.value }]);
        pick.value = '';
      }}><option value="">${msg('添加一个…', { id: 'design-add-one' })}</option>${this.names.map(
        ({ path, text: name }) => html`<option value=${path}>${name}</option>`,
      )}</select>`;
  }

  #line(one: Shown, at: number): TemplateResult {
    const name = one.label
      ? say(one.label)
      : (this.names.find(({ path }) => path === one.field)?.text ?? one.field);
    const isOpen = this.open === at;
    return html`<li class="surface edged rounded" draggable="true" ?data-over=${this.over === at && this.dragged >= 0}
      @dragstart=${() => {
        this.dragged = at;
      }} @dragend=${() => {
        this.dragged = -1;
      }} @dragover=${(event: DragEvent) => {
        if (this.dragged < 0) return;
        event.preventDefault();
        this.over = at;
      }} @drop=${(event: DragEvent) => {
        if (this.dragged < 0) return;
        event.preventDefault();
        this.#move(this.dragged, at);
        this.dragged = -1;
      }}><div class="flex centred gap-1">${icon('grip', 12)}<button class="name rest breaks"
        aria-expanded=${isOpen} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" @click=${() => {
          this.open = isOpen ? -1 : at;
        }}>${name}${one.sum ? html`<span class="muted small">${msg('合计', { id: 'print-sum-short' })}</span>` : nothing}</button>
      <button class="square muted" aria-label=${msg(str`移除“${name}”`, { id: 'design-take-out' })} @click=${() => {
        this.open = -1;
        this.#tell(this.value.toSpliced(at, 1));
      }}>${icon('close', 12)}</button></div>${isOpen ? this.#more(one, at) : nothing}</li>`;
  }

  #more(one: Shown, at: number): TemplateResult {
    return html`<div class="more">${pathBox(
      {
        label: msg('显示内容', { id: 'print-shows' }),
        value: one.field,
        set: (field) => this.#put(at, { field }),
      },
      this.names,
    )}${labelBox({
      label: msg('自定义名称', { id: 'print-own-label' }),
      value: one.label,
      set: (label, typing) => this.#put(at, { label }, typing),
    })}${
      this.columns
        ? html`${numberBox(
            {
              label: msg('宽度（mm）', { id: 'print-width' }),
              value: one.width,
              set: (width, typing) => this.#put(at, { width }, typing),
            },
            msg('平分剩余宽度', { id: 'print-width-rest' }),
          )}${alignBox(one.align, (align) => this.#put(at, { align }))}${
            this.numbers.has(one.field)
              ? flagBox({
                  label: msg('下面有合计', { id: 'print-sum' }),
                  value: one.sum,
                  set: (sum) => this.#put(at, { sum }),
                })
              : nothing
          }`
        : flagBox({
            label: msg('独占一行', { id: 'print-wide' }),
            value: one.wide,
            set: (wide) => this.#put(at, { wide }),
          })
    }</div>`;
  }
}
customElements.define('gj-print-columns', GjPrintColumns);

type Align = NonNullable<Shown['align']>;

/** Where it stands between left and right. */
export function alignBox(value: Align | undefined, set: (align: Align | undefined) => void): TemplateResult {
  return choiceBox<Align>(
    { label: msg('对齐', { id: 'print-align' }), value, set },
    [
      ['left', msg('左', { id: 'print-left' })],
      ['center', msg('中', { id: 'print-center' })],
      ['right', msg('右', { id: 'print-right' })],
    ],
    msg('默认', { id: 'print-default' }),
  );
}
