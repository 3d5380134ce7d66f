import { sign, sum } from '../../../metadata/common/decimal.ts';
import { withBreaks } from '../../decisions/steps.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import type { Flaw } from '../may-be-issued/flaw.ts';
import { type LeavingBook, leavingConfig } from '../may-be-issued/input.ts';
import { leavingFlaws } from '../may-be-issued/may-be-issued.ts';
import type { Leaving } from '../may-be-issued/question.ts';
import type { CutInvoice } from './cut-invoices.ts';

/** Asks of the pieces of a document whether they may leave, as it would be asked at submit: all have its sign. */
export function judging(
  pieces: readonly CutInvoice[],
  book: LeavingBook,
  pause?: () => Promise<void> | undefined,
) {
  const isRed = sign(sum(pieces.map(({ invoice }) => invoice.amount))) < 0;
  return async (pending: Leaving & { readonly channel: string | null }): Promise<readonly Flaw[]> => {
    const invoice: Leaving = { ...pending, sign: isRed ? 'red' : 'blue' };
    const channelKind = pending.channel as ChannelKind | null;
    const config = await leavingConfig(book, invoice);
    return withBreaks(leavingFlaws({ invoice, at: 'submit', channelKind }, config), pause);
  };
}
