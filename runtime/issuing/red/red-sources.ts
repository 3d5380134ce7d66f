import type { Condition } from '../../../metadata/condition.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { addDays } from '../../../rules/calendar.ts';
import { completed, type Line } from '../../../rules/decisions/common/line.ts';
import type { BlueLine } from '../../../rules/decisions/match-blue/remaining.ts';
import type {
  RedSources,
  StoredBlue,
  StoredConfirmation,
} from '../../../rules/decisions/plan/red-sources.ts';
import type { Call } from '../../call/call.ts';
import { readFacts } from '../../match/read-facts.ts';
import type { Store, WireRecord } from '../../store/record/store.ts';
import { type DocumentForms, requireForms } from '../documents/document-forms.ts';
import type { IssueAsked } from '../documents/issue-asked.ts';
import { lineAsBlue } from './line-as-blue.ts';

const pageSize = 200;

/** What negative applications of the organisation of the call may be taken back from, as it stands now. */
export function redSources(
  store: Store,
  call: Call,
  { by, unlinked = 'confirmation-then-blue' }: Pick<IssueAsked, 'by' | 'unlinked'>,
): RedSources {
  const forms = requireForms(call);
  const asking: Asking = { store, call, forms };
  return {
    ...{ unlinked, automatic: by === 'scheduler', byPage: by === 'page' },
    async *blues(document, { first, order }) {
      const clauses: readonly Condition[] = [
        is('sign', 'blue'),
        { fact: 'invoiceStatus', operator: 'in', value: ['normal', 'partly-red'] },
        // Wherever it is, the day begins less than a day before that of UTC.
        { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: `${addDays(first, -1)}T00:00:00.000Z` },
        ...ofParties(document),
      ];
      const sort = order === 'earliest' ? ['issuedAt'] : ['-issuedAt'];
      for await (const { items, next } of pagesOf(asking, forms.invoice, clauses, sort))
        yield { blues: await bluesFrom(asking, items), isLast: next === null };
    },
    async blue(id) {
      const wires = await allOf(asking, forms.invoice, [is('id', id), is('sign', 'blue')]);
      return (await bluesFrom(asking, wires))[0] ?? null;
    },
    async confirmations(document) {
      const wires = await allOf(asking, forms.confirmation, ofParties(document));
      return confirmationsFrom(
        asking,
        wires.filter(({ enteredAt }) => typeof enteredAt === 'string'),
      );
    },
    async confirmation(id) {
      const wires = await allOf(asking, forms.confirmation, [is('id', id)]);
      return (await confirmationsFrom(asking, wires))[0] ?? null;
    },
  };
}

interface Asking {
  readonly store: Store;
  readonly call: Call;
  readonly forms: DocumentForms;
}

function is(fact: string, value: Json): Condition {
  return { fact, operator: 'equal', value };
}

/** A red invoice goes to whom its blue one went. */
function ofParties({ sellerTaxNo, buyerTaxNo, buyerName }: JsonObject): readonly Condition[] {
  return [
    ...(sellerTaxNo ? [is('sellerTaxNo', sellerTaxNo)] : []),
    ...(buyerTaxNo ? [is('buyerTaxNo', buyerTaxNo)] : [is('buyerName', buyerName ?? '')]),
  ];
}

/** Records of the organisation of the call, whole. */
async function allOf(
  asking: Asking,
  form: Form,
  clauses: readonly Condition[],
): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  for await (const { items } of pagesOf(asking, form, clauses)) found.push(...items);
  return found;
}

async function* pagesOf(
  { store, call }: Asking,
  form: Form,
  clauses: readonly Condition[],
  sort: readonly string[] = [],
) {
  const fields = form.fields.filter(({ hidden }) => !hidden).map(({ name }) => name);
  for (let cursor: string | undefined; ; ) {
    const page = await store.list(call, form, {
      ...{ view: 'manage', filter: { all: [is('org', call.org), ...clauses] }, fields, limit: pageSize },
      ...(sort.length > 0 ? { sort } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page;
    if (page.next === null) return;
    cursor = page.next;
  }
}

async function bluesFrom(asking: Asking, wires: readonly WireRecord[]): Promise<readonly StoredBlue[]> {
  const { forms, call } = asking;
  const special = wires.filter((wire) => /^(?:08|004)xdp$/.test(String(wire['invoiceType'])));
  const usable = await usableOf(asking, special);
  return wires.map((wire): StoredBlue => {
    const { record } = readFacts(wire, forms.invoice, call, 'names');
    const rows = rowsOf(wire, forms.invoice);
    const lines = linesOf(record);
    return {
      ...record,
      ...{ id: wire.id, number: String(record['number'] ?? ''), issuedAt: String(record['issuedAt']) },
      sign: 'blue',
      lines: lines.map((line, place): BlueLine => lineAsBlue(line, lines[place + 1])),
      rows: rows.map(({ id }) => String(id)),
      waits: special.includes(wire) && !usable.has(wire.id),
    };
  });
}

/** Ids of blue invoices with a confirmation that is agreed to and nothing goes by yet. */
async function usableOf(asking: Asking, blues: readonly WireRecord[]): Promise<ReadonlySet<string>> {
  if (blues.length === 0) return new Set();
  const value = blues.map(({ id }) => id);
  const wires = await allOf(asking, asking.forms.confirmation, [
    { fact: 'blueInvoice', operator: 'in', value },
    { fact: 'status', operator: 'in', value: ['01', '04'] },
  ]);
  const free = await confirmationsFrom(asking, wires);
  return new Set(free.flatMap(({ blue, issued }) => (blue === null || issued ? [] : [blue])));
}

async function confirmationsFrom(
  asking: Asking,
  wires: readonly WireRecord[],
): Promise<readonly StoredConfirmation[]> {
  const { call, forms } = asking;
  const unused = wires.filter(({ issued }) => issued !== true);
  if (unused.length === 0) return [];
  const pending = await allOf(asking, forms.pending, [
    { fact: 'redConfirmation', operator: 'in', value: unused.map(({ id }) => id) },
  ]);
  const taken = new Set(pending.map(({ redConfirmation }) => idIn(redConfirmation)));
  return unused.flatMap((wire): StoredConfirmation[] => {
    if (taken.has(wire.id)) return [];
    const { record } = readFacts(wire, forms.confirmation, call, 'names');
    const textOf = (member: string) => String(record[member] ?? '');
    return [
      {
        ...{ id: wire.id, number: textOf('number'), issued: false },
        enteredAt: textOf('enteredAt') || call.now.instant,
        ...{ status: textOf('status'), source: textOf('source') },
        ...{ sellerTaxNo: textOf('sellerTaxNo'), buyerTaxNo: textOf('buyerTaxNo') },
        buyerName: textOf('buyerName'),
        lines: linesOf(record).map((line) => completed(line)),
        blue: idIn(wire['blueInvoice']),
      },
    ];
  });
}

function rowsOf(wire: JsonObject, form: Form): readonly JsonObject[] {
  const rows = wire[form.byId.get('lines')?.name ?? 'lines'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function linesOf(record: JsonObject): readonly Line[] {
  const rows = record['lines'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function idIn(reference: Json | undefined): string | null {
  const id = isObject(reference) ? reference['id'] : null;
  return typeof id === 'string' ? id : null;
}
