import { isGiven, type Text } from '../common/given.ts';

/** Which lines speak in the remark of an invoice, beside its header. */
export type RemarkRule = 'header' | 'first-line' | 'invoice-lines' | 'document-lines';

const written: Readonly<Record<string, string>> = { space: ' ', newline: '\n', none: '' };

/** How a separator is written that has a name. */
function separatorOf(name: Text): string {
  return isGiven(name) ? (written[name] ?? name) : ' ';
}

/** Header and lines, in order; what is empty leaves no second separator. */
export function joined(texts: readonly Text[], separator: Text): string {
  return texts.filter(isGiven).join(separatorOf(separator));
}

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
    return joined([header, ...speaking[rule]], separator);
  });
}
