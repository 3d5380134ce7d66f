import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import type { CaseDomain } from '../condition/facts/case-places.ts';
import { withheldLine } from '../condition/facts/withheld-line.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import '../condition/facts/gj-other-places.ts';

/**
 * Cases that pass now and would fail once the set is published; why it is published even so. Tells `publish` with the
 * reason.
 */
export class GjChangeCases extends withProperties(GjElement, {
  domains: given<readonly CaseDomain[]>(() => []),
  cases: given<ChangePreview['cases']>(),
  /** Whether this person may publish the set here. */
  publishable: flag(),
  reason: state(''),
}) {
  static override styles = [
    shared,
    css`
      summary {
        padding: var(--gj-1h) 0;
      }
      .text-field {
        flex: 1 1 var(--gj-size-260);
      }
    `,
  ];

  override render() {
    const { failing, tried, withheld } = this.cases;
    const count = failing.length + withheld;
    const reason = this.reason.trim();
    return html`<p>${plural(msg(str`${tried} 个用例中，${count} 个现在通过，发布后将不通过：`, { id: 'change-cases-fail' }))}</p>
      ${failing.map(
        ({ name, otherwise }, at) => html`<details class="ruled" ?open=${at === 0}><summary>${name}
            ${
              otherwise.length > 0
                ? html`<span class="small muted">${plural(
                    msg(str`${otherwise.length} 处不同`, { id: 'change-case-places' }),
                  )}</span>`
                : nothing
            }</summary>
          ${
            otherwise.length > 0
              ? html`<gj-other-places class="below-2" .domains=${this.domains} .places=${otherwise}></gj-other-places>`
              : nothing
          }</details>`,
      )}
      ${withheldLine(withheld)}
      ${
        this.publishable
          ? html`<div class="chips low above-3"><label
              class="text-field"><span>${msg('如果符合预期，请说明理由', { id: 'change-cases-why' })}</span>
              <input maxlength="500" autocomplete="off" .value=${this.reason} @input=${(event: Event) => {
                this.reason = (event.target as HTMLInputElement).value;
              }} /></label>
            <button ?disabled=${reason === ''}
                @click=${() => this.emit('publish', reason)}>${msg('仍然发布', { id: 'change-cases-accept' })}</button></div>`
          : nothing
      }`;
  }
}
customElements.define('gj-change-cases', GjChangeCases);
