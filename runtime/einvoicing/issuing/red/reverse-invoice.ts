import { abs, compare, negate, sign } from '../../../../metadata/common/decimal.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { wordOf } from '../../../../metadata/common/read.ts';
import { moneyOf, redReasons, redWays } from '../../../../rules/einvoicing/action-takes.ts';
import { share } from '../../../../rules/einvoicing/common/line.ts';
import { redPart } from '../../../../rules/einvoicing/common/red-part.ts';
import { isWhole } from '../../../../rules/einvoicing/match-blue/whole.ts';
import { ofNoLine } from '../../../../rules/einvoicing/plan/red-header.ts';
import { redPrice } from '../../../../rules/einvoicing/plan/red-invoice.ts';
import { goesByInformation } from '../../../../rules/einvoicing/red-information/red-information.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { actionParams } from '../../../storage/store/record/refusals.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { bodyOf } from '../documents/body-of.ts';
import { asPlatform, type DocumentForms, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import {
  blueBeingVoided,
  informationNeeded,
  nothingToReverse,
  wrongNeedsWhole,
} from '../documents/refusals.ts';
import { noteUse } from './blue-use.ts';
import { blueLineOf, newConfirmation, usableConfirmation } from './confirmation-for.ts';
import { heldByOthers, isBeingVoided, isUnused, withoutHeld } from './held-of-blue.ts';
import { personsOfRed } from './persons-of-red.ts';
import { type BlueRow, type BlueUse, namedUses, remainingOfRow, withBlueUses } from './uses-of-blue.ts';

/** Part of a line that is reversed; without an amount all that remains of it. */
export interface LineAsked {
  /** Id of the row. */
  readonly id: string;
  /** Net, positive. */
  readonly amount?: string;
  /** Positive, as a confirmation has it. Default: by its rate. */
  readonly tax?: string;
  /** Its place among those that somebody sent. Default: nobody named it. */
  readonly at?: number;
}

interface Reversing {
  readonly params: { readonly redReason?: Json; readonly lines?: Json; readonly by?: Json };
  readonly ifMatch?: number | undefined;
  /** Id of the confirmation it goes by. Default: one that is usable, or a new one. */
  readonly confirmation?: string;
}

/** Fields of its blue one that a red one does not have. */
const ofBlueAlone = { application: null, invoice: null, remark: null, requestId: null, vouchers: null };

/** A red line with what it takes of its blue one. */
interface RedLine {
  readonly line: JsonObject;
  readonly use: BlueUse;
}

/**
 * Makes a red pending invoice from a blue one: of all that remains, or of the lines that are named. It takes its
 * amounts at once, so that no two take the same; they come back when the pending invoice is deleted. Of a paper or
 * electronic special invoice it makes a red-letter information form instead, or goes by one that is numbered, as a
 * parameter says.
 */
export async function reverseInvoice(
  parts: IssuingParts,
  call: Call,
  id: string,
  { params, ifMatch, confirmation }: Reversing,
): Promise<{ readonly pending: string | null; readonly revision: number }> {
  const forms = requireForms(call);
  const asked = { action: 'red', ifMatch };
  requireLeft(await parts.store.toAct(call, forms.invoice, id, { ...asked, anyTime: true }));
  const blue = await parts.store.toAct(call, forms.invoice, id, asked);
  const named = linesNamed(params.lines);
  const said = wordOf(redReasons, params.redReason);
  const reason = said ?? (isWholeBlue(blue, redLines(blue, named, false)) ? 'wrong' : 'return');
  const platform = asPlatform(call, blue.org);
  await noteUse(parts, call, blue);
  const red = { reason, named, operator: call.user.id };
  if (confirmation) return makeRed(parts, platform, blue, { ...red, by: { confirmation } });
  if (!goesByInformation(blue.invoiceType) || !forms.information) return makeRed(parts, platform, blue, red);
  const deal = parameterTexts(platform)('sim_redinfo_deal_bill', blue.sellerTaxNo ?? '');
  const usual = deal === '2' ? 'negative-document' : 'information-table';
  const how = wordOf(redWays, params.by) ?? usual;
  return makeRed(parts, platform, blue, { ...red, how });
}

/** Of an invoice that stands, and of which all was reversed or is about to be, it says that rather than its state. */
function requireLeft({ number, sign: is, invoiceStatus, lines }: StoredAs<'invoice'>): void {
  if (is !== 'blue' || invoiceStatus === 'void') return;
  if ((lines ?? []).some((row) => sign(remainingOfRow(row).red) > 0)) return;
  throw nothingToReverse({ number: number ?? '' });
}

interface RedAsked {
  readonly reason: (typeof redReasons)[number];
  readonly named: readonly LineAsked[] | null;
  /** What it goes by. Default: a confirmation that is usable, or a new one. */
  readonly by?: { readonly confirmation: string } | { readonly information: string };
  /** Of what needs a red-letter information form: that is made, or a numbered one is taken. */
  readonly how?: (typeof redWays)[number];
  /** Id of the person in whose name it is issued. */
  readonly operator: string;
}

/** @param platform The call of the platform for the organisation of the invoice. */
export async function makeRed(
  parts: IssuingParts,
  platform: Call,
  blue: StoredAs<'invoice'>,
  { reason, named, by, how, operator }: RedAsked,
): Promise<{ readonly pending: string | null; readonly revision: number }> {
  const forms = requireForms(platform);
  const [wire] = await parts.store.answer(platform, forms.invoice, [blue]);
  const allowance = reason === 'allowance';
  const persons =
    how === 'information-table'
      ? null
      : await personsOfRed(parts, platform, {
          ...wire,
          ...ofBlueAlone,
          redReason: reason,
          lines: redLines(blue, named, allowance).map(({ line }) => line),
        });
  const result = await parts.store.atOnce(platform, async (transaction) => {
    const current = await transaction.read(forms.invoice, blue.id);
    if (isBeingVoided(current)) throw blueBeingVoided({ number: current.number ?? '' });
    const table = how === 'negative-document' ? await numberedFor(transaction, forms, current) : null;
    const given = by && 'information' in by ? by.information : (table?.id ?? null);
    if (given !== null) await requireNumbered(transaction, forms, given, current);
    const known =
      by && 'confirmation' in by
        ? by.confirmation
        : await usableConfirmation(transaction, { forms, blue: current });
    const held = await heldByOthers(transaction, forms, current, known ?? given);
    const lines = table ? linesOf(table, current) : named;
    const red = redLines(withoutHeld(current, held), lines, allowance);
    if (red.length === 0) throw nothingToReverse({ number: current.number ?? '' });
    if (reason === 'wrong' && !by && !table && !isWholeBlue(current, red))
      throw wrongNeedsWhole({ blue: current.number ?? '' });
    const body = {
      ...bodyOf(forms.pending, {
        ...wire,
        ...ofBlueAlone,
        travellers: ofNoLine(wire?.travellers),
        freights: ofNoLine(wire?.freights),
      }),
      ...persons?.invoice,
      organisation: { id: blue.org },
      lines: red.map(({ line }) => line),
    };
    if (how === 'information-table' && forms.information) {
      const asForm = bodyOf(forms.information, { ...wire, ...ofBlueAlone, status: null, channel: null });
      await transaction.create(forms.information, {
        ...asForm,
        organisation: { id: blue.org },
        applicant: 'seller',
        redReason: reason,
        blueInvoice: { id: blue.id },
        lines: red.map(({ line, use }) => ({ ...line, blueLine: blueLineOf(current, { lineId: use.row }) })),
      });
      return { pending: null, revision: transaction.revision };
    }
    const document = { ...body, ...(persons ? { confirming: persons.confirmation } : {}) };
    const asked = { forms, blue: current, document, reason, org: blue.org };
    const confirmation = known ?? (await newConfirmation(transaction, asked));
    const pending = await transaction.create(forms.pending, {
      ...body,
      billType: 'red',
      redReason: reason,
      blueInvoice: { id: blue.id },
      ...(confirmation ? { redConfirmation: { id: confirmation } } : {}),
      ...(given === null ? {} : { redInformation: { id: given } }),
      ...bodyOf(
        forms.pending,
        namedUses(
          current,
          red.map(({ use: { row, ...use } }) => ({ lineId: row, ...use })),
        ),
      ),
      issueOperator: { id: operator },
    });
    const uses = red.map(({ use }) => use);
    await transaction.change(forms.invoice, current, withBlueUses(current, uses, { allowance }), 'red');
    return { pending: pending.id, revision: transaction.revision };
  });
  parts.wake();
  return result;
}

/** A numbered form of a blue invoice that nothing goes by yet; refuses where there is none. */
async function numberedFor(
  transaction: TransactionScope,
  forms: DocumentForms,
  blue: StoredAs<'invoice'>,
): Promise<StoredAs<'red-information'>> {
  const { information } = forms;
  for (const one of information ? await transaction.where(information, 'blueInvoice', blue.id) : [])
    if (one.status === 'numbered' && (await isUnused(transaction, forms, one.id))) return one;
  throw informationNeeded({ number: blue.number ?? '' });
}

async function requireNumbered(
  transaction: TransactionScope,
  forms: DocumentForms,
  id: string,
  blue: StoredAs<'invoice'>,
): Promise<void> {
  const found = forms.information && (await transaction.find(forms.information, id));
  const isFit = found?.status === 'numbered' && found.blueInvoice === blue.id;
  if (isFit && (await isUnused(transaction, forms, id))) return;
  throw informationNeeded({ number: blue.number ?? '' });
}

/** What was issued wrongly goes as a whole: red lines take all of it, and nothing of it was reversed before. */
function isWholeBlue(blue: StoredAs<'invoice'>, red: readonly RedLine[]): boolean {
  const number = blue.number ?? '';
  const taken = red.map(({ use }) => ({ blue: number, amount: use.amount }));
  return isWhole(taken, [{ number, lines: blue.lines ?? [] }]);
}

/** The lines of a form as parts of its blue invoice; null: it is about all that remains. */
export function linesOf(
  { lines }: StoredAs<'red-information'>,
  blue: StoredAs<'invoice'>,
): readonly LineAsked[] | null {
  const said = lines ?? [];
  const named = said.flatMap(({ blueLine, amount, tax }) => {
    const row = blue.lines?.find((one, at) => (one.lineNo ?? at + 1) === blueLine);
    return row && amount ? [{ id: row.id, amount: abs(amount), ...(tax ? { tax: abs(tax) } : {}) }] : [];
  });
  return named.length > 0 && named.length === said.length ? named : null;
}

function linesNamed(lines: Json | undefined): readonly LineAsked[] | null {
  if (!Array.isArray(lines)) return null;
  return lines.filter(isObject).map(({ id, amount, tax }, at) => {
    const [net, due] = [moneyOf(amount), moneyOf(tax)];
    return {
      id: String(id),
      at,
      ...(net === null ? {} : { amount: net }),
      ...(due === null ? {} : { tax: due }),
    };
  });
}

/** Refuses parts of lines that are not there to be reversed, each at its place, with what is true of it. */
function requireThere(
  { number, lines }: StoredAs<'invoice'>,
  named: readonly LineAsked[],
  allowance: boolean,
): void {
  const rows = new Map((lines ?? []).map((row) => [row.id, row]));
  const problems = named.flatMap(({ id, amount, tax, at }): readonly Problem[] => {
    const path = at === undefined ? '/lines' : `/lines/${at}`;
    const row = rows.get(id);
    if (!row) return [{ path: `${path}/id`, code: 'row-unknown', params: { id } }];
    if (row.kind === 'discount') return [{ path: `${path}/id`, code: 'red-of-discount' }];
    const left = remainingOfRow(row);
    const most = allowance ? left.allowance : left.red;
    if (sign(most) <= 0) return [{ path: `${path}/id`, code: 'red-line-used' }];
    return [
      ...tooMuch(`${path}/amount`, amount ?? most, most),
      ...(tax === undefined ? [] : tooMuch(`${path}/tax`, tax, row.tax ?? '0')),
    ];
  });
  if (problems.length === 0) return;
  const isSent = named.some(({ at }) => at !== undefined);
  throw isSent ? actionParams({}, problems) : nothingToReverse({ number: number ?? '' }, problems);
}

function tooMuch(path: string, amount: string, most: string): readonly Problem[] {
  return compare(amount, most) > 0 ? [{ path, code: 'red-too-much', params: { amount, most } }] : [];
}

function redLines(
  blue: StoredAs<'invoice'>,
  named: readonly LineAsked[] | null,
  allowance: boolean,
): readonly RedLine[] {
  if (named) requireThere(blue, named, allowance);
  const byId = new Map(named?.map((one) => [one.id, one]));
  return (blue.lines ?? []).flatMap((row) => {
    const asked = byId.get(row.id);
    if (named && !asked) return [];
    const left = remainingOfRow(row);
    const most = allowance ? left.allowance : left.red;
    if (sign(most) <= 0) return [];
    const amount = asked?.amount ?? most;
    return [
      redLine(row, {
        amount,
        tax: asked?.tax ?? null,
        rest: left.red,
        quantity: left.quantity,
        allowance,
      }),
    ];
  });
}

interface Cut {
  readonly amount: string;
  readonly tax: string | null;
  /** Net amount of the line that is still to be reversed. */
  readonly rest: string;
  readonly quantity: string | null;
  readonly allowance: boolean;
}

function redLine(row: BlueRow, { amount, tax: said, rest, quantity: left, allowance }: Cut): RedLine {
  const { tax, gross, deduction } = redPart(row, { amount, rest, tax: said });
  // An allowance says a sum, and no goods come back.
  const quantity =
    allowance || left === null ? null : compare(amount, rest) === 0 ? left : share(left, amount, rest, 13);
  const price = redPrice(amount, quantity, row.price);
  const names = ['itemCode', 'itemName', 'taxCode', 'rate', 'preference', 'preferenceText', 'spec', 'unit'];
  const same = Object.fromEntries(
    names.flatMap((name) => (row[name] == null ? [] : [[name, row[name] ?? null]])),
  );
  return {
    line: {
      ...same,
      seq: row.lineNo ?? null,
      kind: 'normal',
      amount: negate(amount),
      tax: negate(tax),
      gross: negate(gross),
      ...(deduction === null ? {} : { deduction: negate(deduction) }),
      ...(row.vehicle ? { vehicle: { id: row.vehicle } } : {}),
      ...(quantity === null ? {} : { quantity: negate(quantity), price }),
    },
    use: { row: row.id, quantity, amount, deduction },
  };
}
