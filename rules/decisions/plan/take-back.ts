import { add, negate, sign } from '../../../metadata/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import type { Decided, Trace } from '../common/trace.ts';
import type { BlueMatch, MatchedBlue } from '../match-blue/match-blue.ts';
import type { MergeDocument } from '../merge/group.ts';
import type { SplitInvoice } from '../split/split-document.ts';
import { type RedPart, redInvoice } from './red-invoice.ts';
import type { BlueAsked, Reds, StoredBlue, StoredConfirmation } from './red-sources.ts';

/** What a red invoice says of what it takes back. */
export interface Red extends JsonObject {
  readonly blueInvoice: JsonObject | null;
  readonly redConfirmation: JsonObject | null;
  /** Positive, as the blue invoice says it. */
  readonly blueUses: readonly {
    readonly lineId: string;
    readonly quantity: string | null;
    readonly amount: string;
  }[];
}

export interface RedInvoice {
  readonly invoice: SplitInvoice;
  readonly red: Red;
}

interface Around {
  readonly reds: Reds;
  readonly trace: Trace;
  /** The invoices of the document, as its rule cuts them; or all of it in one. */
  readonly invoices: (how: 'by-rule' | 'whole') => Promise<readonly SplitInvoice[] | null>;
}

/**
 * A negative document as red invoices: by the confirmation it goes with, or one for each blue invoice that something
 * of it is taken back from. Null: something of it has neither.
 */
export async function takeBack(
  document: MergeDocument,
  around: Around,
): Promise<readonly RedInvoice[] | null> {
  const application = document as JsonObject;
  const { reds, trace } = around;
  const blueId = idIn(application['blueInvoice']);
  const confirmation = await confirmationOf(document, around);
  if (confirmation === 'unfit') return null;
  if (!confirmation) {
    const linked = blueId === null ? null : await reds.blue(blueId);
    const blues = blueId === null ? await reds.blues(application) : linked ? [linked] : [];
    const waiting = blues.filter(({ waits }) => waits);
    const invoices = await around.invoices('by-rule');
    const made = invoices && (await fromBlues(document, invoices, blues, blueId !== null, around));
    const waits = waiting.find(({ id }) => made?.some(({ red }) => red.blueInvoice?.['id'] === id));
    if (waits) trace.stops('confirmation-missing', undefined, { number: waits.number });
    return waits ? null : made;
  }
  const invoices = await around.invoices('whole');
  if (!invoices) return null;
  const redConfirmation = { id: confirmation.id, number: confirmation.number };
  const blue = confirmation.blue === null ? null : await reds.blue(confirmation.blue);
  if (!blue)
    return invoices.map((invoice) => ({
      invoice,
      red: { blueInvoice: null, redConfirmation, blueUses: [] },
    }));
  const made = await fromBlues(document, invoices, [blue], true, around);
  return made?.map(({ invoice, red }) => ({ invoice, red: { ...red, redConfirmation } })) ?? null;
}

/** The one that the document names, or that its rule finds; null: there is none. */
async function confirmationOf(
  document: MergeDocument,
  { reds, trace }: Around,
): Promise<StoredConfirmation | 'unfit' | null> {
  const application = document as JsonObject;
  const { lines } = document;
  const id = idIn(application['redConfirmation']);
  if (id !== null) {
    const named = await reds.confirmation(id);
    const asked = { application, lines, confirmations: named ? [named] : [], linked: true };
    const { confirmation } = trace.take(await reds.matchConfirmation(asked));
    if (named && confirmation !== null) return named;
    trace.stops('confirmation-unfit', undefined, { number: nameIn(application['redConfirmation']) });
    return 'unfit';
  }
  if (reds.unlinked === 'blue' || idIn(application['blueInvoice']) !== null) return null;
  const confirmations = await reds.confirmations(application);
  if (confirmations.length === 0) return null;
  const { confirmation } = trace.take(
    await reds.matchConfirmation({ application, lines, confirmations, linked: false }),
  );
  return confirmations.find(({ number }) => number === confirmation) ?? null;
}

/** What one invoice takes of a blue one, the next does not find any more. */
async function fromBlues(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  blues: readonly StoredBlue[],
  linked: boolean,
  { reds, trace }: Around,
): Promise<readonly RedInvoice[] | null> {
  const made: RedInvoice[] = [];
  let left = blues;
  for (const invoice of invoices) {
    const lines = invoice.lines.map((line, seq) => ({ ...line, seq }));
    const asked: BlueAsked = { application: document as JsonObject, lines, invoices: left, linked };
    const { matches, unmatched } = trace.take(stopping(await reds.matchBlue(asked)));
    if (matches.length === 0 || sign(unmatched) !== 0) return null;
    for (const [id, own] of Map.groupBy(matches, (match) => match.id ?? '')) {
      const blue = blues.find((one) => one.id === id);
      if (!blue) continue;
      const parts = own.map((match) => partOf(match, matches, blue));
      made.push({
        invoice: redInvoice(invoice, parts),
        red: {
          blueInvoice: { id, number: blue.number },
          redConfirmation: null,
          blueUses: parts.map(({ blueRow, quantity, amount }) => ({
            lineId: blueRow,
            quantity: quantity === null ? null : negate(quantity),
            amount: negate(amount),
          })),
        },
      });
    }
    const allowance = document['redReason'] === 'allowance';
    left = left.map((blue) => lessened(blue, matches, allowance));
  }
  return made;
}

/** What no blue invoice has room for is not issued. */
function stopping(decided: Decided<MatchedBlue>): Decided<MatchedBlue> {
  return { ...decided, issues: decided.issues.map((issue) => ({ ...issue, severity: 'stops' })) };
}

function partOf(match: BlueMatch, all: readonly BlueMatch[], blue: StoredBlue): RedPart {
  const place = match.place ?? 0;
  const same = all.filter(({ line }) => line === match.line);
  return {
    ...{ line: match.line, amount: match.amount, quantity: match.quantity },
    ...{ blueLine: blue.lines[place] ?? {}, blueRow: blue.rows[place] ?? '' },
    before: same.slice(0, same.indexOf(match)).map(({ amount }) => amount),
    isLast: same.at(-1) === match,
  };
}

function lessened(blue: StoredBlue, matches: readonly BlueMatch[], allowance: boolean): StoredBlue {
  const lines = blue.lines.map((line, place) => {
    const own = matches.filter((match) => match.id === blue.id && match.place === place);
    const taken = own.reduce((sum, { amount }) => add(sum, negate(amount)), '0');
    const returned = own.reduce((sum, { quantity }) => add(sum, negate(quantity ?? '0')), '0');
    if (sign(taken) === 0) return line;
    return {
      ...line,
      issuedRed: add(line.issuedRed || '0', taken),
      ...(allowance
        ? { issuedAllowance: add(line.issuedAllowance || '0', taken) }
        : { returnedQuantity: add(line.returnedQuantity || '0', returned) }),
    };
  });
  return { ...blue, lines };
}

/** What a document is linked to. */
export function isLinked(document: JsonObject): boolean {
  return idIn(document['blueInvoice']) !== null || idIn(document['redConfirmation']) !== null;
}

function idIn(reference: Json | undefined): string | null {
  const id = isObject(reference) ? reference['id'] : reference;
  return typeof id === 'string' && id !== '' ? id : null;
}

function nameIn(reference: Json | undefined): string {
  const number = isObject(reference) ? reference['number'] : reference;
  return typeof number === 'string' ? number : '';
}
