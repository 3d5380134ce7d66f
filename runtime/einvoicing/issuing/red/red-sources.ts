import { isObject, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import { addDays } from '../../../../rules/calendar.ts';
import { textIn } from '../../../../rules/decisions/given.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { BlueLine } from '../../../../rules/einvoicing/match-blue/remaining.ts';
import type {
  RedSources,
  StoredBlue,
  StoredInformation,
} from '../../../../rules/einvoicing/plan/red-sources.ts';
import {
  type HoldableLine,
  type HoldingLine,
  heldOf,
} from '../../../../rules/einvoicing/red-confirmation/held.ts';
import { holdingInformation } from '../../../../rules/einvoicing/red-information/red-information.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import { readFacts } from '../../../effective/match/read-facts.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { OpenReds, RedsAsked } from '../../planning/planning.ts';
import { documentForms } from '../documents/document-forms.ts';
import { needsAgreement } from './blue-use.ts';
import { goesByConfirmation } from './confirmation-for.ts';
import { confirmationsFrom, confirmationsOf, notIssued } from './free-confirmations.ts';
import { lineAsBlue } from './line-as-blue.ts';
import { type Asking, allOf, is, linesOf, pagesOf } from './read-whole.ts';
import { unseenForms } from './unseen-forms.ts';

/**
 * Opens the blue invoices and confirmations that negative applications of the organisation may be taken back from, as
 * they stand now, as far as the caller may read them; or answers the forms of these that he may not see all of.
 */
export function openReds(store: Store): OpenReds {
  return (call, asked) => {
    const unseen = unseenForms(call, asked.compared);
    if (unseen.length > 0) return { unseen };
    const forms = documentForms(call);
    return forms ? { sources: redSources({ store, call, forms }, asked) } : { unseen };
  };
}

function redSources(asking: Asking, { by, unlinked }: RedsAsked): RedSources {
  const { forms } = asking;
  return {
    unlinked,
    automatic: by === 'scheduler',
    byPage: by === 'page',
    async *blues(document, { first, order }) {
      const clauses: readonly Condition[] = [
        is('sign', 'blue'),
        { fact: 'invoiceStatus', operator: 'in', value: ['normal', 'partly-red'] },
        ...(forms.invoice.byId.has('voidState') ? [notVoided] : []),
        // Wherever it is, the day begins less than a day before that of UTC.
        { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: `${addDays(first, -1)}T00:00:00.000Z` },
        ...ofParties(document),
      ];
      const sort = order === 'earliest' ? ['issuedAt'] : ['-issuedAt'];
      for await (const { items, next } of pagesOf(asking, forms.invoice, clauses, { sort }))
        yield { blues: await bluesFrom(asking, items), isLast: next === null };
    },
    async blue(id) {
      const wires = await allOf(asking, forms.invoice, [is('id', id), is('sign', 'blue')]);
      return (await bluesFrom(asking, wires))[0] ?? null;
    },
    async *confirmations(document, { since, statuses, sources }) {
      const clauses: readonly Condition[] = [
        { fact: 'enteredAt', operator: 'greaterThanOrEqual', value: since },
        { fact: 'status', operator: 'in', value: [...statuses] },
        { fact: 'source', operator: 'in', value: [...sources] },
        notIssued,
        ...ofParties(document),
      ];
      for await (const { items, next } of pagesOf(asking, forms.confirmation, clauses, {
        sort: ['enteredAt'],
      }))
        yield { confirmations: await confirmationsFrom(asking, items), isLast: next === null };
    },
    async confirmation(id) {
      const wires = await allOf(asking, forms.confirmation, [is('id', id)]);
      return (await confirmationsFrom(asking, wires))[0] ?? null;
    },
    async information(id) {
      const [found] = await informationsOf(asking, [is('id', id), is('status', 'numbered')]);
      return found
        ? { ...found, blue: found.blue ?? (await blueNumbered(asking, found.blueNumbered)) }
        : null;
    },
  };
}

interface Numbered {
  readonly number: string;
  readonly code: string;
}

interface ReadInformation extends StoredInformation {
  readonly lines: readonly (Line & HoldingLine)[];
  /** The number and code of its blue invoice, as somebody may have typed them from the buyer's form. */
  readonly blueNumbered: Numbered;
}

/** The one blue invoice of a number, and of a code where one is said. */
async function blueNumbered(asking: Asking, { number, code }: Numbered): Promise<string | null> {
  if (number === '') return null;
  const clauses = [
    is('number', number),
    is('sign', 'blue'),
    ...(code === '' ? [] : [is('invoiceCode', code)]),
  ];
  const [found, ...others] = await allOf(asking, asking.forms.invoice, clauses, ['number']);
  return found && others.length === 0 ? found.id : null;
}

/** Red-letter information forms that nothing goes by yet. */
async function informationsOf(
  asking: Asking,
  clauses: readonly Condition[],
): Promise<readonly ReadInformation[]> {
  const { information, pending } = asking.forms;
  if (!information) return [];
  const wires = await allOf(asking, information, clauses);
  if (wires.length === 0) return [];
  const value = wires.map(({ id }) => id);
  const takers = await allOf(
    asking,
    pending,
    [
      { fact: 'redInformation', operator: 'in', value },
      { fact: 'issueStatus', operator: 'notEqual', value: 'issued' },
    ],
    ['redInformation'],
  );
  const taken = new Set(takers.map(({ redInformation }) => redInformation?.id));
  return wires
    .filter(({ id }) => !taken.has(id))
    .map((wire) => ({
      id: wire.id,
      number: wire.informationNo ?? '',
      blue: wire.blueInvoice?.id ?? null,
      blueNumbered: { number: wire.blueInvoiceNo ?? '', code: wire.blueInvoiceCode ?? '' },
      lines: linesOf(readFacts(wire, information, asking.call, 'names').record) as readonly (Line &
        HoldingLine)[],
    }));
}

/** Nobody has it voided. */
const notVoided: Condition = {
  any: [{ fact: 'voidState', operator: 'isEmpty' }, is('voidState', 'failed')],
};

/** A red invoice goes to whom its blue one went. */
function ofParties({ sellerTaxNo, buyerTaxNo, buyerName }: JsonObject): readonly Condition[] {
  return [
    ...(sellerTaxNo ? [is('sellerTaxNo', sellerTaxNo)] : []),
    ...(buyerTaxNo ? [is('buyerTaxNo', buyerTaxNo)] : [is('buyerName', buyerName ?? '')]),
  ];
}

async function bluesFrom(asking: Asking, wires: readonly Wire<'invoice'>[]): Promise<readonly StoredBlue[]> {
  const { forms, call } = asking;
  const pause = timeSlices();
  const underWay = await confirmationsOf(
    asking,
    wires.filter((wire) => goesByConfirmation(wire.invoiceType ?? '')).map(({ id }) => id),
  );
  const value = wires.map(({ id }) => id);
  const held: Condition = { fact: 'status', operator: 'in', value: [...holdingInformation] };
  const informed =
    value.length === 0
      ? []
      : await informationsOf(asking, [{ fact: 'blueInvoice', operator: 'in', value }, held]);
  const blues: StoredBlue[] = [];
  for (const wire of wires) {
    await pause();
    const { record } = readFacts(wire, forms.invoice, call, 'names');
    const lines = linesOf(record);
    const own = underWay.get(wire.id) ?? [];
    blues.push({
      ...record,
      id: wire.id,
      number: textIn(record, 'number'),
      issuedAt: textIn(record, 'issuedAt'),
      sign: 'blue',
      lines: lines.map((line, place): BlueLine => lineAsBlue(line, lines[place + 1])),
      rows: rowsOf(wire, forms.invoice).map(({ id }) => String(id)),
      agreed: own.filter(({ isAgreed }) => isAgreed).map(({ id, number }) => ({ id, number })),
      waits: needsAgreement(wire) || own.some(({ isAgreed }) => !isAgreed),
      held: [...own, ...informed.filter(({ blue }) => blue === wire.id)].map(({ id, lines: holding }) => ({
        id,
        lines: heldOf(lines.map(holdable), holding),
      })),
    });
  }
  return blues;
}

function holdable(
  { seq = null, itemName = null, rate = null, amount = null }: Line,
  at: number,
): HoldableLine {
  return { number: typeof seq === 'number' ? seq : at + 1, itemName, rate, amount };
}

function rowsOf(wire: JsonObject, form: Form): readonly JsonObject[] {
  const rows = wire[form.byId.get('lines')?.name ?? 'lines'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}
