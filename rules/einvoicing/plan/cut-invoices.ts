import { sign, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import { withBreaks } from '../../decisions/steps.ts';
import { type Decided, Trace } from '../../decisions/trace.ts';
import type { MergedDocument } from '../merge/merge.ts';
import type { LinkedDifference } from '../red-confirmation/linked.ts';
import { byHand } from '../split/by-hand.ts';
import { type SplitAsked, splitting } from '../split/split.ts';
import type { SplitInvoice, SplitResult } from '../split/split-document.ts';
import { ruleFor, type SplitRule } from '../split/split-rule.ts';
import type { PlanConfig } from './config.ts';
import type { Prepared } from './prepare.ts';
import { takeBack } from './take-back.ts';
import type { Red } from './taking.ts';

export interface CutInvoice {
  readonly invoice: SplitInvoice;
  /** The blue invoice or confirmation that it takes back; null: it is no red one, or nobody asked. */
  readonly red: Red | null;
  /** Members of the header that its blue invoice says and the document does not. */
  readonly header?: JsonObject;
  /** The amounts by which the confirmation that it is linked to made other lines of the document than it says. */
  readonly differences?: readonly LinkedDifference[];
}

interface Around {
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/**
 * As the split rule cuts it, or somebody has it cut; what is negative by what it is taken back from, too. Null:
 * something about it stops.
 */
export async function invoicesOf(
  merged: MergedDocument,
  prepared: Prepared,
  around: Around,
): Promise<readonly CutInvoice[] | null> {
  const { document } = merged;
  const { config, trace } = around;
  const { at, choice } = prepared;
  const here = { document: at };
  const taken = (answer: Decided<SplitResult>): readonly SplitInvoice[] | null => {
    trace.take(answer, here);
    return answer.issues.some(({ severity }) => severity === 'stops') ? null : answer.result.invoices;
  };
  if (choice.by !== 'limit') trace.step('split-chosen', { at: here, params: { by: `by-${choice.by}` } });
  const byChoice = async () => taken(await cutAsChosen(merged, prepared, around));
  const isRed = sign(sum(document.lines.map(({ amount, gross }) => amount || gross || '0'))) < 0;
  if (isRed && config.redsLeftOut) {
    const { code, params } = config.redsLeftOut;
    trace.warns(code, here, params);
  }
  if (!config.reds || !isRed) return (await byChoice())?.map((invoice) => ({ invoice, red: null })) ?? null;
  const step = new Trace(trace.level);
  const made = await takeBack(document, {
    reds: config.reds,
    trace: step,
    pause: config.pause,
    invoices: async (how, lines = document.lines) => {
      if (how === 'by-rule') return byChoice();
      const whole = { ...document, lines };
      if (choice.by === 'limit')
        return taken(await withBreaks(splitting(whole, inOne, {}, trace.level), config.pause));
      step.stops('split-of-confirmation');
      return null;
    },
  });
  trace.take(step.decided(null), here);
  return made;
}

/** The rule for a document that goes by a confirmation: this is one invoice. */
const inOne: SplitRule = { rowsPerInvoice: 2000, digitalRows: 2000, deviceLimit: false };

async function cutAsChosen(
  { document }: MergedDocument,
  { application, splitRule, choice }: Prepared,
  { config, trace: around }: Around,
): Promise<Decided<SplitResult>> {
  const { level } = around;
  const rule = (splitRule ?? {}) as SplitRule;
  const seller = { ...document, sellerTaxNo: textIn(application, 'sellerTaxNo') };
  const said = splitRule ? { ...rule, used: used('split-rule', splitRule) } : rule;
  const own = ruleFor(said, seller, config.parameter);
  const deviceLimit = rule.deviceLimit === false ? null : (config.deviceLimitOf?.(application) ?? null);
  const { by } = choice;
  if (by === 'hand')
    return withBreaks(byHand(document, own, choice.invoices, { deviceLimit }, level), config.pause);
  const splitBy = (asked: SplitAsked) =>
    withBreaks(splitting(document, own, { ...asked, deviceLimit }, level), config.pause);
  if (by !== 'gross') return splitBy({ by, ...(by === 'count' ? { count: choice.count } : {}) });
  const trace = new Trace(level);
  const gross = config.grossRuleOf?.(choice.gross ?? {}, application) ?? null;
  // The rest of an application is not split by amounts that were meant for all of it.
  if (textIn(application, 'applyStatus') === 'partial') trace.stops('gross-of-part');
  else if (gross) return splitBy({ gross });
  else trace.stops('gross-limit-missing', undefined, { invoiceType: textIn(application, 'invoiceType') });
  return trace.decided({ invoices: [] });
}
