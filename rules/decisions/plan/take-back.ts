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

/** Blue invoices that are looked at for one document at most. ◊ */
const mostBlues = 2000;

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
  const invoices = await around.invoices(confirmation ? 'whole' : 'by-rule');
  if (!invoices) return null;
  if (!confirmation) {
    const found =
      blueId === null
        ? await fromAny(document, invoices, around)
        : await fromOne(document, invoices, blueId, around);
    if (!found) return null;
    taken(found, around);
    const waits = found.made && found.after.find((blue) => blue.waits && isIn(found.made, blue));
    if (waits) trace.stops('confirmation-missing', undefined, { number: waits.number });
    if (waits || !found.made) return null;
    keep(found, reds);
    return found.made;
  }
  const redConfirmation = { id: confirmation.id, number: confirmation.number };
  const found =
    confirmation.blue === null ? null : await fromOne(document, invoices, confirmation.blue, around);
  if (!found || found.after.length === 0) {
    reds.taken.confirmations.add(confirmation.id);
    return invoices.map((invoice) => ({
      invoice,
      red: { blueInvoice: null, redConfirmation, blueUses: [] },
    }));
  }
  taken(found, around);
  if (!found.made) return null;
  keep(found, reds);
  reds.taken.confirmations.add(confirmation.id);
  return found.made.map(({ invoice, red }) => ({ invoice, red: { ...red, redConfirmation } }));
}

/** What was tried with some blue invoices. */
interface Found {
  /** Null: they have no room for all of it. */
  readonly made: readonly RedInvoice[] | null;
  /** The blue invoices as they are afterwards. */
  readonly after: readonly StoredBlue[];
  readonly decided: readonly Decided<MatchedBlue>[];
}

/** What is tried is told once it counts. */
function taken({ decided }: Found, { trace }: Around): void {
  for (const one of decided) trace.take(one);
}

/** What is taken here, documents after it do not find any more. */
function keep({ made, after }: Found, { taken: { blues } }: Reds): void {
  for (const blue of after) if (isIn(made, blue)) blues.set(blue.id, blue);
}

function isIn(made: readonly RedInvoice[] | null, { id }: StoredBlue): boolean {
  return made?.some(({ red }) => red.blueInvoice?.['id'] === id) ?? false;
}

async function fromOne(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  id: string,
  around: Around,
): Promise<Found> {
  const { reds } = around;
  const blue = reds.taken.blues.get(id) ?? (await reds.blue(id));
  return fromBlues(document, invoices, blue ? [blue] : [], true, around);
}

/**
 * From whichever blue invoices the rules find. They are read in the order of the first rule, as far as it needs them:
 * more of them would change nothing. Null: there are more than are looked at.
 */
async function fromAny(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  around: Around,
): Promise<Found | null> {
  const { reds, trace } = around;
  const reach = await reds.blueReach(document as JsonObject);
  const attempt = (blues: readonly StoredBlue[]) => fromBlues(document, invoices, blues, false, around);
  if (!reach) return attempt([]);
  const { first, order, rule } = reach;
  const read: StoredBlue[] = [];
  let tried = 0;
  for await (const { blues, isLast } of reds.blues(document as JsonObject, {
    first,
    order: order ?? 'latest',
  })) {
    read.push(...blues.map((blue) => reds.taken.blues.get(blue.id) ?? blue));
    if (isLast && read.length <= mostBlues) return attempt(read);
    const isFull = read.length >= mostBlues;
    // Twice as many each time, so that all that is tried is no more than twice what is needed.
    if (order !== null && (isFull || read.length >= 2 * tried)) {
      tried = read.length;
      const found = await attempt(settled(read));
      if (found.made && found.decided.every(({ result }) => result.rule?.id === rule)) return found;
    }
    if (!isFull) continue;
    trace.stops('blue-too-many', undefined, { most: mostBlues });
    return null;
  }
  return attempt(read);
}

/** Those of one moment are in no order yet while some of them may be still to come. */
function settled(read: readonly StoredBlue[]): readonly StoredBlue[] {
  const last = read.at(-1)?.issuedAt;
  return read.filter(({ issuedAt }) => issuedAt !== last);
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
    const named = reds.taken.confirmations.has(id) ? null : await reds.confirmation(id);
    const asked = { application, lines, confirmations: named ? [named] : [], linked: true };
    const { confirmation } = trace.take(await reds.matchConfirmation(asked));
    if (named && confirmation !== null) return named;
    trace.stops('confirmation-unfit', undefined, { number: nameIn(application['redConfirmation']) });
    return 'unfit';
  }
  if (reds.unlinked === 'blue' || idIn(application['blueInvoice']) !== null) return null;
  const confirmations = (await reds.confirmations(application)).filter(
    ({ id: one }) => !reds.taken.confirmations.has(one),
  );
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
  { reds }: Around,
): Promise<Found> {
  const made: RedInvoice[] = [];
  const decided: Decided<MatchedBlue>[] = [];
  let left = blues;
  for (const invoice of invoices) {
    const lines = invoice.lines.map((line, seq) => ({ ...line, seq }));
    const asked: BlueAsked = { application: document as JsonObject, lines, invoices: left, linked };
    const matched = stopping(await reds.matchBlue(asked));
    decided.push(matched);
    const { matches, unmatched } = matched.result;
    if (matches.length === 0 || sign(unmatched) !== 0) return { made: null, after: left, decided };
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
  return { made, after: left, decided };
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
