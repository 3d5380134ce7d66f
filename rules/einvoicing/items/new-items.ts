import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import type { InvoiceItem, InvoiceLines, OtherSettings } from '../forms/forms.ts';

export type SavingItems = Pick<OtherSettings, 'saveItems'>;

/** The members that an item needs: a line that lacks one makes none. */
const needed: readonly (keyof InvoiceLines)[] = ['itemName', 'taxCode', 'rate'];

/** Lines that were issued and are not set up yet, each as an item. `known`: those the organisation may use. */
export function newItems(
  lines: readonly InvoiceLines[],
  { saveItems }: SavingItems,
  known: readonly InvoiceItem[],
): readonly InvoiceItem[] {
  if (saveItems !== true) return [];
  const items: InvoiceItem[] = [];
  for (const line of lines) {
    if (textIn(line, 'kind') === 'discount') continue;
    if (needed.some((member) => textIn(line, member) === '')) continue;
    if ([...known, ...items].some((item) => isSame(item, line))) continue;
    items.push(itemOf(line));
  }
  return items;
}

function isSame(item: InvoiceItem, line: InvoiceLines): boolean {
  const [own, rate] = [textIn(item, 'rate'), textIn(line, 'rate')];
  return (
    textIn(item, 'name') === textIn(line, 'itemName') &&
    textIn(item, 'taxCode') === textIn(line, 'taxCode') &&
    isGiven(own) &&
    compare(own, rate) === 0
  );
}

/** Makes an item of a line's goods; amounts charged for them this time are the invoice's. */
function itemOf(line: InvoiceLines): InvoiceItem {
  const of = { name: 'itemName', taxCode: 'taxCode', rate: 'rate', spec: 'spec', unit: 'unit' } as const;
  const said = Object.entries(of).flatMap(([member, own]) =>
    textIn(line, own) === '' ? [] : [[member, textIn(line, own)]],
  );
  const preferenceText = textIn(line, 'preferenceText');
  return {
    ...Object.fromEntries(said),
    ...(line.preference === true || preferenceText !== '' ? { preference: true } : {}),
    ...(preferenceText === '' ? {} : { preferenceText }),
  };
}
