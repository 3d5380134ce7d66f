import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import { layRibbons, type Piece } from './ribbons.ts';

const cents = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((one) => (one / 100).toFixed(2));
const pieces = fc.array(fc.record({ from: fc.nat(4), to: fc.nat(4), value: cents }), {
  minLength: 1,
  maxLength: 12,
});
const edges = (height: number) => Array.from({ length: 5 }, (_, at) => ({ y: at * (height + 8), height }));

it('a ribbon is as thick as its value, at both of its ends and beside any other', () => {
  fc.assert(
    fc.property(pieces, (some: readonly Piece[]) => {
      const ends = layRibbons(some, { left: edges(16), right: edges(60) });
      for (const [at, { from, to }] of ends.entries()) {
        expect(from.height).toBeCloseTo(to.height, 9);
        for (const [other, { from: beside }] of ends.entries()) {
          const [one, two] = [some[at]?.value, some[other]?.value].map((value) => Math.abs(Number(value)));
          expect(from.height * (two ?? 0)).toBeCloseTo(beside.height * (one ?? 0), 4);
        }
      }
    }),
    { numRuns: runs(200, 20_000) },
  );
});

it('ribbons of an edge lie one below the other inside it, and some edge is full', () => {
  fc.assert(
    fc.property(pieces, (some: readonly Piece[]) => {
      const [left, right] = [edges(16), edges(60)];
      const ends = layRibbons(some, { left, right });
      const fills: number[] = [];
      for (const [edge, { y, height }] of left.entries()) {
        const own = ends.filter((_, at) => some[at]?.from === edge).map(({ from }) => from);
        for (const [at, one] of own.entries()) {
          expect(one.y).toBeGreaterThanOrEqual(y - 1e-6);
          expect(one.y + one.height).toBeLessThanOrEqual(y + height + 1e-6);
          const next = own[at + 1];
          if (next) expect(next.y).toBeCloseTo(one.y + one.height, 6);
        }
        fills.push(own.reduce((all, one) => all + one.height, 0) / height);
      }
      for (const [edge, { height }] of right.entries()) {
        const own = ends.filter((_, at) => some[at]?.to === edge);
        fills.push(own.reduce((all, { to }) => all + to.height, 0) / height);
      }
      const isAny = some.some(({ value }) => Number(value) !== 0);
      expect(Math.max(...fills)).toBeCloseTo(isAny ? 1 : 0, 6);
    }),
    { numRuns: runs(200, 20_000) },
  );
});

it('855.42 is thinner than 10,400.18, wherever they come from', () => {
  const [small, large] = layRibbons(
    [
      { from: 0, to: 0, value: '855.42' },
      { from: 1, to: 1, value: '10400.18' },
    ],
    { left: edges(16), right: edges(60) },
  );
  expect(large?.from.height).toBeCloseTo(16, 9);
  expect(small?.from.height).toBeCloseTo((16 * 855.42) / 10400.18, 9);
});
