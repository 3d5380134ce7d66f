import { sign } from '../../../metadata/common/decimal.ts';
import { monthOf, toLocal } from '../../calendar.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

export interface VoidQuestion {
  /** An instant. */
  readonly now: string;
  readonly zone: string;
  readonly invoice: {
    readonly invoiceType?: Text;
    /** An instant. */
    readonly issuedAt: string;
    readonly amount?: Text;
    readonly tax?: Text;
    readonly sourceSystem?: Text;
    /** The amount that was taken back of it. */
    readonly reversed?: Text;
    /** Whether the buyer has deducted it. */
    readonly deducted?: boolean | null;
  };
  /** Whether each copy of a paper invoice is there again. */
  readonly copiesTicked?: readonly boolean[];
}

export interface Voided {
  readonly allowed: boolean;
  readonly quotaBack: string;
  /** A void gives no credit back. */
  readonly creditBack: string;
  /** What the application gets back; null: nothing. */
  readonly applicationBack: { readonly amount: string; readonly tax: string } | null;
}

/** Types that may be voided at all, and those of them of which every copy is asked for. */
const voidable: readonly string[] = ['004', '007', '025', '004xdp', '007xdp'];
const withCopies: readonly string[] = ['004', '004xdp'];

/** Types of the parameters that are read here. */
export const voidParameters = ['sim_writeback_config'] as const;

/** Whether an invoice may be voided, with every reason against it, and what comes back of it. */
export function mayVoid(
  { now, zone, invoice, copiesTicked = [] }: VoidQuestion,
  parameter: ParameterText,
  level?: TraceLevel,
): Decided<Voided> {
  const trace = new Trace(level);
  const { invoiceType, issuedAt, amount, tax, sourceSystem, reversed, deducted } = invoice;
  const type = invoiceType ?? '';
  if (!voidable.includes(type)) trace.stops('void-type', { field: 'invoiceType' }, { invoiceType: type });
  const [issued, today] = [issuedAt, now].map((one) => monthOf(toLocal(one, zone).date));
  if (issued !== today) trace.stops('void-month', { field: 'issuedAt' }, { month: issued ?? '' });
  if (isGiven(reversed) && sign(reversed) !== 0)
    trace.stops('void-reversed', undefined, { amount: reversed });
  if (withCopies.includes(type)) {
    if (deducted === true) trace.stops('void-used');
    if (copiesTicked.length === 0 || copiesTicked.includes(false)) trace.stops('void-copies');
  }
  if (trace.stopped)
    return trace.decided({ allowed: false, quotaBack: '0', creditBack: '0', applicationBack: null });
  const kept = (parameter('sim_writeback_config', 'cancel_no_writeback_source') ?? '').split(',');
  const isKept = isGiven(sourceSystem) && kept.map((one) => one.trim()).includes(sourceSystem);
  return trace.decided({
    allowed: true,
    quotaBack: amount || '0',
    creditBack: '0',
    applicationBack: isKept ? null : { amount: amount || '0', tax: tax || '0' },
  });
}
