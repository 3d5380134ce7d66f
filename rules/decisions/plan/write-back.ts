import { compare, div, sum } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { isGiven, textIn } from '../common/given.ts';
import { share } from '../common/line.ts';
import type { MergedDocument } from '../merge/merge.ts';
import type { InvoiceLine } from '../split/split.ts';
import type { Prepared } from './prepare.ts';

/** What an application's line is told once its invoices are out. */
export interface WriteBack {
  readonly application: string;
  /** `seq` of the line, or its place. */
  readonly line: number;
  /** The same as places among what was asked. */
  readonly at: { readonly document: number; readonly line: number };
  /** By invoice, in the unit that came in. */
  readonly quantities: readonly string[];
  readonly quantity: string;
  readonly gross: string;
}

export interface Written {
  readonly application: string;
  readonly line: number;
  readonly quantity: string;
  readonly gross: string;
  readonly factor: string | null;
  readonly original: string;
  readonly at: WriteBack['at'];
}

/** What is written back of lines that went into an invoice as they were; merged ones share by their gross. */
export function note(
  lines: readonly InvoiceLine[],
  { sources }: MergedDocument,
  group: readonly Prepared[],
  backs: Map<string, Written[]>,
): void {
  for (const line of lines) {
    const parts = (sources[line.from] ?? []).flatMap((source) => {
      const of = group[source.document];
      const own = of?.lines[source.line];
      return of && own ? [{ of, own, place: source.line }] : [];
    });
    const whole = sum(parts.map(({ own }) => own.gross || '0'));
    for (const { of, own, place } of parts) {
      const application = textIn(of.application, 'number');
      const number = own.seq ?? place + 1;
      const isAlone = parts.length === 1;
      const gross = isAlone ? line.gross || '0' : share(line.gross || '0', own.gross || '0', whole);
      const quantity = isAlone ? (line.writeBackQuantity ?? '') : (own.quantity ?? '');
      const factor = textIn(own as JsonObject, 'unitFactor') || null;
      const original = textIn(own as JsonObject, 'originalQuantity') || own.quantity || '';
      const key = `${of.at} ${place}`;
      backs.set(key, [
        ...(backs.get(key) ?? []),
        {
          application,
          line: number,
          at: { document: of.at, line: place },
          quantity,
          gross,
          factor,
          original,
        },
      ]);
    }
  }
}

/** In the unit that came in; the original quantity once all of it is out. */
export function writtenBack(parts: readonly Written[]): WriteBack {
  const [first] = parts;
  const quantities = parts.flatMap(({ quantity, factor }) =>
    isGiven(quantity) ? [factor ? (div(quantity, factor, 13) ?? quantity) : quantity] : [],
  );
  const total = sum(quantities);
  const original = first?.original ?? '';
  return {
    ...{ application: first?.application ?? '', line: first?.line ?? 0, quantities },
    at: first?.at ?? { document: 0, line: 0 },
    quantity: isGiven(original) && compare(total, original) !== 0 ? original : total,
    gross: sum(parts.map(({ gross }) => gross)),
  };
}
