import { append } from '../../../metadata/common/append.ts';
import { add, negate, sign } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven } from '../../decisions/given.ts';
import type { Decided } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import type { BlueMatch, MatchedBlue } from '../match-blue/match-blue.ts';
import type { MergeDocument } from '../merge/group.ts';
import { allHeld } from '../red-confirmation/held.ts';
import type { SplitInvoice } from '../split/split-document.ts';
import { missingOf } from './red-header.ts';
import { lessDeducted, type RedPart, redInvoice } from './red-invoice.ts';
import type { BlueAsked, StoredBlue } from './red-sources.ts';
import { mostLookedAt, type RedInvoice, type Taking } from './taking.ts';

/** The outcome of an attempt to take back some blue invoices. */
export interface BlueAttempt {
  /** Null: they have no room for all of it. */
  readonly made: readonly RedInvoice[] | null;
  /** The blue invoices as they are afterwards. */
  readonly after: readonly StoredBlue[];
  readonly decided: readonly Decided<MatchedBlue>[];
}

/** @param by Id of what the document goes by, which keeps its part of the blue invoice for it. Default: nothing. */
export async function fromOne(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  id: string,
  around: Taking,
  by: string | null = null,
): Promise<BlueAttempt> {
  const { reds } = around;
  const blue = reds.taken.blues.get(id) ?? (await reds.blue(id));
  return fromBlues(document, invoices, { blues: blue ? [blue] : [], linked: true, by }, around);
}

/**
 * From whichever blue invoices the rules find. They are read in the order of the first rule, as far as it needs them:
 * more of them would change nothing. Null: there are more than are looked at.
 */
export async function fromAny(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  around: Taking,
): Promise<BlueAttempt | null> {
  const { reds, trace } = around;
  const reach = await reds.blueReach(document as JsonObject);
  const attempt = (blues: readonly StoredBlue[]) =>
    fromBlues(document, invoices, { blues, linked: false, by: null }, around);
  if (!reach) return attempt([]);
  const { first, order, rule } = reach;
  const read: StoredBlue[] = [];
  let tried = 0;
  for await (const { blues, isLast } of reds.blues(document as JsonObject, {
    first,
    order: order ?? 'latest',
  })) {
    append(
      read,
      blues.map((blue) => reds.taken.blues.get(blue.id) ?? blue),
    );
    if (isLast && read.length <= mostLookedAt) return attempt(read);
    const isFull = read.length >= mostLookedAt;
    // Twice as many each time, so that all that is tried is no more than twice what is needed.
    if (order !== null && (isFull || read.length >= 2 * tried)) {
      tried = read.length;
      const found = await attempt(settled(read));
      if (found.made && found.decided.every(({ result }) => result.rule?.id === rule)) return found;
    }
    if (!isFull) continue;
    trace.stops('blue-too-many', undefined, { most: mostLookedAt });
    return null;
  }
  return attempt(read);
}

/** Returns the invoices in sure order: those of one moment are in none while some of them may be still to come. */
function settled(read: readonly StoredBlue[]): readonly StoredBlue[] {
  const last = read.at(-1)?.issuedAt;
  return read.filter(({ issuedAt }) => issuedAt !== last);
}

interface BluesAsked {
  readonly blues: readonly StoredBlue[];
  readonly linked: boolean;
  readonly by: string | null;
}

/** Takes blue invoices back, invoice by invoice: what one takes of a blue one, the next does not find any more. */
async function fromBlues(
  document: MergeDocument,
  invoices: readonly SplitInvoice[],
  { blues, linked, by }: BluesAsked,
  { reds, pause }: Taking,
): Promise<BlueAttempt> {
  const made: RedInvoice[] = [];
  const decided: Decided<MatchedBlue>[] = [];
  const allowance = document.redReason === 'allowance';
  const left = new Map(blues.map((blue) => [blue.id, blue]));
  const after = () => [...left.values()];
  const gone = new Set(reds.taken.confirmations);
  /** The one by which the next red invoice of a blue one goes. */
  const next = ({ agreed }: StoredBlue) => by ?? agreed.find(({ id }) => !gone.has(id))?.id ?? null;
  for (const invoice of invoices) {
    const lines = invoice.lines.map((line, seq) => ({ ...line, seq }));
    const open = after().map((blue) => exceptHeld(blue, next(blue), gone));
    const asked: BlueAsked = { application: document as JsonObject, lines, invoices: open, linked };
    const matched = stopping(await reds.matchBlue(asked));
    decided.push(matched);
    const { matches, unmatched } = matched.result;
    if (matches.length === 0 || sign(unmatched) !== 0) return { made: null, after: after(), decided };
    const byLine = Map.groupBy(matches, ({ line }) => line);
    for (const [id, own] of Map.groupBy(matches, (match) => match.id ?? '')) {
      const blue = left.get(id);
      if (!blue) continue;
      const parts = own.map((match) => partOf(match, byLine.get(match.line) ?? [], blue));
      const red = redOf(invoice, parts, blue);
      made.push({
        ...red,
        header: missingOf(asked.application as JsonObject, blueHeader(blue)),
      });
      const used = next(blue);
      if (used !== null) gone.add(used);
      left.set(id, lessened(blue, own, { allowance, red }));
      await pause?.();
    }
  }
  return { made, after: after(), decided };
}

