import { html } from 'lit';
import { findingWord } from '../fields/finding-word.ts';
import { analyseRules } from '../fields/match-findings.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { number, text, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { noteStyles, warningStyles } from '../kit/styles/note-styles.ts';
import { shared } from '../theme/shared.ts';

type RuleFindings = Awaited<ReturnType<typeof analyseRules>>;

const stopping = new Set(['rule-broken', 'rule-outdated']);

/** Says of a rule that its condition can no longer be judged, or names what was left out since. */
export class GjRecordStopped extends withProperties(GjElement, {
  form: text(),
  record: text(),
  revision: number(),
}) {
  static override styles = [shared, noteStyles, warningStyles];

  /** The findings on the rule; a person who may not ask sees the record without them. */
  readonly #found = new Loading<RuleFindings, [form: string, record: string, revision: number]>(this, {
    key: () => [this.form, this.record, this.revision],
    load: ([form, record], signal) => analyseRules(form, { records: [record] }, signal),
    keeps: true,
  });

  override render() {
    const { items = [] } = this.#found.value ?? {};
    const stopped = items.filter(({ code }) => stopping.has(code));
    return stopped.map(
      ({ code, reason, row }) =>
        html`<p class="flex wraps centred below-3 pad-2-3 rounded-l"
            role="status">${icon('alert')}<span><strong>${findingWord(code)}</strong>
          ${row ? `#${row.seq} ` : ''}${reason}</span></p>`,
    );
  }
}
customElements.define('gj-record-stopped', GjRecordStopped);
