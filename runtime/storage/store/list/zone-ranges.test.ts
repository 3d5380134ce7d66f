import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayoutColumn } from '../record/layout.ts';
import { mayLieIn, widen, within, type ZoneRange, zoneColumnOf } from './zone-ranges.ts';

const column = { id: 'stock', name: 'stock', physical: 'stock', column: { type: 'integer' } } as LayoutColumn;
const value = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(20, 50, null));

test('a stretch is never passed over that has a value of a range, and only then where a range has a part of all values', () => {
  let passed = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 5, maxLength: 30 }), { minLength: 1, maxLength: 12 }),
      fc.array(value, { maxLength: 5 }),
      fc.option(fc.integer({ min: 0, max: 100 })),
      fc.option(fc.integer({ min: 0, max: 100 })),
      (zones, later, from, to) => {
        const all = zoneColumnOf(column, zones.flat());
        const inRange = (one: number | null) =>
          one !== null && (from === null || one >= from) && (to === null || one <= to);
        for (const values of zones) {
          const found: (ZoneRange | undefined)[] = [];
          for (const one of [...values, ...later]) widen(found, all, one);
          const has = [...values, ...later].some(inRange);
          const range = within(column, { from, to: null }, { from: null, to });
          const may = mayLieIn(found, all, range);
          if (has) expect(may).toBe(true);
          // With a cut between its ends it lies in several parts.
          if (!all.cuts.some((cut) => inRange(cut as number) && cut !== from)) continue;
          expect(may).toBe(has);
          const [least, greatest] = [Math.min(...values.map(Number)), Math.max(...values.map(Number))];
          if (!has && from !== null && to !== null && least < from && greatest > to) passed += 1;
        }
      },
    ),
    { numRuns: 1_000 },
  );
  // Of these a least and a greatest value alone would tell nothing.
  expect(passed).toBeGreaterThan(3);
});
