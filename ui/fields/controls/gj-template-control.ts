import '@vaadin/text-area/vaadin-text-area.js';
import '@vaadin/text-field/vaadin-text-field.js';
import { msg, str } from '@lit/localize';
import type { TextArea } from '@vaadin/text-area';
import { html, nothing, type PropertyValues } from 'lit';
import { slotsOf } from '../../../metadata/kinds/common/variables.ts';
import { flag, state, withProperties } from '../../kit/base/with-properties.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { fieldPaths } from '../field-paths.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';
import '../../kit/gj-menu.ts';

/** Text with variables of a form, which are inserted where one writes. */
export class GjTemplateControl extends withProperties(GjControl, {
  lines: flag(),
  wrong: state<string | null>(null),
  typed: state<string | null>(null),
  variables: state<readonly MenuItem[]>(() => []),
}) {
  #about = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const about = String(this.ask.field.props['form'] ?? '');
    if (!changed.has('ask') || about === this.#about) return;
    this.#about = about;
    const outline = session.formById(about);
    if (!outline) return;
    forms.get(outline.name).then(
      (form) => {
        const slots = slotsOf(this.ask.field).map(({ name, label }) => ({ key: name, text: say(label) }));
        const fields = fieldPaths(form, false, 'kept').map(({ path, text }) => ({ key: path, text }));
        this.variables = [...slots, ...fields];
      },
      () => undefined,
    );
  }

  #take(text: string): void {
    this.typed = text;
    const { field } = this.ask;
    const parsed = text.trim() === '' ? null : field.kind.read(this.lines ? text : text.trim(), field);
    this.wrong = parsed && !parsed.ok ? parsed.problems.map(problemText).join(' ') : null;
    this.ask.flaw(this.wrong, text);
    if (this.wrong === null) this.ask.change(parsed?.ok ? field.kind.write(parsed.value, field) : null);
  }

  get #place(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('vaadin-text-area textarea, vaadin-text-field input');
  }

  #insert(path: string): void {
    const place = this.#place;
    if (!place) return;
    const variable = `[&${path}&]`;
    const [from, to] = [place.selectionStart ?? place.value.length, place.selectionEnd ?? place.value.length];
    const text = place.value.slice(0, from) + variable + place.value.slice(to);
    this.#take(text);
    void this.updateComplete.then(() => {
      place.focus();
      place.setSelectionRange(from + variable.length, from + variable.length);
    });
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    const shown = this.typed ?? ask.typed ?? String(ask.value ?? '');
    const type = (event: Event) => {
      if (!(event as InputEvent).isComposing) this.#take((event.currentTarget as TextArea).value);
    };
    const leave = () => {
      if (this.wrong === null) this.typed = null;
    };
    return html`<div class="row flex high gap-1">
      ${
        this.lines
          ? html`<vaadin-text-area id=${ask.id} .accessibleName=${ask.label} .minRows=${2} .maxRows=${10} .value=${shown}
              .manualValidation=${true} ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid}
              .errorMessage=${problem} @input=${type} @compositionend=${type} @focusout=${leave}></vaadin-text-area>`
          : html`<vaadin-text-field id=${ask.id} .accessibleName=${ask.label} .value=${shown} .manualValidation=${true}
              ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
              @input=${type} @compositionend=${type} @focusout=${leave}></vaadin-text-field>`
      }
      ${
        this.variables.length > 0
          ? html`<gj-menu .items=${this.variables} align="end" .label=${msg(str`插入变量：${ask.label}`, { id: 'insert-variable-of' })}
              @pick=${(event: CustomEvent<string>) => {
                this.#insert(event.detail);
              }}>${msg('变量', { id: 'variable' })}</gj-menu>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('gj-template-control', GjTemplateControl);
