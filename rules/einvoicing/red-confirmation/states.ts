import { abs, sub } from '../../../metadata/common/decimal.ts';
import { addMilliseconds, compareDates, parseInstant } from '../../calendar.ts';
import type { Text } from '../../decisions/given.ts';
import { firstStatus } from './first-status.ts';
import { holdingStatuses } from './held.ts';

export type Party = 'seller' | 'buyer';
type Action = 'enter' | 'confirm' | 'refuse' | 'withdraw' | 'issue';

export interface ConfirmationState {
  readonly status: string;
  /** The one who entered it. */
  readonly initiator?: Party | null;
  /** At the bureau; an instant. */
  readonly enteredAt?: Text;
  readonly issued?: boolean | null;
  readonly invoiceType?: Text;
  readonly blueDeducted?: boolean | null;
  readonly blueEntered?: boolean | null;
  readonly buyerKind?: Text;
}

export interface StateQuestion {
  readonly confirmation: ConfirmationState;
  /** An instant. */
  readonly now: string;
  /** None: what it is by now. */
  readonly action?: Action | null;
  /** Default: the seller. */
  readonly by?: Party | null;
}

export type StateIssue =
  | 'confirmation-not-yours'
  | 'confirmation-not-now'
  | 'confirmation-closed'
  | 'confirmation-issued';

export interface StateAnswer {
  readonly status: string;
  readonly issued: boolean;
  readonly issue: StateIssue | null;
}

/** What somebody may do in a status, and the status that comes of it; issuing leaves it. */
interface Move {
  readonly action: Action;
  readonly by: Party | 'initiator';
  readonly to: string | null;
}

const withdrawing = (to: string): Move => ({ action: 'withdraw', by: 'initiator', to });
const issuing: Move = { action: 'issue', by: 'seller', to: null };

/** One row a status that is open: who acts, and what comes of it. */
const moves: Readonly<Record<string, readonly Move[]>> = {
  '00': [{ action: 'enter', by: 'seller', to: null }],
  '01': [issuing, withdrawing('08')],
  '02': [
    { action: 'confirm', by: 'buyer', to: '04' },
    { action: 'refuse', by: 'buyer', to: '05' },
    withdrawing('08'),
  ],
  '03': [
    { action: 'confirm', by: 'seller', to: '04' },
    { action: 'refuse', by: 'seller', to: '06' },
    withdrawing('08'),
  ],
  '04': [issuing, withdrawing('09')],
};

/** The other side has so long to answer, from the bureau's entry on. */
export const answerWithin = 72 * 3_600_000;
export const overdue = '07';

/** What becomes of a red confirmation; the 72 hours are judged before the action. */
export function confirmationState({ confirmation, now, action, by }: StateQuestion): StateAnswer {
  const status = isOverdue(confirmation, now) ? overdue : confirmation.status;
  const isIssued = confirmation.issued === true;
  const stays = (issue: StateIssue | null): StateAnswer => ({ status, issued: isIssued, issue });
  if (!action) return stays(null);
  const open = moves[status];
  if (!open) return stays('confirmation-closed');
  if (isIssued) return stays('confirmation-issued');
  const move = open.find((one) => one.action === action);
  if (!move) return stays('confirmation-not-now');
  const who = move.by === 'initiator' ? (confirmation.initiator ?? 'seller') : move.by;
  if (who !== (by ?? 'seller')) return stays('confirmation-not-yours');
  if (action === 'issue') return { status, issued: true, issue: null };
  if (action === 'enter') return { status: entered(confirmation), issued: false, issue: null };
  return { status: move.to ?? status, issued: false, issue: null };
}

/** Of a digital invoice, unless it says otherwise. */
function entered({ invoiceType, ...asked }: ConfirmationState): string {
  return firstStatus({ ...asked, invoiceType: invoiceType ?? '10xdp' }) ?? '01';
}

function isOverdue({ status, enteredAt }: ConfirmationState, now: string): boolean {
  if (status !== '02' && status !== '03') return false;
  const at = parseInstant(enteredAt ?? '');
  const moment = parseInstant(now) ?? now;
  return at !== null && compareDates(addMilliseconds(at, answerWithin), moment) <= 0;
}

/**
 * The amount of a blue invoice that a confirmation leaves.
 *
 * @example
 * leftBy('1000', { status: '02', amount: '-300' }) //=> '700'
 * leftBy('1000', { status: '05', amount: '-300' }) //=> '1000'
 */
export function leftBy(
  blue: string,
  { status, amount }: { readonly status: string; readonly amount: string },
) {
  return holdingStatuses.includes(status) ? sub(blue, abs(amount)) : blue;
}

/** Nothing is issued by itself, unless a task says so. */
export function issuesByItself(
  { status, issued }: Pick<ConfirmationState, 'status' | 'issued'>,
  tasks: readonly { readonly dataKind?: Text; readonly task?: Text; readonly enabled?: boolean | null }[],
): boolean {
  const isReady = ['01', '04'].includes(status) && issued !== true;
  return (
    isReady &&
    tasks.some(
      ({ dataKind, task, enabled }) =>
        dataKind === 'red-confirmation' && task === 'red-issue' && enabled !== false,
    )
  );
}
