import { add, div, sub } from '../../../metadata/common/decimal.ts';
import { textIn } from '../../decisions/given.ts';

interface ItemSold {
  readonly number?: string | null;
  readonly name?: string | null;
  readonly taxCode?: string | null;
  readonly rate?: string | null;
  readonly preference?: boolean | null;
  readonly preferenceText?: string | null;
  readonly spec?: string | null;
  readonly unit?: string | null;
}

/**
 * The line of an application for so much of an item, tax included.
 *
 * @example
 * lineOfItem({ name: '餐饮', rate: '0.06' }, '106') //=> { itemName: '餐饮', rate: '0.06', preference: false, amount: '100', tax: '6', gross: '106' }
 */
export function lineOfItem(item: ItemSold, gross: string) {
  const amount = div(gross, add('1', item.rate ?? '0'), 2) ?? gross;
  const said = {
    itemCode: textIn(item, 'number'),
    itemName: textIn(item, 'name'),
    taxCode: textIn(item, 'taxCode'),
    preferenceText: textIn(item, 'preferenceText'),
    spec: textIn(item, 'spec'),
    unit: textIn(item, 'unit'),
  };
  return {
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '')),
    ...(item.rate ? { rate: item.rate } : {}),
    preference: item.preference === true,
    amount,
    tax: sub(gross, amount),
    gross,
  };
}
