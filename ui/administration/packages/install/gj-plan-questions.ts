import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject } from '../../../../metadata/common/json.ts';
import type {
  InstallPlan,
  PlanInterference,
  PlanQuestion,
} from '../../../../metadata/contract/packages/install-plan.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { given, withProperties } from '../../../kit/base/with-properties.ts';
import { say } from '../../../session/i18n.ts';
import { shared } from '../../../theme/shared.ts';
import { whoWhen } from '../package-words.ts';
import type { Answered, PlanChoice } from './gj-plan-choice.ts';
import './gj-plan-choice.ts';

/** What packages are called, by name. */
type PackageLabels = InstallPlan['labels'];

/**
 * The questions where both a package and a layer above it changed a property: the former value, the package's new one,
 * and the one that stands here with who said it, side by side with a choice. Tells `answer`, and `answer-all` with
 * `theirs`, `ours` or `proposed`.
 */
export class GjPlanQuestions extends withProperties(GjElement, {
  questions: given<readonly PlanQuestion[]>(() => []),
  /** What packages are called, by name. */
  labels: given<PackageLabels>(() => ({})),
}) {
  static override styles = shared;

  override render() {
    const all = (answer: string) => this.emit('answer-all', answer);
    return html`<div class="chips below-2">
        <button @click=${() => all('theirs')}>${msg('全部采用包的', { id: 'pkg-take-theirs' })}</button>
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
    const { answer, proposal, problems = [] } = question;
    return html`<gj-plan-choice .choice=${choiceOf(question, this.labels)}
        @answer=${({ detail }: CustomEvent<Answered>) => this.emit('answer', detail)}>
      ${problems.map(({ message }) => html`<p class="problem small">${message}</p>`)}
      ${
        answer === null
          ? html`<p class="small muted">${
              proposal === 'theirs'
                ? msg('建议：用包的。', { id: 'pkg-proposal-theirs' })
                : msg('建议：保留我们的。', { id: 'pkg-proposal-ours' })
            }</p>`
          : nothing
      }</gj-plan-choice>`;
  }
}

function choiceOf(question: PlanQuestion, labels: PackageLabels): PlanChoice {
  const { id, shown, said, answer } = question;
  const [by, layer] = [question.package, said.package].map((name) => say(labels[name]) || name);
  const mine =
    said.package === 'local'
      ? msg('我们的', { id: 'pkg-side-ours' })
      : msg(str`${layer} 的`, { id: 'pkg-side-layer' });
  return {
    id,
    title: questionName(question),
    property: question.propertyName,
    sides: [
      { name: msg('原来的', { id: 'pkg-side-base' }), value: shown.base },
      {
        name: msg(str`${by} 新版本的`, { id: 'pkg-side-theirs' }),
        value: shown.theirs,
        takes: 'theirs',
        isTaken: answer === 'theirs',
      },
      {
        name: mine,
        value: shown.ours,
        by: whoWhen(said.by, said.at),
        takes: 'ours',
        isTaken: answer === 'ours',
      },
    ],
    like: question.ours ?? question.theirs,
    own: isObject(answer) ? { value: answer.value } : null,
    isRemembered: question.remembered,
  };
}

/** Asks whose word is to hold where two packages speak of one thing and know nothing of each other. */
export function interferenceChoice(item: PlanInterference, labels: PackageLabels): PlanChoice {
  const { id, said, answer } = item;
  const from = isObject(answer) && 'from' in answer ? answer.from : null;
  return {
    id,
    title: questionName(item),
    property: item.propertyName,
    sides: said.map(({ package: by, shown }) => ({
      name: say(labels[by]) || by,
      value: shown,
      takes: { from: by },
      isTaken: from === by,
    })),
    like: said[0]?.value ?? null,
    own: isObject(answer) && 'value' in answer ? { value: answer.value ?? null } : null,
  };
}

/** Names the form and the place that a question is about: `Invoice item · Rate`. */
function questionName({
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
