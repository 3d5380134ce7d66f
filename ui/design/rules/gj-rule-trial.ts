import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type TrialRecord, trialRecords } from '../preview/trial-records.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { tryRules, type Verdict } from './rule-trial.ts';

/** A record of one's choice that the rules are tried on as they are designed. Tells `verdicts`, by place of a rule. */
export class GjRuleTrial extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  /** Id of the record; empty: nothing is tried. */
  record: text(),
  known: state<readonly TrialRecord[]>(() => []),
  failed: state(''),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      select.plain {
        width: auto;
        min-width: var(--gj-size-200);
        max-width: 100%;
      }
    `,
  ];
  #learnt = '';
  #tried = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { id, hash } = this.form;
    if (this.#learnt !== id) void this.#learn(id);
    const asked = this.record === '' ? '' : `${id} ${this.record} ${hash}`;
    if (this.#tried !== asked) void this.#try(asked);
  }

  async #learn(id: string): Promise<void> {
    this.#learnt = id;
    this.record = '';
    const known = await trialRecords(this.form);
    if (id === this.#learnt) this.known = known;
  }

  async #try(asked: string): Promise<void> {
    this.#tried = asked;
    let verdicts: ReadonlyMap<string, Verdict> = new Map();
    let failed = '';
    try {
      if (asked !== '') verdicts = await tryRules(this.form, this.drawn, this.record);
    } catch (failure) {
      failed = failureText(failure);
    }
    if (asked !== this.#tried) return;
    this.failed = failed;
    this.emit('verdicts', verdicts);
  }

  override render() {
    const label = msg('试用的记录', { id: 'design-preview-record' });
    return html`<label for="record" class="muted">${label}</label>
      <select id="record" class="plain" ?disabled=${this.known.length === 0} @change=${(event: Event) => {
        this.record = (event.target as HTMLSelectElement).value;
      }}><option value="">${
        this.known.length === 0
          ? msg('还没有记录', { id: 'design-no-records' })
          : msg('（不试）', { id: 'design-trial-none' })
      }</option>${this.known.map(
        ({ id, text: name }) => html`<option value=${id} .selected=${id === this.record}>${name}</option>`,
      )}</select>
      ${this.failed === '' ? nothing : html`<span class="problem small" role="alert">${this.failed}</span>`}`;
  }
}
customElements.define('gj-rule-trial', GjRuleTrial);
