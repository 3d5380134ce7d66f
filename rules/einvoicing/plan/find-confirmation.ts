import type { JsonObject } from '../../../metadata/common/json.ts';
import { numberOf } from '../../decisions/rules.ts';
import type { MergeDocument } from '../merge/group.ts';
import { type Linked, linkedTo } from '../red-confirmation/linked.ts';
import type { StoredConfirmation } from './red-sources.ts';
import { idOf, mostLookedAt, type Taking } from './taking.ts';

export interface FoundConfirmation {
  readonly confirmation: StoredConfirmation;
  /** The lines of the document as a confirmation that it names has them; null: a rule found it. */
  readonly linked: Linked | null;
}

/** The one that the document names, or that its rule finds; null: there is none. */
export async function confirmationOf(
  document: MergeDocument,
  around: Taking,
): Promise<FoundConfirmation | 'unfit' | null> {
  const application = document as JsonObject;
  const { lines } = document;
  const { reds, trace } = around;
  const id = idOf(document.redConfirmation);
  if (id === null) {
    const isAsked = reds.unlinked !== 'blue' && idOf(document.blueInvoice) === null;
    const found = isAsked ? await confirmationByRule(document, around) : null;
    return found === null || found === 'unfit' ? found : { confirmation: found, linked: null };
  }
  const named = reds.taken.confirmations.has(id) ? null : await reds.confirmation(id);
  const asked = { application, lines, confirmations: named ? [named] : [], linked: true };
  const { confirmation } = trace.take(await reds.matchConfirmation(asked));
  const linked = named && linkedTo({ lines, confirmation: named, taxTolerance: reds.linkTolerance ?? null });
  if (named && linked && confirmation !== null && linked.issues.length === 0)
    return { confirmation: named, linked: linked.result };
  if (linked && linked.issues.length > 0) {
    trace.take(linked);
    return 'unfit';
  }
  trace.stops('confirmation-unfit', undefined, { number: numberOf(document.redConfirmation) ?? '' });
  return 'unfit';
}

/** Read in the order in which the rule takes the first that fits, so that none is read after it. */
async function confirmationByRule(
  document: MergeDocument,
  { reds, trace, pause }: Taking,
): Promise<StoredConfirmation | 'unfit' | null> {
  const application = document as JsonObject;
  const { lines } = document;
  const reach = await reds.confirmationReach(application);
  if (!reach) {
    trace.look('confirmation-no-rule');
    return null;
  }
  let looked = 0;
  let open: readonly StoredConfirmation[] = [];
  for await (const page of reds.confirmations(application, reach)) {
    await pause?.();
    looked += page.confirmations.length;
    const read = [...open, ...page.confirmations.filter(({ id }) => !reds.taken.confirmations.has(id))];
    const last = read.at(-1)?.enteredAt;
    // Confirmations of one moment are in no order yet while some of them may be still to come.
    const sure = page.isLast ? read : read.filter(({ enteredAt }) => enteredAt !== last);
    open = page.isLast ? [] : read.filter(({ enteredAt }) => enteredAt === last);
    const asked = { application, lines, confirmations: sure, linked: false };
    const decided = await reds.matchConfirmation(asked);
    const found = sure.find(({ number }) => number === decided.result.confirmation);
    if (found || (page.isLast && sure.length > 0)) trace.take(decided);
    if (found || page.isLast) return found ?? null;
    if (looked < mostLookedAt) continue;
    trace.stops('confirmation-too-many', undefined, { most: mostLookedAt });
    return 'unfit';
  }
  return null;
}
