import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { madeField } from '../condition/value-field.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { shared } from '../theme/shared.ts';
import { type MatchQuestion, questionFields, withinField } from './match-question.ts';
import '../condition/facts/gj-fact-field.ts';
import '../fields/gj-org-pick.ts';

const moment = madeField('datetime', { zh: '时刻（空为现在）', en: 'Moment (empty: now)' });

export interface MatchQuery extends MatchQuestion {
  /** Number. */
  readonly org: string;
  /** Null: now. */
  readonly at: string | null;
}

/** The question to rules beside facts: which of them, for which organisation, and when. Tells `asked`. */
export class GjMatchBar extends withProperties(GjElement, {
  /** Of the facts. */
  form: given<FormModel>(),
  /** Of the rules. */
  rules: given<FormModel>(),
  question: given<MatchQuestion>(),
  org: text(),
  at: given<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        flex: 0 1 auto;
      }
      .org {
        width: var(--gj-size-200);
      }
      gj-org-pick {
        --vaadin-combo-box-overlay-width: var(--gj-size-300);
      }
      gj-fact-field {
        width: var(--gj-size-280);
      }
      gj-fact-field.question {
        width: var(--gj-size-180);
      }
      gj-fact-field.within {
        width: var(--gj-size-240);
      }
    `,
  ];

  override render() {
    const label = msg('组织', { id: 'organisation' });
    return html`${this.#questions()}<div class="org rigid"><div class="below-half small muted" aria-hidden="true">${label}</div>
        <gj-org-pick required label=${label} .value=${this.org}
          @pick=${({ detail }: CustomEvent<string>) => this.#tell({ org: detail })}></gj-org-pick></div>
      <gj-fact-field class="rigid" .form=${this.form} .field=${moment} .value=${this.at}
        @fact=${(event: CustomEvent<Json>) => {
          this.#tell({ at: typeof event.detail === 'string' ? event.detail : null });
        }}></gj-fact-field>
      <slot></slot>`;
  }

  #questions(): TemplateResult {
    const { ask, within } = this.question;
    const record = withinField(this.rules);
    return html`${Array.from(
      questionFields(this.rules),
      ([name, field]) => html`<gj-fact-field class="question rigid" .form=${this.rules} .field=${field}
        .value=${ask[name] ?? null} @fact=${(event: CustomEvent<Json>) => {
          const { [name]: _, ...others } = ask;
          this.#tell({ ask: event.detail === null ? others : { ...others, [name]: event.detail } });
        }}></gj-fact-field>`,
    )}${
      record
        ? html`<gj-fact-field class="within rigid" .form=${this.rules} .field=${record} .value=${within}
            @fact=${(event: CustomEvent<Json>) => {
              this.#tell({ within: event.detail });
            }}></gj-fact-field>`
        : nothing
    }`;
  }

  #tell(said: Partial<MatchQuery>): void {
    this.emit('asked', { org: this.org, at: this.at, ...this.question, ...said });
  }
}
customElements.define('gj-match-bar', GjMatchBar);
