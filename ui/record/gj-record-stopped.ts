import { html, type PropertyValues } from 'lit';
import { findingWord } from '../fields/finding-word.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { noteStyles, warningStyles } from '../kit/note-styles.ts';
import { number, text, withProperties } from '../kit/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { StoppedRule } from './stopped-rule.ts';

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
        html`<p role="status">${icon('alert')}<span><strong>${findingWord(code)}</strong>
          ${row ? `#${row.seq} ` : ''}${reason}</span></p>`,
    );
  }
}
customElements.define('gj-record-stopped', GjRecordStopped);