/** As little as it has for somebody who goes by one of those that hold a part of it, or by none. */
function exceptHeld(blue: StoredBlue, own: string | null, gone: ReadonlySet<string>): StoredBlue {
  const others = blue.held.filter(({ id }) => id !== own && !gone.has(id)).map(({ lines }) => lines);
  if (others.length === 0) return blue;
  const held = allHeld(blue.lines.length, others);
  const lines = blue.lines.map((line, at) => ({
    ...line,
    issuedRed: add(line.issuedRed || '0', held[at]?.amount ?? '0'),
    returnedQuantity: add(line.returnedQuantity || '0', held[at]?.quantity ?? '0'),
  }));
  return { ...blue, lines };
}

function blueHeader({ lines: _, rows: __, agreed: ___, held: ____, ...header }: StoredBlue): JsonObject {
  return header as JsonObject;
}

function redOf(invoice: SplitInvoice, parts: readonly RedPart[], { id, number }: StoredBlue): RedInvoice {
  const red = redInvoice(invoice, parts);
  return {
    invoice: red,
    red: {
      blueInvoice: { id, number },
      redConfirmation: null,
      redInformation: null,
      blueUses: parts.map(({ blueRow, quantity, amount }, at) => ({
        lineId: blueRow,
        quantity: quantity === null ? null : negate(quantity),
        amount: negate(amount),
        deduction: deductedBy(red.lines[at]),
      })),
    },
  };
}

function deductedBy(line: Line | undefined): string | null {
  return isGiven(line?.deduction) ? negate(line.deduction) : null;
}

/** Makes issues stop a document: an amount that no blue invoice has room for is not issued. */
function stopping(decided: Decided<MatchedBlue>): Decided<MatchedBlue> {
  return { ...decided, issues: decided.issues.map((issue) => ({ ...issue, severity: 'stops' })) };
}

/** `same`: all that its line takes, of whichever invoices. */
function partOf(match: BlueMatch, same: readonly BlueMatch[], blue: StoredBlue): RedPart {
  const place = match.place ?? 0;
  return {
    line: match.line,
    amount: match.amount,
    quantity: match.quantity,
    blueLine: blue.lines[place] ?? {},
    blueRow: blue.rows[place] ?? '',
    before: same.slice(0, same.indexOf(match)).map(({ amount }) => amount),
    isLast: same.at(-1) === match,
  };
}

interface Lessening {
  readonly allowance: boolean;
  readonly red: RedInvoice;
}

function lessened(
  blue: StoredBlue,
  matches: readonly BlueMatch[],
  { allowance, red: { invoice } }: Lessening,
): StoredBlue {
  const byPlace = Map.groupBy(matches, ({ place }) => place);
  const lines = blue.lines.map((line, at) => {
    const own = byPlace.get(at);
    if (!own) return line;
    const taken = own.reduce((sum, { amount }) => add(sum, negate(amount)), '0');
    const deducting = own
      .map((match) => invoice.lines[matches.indexOf(match)] ?? {})
      .reduce(lessDeducted, line);
    const returned = own.reduce((sum, { quantity }) => add(sum, negate(quantity ?? '0')), '0');
    return {
      ...deducting,
      issuedRed: add(line.issuedRed || '0', taken),
      ...(allowance
        ? { issuedAllowance: add(line.issuedAllowance || '0', taken) }
        : { returnedQuantity: add(line.returnedQuantity || '0', returned) }),
    };
  });
  return { ...blue, lines };
}
