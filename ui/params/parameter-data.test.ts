import { expect, it } from 'vitest';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { parameterOf, parametersAmong } from './parameter-data.ts';

const label = { zh: '模拟开票', en: 'Mock invoices' };
const mock: Definition = {
  type: 'mock',
  typeLabel: label,
  package: 'p',
  dimension: 'tax-number',
  label,
  kind: 'boolean',
  properties: {},
  several: false,
  unset: { label },
  danger: false,
  inherited: true,
  scopes: ['system'],
  overrides: { organisations: 0, values: 2, system: true, below: 0, reached: true },
  readers: { count: 0, lastRead: null },
  may: { organisation: true, system: true, somewhere: true },
};
const effective = { value: true, raw: null, isSet: true, from: { scope: 'system' } } as const;

it('a parameter that is set for several tax numbers is counted once', () => {
  const { dimension: _, ...others } = mock;
  const limit = { ...others, type: 'limit', key: 'limit' };
  const ofMock = ['*', 'A', 'B'].map((key) => parameterOf(mock, key, effective));
  expect(parametersAmong([])).toBe(0);
  expect(parametersAmong(ofMock.slice(1))).toBe(1);
  expect(parametersAmong([...ofMock, parameterOf(limit, 'limit', effective)])).toBe(2);
});
