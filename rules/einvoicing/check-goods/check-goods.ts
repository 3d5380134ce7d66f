import type { ParameterText } from '../../decisions/parameter-text.ts';

/** An application, as far as it is asked whether its lines have invoice items. */
export interface GoodsDocument {
  readonly dataSource?: string | null;
  readonly lines: readonly GoodsLine[];
}

export interface GoodsLine {
  readonly itemName?: string | null;
  readonly taxCode?: string | null;
}

/** The type and the key of the parameter that turns this off. */
export const goodsParameter = { type: 'sim_botp_config', key: 'enforce_goods_match' } as const;

/** 1 and nothing at all force it (001); any other text does not. */
export function isEnforced(parameter: ParameterText): boolean {
  const text = (parameter(goodsParameter.type, goodsParameter.key) ?? '').trim();
  return text === '' || text === '1';
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
