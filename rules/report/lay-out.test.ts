import { expect, it } from 'vitest';
import { layOut } from './lay-out.ts';

it('an average of amounts has the digits of its currency', () => {
  const tally = { count: 3, sum: '10', least: null, most: null };
  const values = [
    new Map([
      ['JPY', tally],
      ['KWD', tally],
    ]),
  ];
  const value = { of: 'average', scale: 2, byCurrency: true } as const;
  const asked = {
    groups: [{ keys: [], values }],
    values: [value],
    across: false,
    depth: 0,
    compare: () => 0,
  };
  const laid = layOut(asked);
  let step = laid.next();
  while (!step.done) step = laid.next();
  expect(step.value.lines[0]?.cells).toEqual([
    [
      [
        { currency: 'JPY', amount: '3' },
        { currency: 'KWD', amount: '3.333' },
      ],
    ],
  ]);
});
