import { addMilliseconds } from '../../../../rules/calendar.ts';
import type { CreditLimits } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Call, Now } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import { limitsOf, rolesOf } from './limits-of.ts';
import { giveBack, type Refused, type Taking, take } from './totals.ts';

/** The milliseconds for which an amount is kept while its document is not issued. ◊ */
const lasts = 24 * 60 * 60_000;

/** An amount that is to be kept for a document. */
export interface CreditAsked {
  /** Ours, and nobody else's: asked again, it is the same entry. */
  readonly request: string;
  /** Ids. */
  readonly org: string;
  readonly businessType: string;
  /** Net. */
  readonly amount: string;
  /** The document, in words of people. */
  readonly document: string;
}

/** The limits and roles that hold for it, read before the transaction in which it is taken. */
export interface CreditTerms {
  readonly limits: CreditLimits;
  /** Ids of the roles of who issues, of those that have limits of their own. */
  readonly roles: readonly string[];
  readonly now: Now;
}

/** Null: no control says anything about the kind of business, so nothing is counted. */
export async function termsFor(
  store: Store,
  call: Call,
  { org, businessType }: Pick<CreditAsked, 'org' | 'businessType'>,
  now: Now,
): Promise<CreditTerms | null> {
  const limits = await limitsOf(store, { ...call, org }, businessType);
  if (!limits) return null;
  const own = limits.roles?.length ? await rolesOf(store, call, call.user.id) : [];
  const roles = own.filter((role) => limits.roles?.some((one) => one.role === role));
  return { limits, roles, now };
}

export interface Taken {
  readonly entry: StoredAs<'credit-entry'> | null;
  readonly refused: Refused | null;
}

/** Keeps an amount, as long as all that is kept and used stays within every limit. */
export async function reserve(
  transaction: TransactionScope,
  call: Call,
  asked: CreditAsked,
  { limits, roles, now }: CreditTerms,
): Promise<Taken> {
  const { credit } = requireForms(call);
  const [known] = await transaction.where(credit, 'request', asked.request);
  const taking: Taking = { ...asked, roles, day: now.localDate };
  const values = {
    state: 'reserved',
    roles: roles.join(','),
    day: now.localDate,
    expiresAt: addMilliseconds(now.instant, lasts),
  };
  if (known && isHeld(known)) return { entry: known, refused: null };
  const refused = await take(transaction.tx, taking, limits);
  if (refused) return { entry: null, refused };
  const entry = known
    ? await transaction.change(credit, known, { ...values, amount: asked.amount }, 'reserve')
    : await transaction.create(credit, {
        ...values,
        businessType: { id: asked.businessType },
        amount: asked.amount,
        request: asked.request,
        document: asked.document,
      });
  return { entry, refused: null };
}

/** It was issued: it is used for good. False: nothing is kept under that id any more. */
export async function confirm(transaction: TransactionScope, call: Call, entry: string): Promise<boolean> {
  const { credit } = requireForms(call);
  const known = await transaction.find(credit, entry);
  if (!known || !isHeld(known)) return false;
  if (known.state === 'reserved') await transaction.change(credit, known, closed('confirmed'), 'confirm');
  return true;
}

/** Gives back an amount that is not confirmed, to the day it was taken from. */
export async function release(
  transaction: TransactionScope,
  call: Call,
  entry: string,
  state: 'released' | 'expired' = 'released',
): Promise<boolean> {
  const { credit } = requireForms(call);
  const known = await transaction.find(credit, entry);
  if (known?.state !== 'reserved') return false;
  const until = known.expiresAt ?? null;
  if (state === 'expired' && (until === null || until > call.now.instant)) return false;
  await giveBack(transaction.tx, takingOf(known));
  await transaction.change(credit, known, closed(state), state === 'expired' ? 'expire' : 'release');
  return true;
}

/** Gives back what was kept too long; now and then. */
export async function expireCredit(store: Store, call: Call): Promise<number> {
  const { credit } = requireForms(call);
  const { items } = await store.list(asPlatform(call), credit, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'state', operator: 'equal', value: 'reserved' },
        { fact: 'expiresAt', operator: 'lessThanOrEqual', value: call.now.instant },
      ],
    },
    fields: ['state'],
    limit: 200,
  });
  let expired = 0;
  for (const { id } of items) {
    const done = await store.atOnce(call, async (transaction) => ({
      done: await release(transaction, call, id, 'expired'),
    }));
    if (done.done) expired += 1;
  }
  return expired;
}

function isHeld({ state }: StoredAs<'credit-entry'>): boolean {
  return state === 'reserved' || state === 'confirmed';
}

function closed(state: string) {
  return { state, expiresAt: null };
}

function takingOf(entry: StoredAs<'credit-entry'>): Taking {
  const roles = entry.roles ?? '';
  return {
    org: entry.org,
    businessType: entry.businessType ?? '',
    roles: roles === '' ? [] : roles.split(','),
    amount: entry.amount ?? '0',
    day: entry.day ?? '',
  };
}
