import { codesOf } from '../golden.suite.ts';
import type { SplitResult } from './split-document.ts';

/** The cases name the members of the only line of an invoice beside those of the invoice. */
export function answered({
  result,
  issues,
}: {
  readonly result: SplitResult;
  readonly issues: readonly { readonly code: string }[];
}) {
  const invoices = result.invoices.map(({ lines, ...invoice }) => ({
    ...(lines.length === 1 ? lines[0] : {}),
    ...invoice,
    lines,
  }));
  const backs = result.invoices.flatMap(({ lines }) => lines.map((line) => line.writeBackQuantity ?? '0'));
  return {
    invoices,
    issues: codesOf({ issues }),
    rows: invoices.map(({ lines }) => lines.length),
    withList: invoices.map(({ withList }) => withList),
    remarks: invoices.map(({ remark }) => remark),
    count: invoices.length,
    each: invoices[0],
    last: invoices.at(-1),
    taxes: invoices.map(({ tax }) => tax),
    writeBackQuantity: String(backs.reduce((total, one) => total + Number(one), 0)),
  };
}
