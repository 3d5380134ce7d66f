import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg, str } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box';
import { css, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { type FieldPath, fieldPaths, pathText } from '../field-paths.ts';
import { GjControl } from '../gj-control.ts';
import { pickKeys } from '../pick-keys.ts';
import { shapeAbout } from './gj-field-names.ts';

/** An ordered choice of another form's fields: added by a box, moved by buttons or Alt and arrows, taken out. */
export class GjFieldListControl extends withProperties(GjControl, { shape: state<FieldSet | undefined>() }) {
  static override styles = [
    ...GjControl.styles,
    css`
      li {
        height: var(--gj-size-26);
        padding-inline-start: var(--gj-2);
      }
      li.forced {
        padding-inline-end: var(--gj-2);
      }
      li span {
        margin-inline-end: var(--gj-1);
      }
      li button {
        width: var(--gj-size-20);
        height: var(--gj-size-24);
      }
      vaadin-combo-box {
        max-width: var(--gj-size-320);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ask') || this.shape) return;
    void shapeAbout(this.ask.field).then((shape) => {
      this.shape = shape;
    });
  }

  get #picked(): readonly string[] {
    return isList(this.ask.value) ? this.ask.value.map(String) : [];
  }

  #stated(name: 'pick' | 'forced'): readonly string[] {
    const value = this.ask.field.props[name];
    return isList(value) ? value.map((id) => this.shape?.byId.get(String(id))?.name ?? String(id)) : [];
  }

  #tell(paths: readonly string[]): void {
    this.ask.change(paths.length === 0 ? null : paths);
  }

  #move(path: string, step: number): void {
    const paths = [...this.#picked];
    const at = paths.indexOf(path);
    const to = at + step;
    if (at < 0 || to < 0 || to >= paths.length) return;
    paths.splice(at, 1);
    paths.splice(to, 0, path);
    this.#tell(paths);
    void this.updateComplete.then(() =>
      this.renderRoot
        .querySelector<HTMLElement>(`li[data-path="${CSS.escape(path)}"] button:enabled`)
        ?.focus(),
    );
  }

  #keys(event: KeyboardEvent, path: string): void {
    const step = event.altKey ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(path, step);
  }

  override render() {
    const { ask, shape } = this;
    const picked = this.#picked;
    const forced = new Set(this.#stated('forced'));
    const offered = this.#stated('pick');
    const free: FieldPath[] = shape
      ? fieldPaths(shape, ask.field.props['deep'] === true, 'kept').filter(
          ({ path }) => !picked.includes(path) && (offered.length === 0 || offered.includes(path)),
        )
      : [];
    return html`
      ${
        picked.length > 0
          ? html`<ol class="flex wraps gap-1 below-1" aria-label=${ask.label}>${repeat(
              picked,
              (path) => path,
              (path, at) => this.#chip(path, at, picked.length, forced.has(path)),
            )}</ol>`
          : nothing
      }
      <vaadin-combo-box id=${ask.id} .accessibleName=${msg(str`添加字段：${ask.label}`, { id: 'add-field-to' })}
        placeholder=${msg('添加字段', { id: 'add-field' })} .items=${free} item-label-path="text" item-value-path="path"
        .manualValidation=${true} @keydown=${pickKeys} ?required=${ask.required && picked.length === 0}
        ?invalid=${Boolean(ask.problem) || ask.invalid} .errorMessage=${ask.problem ?? ''}
        @change=${(event: Event) => {
          const box = event.currentTarget as ComboBox;
          if (box.value !== '') this.#tell([...picked, box.value]);
          box.value = '';
        }}></vaadin-combo-box>`;
  }

  #chip(path: string, at: number, count: number, forced: boolean) {
    const text = pathText(path, this.shape);
    return html`<li data-path=${path} class="flex centred shaded edged-strong rounded ${forced ? 'forced' : ''}"
        @keydown=${(event: KeyboardEvent) => this.#keys(event, path)}>
      <span>${text}</span>
      <button class="square" ?disabled=${at === 0} aria-label=${msg(str`前移${text}`, { id: 'move-before' })}
        @click=${() => this.#move(path, -1)}>${icon('back', 12)}</button>
      <button class="square" ?disabled=${at === count - 1} aria-label=${msg(str`后移${text}`, { id: 'move-after' })}
        @click=${() => this.#move(path, 1)}>${icon('right', 12)}</button>
      ${
        forced
          ? nothing
          : html`<button class="square" aria-label=${msg(str`移除${text}`, { id: 'remove-one' })}
              @click=${() => this.#tell(this.#picked.filter((one) => one !== path))}>${icon('close', 12)}</button>`
      }
    </li>`;
  }
}
customElements.define('gj-field-list-control', GjFieldListControl);
