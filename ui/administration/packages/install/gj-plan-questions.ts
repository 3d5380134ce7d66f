import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { GivenAnswer } from '../../../../metadata/contract/packages/install.ts';
import type { PlanQuestion } from '../../../../metadata/contract/packages/install-plan.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../../kit/base/with-properties.ts';
import { say } from '../../../session/i18n.ts';
import { shared } from '../../../theme/shared.ts';
import { whoWhen } from '../package-words.ts';
import { packagesStyles } from '../packages-styles.ts';
import { questionStyles } from './question-styles.ts';
import './gj-own-value.ts';

export interface Answered {
  readonly id: string;
  readonly answer: GivenAnswer;
}

/**
 * The questions where both a package and a layer above it changed a property: the former value, the package's new one,
 * and the one that stands here with who said it, side by side with a choice. Tells `answer`, and `answer-all` with
 * `theirs`, `ours` or `proposed`.
 */
export class GjPlanQuestions extends withProperties(GjElement, {
  questions: given<readonly PlanQuestion[]>(() => []),
  /** Ids of the questions for which a third value is being typed, before there is one. */
  typing: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [shared, packagesStyles, questionStyles];

  override render() {
    const all = (answer: string) => this.emit('answer-all', answer);
    return html`<div class="chips below-2">
        <button @click=${() => all('theirs')}>${msg('全部用包的', { id: 'pkg-take-theirs' })}</button>
        <button @click=${() => all('ours')}>${msg('全部保留我们的', { id: 'pkg-take-ours' })}</button>
        <button @click=${() => all('proposed')}>${msg('全部按建议', { id: 'pkg-take-proposed' })}</button>
      </div>
      ${repeat(
        this.questions,
        ({ id }) => id,
        (question) => this.#question(question),
      )}`;
  }

  #question(question: PlanQuestion): TemplateResult {
    const { id, shown, said, answer, proposal, remembered, problems = [], package: by } = question;
    const own = isObject(answer) || this.typing.has(id);
    const who = whoWhen(said.by, said.at);
    const mine =
      said.package === 'local'
        ? msg('我们的', { id: 'pkg-side-ours' })
        : msg(str`${said.package} 的`, { id: 'pkg-side-layer' });
    return html`<fieldset class="ruled-above" data-question=${id}>
      <legend class="fills below-2 unpadded bold breaks">${questionName(question)} <span
          class="small muted">${question.propertyName}</span>
        ${remembered ? html`<span class="badge ok">${msg('上次答过，照旧', { id: 'pkg-remembered' })}</span>` : nothing}
        ${
          answer === null && !own
            ? html`<span class="badge warn">${msg('待回答', { id: 'pkg-unanswered' })}</span>`
            : nothing
        }</legend>
      <div class="sides stack-2">
        <div class="side was gridded centred packed gap-half-2 pad-2 edged rounded"><span
            class="name smaller">${msg('原来的', { id: 'pkg-side-base' })}</span><span class="value">${shown.base}</span></div>
        ${this.#side(question, 'theirs', msg(str`${by} 新版本的`, { id: 'pkg-side-theirs' }), shown.theirs, '')}
        ${this.#side(question, 'ours', mine, shown.ours, who)}
        <div class="side gridded centred packed gap-half-2 pad-2 edged rounded">
          <input type="radio" name=${id} id=${`own-${id}`} .checked=${own} @change=${() => {
            this.typing = new Set([...this.typing, id]);
          }} />
          <label class="name smaller" for=${`own-${id}`}>${msg('另写一个', { id: 'pkg-side-own' })}</label>
          ${
            own
              ? html`<gj-own-value .like=${question.ours ?? question.theirs}
                  .value=${isObject(answer) ? answer.value : question.ours}
                  .label=${`${questionName(question)} ${question.propertyName}`}
                  @change-value=${({ detail }: CustomEvent<Json>) => this.#answer(id, { value: detail })}></gj-own-value>`
              : nothing
          }
        </div>
      </div>
      ${problems.map(({ message }) => html`<p class="problem small">${message}</p>`)}
      ${
        answer === null && !own
          ? html`<p class="small muted">${
              proposal === 'theirs'
                ? msg('建议：用包的。', { id: 'pkg-proposal-theirs' })
                : msg('建议：保留我们的。', { id: 'pkg-proposal-ours' })
            }</p>`
          : nothing
      }
    </fieldset>`;
  }

  #side({ id, answer }: PlanQuestion, choice: 'theirs' | 'ours', name: string, value: string, who: string) {
    return html`<label class="side gridded centred packed gap-half-2 pad-2 edged rounded pressable">
      <input type="radio" name=${id} .checked=${answer === choice && !this.typing.has(id)}
          @change=${() => this.#answer(id, choice)} />
      <span class="name smaller">${name}</span>
      <span class="value">${value}</span>
      ${who ? html`<span class="small muted">${who}</span>` : nothing}
    </label>`;
  }

  #answer(id: string, answer: GivenAnswer): void {
    this.typing = new Set([...this.typing].filter((one) => one !== id));
    this.emit<Answered>('answer', { id, answer });
  }
}

/** Names the form and the place that a question is about: `Invoice item · Rate`. */
export function questionName({
  formLabel,
  label,
  target,
  record,
}: Pick<PlanQuestion, 'formLabel' | 'label' | 'target'> & Pick<Partial<PlanQuestion>, 'record'>): string {
  const form = formLabel ? say(formLabel) : '';
  const own = record ? record.key : label ? say(label) : target.split('/').slice(0, -1).join('/');
  return [form, own === form ? '' : own].filter(Boolean).join(' · ') || target;
}
customElements.define('gj-plan-questions', GjPlanQuestions);
