import { sign, sum } from '../../../metadata/decimal.ts';
import { used } from '../common/rules.ts';
import { withBreaks } from '../common/steps.ts';
import { Trace } from '../common/trace.ts';
import type { MergedDocument } from '../merge/merge.ts';
import { type SplitInvoice, type SplitRule, splitting } from '../split/split.ts';
import type { PlanConfig } from './config.ts';
import type { Prepared } from './prepare.ts';
import { type Red, takeBack } from './take-back.ts';

export interface CutInvoice {
  readonly invoice: SplitInvoice;
  /** What it takes back; null: it is no red one, or nobody asked. */
  readonly red: Red | null;
}

/** As the split rule cuts it; what is negative by what it is taken back from, too. Null: something about it stops. */
export async function invoicesOf(
  { document }: MergedDocument,
  { application, splitRule, at }: Prepared,
  { config, trace }: { readonly config: PlanConfig; readonly trace: Trace },
): Promise<readonly CutInvoice[] | null> {
  const here = { document: at };
  const rule = (splitRule ?? {}) as SplitRule;
  const own = splitRule ? { ...rule, used: used('split-rule', splitRule) } : rule;
  const deviceLimit = rule.deviceLimit === false ? null : (config.deviceLimitOf?.(application) ?? null);
  const cutBy = async (by: SplitRule): Promise<readonly SplitInvoice[] | null> => {
    const steps = splitting(document, by, { deviceLimit }, trace.level);
    const answer = await withBreaks(steps, config.pause);
    trace.take(answer, here);
    return answer.issues.some(({ severity }) => severity === 'stops') ? null : answer.result.invoices;
  };
  const isRed = sign(sum(document.lines.map(({ amount, gross }) => amount || gross || '0'))) < 0;
  if (!config.reds || !isRed) return (await cutBy(own))?.map((invoice) => ({ invoice, red: null })) ?? null;
  const step = new Trace(trace.level);
  const taken = await takeBack(document, {
    ...{ reds: config.reds, trace: step },
    invoices: (how) => cutBy(how === 'whole' ? inOne : own),
  });
  trace.take(step.decided(null), here);
  return taken;
}

/** What a confirmation says is one invoice. */
const inOne: SplitRule = { rowsPerInvoice: 2000, digitalRows: 2000, deviceLimit: false };
