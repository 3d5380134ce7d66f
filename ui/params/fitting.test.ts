import { expect, it } from 'vitest';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { fitting } from './fitting.ts';
import { parameterOf, readAsked } from './parameter-data.ts';

const parameter = (key: string, zh: string, en: string) => {
  const label = { zh, en };
  const definition = { type: 't', typeLabel: { zh: '类型', en: 'Type' }, key, label, kind: 'boolean' };
  return parameterOf(definition as unknown as Definition, key, {
    value: null,
    raw: null,
    isSet: false,
    from: { scope: 'unset' },
  });
};
const all = [
  parameter('limit', '回调超时时间', 'Callback timeout'),
  parameter('mock', '数电发票模拟开票', 'Digital invoices are simulated'),
];

it.each([
  ['回调', ['limit']],
  ['callback', ['limit']],
  ['hdcs', ['limit']],
  ['chaoshi', ['limit']],
  ['kaip', ['mock']],
  ['SD fp', ['mock']],
  ['ＫＰ', ['mock']],
  ['mock', ['mock']],
  ['dh', []],
  ['new', []],
  ['', ['limit', 'mock']],
])('whoever types “%s” finds %s', (q, found) => {
  expect(fitting(all, { ...readAsked(new URLSearchParams()), q }).map(({ key }) => key)).toEqual(found);
});
