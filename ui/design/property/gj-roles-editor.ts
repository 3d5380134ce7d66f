import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { held } from './held.ts';
import { knownRoles } from './known-roles.ts';
import { editorStyles, type PropertyAsk } from './property-ask.ts';

/** Some roles, by their numbers; none stands for everybody. */
export class GjRolesEditor extends withProperties(GjElement, { ask: given<PropertyAsk>() }) {
  static override styles = [shared, editorStyles];

  readonly #roles = new Loading(this, { load: knownRoles });

  override render(): TemplateResult {
    return this.#roles.shown((roles) => {
      const { ask } = this;
      const picked = pickedOf(ask);
      const known = roles.map(({ number, label }) => ({ number, text: say(label) }));
      // What a package names and nobody here has is kept, and seen.
      const strangers = picked
        .filter((number) => !known.some((role) => role.number === number))
        .map((number) => ({ number, text: number }));
      return html`<div role="group" aria-label=${ask.label}>${[...known, ...strangers].map(
        ({
          number,
          text,
        }) => html`<label class="switch"><input type="checkbox" ${held(picked.includes(number))}
          ?disabled=${ask.readonly} @change=${(event: Event) => {
            const rest = pickedOf(ask).filter((one) => one !== number);
            const next = (event.target as HTMLInputElement).checked ? [...rest, number] : rest;
            ask.set(next.length > 0 ? next : undefined);
          }} />${text}</label>`,
      )}</div>
      ${picked.length === 0 ? html`<p class="small muted">${msg('不选则所有能查看记录的人都可使用', { id: 'design-roles-all' })}</p>` : ''}`;
    });
  }
}

function pickedOf({ state: { value } }: PropertyAsk): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
customElements.define('gj-roles-editor', GjRolesEditor);
