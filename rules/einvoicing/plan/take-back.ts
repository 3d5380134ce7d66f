import type { JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import type { MergeDocument } from '../merge/group.ts';
import { byNumberedForm, goesByInformation } from '../red-information/red-information.ts';
import type { SplitInvoice } from '../split/split-document.ts';
import { confirmationOf } from './find-confirmation.ts';
import { type BlueAttempt, fromAny, fromOne } from './from-blues.ts';
import type { StoredConfirmation } from './red-sources.ts';
import { idOf, type Red, type RedInvoice, type Taking } from './taking.ts';

/**
 * A negative document as red invoices: by the confirmation it goes with, or one for each blue invoice that something
 * of it is taken back from. Null: something of it has neither.
 */
export async function takeBack(
  document: MergeDocument,
  around: Taking,
): Promise<readonly RedInvoice[] | null> {
  const information = idOf(document.redInformation);
  if (information !== null) return byInformation(document, information, around);
  const found = await confirmationOf(document, around);
  if (found === 'unfit') return null;
  const invoices = await around.invoices(found ? 'whole' : 'by-rule', found?.linked?.lines);
  if (!invoices) return null;
  if (!found) return byBlues(document, invoices, around);
  const [first, ...others] = (await byConfirmation(document, invoices, found.confirmation, around)) ?? [];
  if (!first) return null;
  return [{ ...first, differences: found.linked?.differences ?? [] }, ...others];
}

async function byConfirmation(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  { id, number, blue }: StoredConfirmation,
  around: Taking,
): Promise<readonly RedInvoice[] | null> {
  const { confirmations } = around.reds.taken;
  const redConfirmation = { id, number };
  const found = blue === null ? null : await fromOne(document, invoices, blue, around, id);
  if (!found || found.after.length === 0) {
    confirmations.add(id);
    return invoices.map((invoice) => ({
      invoice,
      red: { blueInvoice: null, redConfirmation, redInformation: null, blueUses: [] },
    }));
  }
  tell(found, around);
  if (!found.made) return null;
  keep(found.made, found, around);
  confirmations.add(id);
  return found.made.map(({ red, ...made }) => ({ ...made, red: { ...red, redConfirmation } }));
}

/**
 * By the red-letter information form that it names, from the blue invoice of that. One that the buyer asked for may name
 * none: then from that of the document, or from the one that the rules find.
 */
async function byInformation(
  document: MergeDocument,
  id: string,
  around: Taking,
): Promise<readonly RedInvoice[] | null> {
  const { reds, trace } = around;
  const form = reds.taken.confirmations.has(id) ? null : await reds.information(id);
  const unfit = () => {
    trace.stops('red-info-unfit', undefined, { number: numberOf(document.redInformation) ?? '' });
    return null;
  };
  if (!form) return unfit();
  const linked = trace.take(byNumberedForm(document.lines, form));
  const invoices = linked.lines.length > 0 ? await around.invoices('whole', linked.lines) : null;
  const blue = form.blue ?? idOf(document.blueInvoice);
  const found =
    invoices &&
    (blue === null
      ? await fromAny(document, invoices, around)
      : await fromOne(document, invoices, blue, around, id));
  if (!found) return null;
  tell(found, around);
  if (!found.made) return null;
  // A form is for one invoice.
  if (found.made.length > 1 && blue === null) return unfit();
  keep(found.made, found, around);
  reds.taken.confirmations.add(id);
  const redInformation = { id, number: form.number };
  return found.made.map(({ red, ...made }, at) => ({
    ...made,
    red: { ...red, redInformation },
    differences: at === 0 ? linked.differences : [],
  }));
}

async function byBlues(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  around: Taking,
): Promise<readonly RedInvoice[] | null> {
  const id = idOf((document as JsonObject)['blueInvoice']);
  const found =
    id === null ? await fromAny(document, invoices, around) : await fromOne(document, invoices, id, around);
  if (!found) return null;
  tell(found, around);
  const made = found.made && confirmed(found.made, found, around);
  if (made) keep(made, found, around);
  return made;
}

/** Each red invoice goes by a confirmation of its own while there are some; null: one waits for its own. */
function confirmed(
  made: readonly RedInvoice[],
  { after }: BlueAttempt,
  { reds, trace }: Taking,
): readonly RedInvoice[] | null {
  const byId = new Map(after.map((blue) => [blue.id, blue]));
  const taken = new Set(reds.taken.confirmations);
  const all: RedInvoice[] = [];
  for (const { red, ...one } of made) {
    const blue = byId.get(blueOf(red));
    if (blue && goesByInformation(textIn(blue, 'invoiceType'))) {
      trace.stops('red-info-needed', undefined, { number: blue.number });
      return null;
    }
    const own = blue?.agreed.find(({ id }) => !taken.has(id)) ?? null;
    if (!own && blue?.waits) {
      trace.stops('confirmation-missing', undefined, { number: blue.number });
      return null;
    }
    if (own) taken.add(own.id);
    all.push({ ...one, red: { ...red, redConfirmation: own && { id: own.id, number: own.number } } });
  }
  for (const id of taken) reds.taken.confirmations.add(id);
  return all;
}

/** Tells the decisions of an attempt, once it counts. */
function tell({ decided }: BlueAttempt, { trace }: Taking): void {
  for (const one of decided) trace.take(one);
}

/** Keeps the blue invoices as they are afterwards, so that later documents do not find again what is taken here. */
function keep(made: readonly RedInvoice[], { after }: BlueAttempt, { reds: { taken } }: Taking): void {
  const ids = new Set(made.map(({ red }) => blueOf(red)));
  for (const blue of after) if (ids.has(blue.id)) taken.blues.set(blue.id, blue);
}

function blueOf({ blueInvoice }: Red): string {
  return idOf(blueInvoice) ?? '';
}
