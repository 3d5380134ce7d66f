import type { Text } from '../../decisions/given.ts';
import { joined } from '../../decisions/separator.ts';

/** The lines that speak in the remark of an invoice, beside its header. */
export type RemarkRule = 'header' | 'first-line' | 'invoice-lines' | 'document-lines';

/** The remark of each invoice, from that of the document and those of the lines on it. */
export function remarksOf(
  { header, invoices }: { readonly header: Text; readonly invoices: readonly (readonly Text[])[] },
  rule: RemarkRule,
  separator: Text,
): readonly string[] {
  const all = invoices.flat();
  return invoices.map((lines) => {
    const speaking: Readonly<Record<RemarkRule, readonly Text[]>> = {
      header: [],
      'first-line': lines.slice(0, 1),
      'invoice-lines': lines,
      'document-lines': all,
    };
    return joined([header, ...speaking[rule]], separator || 'space');
  });
}
