import { abs, compare, sub } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { addMilliseconds, compareDates, parseInstant } from '../../calendar.ts';
import { compareText } from '../../condition/value.ts';
import { isGiven, type Text } from '../common/given.ts';
import { keyOf } from '../common/key.ts';
import type { Line } from '../common/line.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../common/trace.ts';

export interface RedConfirmation {
  readonly number: string;
  readonly status?: Text;
  readonly source?: Text;
  readonly enteredAt: string;
  readonly sellerTaxNo?: Text;
  readonly buyerTaxNo?: Text;
  readonly buyerName?: Text;
  /** It was used already. */
  readonly issued?: boolean | null;
  readonly lines: readonly Line[];
}

/** The members of a rule for red confirmations. */
export interface ConfirmationRule {
  readonly used?: UsedRecord;
  readonly statuses?: readonly string[] | null;
  readonly sources?: readonly string[] | null;
  readonly entryDays?: number | null;
  readonly lineFields?: readonly string[] | null;
}

export interface ConfirmationQuestion {
  /** An instant. */
  readonly now: string;
  readonly application: {
    readonly sellerTaxNo?: Text;
    readonly buyerTaxNo?: Text;
    readonly buyerName?: Text;
    readonly lines: readonly Line[];
  };
  readonly confirmations: readonly RedConfirmation[];
  /** How far taxes may be apart where somebody links by hand. Default: not at all. */
  readonly taxTolerance?: Text;
}

const day = 86_400_000;

/** Of the confirmations that fit the rule the one entered first. */
export function matchRedConfirmation(
  question: ConfirmationQuestion,
  rule: ConfirmationRule | null,
  level?: TraceLevel,
): Decided<{ readonly confirmation: string | null }> {
  const trace = new Trace(level);
  if (!rule) {
    trace.look('confirmation-no-rule');
    return trace.decided({ confirmation: null });
  }
  const fitting = question.confirmations
    .filter((one) => fits(one, question, rule))
    .sort((a, b) => compareDates(at(a), at(b)) || compareText(a.number, b.number));
  const confirmation = fitting[0]?.number ?? null;
  const by = rule.used ? { by: rule.used } : {};
  if (confirmation) trace.step('confirmation-matched', { ...by, params: { number: confirmation } });
  else trace.look('confirmation-none', by);
  return trace.decided({ confirmation });
}

function at({ enteredAt }: RedConfirmation): string {
  return parseInstant(enteredAt) ?? enteredAt;
}

function fits(one: RedConfirmation, question: ConfirmationQuestion, rule: ConfirmationRule): boolean {
  const { application, now } = question;
  const since = addMilliseconds(now, -(rule.entryDays ?? 3) * day);
  const isOf = isGiven(application.buyerTaxNo)
    ? one.buyerTaxNo === application.buyerTaxNo
    : !isGiven(one.buyerTaxNo) && one.buyerName === application.buyerName;
  return (
    one.issued !== true &&
    (rule.statuses ?? ['01', '04']).includes(one.status ?? '') &&
    (rule.sources ?? ['bureau', 'manual']).includes(one.source ?? '') &&
    compareDates(at(one), since) >= 0 &&
    one.sellerTaxNo === application.sellerTaxNo &&
    isOf &&
    sameLines(one.lines, application.lines, rule, question.taxTolerance)
  );
}

/** Each line has one of its own that says the same; the order does not count. */
function sameLines(
  confirmed: readonly Line[],
  asked: readonly Line[],
  { lineFields }: ConfirmationRule,
  taxTolerance: Text,
): boolean {
  if (confirmed.length !== asked.length) return false;
  const all = lineFields ?? ['itemName', 'rate', 'amount'];
  const isNear = isGiven(taxTolerance) && all.includes('tax');
  const fields = isNear ? all.filter((field) => field !== 'tax') : all;
  const left = [...confirmed];
  return asked.every((line) => {
    const key = keyOf(line as JsonObject, fields);
    const place = left.findIndex(
      (other) =>
        keyOf(other as JsonObject, fields) === key &&
        (!isNear || compare(abs(sub(other.tax || '0', line.tax || '0')), taxTolerance) <= 0),
    );
    if (place < 0) return false;
    left.splice(place, 1);
    return true;
  });
}
