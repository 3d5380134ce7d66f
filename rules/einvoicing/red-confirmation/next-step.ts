import type { Condition } from '../../../metadata/common/condition-tree.ts';
import { addMilliseconds, compareDates, parseInstant } from '../../calendar.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { answerWithin, type Party } from './states.ts';

/** A red confirmation, as much as says who acts next. */
export interface OpenConfirmation {
  readonly status?: Text;
  readonly auditStatus?: Text;
  /** It is about to be entered at the bureau by itself. */
  readonly entering?: boolean | null;
  readonly issued?: boolean | null;
  /** Instants. */
  readonly enteredAt?: Text;
  readonly answerBy?: Text;
}

export interface NextStep {
  /** Who acts; null: nobody needs to, it is done by itself. */
  readonly by: Party | null;
  readonly todo: 'submit' | 'approve' | 'enter' | 'answer' | 'issue';
  /** Instant after which it lapses; null: it does not. */
  readonly until: string | null;
  /** Nobody answered in time. */
  readonly lapsed: boolean;
  /** Of one that is to be answered: it can be refused, but agreed to only once somebody approved it. */
  readonly unapproved?: true;
}

/** Who acts next on a confirmation, and until when; null: it is over. */
export function nextStep(confirmation: OpenConfirmation, now: string): NextStep | null {
  const { status, auditStatus, entering, issued } = confirmation;
  if (issued === true) return null;
  const at = { until: null, lapsed: false };
  if (status === '00') {
    if (entering === true) return { by: null, todo: 'enter', ...at };
    return { by: 'seller', todo: beforeEntry(auditStatus), ...at };
  }
  if (status === '01' || status === '04') return { by: 'seller', todo: 'issue', ...at };
  if (status !== '02' && status !== '03') return null;
  const until = answeredBy(confirmation);
  const lapsed = until !== null && compareDates(until, parseInstant(now) ?? now) <= 0;
  const next: NextStep = { by: status === '02' ? 'buyer' : 'seller', todo: 'answer', until, lapsed };
  const unapproved = auditStatus === 'A' || auditStatus === 'B';
  return unapproved ? { ...next, unapproved } : next;
}

function beforeEntry(auditStatus: Text): 'submit' | 'approve' | 'enter' {
  if (auditStatus === 'B') return 'approve';
  return auditStatus === 'C' || auditStatus === 'D' ? 'enter' : 'submit';
}

/** The instant at which it is out of time; null: nobody knows when it was entered. */
function answeredBy({ answerBy, enteredAt }: OpenConfirmation): string | null {
  const said = parseInstant(answerBy ?? '');
  if (said !== null) return said;
  const entered = parseInstant(enteredAt ?? '');
  return entered === null ? null : addMilliseconds(entered, answerWithin);
}

/** The side on which the organisation stands whose record it is. */
export function ourSide({
  ownTaxNo,
  buyerTaxNo,
  sellerTaxNo,
}: Readonly<Partial<Record<'ownTaxNo' | 'buyerTaxNo' | 'sellerTaxNo', Text>>>): Party {
  return isGiven(ownTaxNo) && buyerTaxNo === ownTaxNo && sellerTaxNo !== ownTaxNo ? 'buyer' : 'seller';
}

const equal = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
const notTrue = (fact: string): Condition => ({ fact, operator: 'notEqual', value: true });
const inTime: Condition = {
  any: [
    { fact: 'answerBy', operator: 'isEmpty' },
    { fact: 'answerBy', operator: 'greaterThan', value: { fact: '$now' } },
  ],
};
/** The organisation whose record it is bought: it sells in all others. */
const weBuy: Condition = {
  all: [
    { fact: 'ownTaxNo', operator: 'isNotEmpty' },
    { fact: 'buyerTaxNo', operator: 'equal', value: { fact: 'ownTaxNo' } },
    { fact: 'sellerTaxNo', operator: 'notEqual', value: { fact: 'ownTaxNo' } },
  ],
};
const weSell: Condition = { not: weBuy };

/** The confirmations that a side answers which the other one entered, whatever the hour. */
const answeredFor = (seller: Condition, buyer: Condition): readonly Condition[] => [
  { all: [equal('status', '03'), seller] },
  { all: [equal('status', '02'), buyer] },
];
/** The confirmations that are agreed to or refused by us: the actions of the form hold for the same ones. */
export const answeredByUs: Condition = { any: answeredFor(weSell, weBuy) };

/** The confirmations on which one side acts next, as a list is filtered: it stays so while time passes. */
const waitingFor = (seller: Condition, buyer: Condition): Condition => ({
  all: [
    notTrue('issued'),
    {
      any: [
        { all: [equal('status', '00'), notTrue('entering'), seller] },
        { all: [{ fact: 'status', operator: 'in', value: ['01', '04'] }, seller] },
        { all: [inTime, { any: answeredFor(seller, buyer) }] },
      ],
    },
  ],
});

export const waitsForUs: Condition = waitingFor(weSell, weBuy);
/** Of those, the ones that lapse where we do not answer. */
export const waitsForOurAnswer: Condition = { all: [notTrue('issued'), inTime, answeredByUs] };
/** Of those, the ones that go on at the bureau: what is neither submitted nor approved waits as any other document. */
export const waitsForOurStep: Condition = {
  all: [
    waitsForUs,
    {
      any: [
        {
          all: [equal('status', '00'), { fact: 'auditStatus', operator: 'in', value: ['C', 'D'] }],
        },
        { fact: 'status', operator: 'in', value: ['01', '04'] },
      ],
    },
  ],
};
export const waitsForOthers: Condition = waitingFor(weBuy, weSell);
