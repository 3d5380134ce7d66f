import { padded } from '../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { mostRows } from '../../../metadata/kinds/common/most.ts';
import { isAmount } from '../../../metadata/print/print-fields.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { shownText } from '../../decisions/shown.ts';
import type { Configuration } from '../forms/configuration.ts';
import type { PendingInvoice, PendingInvoiceSpecialElements } from '../forms/forms.ts';
import { specialBusiness } from './special-business.ts';

/** One thing that an invoice of a special business says of what it is about. */
export type SpecialElement = Omit<PendingInvoiceSpecialElements, 'id' | 'revision'> & {
  readonly order: number;
  /** The real estate, a traveller, a freight or a vehicle. */
  readonly subject: string;
  readonly label: string;
  readonly value: string;
  /** Personal data stands on the face and in files, not in the remark. */
  readonly faceOnly: boolean;
};

type Documented = Pick<PendingInvoice, 'specialKind' | 'realEstate'> & {
  readonly lines?: readonly { readonly vehicle?: Json | undefined }[] | null;
};

/** The records and fields that elements are made of. */
export interface ElementBook {
  readonly shape: (form: 'pending-invoice' | 'real-estate' | 'vehicle') => FieldSet;
  /** Null: there is none, or whoever asks may not see it. */
  readonly record: (form: 'real-estate' | 'vehicle', reference: Json | undefined) => JsonObject | null;
}

/** Reads the part of a configuration that is asked. */
export function elementBook(configuration: Configuration): ElementBook {
  return {
    shape: configuration.shape,
    record: (form, reference) =>
      saidInPlace(reference) ?? (configuration.sees(form) ? configuration.record(form, reference) : null),
  };
}

/** What an interface says of a record stands in place of a reference to one; null: it is such a reference. */
export function saidInPlace(reference: Json | undefined): JsonObject | null {
  return isObject(reference) && !('id' in reference) && !('number' in reference) ? reference : null;
}

/** As many as an invoice keeps of them. */
export const mostElements = mostRows;

/** Members of records that say nothing of the business itself. */
const unprinted: ReadonlySet<string> = new Set(['number', 'name', 'type', 'remark', 'enabled', 'line']);

interface Part {
  readonly subject: string;
  readonly about: FieldSet;
  readonly record: JsonObject;
  readonly fields: readonly Field[];
}

/**
 * The elements of the special business of a document, by the documents and records as they stand: whoever shows them
 * asks here, or shows what was kept of the answer. They are Chinese, as invoices are.
 */
export function specialElements(document: Documented, book: ElementBook): readonly SpecialElement[] {
  if (!document.specialKind) return [];
  const { estate, own = [], transport, vehicles } = specialBusiness(document.specialKind);
  const record = document as JsonObject;
  const header = book.shape('pending-invoice');
  const business = shownText(record, 'specialKind', { about: header });
  const parts: Part[] = [];
  const found = estate && book.record('real-estate', document.realEstate);
  if (found) parts.push(whole(business, book.shape('real-estate'), found));
  if (own.length > 0) {
    const fields = own.flatMap((id) => header.byId.get(id) ?? []);
    // A box that nobody ticked says no, and the bureau asks for either.
    const boxes = fields.filter(({ id, kind }) => kind.name === 'boolean' && (record[id] ?? null) === null);
    const answered = { ...record, ...Object.fromEntries(boxes.map(({ id }) => [id, false])) };
    parts.push({ subject: business, about: header, record: answered, fields });
  }
  const entries = transport && header.byId.get(transport.entries);
  if (entries?.rows) {
    const { rows, label } = entries;
    for (const [at, row] of rowsIn(record, entries.id).entries())
      parts.push(whole(`${label.zh} ${at + 1}`, rows, row));
  }
  if (vehicles)
    for (const [at, vehicle] of vehiclesOf(document, book).entries())
      parts.push(whole(`车辆 ${at + 1}`, book.shape('vehicle'), vehicle));
  return parts.flatMap(elementsOf).map((element, at) => ({ order: at + 1, ...element }));
}

function whole(subject: string, about: FieldSet, record: JsonObject): Part {
  return { subject, about, record, fields: about.fields.filter(({ name }) => !unprinted.has(name)) };
}

/** Those that lines name, each once. */
function vehiclesOf({ lines }: Documented, book: ElementBook): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const { vehicle: named } of lines ?? []) {
    const vehicle = named === null || named === undefined ? null : book.record('vehicle', named);
    if (vehicle) found.set(keyOf(vehicle), vehicle);
  }
  return [...found.values()];
}

/** Of one that is not stored, by all that it says. */
function keyOf(vehicle: JsonObject): string {
  return String(vehicle['id'] ?? JSON.stringify(vehicle));
}

function elementsOf({ subject, about, record, fields }: Part): readonly Omit<SpecialElement, 'order'>[] {
  return fields.flatMap((field) => {
    const { id, name, label, personal } = field;
    const text = shownText(record, id in record ? id : name, { about });
    const value = isAmount({ field, label }) && text !== '' ? `¥${padded(text, 2)}` : inOneLine(text);
    return value === '' ? [] : [{ subject, label: label.zh, value, faceOnly: personal === true }];
  });
}

/** Characters that an element keeps of a text that somebody added to a form. */
const mostKept = 1_000;

function inOneLine(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ');
  return line.length > mostKept ? `${line.slice(0, mostKept - 1)}…` : line;
}
