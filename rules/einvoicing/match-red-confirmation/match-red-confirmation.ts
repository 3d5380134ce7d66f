import { abs, compare, sub } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addMilliseconds, compareDates, parseInstant } from '../../calendar.ts';
import { compareText } from '../../condition/value.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import type { Forms } from '../forms/forms.ts';

export interface RedConfirmation {
  readonly number: string;
  readonly status?: Text;
  readonly source?: Text;
  readonly enteredAt: string;
  readonly sellerTaxNo?: Text;
  readonly buyerTaxNo?: Text;
  readonly buyerName?: Text;
  /** Whether it was used already. */
  readonly issued?: boolean | null;
  readonly lines: readonly Line[];
}

/** The members of a rule for red confirmations. */
export type ConfirmationRule = Forms['red-confirmation-rule'] & { readonly used?: UsedRecord };

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
  /** The amount by which taxes may be apart where somebody links by hand. Default: not at all. */
  readonly taxTolerance?: Text;
}

const day = 86_400_000;

/** Of the confirmations that fit the rule the one entered first. */
export function matchRedConfirmation(
  question: ConfirmationQuestion,
  rule: ConfirmationRule | null,
  level?: TraceLevel,
): Decided<{ readonly confirmation: string | null }> {
  return atOnce(matchingConfirmation(question, rule, level));
}

/** The same, which lets others in between confirmations. */
export function* matchingConfirmation(
  question: ConfirmationQuestion,
  rule: ConfirmationRule | null,
  level?: TraceLevel,
): Steps<Decided<{ readonly confirmation: string | null }>> {
  const trace = new Trace(level);
  if (!rule) {
    trace.look('confirmation-no-rule');
    return trace.decided({ confirmation: null });
  }
  const reach = confirmationReach(rule, question.now);
  const hasLines = sameLines(question.application.lines, rule, question.taxTolerance);
  const fitting: RedConfirmation[] = [];
  for (const one of question.confirmations) {
    yield;
    if (isWithin(one, reach) && isOf(one, question) && hasLines(one.lines)) fitting.push(one);
  }
  fitting.sort((a, b) => compareDates(at(a), at(b)) || compareText(a.number, b.number));
  const confirmation = fitting[0]?.number ?? null;
  const by = rule.used ? { by: rule.used } : {};
  if (confirmation) trace.step('confirmation-matched', { ...by, params: { number: confirmation } });
  else trace.look('confirmation-none', by);
  return trace.decided({ confirmation });
}

/** The reach of a rule: the confirmations that it looks at at all. */
export interface ConfirmationReach {
  /** An instant: those that were entered before are not. */
  readonly since: string;
  readonly statuses: readonly string[];
  readonly sources: readonly string[];
}

export function confirmationReach(
  { entryDays, statuses, sources }: ConfirmationRule,
  now: string,
): ConfirmationReach {
  return {
    since: addMilliseconds(now, -(entryDays ?? 3) * day),
    statuses: statuses ?? ['01', '04'],
    sources: sources ?? ['bureau', 'manual'],
  };
}

function at({ enteredAt }: RedConfirmation): string {
  return parseInstant(enteredAt) ?? enteredAt;
}

function isWithin(one: RedConfirmation, { since, statuses, sources }: ConfirmationReach): boolean {
  return (
    one.issued !== true &&
    statuses.includes(one.status ?? '') &&
    sources.includes(one.source ?? '') &&
    compareDates(at(one), since) >= 0
  );
}

function isOf(one: RedConfirmation, { application }: ConfirmationQuestion): boolean {
  if (one.sellerTaxNo !== application.sellerTaxNo) return false;
  return isGiven(application.buyerTaxNo)
    ? one.buyerTaxNo === application.buyerTaxNo
    : !isGiven(one.buyerTaxNo) && one.buyerName === application.buyerName;
}

/** Each line has one of its own that says the same; the order does not count. */
function sameLines(
  asked: readonly Line[],
  { lineFields }: ConfirmationRule,
  taxTolerance: Text,
): (confirmed: readonly Line[]) => boolean {
  const all = lineFields ?? ['itemName', 'rate', 'amount'];
  const isNear = isGiven(taxTolerance) && all.includes('tax');
  const fields = isNear ? all.filter((field) => field !== 'tax') : all;
  const keyFor = (line: Line) => keyOf(line as JsonObject, fields);
  const keys = asked.map(keyFor);
  return (confirmed) => {
    if (confirmed.length !== asked.length) return false;
    const left = Map.groupBy(confirmed, keyFor);
    return asked.every((line, at) => {
      const same = left.get(keys[at] ?? '') ?? [];
      const place = same.findIndex(
        (other) => !isNear || compare(abs(sub(other.tax || '0', line.tax || '0')), taxTolerance) <= 0,
      );
      if (place < 0) return false;
      same.splice(place, 1);
      return true;
    });
  };
}
