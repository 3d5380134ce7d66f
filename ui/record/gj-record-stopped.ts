import { html, type PropertyValues } from 'lit';
import type { RuleFindingAnswer } from '../../metadata/contract/match/findings.ts';
import { findingWord } from '../fields/finding-word.ts';
import { analyseRules } from '../fields/match-findings.ts';
import { Asking } from '../kit/asking.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { number, text, withProperties } from '../kit/base/with-properties.ts';
import { noteStyles, warningStyles } from '../kit/styles/note-styles.ts';
import { shared } from '../theme/shared.ts';

const stopping = new Set(['rule-broken', 'rule-outdated']);

/** What of a saved rule cannot be judged any more, or names what was left out since. */
class StoppedRule extends Asking {
  findings: readonly RuleFindingAnswer[] = [];

  async load(form: string, record: string): Promise<void> {
    const signal = this.begin();
    try {
      const { items } = await analyseRules(form, { records: [record] }, signal);
      this.findings = items.filter(({ code }) => stopping.has(code));
    } catch {
      // Whoever may not ask is told nothing; the record says what it says.
      this.findings = [];
    }
    if (!signal.aborted) this.host.requestUpdate();
  }
}

/** Says of a rule that its condition can no longer be judged, or names what was left out since. */
export class GjRecordStopped extends withProperties(GjElement, {
  form: text(),
  record: text(),
  revision: number(),
}) {
  static override styles = [shared, noteStyles, warningStyles];

  readonly #stopped = new StoppedRule(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size > 0) void this.#stopped.load(this.form, this.record);
  }

  override render() {
    return this.#stopped.findings.map(
      ({ code, reason, row }) =>
        html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('alert')}<span><strong>${findingWord(code)}</strong>
          ${row ? `#${row.seq} ` : ''}${reason}</span></p>`,
    );
  }
}
customElements.define('gj-record-stopped', GjRecordStopped);
