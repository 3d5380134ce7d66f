import type { JsonObject } from '../../../metadata/common/json.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { MergedDocument } from '../merge/merge.ts';
import { type PlacesOf, sharedRows, sharedVouchers } from '../special-business/piece-rows.ts';
import { placeOfLine } from '../special-business/place-of-line.ts';
import type { CutInvoice } from './cut-invoices.ts';
import type { Prepared } from './prepare.ts';

/** The rows that go with lines, of each invoice of a document; a document without them says nothing. */
export function rowsOfPieces(
  { document, of, sources }: MergedDocument,
  group: readonly Prepared[],
  cut: readonly CutInvoice[],
): readonly JsonObject[] {
  const pieces = cut.map(({ invoice: { lines } }) => lines);
  const [first = 0] = of;
  const own = group[first]?.application;
  // Of several documents that became one none has rows of single lines.
  const placesOf: PlacesOf = (number) => {
    const place = placeOfLine(own?.lines ?? [], number);
    return sources.flatMap((from, at) =>
      from.some((source) => source.document === first && source.line === place) ? [at] : [],
    );
  };
  const rows = document as JsonObject;
  const isRest = own?.applyStatus === 'partial';
  const shared = {
    travellers: sharedRows(rowsIn(rows, 'travellers'), pieces, placesOf, isRest),
    freights: sharedRows(rowsIn(rows, 'freights'), pieces, placesOf, isRest),
    vouchers: sharedVouchers(rowsIn(rows, 'vouchers'), pieces, placesOf, isRest),
  };
  return pieces.map((_, at) =>
    Object.fromEntries(
      Object.entries(shared).flatMap(([entries, all]) => (rows[entries] ? [[entries, all[at] ?? []]] : [])),
    ),
  );
}
