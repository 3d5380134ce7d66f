import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Json } from '../../../metadata/json.ts';
import { session } from '../../app/session.ts';
import { icon } from '../../elements/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { lazily } from '../lazily.ts';
import { GjControl } from './gj-control.ts';
import './gj-condition-sentence.ts';
import '../../elements/gj-record-dialog.ts';

/** A condition as a sentence; it is built in an editor that opens over the page. */
export class GjConditionControl extends GjControl {
  static override properties = {
    ...GjControl.properties,
    draft: { state: true },
    facts: { state: true },
    open: { state: true },
    failed: { state: true },
  };
  static override styles = [
    ...GjControl.styles,
    css`
      .box {
        display: flex;
        align-items: start;
        gap: var(--gj-2);
        min-height: var(--gj-control);
        padding: 4px 4px 4px 8px;
        border: 1px solid var(--gj-line-strong);
        border-radius: var(--gj-radius);
        background: var(--gj-surface);
      }
      .box.wrong-box {
        border-color: var(--gj-error);
      }
      .box.readonly {
        border-color: var(--gj-line);
        background: var(--gj-head);
      }
      .says {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .box button {
        height: 22px;
      }
    `,
  ];
  declare draft: Json;
  declare facts: FormModel | null;
  declare open: boolean;
  declare failed: boolean;

  constructor() {
    super();
    this.draft = null;
    this.facts = null;
    this.open = false;
    this.failed = false;
  }

  get #about(): string {
    return String(this.ask.field.props['facts'] ?? '');
  }

  async #edit(): Promise<void> {
    const outline = session.formById(this.#about);
    if (!outline) return;
    try {
      const [facts] = await Promise.all([forms.get(outline.name), lazily('gj-condition-editor')]);
      this.facts = facts;
      this.draft = this.ask.value;
      this.open = true;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  #done(): void {
    this.open = false;
    if (JSON.stringify(this.draft) !== JSON.stringify(this.ask.value)) this.ask.change(this.draft);
    this.#back();
  }

  #back(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#edit')?.focus());
  }

  override render() {
    const { ask } = this;
    const problem = this.failed
      ? msg('没有成功，请再试一次。', { id: 'not-succeeded' })
      : (ask.problem ?? '');
    const may = session.formById(this.#about) !== undefined;
    return html`<div class="box ${ask.readonly ? 'readonly' : ''} ${problem || ask.invalid ? 'wrong-box' : ''}"
        role="group" aria-label=${ask.label} id=${ask.id}>
        <div class="says">
          ${
            ask.value === null
              ? html`<span class="muted">${msg('没有条件', { id: 'no-condition' })}</span>`
              : html`<gj-condition-sentence .value=${ask.value} .facts=${this.#about}></gj-condition-sentence>`
          }
        </div>
        ${
          ask.readonly || !may
            ? nothing
            : html`<button class="plain" id="edit" aria-label=${
                ask.value === null
                  ? msg(str`设置条件：${ask.label}`, { id: 'set-condition-of' })
                  : msg(str`编辑条件：${ask.label}`, { id: 'edit-condition-of' })
              }
                @click=${this.#edit}>${icon('edit', 14)}${
                  ask.value === null ? msg('设置条件', { id: 'set-condition' }) : msg('编辑', { id: 'edit' })
                }</button>
              ${
                ask.value === null
                  ? nothing
                  : html`<button class="square" aria-label=${msg(str`清除条件：${ask.label}`, { id: 'clear-condition-of' })}
                      @click=${() => ask.change(null)}>${icon('close', 14)}</button>`
              }`
        }
      </div>
      ${problem === '' ? nothing : html`<div class="wrong">${problem}</div>`}
      ${
        this.open && this.facts
          ? html`<gj-record-dialog wide .label=${msg(str`${ask.label}：条件`, { id: 'condition-of' })}
              @closed=${() => {
                this.open = false;
                this.#back();
              }}>
              <gj-condition-editor .form=${this.facts} .value=${this.draft as unknown as Condition | null}
                @change=${this.#changed}></gj-condition-editor>
              <button slot="actions" class="primary" @click=${this.#done}>${msg('确定', { id: 'ok' })}</button>
            </gj-record-dialog>`
          : nothing
      }`;
  }

  #changed(event: Event): void {
    if (!(event instanceof CustomEvent)) return;
    event.stopPropagation();
    this.draft = event.detail as Json;
  }
}
customElements.define('gj-condition-control', GjConditionControl);
