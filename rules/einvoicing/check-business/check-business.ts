import { compare } from '../../../metadata/common/decimal.ts';
import {
  addDays,
  addMilliseconds,
  compareDates,
  type Moment,
  millisecondsBetween,
  momentIn,
  toInstant,
  toLocal,
  withinWindow,
} from '../../calendar.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';

/** A business type with the tax categories that it allows. */
export type BusinessType = Omit<Forms['business-type'], 'taxCategories'> & {
  readonly used?: UsedRecord;
  /** Codes. */
  readonly taxCategories?: readonly string[];
};

export interface BusinessQuestion {
  readonly now: Moment;
  readonly zone: string;
  /** The moment at which the pending invoice was made. Default: now. */
  readonly createdAt?: string | null;
  readonly sign?: 'blue' | 'red';
  readonly amount?: Text;
  readonly lines: readonly { readonly taxCode?: Text }[];
}

export interface CheckedBusiness {
  /** The instant from which it may be issued; null: now. */
  readonly notBefore: string | null;
}

export function checkBusiness(
  question: BusinessQuestion,
  type: BusinessType,
  level?: TraceLevel,
): Decided<CheckedBusiness> {
  const trace = new Trace(level);
  checkLimit(question, type, trace);
  checkCodes(question, type, trace);
  const notBefore = opening(question, type);
  if (notBefore !== null && compareDates(notBefore, question.now.instant) > 0) {
    const isDelayed = compareDates(delayedUntil(question, type), question.now.instant) > 0;
    const { date, time } = toLocal(notBefore, question.zone);
    const opens = { from: notBefore, local: `${date} ${time.slice(0, 5)}` };
    // It waits, which fails nothing.
    trace.warns(isDelayed ? 'business-delay' : 'business-hours', undefined, opens);
    return trace.decided({ notBefore });
  }
  trace.look('business-allowed', type.used ? { by: type.used } : {});
  return trace.decided({ notBefore: null });
}

/** The limit counts the net amount; a red invoice is held against its size. */
function checkLimit({ amount }: BusinessQuestion, { invoiceLimit }: BusinessType, trace: Trace): void {
  if (!isGiven(invoiceLimit) || !isGiven(amount)) return;
  const size = amount.replace('-', '');
  if (compare(size, invoiceLimit) > 0)
    trace.stops('business-limit', { field: 'amount' }, { amount: size, limit: invoiceLimit });
}

function checkCodes({ lines }: BusinessQuestion, type: BusinessType, trace: Trace): void {
  if (type.taxScope !== 'listed') return;
  const allowed = new Set(type.taxCategories);
  for (const [line, { taxCode }] of lines.entries())
    if (!allowed.has(taxCode ?? ''))
      trace.stops('business-tax-code', { line, field: 'taxCode' }, { taxCode: taxCode ?? '' });
}

function delayedUntil({ createdAt, now }: BusinessQuestion, { delayMinutes }: BusinessType): string {
  return addMilliseconds(createdAt ?? now.instant, (delayMinutes ?? 0) * 60_000);
}

/** The first moment, from now on, that is late enough and within a window. */
function opening(question: BusinessQuestion, type: BusinessType): string | null {
  const { now, zone } = question;
  const delayed = delayedUntil(question, type);
  const from = compareDates(delayed, now.instant) > 0 ? delayed : now.instant;
  if (type.hours !== 'windows') return from;
  const windows = (type.windows ?? []).flatMap(({ window }) => {
    const [start, end] = window?.split('~') ?? [];
    return start !== undefined && end !== undefined ? [[start, end] as const] : [];
  });
  if (windows.length === 0) return from;
  const { localDate, localTime } = localAt(zone, from);
  if (windows.some(([start, end]) => withinWindow(localTime, start, end))) return from;
  const starts = windows.map(([start]) => start).sort();
  const today = starts.find((start) => start > localTime);
  return today === undefined
    ? toInstant(addDays(localDate, 1), starts[0] ?? '00:00:00', zone)
    : toInstant(localDate, today, zone);
}

function localAt(zone: string, instant: string): Moment {
  return momentIn(zone, millisecondsBetween('1970-01-01T00:00:00.000Z', instant));
}
