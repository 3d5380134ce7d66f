import { faceLine, faceTaxOf } from '../../../../rules/einvoicing/face-line/face-line.ts';
import type { WireLine } from '../../../../rules/einvoicing/forms/wire.ts';

/** Short names of tax categories, by their code. */
export type ShortNames = ReadonlyMap<string, string>;

interface Faced {
  readonly taxMethod?: string | null;
  readonly tax?: string | null;
  readonly lines?: readonly WireLine<'pending-invoice'>[] | null;
}

/** What the face shows of lines and their tax, as categories are called today; by it an invoice is drawn for good. */
export function facesOf({ taxMethod = null, tax = null, lines }: Faced, shortNames: ShortNames) {
  const faces = (lines ?? []).map((line) =>
    faceLine(line, { taxMethod, shortName: shortNames.get(line.taxCode ?? '') ?? null }),
  );
  return { lines: faces, faceTax: faceTaxOf(faces, tax) };
}
