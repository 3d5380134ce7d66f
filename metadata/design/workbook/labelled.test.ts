import { expect, it } from 'vitest';
import { labelled } from './labelled.ts';

it.each([
  ['单价 Unit price', '单价', 'Unit price'],
  ['Unit price 单价', '单价', 'Unit price'],
  ['单价/Unit price', '单价', 'Unit price'],
  ['单价（Unit price）', '单价', 'Unit price'],
  ['Unit price (单价)', '单价', 'Unit price'],
  ['单价\nUnit price', '单价', 'Unit price'],
  ['联系人1 Contact 1', '联系人1', 'Contact 1'],
  ['单价', '单价', '单价'],
  ['Unit price', 'Unit price', 'Unit price'],
  ['SKU编码', 'SKU编码', 'SKU编码'],
  ['是否 VIP 客户', '是否 VIP 客户', '是否 VIP 客户'],
  ['单价（元）', '单价（元）', '单价（元）'],
  ['金额 (USD) 美元', '金额 (USD) 美元', '金额 (USD) 美元'],
  ['', '', ''],
])('%j is %j in Chinese and %j in English', (text, zh, en) => {
  expect(labelled(text)).toEqual({ zh, en });
});
