import { html, type TemplateResult } from 'lit';
import type { PairAnswer } from '../../rules/sharing/contract.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { doneLine } from './sharing-words.ts';
import './gj-pairs-report.ts';

/** What assigning and withdrawing share: each pair answers for itself, and what was refused is shown before one leaves. */
export class PairsDialog extends withProperties(GjElement, {
  busy: state(false),
  answers: state<readonly PairAnswer[] | null>(null),
}) {
  /** Does it. `then` hears what became of each pair. Tells `closed` where nothing was refused. */
  protected async run(
    work: () => Promise<readonly PairAnswer[]>,
    then: (answers: readonly PairAnswer[]) => void,
  ): Promise<void> {
    this.busy = true;
    try {
      const answers = await work();
      then(answers);
      if (answers.some(({ outcome }) => outcome === 'refused')) this.answers = answers;
      else {
        notify({ text: doneLine(answers) });
        this.emit('closed');
      }
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.busy = false;
  }

  protected report(form: string, answers: readonly PairAnswer[]): TemplateResult {
    return html`<gj-pairs-report form=${form} label=${doneLine(answers)} .pairs=${answers}></gj-pairs-report>`;
  }
}
