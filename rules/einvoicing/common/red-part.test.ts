import { expect, it } from 'vitest';
import { type BlueFigures, type RedPartFigures, redPart } from './red-part.ts';

const line: BlueFigures = { amount: '200', tax: '12.01', rate: '0.06' };

it.each<readonly [string, BlueFigures, Parameters<typeof redPart>[1], RedPartFigures]>([
  [
    'a whole line with its own tax',
    line,
    { amount: '200', rest: '200' },
    { tax: '12.01', gross: '212.01', deduction: null },
  ],
  ['a part by the rate', line, { amount: '50', rest: '200' }, { tax: '3', gross: '53', deduction: null }],
  [
    'cents half up',
    { ...line, rate: '0.13' },
    { amount: '0.35', rest: '200' },
    { tax: '0.05', gross: '0.4', deduction: null },
  ],
  [
    'the tax that a confirmation says',
    line,
    { amount: '50', rest: '200', tax: '3.02' },
    { tax: '3.02', gross: '53.02', deduction: null },
  ],
  [
    'a part of what is still deducted',
    { ...line, deduction: '100', remainingDeduction: '80' },
    { amount: '50', rest: '160' },
    { tax: '1.5', gross: '51.5', deduction: '25' },
  ],
  [
    'no tax where there is none',
    { ...line, rate: '0', preferenceText: '免税', tax: '0' },
    { amount: '50', rest: '200' },
    { tax: '0', gross: '50', deduction: null },
  ],
])('%s', (_, blue, part, figures) => {
  expect(redPart(blue, part)).toEqual(figures);
});
