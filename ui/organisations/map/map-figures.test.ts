import { expect, it } from 'vitest';
import type { Report, ReportCell } from '../../../metadata/contract/reports/calls.ts';
import { orgFigures } from './map-figures.ts';

const label = { zh: '合计', en: 'Total' };
const lineOf = (org: string, cells: readonly ReportCell[]) => ({
  keys: [{ value: { id: org, number: org, name: org }, text: org }],
  cells: [cells],
});
const reportOf = (kind: string, ...lines: readonly (readonly [org: string, ...ReportCell[]])[]): Report => ({
  groups: [{ field: 'org', label }],
  values: (lines[0]?.slice(1) ?? []).map(() => ({ of: 'sum' as const, field: 'x', label, kind })),
  columns: [],
  // What all come to together is no organisation.
  lines: [...lines.map(([org, ...cells]) => lineOf(org, cells)), { keys: [], cells: [['999999']] }],
});
const reader = { language: 'en' as const, listOf: (conditions: unknown) => JSON.stringify(conditions) };
const yuan = (amount: string, currency = 'CNY') => [{ currency, amount }];

it('the colour of an organisation is as deep as its number is large beside the largest', () => {
  const { byOrg, most } = orgFigures(reportOf('decimal', ['A', '50'], ['B', '-200'], ['C', '0']), reader);
  expect([...byOrg].map(([org, { depth, below, text }]) => [org, depth, below, text])).toEqual([
    ['A', 0.25, false, '50'],
    ['B', 1, true, '-200'],
    ['C', 0, false, '0'],
  ]);
  expect(most).toBe('200');
  expect(byOrg.get('A')?.href).toBe(JSON.stringify([{ fact: 'org', operator: 'equal', value: 'A' }]));
});

it('of two numbers the first is a share of the second, and never deeper than all of it', () => {
  const { byOrg, most } = orgFigures(
    reportOf('decimal', ['A', '80', '100'], ['B', '30', '20'], ['C', '0', '0']),
    reader,
  );
  expect([...byOrg].map(([org, { depth, text }]) => [org, depth, text])).toEqual([
    ['A', 0.8, '80 / 100'],
    ['B', 1, '30 / 20'],
    ['C', 0, '0 / 0'],
  ]);
  expect(most).toBe('100%');
});

it('amounts of another currency are told in words, and are no deeper colour', () => {
  const { byOrg, currency } = orgFigures(
    reportOf('money', ['A', yuan('100')], ['B', yuan('10')], ['C', yuan('999', 'USD')]),
    reader,
  );
  expect(currency).toBe('CNY');
  expect([...byOrg].map(([org, { depth }]) => [org, depth])).toEqual([
    ['A', 1],
    ['B', 0.1],
    ['C', 0],
  ]);
  expect(byOrg.get('C')?.text).toContain('999.00');
});
