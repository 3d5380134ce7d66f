import { Trace } from '../../rules/decisions/common/trace.ts';
import type { SplitBasis } from '../../rules/decisions/plan/split-used.ts';
import { issueSentence } from '../../rules/decisions/sentences.ts';
import { splitByHand } from '../../rules/decisions/split/by-hand.ts';
import type { SplitChoice } from '../../rules/decisions/split/choice.ts';
import { split } from '../../rules/decisions/split/split.ts';
import type { SplitAnswer } from './split-door.ts';

interface Asked {
  readonly id: number;
  readonly basis?: SplitBasis;
  readonly choice: SplitChoice;
  readonly language: 'zh' | 'en';
}

let basis: SplitBasis | null = null;

/** The very rules by which it is issued, beside the page: a document of thousands of lines holds nobody up. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  basis = data.basis ?? basis;
  if (!basis) return;
  const { result, issues } = decide(basis, data.choice);
  const answer: SplitAnswer = {
    invoices: result.invoices,
    issues: issues.map((one) => ({ ...one, text: issueSentence(one, data.language) })),
  };
  postMessage({ id: data.id, answer });
});

function decide({ document, rule, deviceLimit, gross }: SplitBasis, choice: SplitChoice) {
  if (choice.by === 'hand') return splitByHand(document, rule, choice.invoices, { deviceLimit }, 'none');
  if (choice.by === 'count')
    return split(document, rule, { by: 'count', count: choice.count, deviceLimit }, 'none');
  if (choice.by !== 'gross') return split(document, rule, { by: choice.by, deviceLimit }, 'none');
  const { limit, ...own } = { ...gross, ...choice.gross };
  if (!limit) {
    const trace = new Trace('none');
    trace.stops('gross-limit-missing', undefined, { invoiceType: document.invoiceType ?? '' });
    return trace.decided({ invoices: [] });
  }
  return split(document, rule, { deviceLimit, gross: { mode: 'by-quantity', ...own, limit } }, 'none');
}
