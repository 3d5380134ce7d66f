import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { RuleFindingAnswer } from '../../metadata/contract/match/findings.ts';
import { messages } from '../../rules/match/messages.ts';
import type { UnsavedRecord } from '../fields/common/ui-kind.ts';
import { findingWord } from '../fields/finding-word.ts';
import { isRemark } from '../fields/is-remark.ts';
import { dotted } from '../kit/base/dotted.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { ruleName } from '../model/rule-name.ts';
import { UnsavedFindings } from '../record/editor/unsaved-findings.ts';
import { plural, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench } from './condition-bench.ts';
import type { Oddity } from './edited-oddities.ts';

/** The rule a condition stands in. */
export interface ConditionCandidate {
  /** Id of its form. */
  readonly form: string;
  /** All that hold are taken, so that none stands in another's way. */
  readonly all: boolean;
  /** The record as it would be saved with another condition. Default: it stands in none. */
  readonly unsaved?: (condition: Json) => UnsavedRecord;
}

/** The oddities of a rule's condition while it is built: by itself, and beside the other rules. */
export class GjConditionFindings extends withProperties(GjElement, {
  bench: given<ConditionBench>(),
  turn: given<number>(),
  candidate: given<ConditionCandidate>(),
  odd: state<readonly Oddity[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-1);
        justify-items: start;
      }
    `,
  ];

  readonly #others = new UnsavedFindings(this);
  #looked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { bench } = this;
    const { compiled, condition } = bench;
    const finished = compiled !== null || condition === null;
    const looked = finished ? JSON.stringify(condition) : '';
    if (looked === this.#looked) return;
    this.#looked = looked;
    this.#compare();
    if (!compiled) {
      this.odd = [];
      return;
    }
    void import('./edited-oddities.ts').then(({ editedOddities }) => {
      if (compiled === this.bench.compiled) this.odd = editedOddities(compiled);
    });
  }

  /** With the other rules; what is unfinished is compared when it is finished. */
  #compare(): void {
    const { form, unsaved } = this.candidate;
    const outline = session.formById(form);
    const asks = unsaved && outline?.match && outline.actions.includes('match');
    this.#others.clear();
    if (asks && this.#looked !== '')
      void this.#others.load({ form: outline.name, unsaved: unsaved(this.bench.condition) });
  }

  override render() {
    const { value, failure, busy } = this.#others;
    const found = value?.filter(({ code }) => !own.has(code) && !isRemark(code));
    return html`
      ${this.odd
        .filter((code) => !isRemark(code))
        .map(
          (code) => html`<div class="odd flex based gap-1h in-warn breaks" role="status">
          ${icon('alert', 14)}<span><strong>${findingWord(code)}</strong> ${say(messages[code])}</span></div>`,
        )}
      <div class="gridded gap-1 high-as-badge" aria-busy=${busy}>
        ${found && found.length >= fewest ? this.#folded(found) : found?.map((finding) => this.#finding(finding))}
        ${
          found?.length === 0 &&
          this.bench.condition !== null &&
          !this.candidate.all &&
          this.odd.every((code) => code !== 'rule-never-matches')
            ? html`<div class="small across-close in-ok"
                role="status">${icon('check', 14)}${msg('没有被其他规则遮盖，也没有同级重叠。', { id: 'nothing-odd' })}</div>`
            : nothing
        }
        ${
          failure === null
            ? nothing
            : html`<div class="small muted" role="status">${msg(
                str`还不能与其他规则比较：${failureText(failure)}`,
                { id: 'not-compared' },
              )}</div>`
        }
        ${busy ? html`<div class="small muted">${msg('正在与其他规则比较…', { id: 'comparing' })}</div>` : nothing}
      </div>`;
  }

  /** Of many so many are said, and which by whoever wants to know. */
  #folded(found: readonly RuleFindingAnswer[]) {
    const words = dotted([...new Set(found.map(({ code }) => findingWord(code)))]);
    return html`<details role="status"><summary class="in-warn pressable">${plural(
      msg(str`与其他规则有 ${found.length} 处冲突`, { id: 'rules-in-the-way' }),
    )} <span class="small">${words}</span></summary>
      ${found.map((finding) => this.#finding(finding))}</details>`;
  }

  #finding({ code, reason, related }: RuleFindingAnswer) {
    const outline = session.formById(this.candidate.form);
    const links = related?.filter(({ id }) => Boolean(id)) ?? [];
    return html`<div class="odd flex based gap-1h in-warn breaks"
        role="status">${icon('alert', 14)}<span><strong>${findingWord(code)}</strong> ${reason}
      ${links.map(
        (rule) =>
          html` <a class="underlined" href="/forms/${outline?.name ?? ''}/${rule.id}" target="_blank">${ruleName(rule)}</a>`,
      )}</span></div>`;
  }
}

/** From so many on, what is said of other rules is folded. */
const fewest = 3;

/** The oddities that the browser finds in the condition by itself. */
const own = new Set(['rule-never-matches', 'rule-not-indexable']);

customElements.define('gj-condition-findings', GjConditionFindings);
