import { sum } from '../../../metadata/common/decimal.ts';
import { textIn } from '../../decisions/given.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { Application } from '../forms/documents.ts';
import type { LineUse } from './uses.ts';

/** The quantities that are written back to a line of an application once its invoices are out. */
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

/** The uses of each line together: what is told is what is written. */
export function writeBacks(
  invoices: readonly { readonly uses: readonly LineUse[] }[],
  applications: readonly Application[],
): readonly WriteBack[] {
  const byLine = new Map<string, LineUse[]>();
  for (const use of invoices.flatMap(({ uses }) => uses)) {
    const key = `${use.document} ${use.line}`;
    const known = byLine.get(key);
    if (known) known.push(use);
    else byLine.set(key, [use]);
  }
  const linesOf = applications.map((application) => rowsIn(application, 'lines'));
  return [...byLine.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const { document, line } = first;
    const seq = linesOf[document]?.[line]?.['seq'];
    const uses = [first, ...more];
    const quantities = uses.flatMap(({ quantity }) => quantity ?? []);
    return {
      application: textIn(applications[document] ?? {}, 'number'),
      at: { document, line },
      quantities,
      line: typeof seq === 'number' ? seq : line + 1,
      quantity: sum(quantities),
      gross: sum(uses.map(({ gross }) => gross)),
    };
  });
}
