/** An application, as far as it is asked whether its lines have invoice items. */
export interface GoodsDocument {
  readonly dataSource?: string | null;
  readonly lines: readonly GoodsLine[];
}

export interface GoodsLine {
  readonly itemName?: string | null;
  readonly taxCode?: string | null;
}

/**
 * Places of lines that were pushed from receivables and have no invoice item: one brings a name and a tax code.
 *
 * @example
 * unmatchedLines({ dataSource: 'receivable', lines: [] }) //=> []
 */
export function unmatchedLines({ dataSource, lines }: GoodsDocument): readonly number[] {
  if (dataSource !== 'receivable') return [];
  return lines.flatMap(({ itemName, taxCode }, at) => (itemName && taxCode ? [] : [at]));
}

/**
 * The same as far as it is known without items: for a line that names what it sells, as items are bound to it, one is
 * chosen first, which the server does when it saves the document.
 */
export function namelessLines({ dataSource, lines }: GoodsDocument): readonly number[] {
  return unmatchedLines({ dataSource: dataSource ?? null, lines }).filter(
    (at) => !boundMembers.some((member) => Boolean((lines[at] as Readonly<Record<string, unknown>>)[member])),
  );
}

/** The members by which a line names what it sells, as items are bound to it. */
const boundMembers = [
  'materialCode',
  'materialName',
  'categoryCode',
  'categoryName',
  'expenseCode',
  'expenseName',
];
