import type { LitElement } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { openOver } from '../../kit/dialog/open-over.ts';
import { notify } from '../../kit/gj-notices.ts';
import { doneLine } from './sharing-words.ts';

/** Says what became of each pair of record and organisation: in a word, or one by one where some were refused. */
export async function sayPairs(
  host: LitElement,
  form: string,
  pairs: readonly PairAnswer[],
  undo?: () => Promise<void>,
): Promise<void> {
  const label = doneLine(pairs);
  if (!pairs.some(({ outcome }) => outcome === 'refused')) {
    notify({ text: label, ...(undo && { undo }) });
    return;
  }
  const { GjPairsReport } = await import('./gj-pairs-report.ts');
  await openOver(Object.assign(new GjPairsReport(), { form, pairs, label }), { closed: () => {} }, host);
}
