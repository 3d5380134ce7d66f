import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Explanation, Failure, Verdict } from '../../rules/condition/explain.ts';
import { failureLine } from '../kit/base/failure-line.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { language } from '../session/i18n.ts';
import { serverClock } from '../session/server-clock.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench, Judged } from './condition-bench.ts';
import { type EditedGroup, type EditedPart, factsAsked, isGroup } from './edited-condition.ts';
import { tryCondition } from './facts/match-names.ts';
import { suggestedFacts } from './facts/suggested-facts.ts';
import './facts/gj-facts-input.ts';

/** A condition tried against facts, as they are given: what it says, and which part decided. */
export class GjConditionTrial extends withProperties(GjElement, {
  bench: given<ConditionBench>(),
  turn: given<number>(),
  facts: state<JsonObject | null>(() => ({})),
  /** The condition that no facts could be made of. */
  lacking: state<string | null>(null),
}) {
  static override styles = [shared, stacked];

  /** Of the newest condition and the newest facts. */
  readonly #found = new Loading<Explanation, string>(this, {
    key: () => this.#question,
    load: () => this.#try(),
  });
  readonly #filling = new Doing(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.bench.judged(new Map());
  }

  get #question(): string | undefined {
    const { compiled, condition } = this.bench;
    const isAsked = compiled && this.facts && Object.keys(this.facts).length > 0;
    return isAsked ? JSON.stringify([condition, this.facts]) : undefined;
  }

  /** Facts made of the condition itself, to begin with. */
  async #fill(): Promise<void> {
    const { compiled, form, condition } = this.bench;
    if (!compiled) return;
    await this.#filling.run(async () => {
      const facts = await suggestedFacts(compiled, form);
      if (compiled !== this.bench.compiled) return;
      this.lacking = facts === null ? JSON.stringify(condition) : null;
      if (facts) this.facts = facts;
    });
  }

  async #try(): Promise<Explanation> {
    const { bench, facts } = this;
    const { compiled, form, targets, names, wording, root } = bench;
    if (!compiled || !facts) throw new Error('there is nothing to try');
    const question = this.#question;
    const found = await tryCondition({ compiled, facts, form, targets, names, wording });
    if (question === this.#question && root === bench.root)
      bench.judged(judgedParts(root, found, (pointer) => bench.keyAt(pointer)));
    return found;
  }

  get #asksTime(): boolean {
    return factsAsked(this.bench.root).some((path) => path === '$today' || path === '$now');
  }

  get #used(): readonly string[] {
    const { bench } = this;
    return factsAsked(bench.root).filter((path) => bench.fact(path)?.root === 'record');
  }

  override render() {
    const { bench, facts } = this;
    const { value: found, failure } = this.#found;
    const isLacking = this.lacking !== null && this.lacking === JSON.stringify(bench.condition);
    return html`
      <div aria-live="polite">
        ${found ? this.#verdict(found) : nothing}
        ${
          !found && failure === null
            ? html`<p class="muted small">${
                bench.compiled
                  ? msg('填写数据、粘贴 JSON 或带入一张单据，立即看到条件是否满足。', { id: 'trial-hint' })
                  : msg('条件写完整后可以在这里试算。', { id: 'trial-not-yet' })
              }</p>`
            : nothing
        }
        ${
          found && this.#asksTime
            ? html`<p class="small muted">${msg(str`今天（按服务器和本组织时区）：${serverClock.moment.today}`, { id: 'trial-today' })}</p>`
            : nothing
        }
        ${failureLine(failure, () => this.#found.load())}${this.#filling.shown()}
        ${
          isLacking
            ? html`<p class="small muted" role="status">${msg('没能从条件里得出一组能满足它的数据，请自己填写。', { id: 'tried-no-facts' })}</p>`
            : nothing
        }
      </div>
      <button class="at-start" ?disabled=${!bench.compiled}
          @click=${this.#fill}>${icon('edit', 14)}${msg('填入满足条件的示例', { id: 'trial-sample' })}</button>
      <gj-facts-input .form=${bench.form} .offered=${bench.offered} .used=${this.#used} .facts=${facts ?? {}}
        @facts=${(event: CustomEvent<JsonObject | null>) => {
          this.facts = event.detail;
          this.lacking = null;
          if (!event.detail) bench.judged(new Map());
        }}></gj-facts-input>`;
  }

  #verdict({ holds, failed, ways }: Explanation) {
    const spoken = language();
    if (holds) {
      return html`<div
          class="verdict holds flex based gap-2 pad-1-2 toned ok in-ok breaks edged rounded">${icon('check')}<span>${msg('条件满足', { id: 'condition-holds' })}</span></div>`;
    }
    const texts = (ways ?? (failed ? [failed] : [])).map((way) => againstText(way, spoken));
    const why = texts.length > 1 ? msg('以下改变一项即可：', { id: 'one-would-do' }) : texts[0];
    return html`<div
        class="verdict fails flex based gap-2 pad-1-2 toned error in-error breaks edged rounded">${icon('close')}<span>
      <strong>${msg('条件不满足', { id: 'condition-fails' })}</strong> ${why}
      ${texts.length > 1 ? html`<ul class="marked">${texts.map((text) => html`<li>${text}</li>`)}</ul>` : nothing}</span></div>`;
  }
}

/**
 * Verdicts in the shape of the condition, told to the parts as they are edited; `decided`: the key of what decided
 * against it.
 */
function judgedParts(
  root: EditedGroup,
  { verdict, failed }: Explanation,
  keyAt: (pointer: string) => number | undefined,
): ReadonlyMap<number, Judged> {
  const judged = new Map<number, Judged>();
  const decided = failed && keyAt(failed.pointer);
  const walk = (edited: EditedPart, verdict: Verdict): void => {
    const own = edited.denied ? verdict.nodes?.[0] : verdict;
    const inner = own?.some ? own.nodes?.[0] : own;
    const actual = isGroup(edited) ? undefined : inner?.leaf?.actual;
    judged.set(edited.key, {
      holds: verdict.holds,
      decided: edited.key === decided,
      ...(actual ? { actual } : {}),
      ...(own?.some ? { row: own.some.row } : {}),
    });
    if (!isGroup(edited)) return;
    for (const [at, part] of edited.parts.entries()) {
      const of = inner?.nodes?.[at];
      if (of) walk(part, of);
    }
  };
  walk(root, verdict);
  return judged;
}
customElements.define('gj-condition-trial', GjConditionTrial);

function againstText({ denied, sentence, actual }: Failure, spoken: Language): string {
  return denied
    ? msg(str`不应满足“${sentence[spoken]}”，实际为 ${actual[spoken]}`, { id: 'failed-denied' })
    : msg(str`不满足“${sentence[spoken]}”，实际为 ${actual[spoken]}`, { id: 'failed-because' });
}
