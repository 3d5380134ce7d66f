import { Trace } from '../../../rules/decisions/trace.ts';
import { issueSentence } from '../../../rules/einvoicing/issue-words.ts';
import type { SplitBasis } from '../../../rules/einvoicing/plan/split-used.ts';
import { splitByHand } from '../../../rules/einvoicing/split/by-hand.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { split } from '../../../rules/einvoicing/split/split.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';
import type { Judged } from './split-door.ts';

interface SplitRequest {
  readonly id: number;
  readonly basis?: SplitBasis;
  readonly choice: SplitChoice;
  readonly language: 'zh' | 'en';
}

let basis: SplitBasis | null = null;
/** Places of the invoices of the answer before, by all that they are. */
let before: ReadonlyMap<string, number> = new Map();

/** The very rules by which it is issued, beside the page: a document of thousands of lines holds nobody up. */
addEventListener('message', ({ data }: MessageEvent<SplitRequest>) => {
  basis = data.basis ?? basis;
  if (!basis) return;
  const { result, issues } = decide(basis, data.choice);
  const judged: Judged = {
    invoices: againstBefore(result.invoices),
    issues: issues.map((one) => ({ ...one, text: issueSentence(one, data.language) })),
  };
  postMessage({ id: data.id, judged });
});

/** Replaces each invoice that is unchanged by its former place: of thousands of lines a drop moves few. */
function againstBefore(invoices: readonly SplitInvoice[]): Judged['invoices'] {
  const texts = invoices.map((invoice) => JSON.stringify(invoice));
  const sent = invoices.map((invoice, at) => before.get(texts[at] ?? '') ?? invoice);
  before = new Map(texts.map((text, at) => [text, at]));
  return sent;
}

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
