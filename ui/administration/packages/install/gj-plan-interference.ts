import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { GivenAnswer } from '../../../../metadata/contract/packages/install.ts';
import type { PlanInterference } from '../../../../metadata/contract/packages/install-plan.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../../kit/base/with-properties.ts';
import { shared } from '../../../theme/shared.ts';
import { packagesStyles } from '../packages-styles.ts';
import { type Answered, questionName } from './gj-plan-questions.ts';
import { questionStyles } from './question-styles.ts';

/** Of what two packages speak that know nothing of each other: whose word is to hold. Tells `answer`. */
export class GjPlanInterference extends withProperties(GjElement, {
  items: given<readonly PlanInterference[]>(() => []),
  typing: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [shared, packagesStyles, questionStyles];

  override render() {
    return this.items.map((one) => this.#item(one));
  }

  #item(one: PlanInterference): TemplateResult {
    const { id, said, answer, propertyName } = one;
    const from = isObject(answer) && 'from' in answer ? answer.from : null;
    const own = (isObject(answer) && 'value' in answer) || this.typing.has(id);
    return html`<fieldset class="ruled-above" data-question=${id}>
      <legend class="fills below-2 unpadded bold breaks">${questionName(one)} <span class="small muted">${propertyName}</span>
        ${
          answer === null && !own
            ? html`<span class="badge warn">${msg('待回答', { id: 'pkg-unanswered' })}</span>`
            : nothing
        }</legend>
      <div class="sides stack-2">
        ${said.map(
          ({
            package: by,
            shown,
          }) => html`<label class="side gridded centred packed gap-half-2 pad-2 edged rounded pressable">
            <input type="radio" name=${id} .checked=${from === by && !this.typing.has(id)}
                @change=${() => this.#answer(id, { from: by })} />
            <span class="name smaller">${by}</span><span class="value">${shown}</span></label>`,
        )}
        <div class="side gridded centred packed gap-half-2 pad-2 edged rounded">
          <input type="radio" name=${id} id=${`own-${id}`} .checked=${own} @change=${() => {
            this.typing = new Set([...this.typing, id]);
          }} />
          <label class="name smaller" for=${`own-${id}`}>${msg('另写一个', { id: 'pkg-side-own' })}</label>
          ${
            own
              ? html`<gj-own-value .like=${said[0]?.value ?? null}
                  .value=${isObject(answer) && 'value' in answer ? (answer.value ?? null) : (said[0]?.value ?? null)}
                  .label=${`${questionName(one)} ${propertyName}`}
                  @change-value=${({ detail }: CustomEvent<Json>) => this.#answer(id, { value: detail })}></gj-own-value>`
              : nothing
          }
        </div>
      </div></fieldset>`;
  }

  #answer(id: string, answer: GivenAnswer): void {
    this.typing = new Set([...this.typing].filter((one) => one !== id));
    this.emit<Answered>('answer', { id, answer });
  }
}
customElements.define('gj-plan-interference', GjPlanInterference);
