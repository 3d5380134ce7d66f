import type { LitElement } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { openOver } from '../../kit/dialog/open-over.ts';
import { notify } from '../../kit/gj-notices.ts';
import { doneLine } from './sharing-words.ts';
import { takeBackPairs } from './take-back-pairs.ts';

/**
 * Says what became of each pair of record and organisation: in a word, with the way back, or one by one where some were
 * refused. `again` reads anew what the page shows of them, once they were taken back.
 */
export async function sayPairs(
  host: LitElement,
  form: string,
  pairs: readonly PairAnswer[],
  again: () => void | Promise<void>,
): Promise<void> {
  const label = doneLine(pairs);
  if (!pairs.some(({ outcome }) => outcome === 'refused')) {
    const done = pairs.filter(({ outcome }) => outcome === 'assigned' || outcome === 'withdrawn');
    // Of an organisation that one does not see nobody can say that it passes something on.
    const isBack = done.length > 0 && done.every(({ record, by }) => record.id && by?.number);
    const undo = async () => {
      const back = await takeBackPairs(form, pairs);
      await again();
      await sayPairs(host, form, back, again);
    };
    notify({ text: label, ...(isBack && { undo }) });
    return;
  }
  const { GjPairsReport } = await import('./gj-pairs-report.ts');
  await openOver(Object.assign(new GjPairsReport(), { form, pairs, label }), { closed: () => {} }, host);
}
