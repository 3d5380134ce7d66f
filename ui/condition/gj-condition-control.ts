import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Condition } from '../../metadata/condition.ts';
import { emptyCondition } from '../fields/empty-condition.ts';
import { GjControl } from '../fields/gj-control.ts';
import { icon } from '../kit/base/icons.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { forms } from '../model/forms.ts';
import { session } from '../session/session.ts';
import type { ConditionCandidate } from './gj-condition-findings.ts';
import { offeredIn } from './offered-in.ts';
import './gj-condition-sentence.ts';

/** A condition as a sentence; it is built in an editor that opens over the page. */
export class GjConditionControl extends withProperties(GjControl, { failed: state(false) }) {
  static override styles = [
    ...GjControl.styles,
    css`
      .box.wrong-box {
        border-color: var(--gj-error);
      }
      .box button {
        height: var(--gj-size-22);
      }
    `,
  ];

  get #about(): string {
    return String(this.ask.field.props['facts'] ?? '');
  }

  get #candidate(): ConditionCandidate {
    const { form, unsaved } = this.ask;
    return { form: form.id, all: form.match?.all ?? false, ...(unsaved ? { unsaved } : {}) };
  }

  async #edit(): Promise<void> {
    const { ask } = this;
    const outline = session.formById(this.#about);
    if (!outline) return;
    try {
      const { openConditionDialog } = await import('./condition-dialog.ts');
      const { match } = ask.form;
      const rule = match?.condition === ask.field.path;
      const about = await forms.get(outline.name);
      const condition = await openConditionDialog({
        form: about,
        value: ask.value as Condition | null,
        label: ask.label,
        offers: await offeredIn(ask.form, ask.field, about),
        ...(rule ? { candidate: this.#candidate } : {}),
      });
      this.failed = false;
      if (condition === undefined || JSON.stringify(condition) === JSON.stringify(ask.value)) return;
      this.ask.change(condition);
    } catch {
      this.failed = true;
    }
  }

  override render() {
    const { ask } = this;
    const problem = this.failed ? msg('操作失败，请重试。', { id: 'not-succeeded' }) : (ask.problem ?? '');
    const may = session.formById(this.#about) !== undefined;
    const look = ask.readonly ? 'shaded edged' : 'surface edged-strong';
    const wrong = problem || ask.invalid ? 'wrong-box' : '';
    return html`<div class=${ask.reading ? 'is' : `box flex high gap-2 high-as-control pad-1-2 rounded ${look} ${wrong}`}
        role="group" aria-label=${ask.label} id=${ask.id}>
        <div class="rest breaks">
          ${
            ask.value === null
              ? html`<span class="muted">${emptyCondition(ask.form, ask.field) ?? msg('没有条件', { id: 'no-condition' })}</span>`
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
      ${this.problemLine(problem)}`;
  }
}
customElements.define('gj-condition-control', GjConditionControl);
