import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { evaluate } from '../../../rules/condition/evaluate.ts';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { conditionOf } from './list-filter.ts';
import { plainState, readState, writeState } from './list-state.ts';
import { spans } from './spans.ts';

const fields = ['number text', 'at datetime', 'day date', 'amount integer'].map((one) => {
  const [name = '', kind = ''] = one.split(' ');
  return { ...plainField, id: name, name, path: name, kind, label: { zh: name, en: name } };
});
const form = reviveForm({ ...formOfFields({ zh: '单据', en: 'Bill' }, fields), number: 'number' });

const asked = (name: string, value: string): Condition | null =>
  conditionOf({ ...plainState, quick: { [name]: [value] } }, form);
const finds = async (condition: Condition | null, value: Record<string, Json>): Promise<boolean> => {
  const compiled = compileCondition(condition ?? { all: [] }, { shape: form });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return evaluate(compiled.value, { record: value });
};
/** A moment as the clock on the wall of whoever reads shows it. */
const wall = (local: string) => new Date(local).toISOString();

describe('a range of a list’s quick filter', () => {
  it.each([
    ['at', '2026-03-01..2026-03-02', wall('2026-02-28T23:59:59.999'), false],
    ['at', '2026-03-01..2026-03-02', wall('2026-03-01T00:00'), true],
    ['at', '2026-03-01..2026-03-02', wall('2026-03-02T00:00'), true],
    ['at', '2026-03-01..2026-03-02', wall('2026-03-02T23:59:59.999'), true],
    ['at', '2026-03-01..2026-03-02', wall('2026-03-03T00:00'), false],
    ['at', '2026-03-31..2026-03-31', wall('2026-03-31T12:00'), true],
    ['at', '..2026-12-31', wall('2026-12-31T23:59:59.999'), true],
    ['at', '..2026-12-31', wall('2027-01-01T00:00'), false],
    ['at', '2026-03-01..', wall('2026-03-01T00:00'), true],
    ['day', '2026-03-01..2026-03-02', '2026-03-02', true],
    ['day', '2026-03-01..2026-03-02', '2026-03-03', false],
    ['day', '..2026-03-02', '2026-03-02', true],
    ['day', '2026-03-02..', '2026-03-02', true],
    ['day', '2026-03-02..', '2026-03-01', false],
    ['amount', '3..5', 5, true],
    ['amount', '3..5', 6, false],
    ['amount', '..5', 5, true],
    ['amount', '5..', 5, true],
    ['amount', '5..', 4, false],
  ] as const)('%s %s finds %s: %s', async (name, range, value, found) => {
    expect(await finds(asked(name, range), { [name]: value })).toBe(found);
  });

  it('over days finds whatever happened on the first, on the last and between, where the reader is', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(800),
        fc.nat(40),
        fc.integer({ min: -3 * 86_400_000, max: 45 * 86_400_000 }),
        async (from, days, later) => {
          const first = new Date(2026, 0, 1 + from);
          const last = new Date(2026, 0, 1 + from + days);
          const at = new Date(first.getTime() + later);
          const text = (day: Date) => day.toLocaleDateString('sv-SE');
          const on = text(at);
          const expected = text(first) <= on && on <= text(last);
          const found = await finds(asked('at', `${text(first)}..${text(last)}`), { at: at.toISOString() });
          expect([text(first), text(last), on, found]).toEqual([text(first), text(last), on, expected]);
        },
      ),
      { numRuns: 200 },
    ));

  it.each(['..', '', 'x..y'])('%j asks nothing of moments', (range) => {
    expect(asked('at', range)).toBeNull();
  });
});

describe('a span of days by its word', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const on = (now: string) => {
    vi.useFakeTimers();
    vi.setSystemTime(new Date(now));
  };

  it.each([
    ['today', '2026-03-02T08:00', '2026-03-02', '2026-03-02'],
    ['this-week', '2026-03-01T08:00', '2026-02-23', '2026-03-01'],
    ['this-week', '2026-03-02T08:00', '2026-03-02', '2026-03-08'],
    ['last-7-days', '2026-03-02T08:00', '2026-02-24', '2026-03-02'],
    ['last-30-days', '2026-03-02T08:00', '2026-02-01', '2026-03-02'],
    ['this-month', '2026-02-28T23:00', '2026-02-01', '2026-02-28'],
    ['last-month', '2026-01-01T00:30', '2025-12-01', '2025-12-31'],
    ['last-month', '2026-03-31T12:00', '2026-02-01', '2026-02-28'],
  ] as const)('%s at %s is from %s to %s', (span, now, from, to) => {
    on(now);
    expect(asked('day', span)).toEqual({ fact: 'day', operator: 'between', value: [from, to] });
  });

  it.each(spans)('%s stands as it is in the address, and means other days in another month', (span) => {
    on('2026-03-10T08:00');
    const state = { ...plainState, quick: { day: [span] } };
    const query = writeState(state, form);
    expect(query.get('f.day')).toBe(span);
    const kept = readState(query, form);
    expect(kept.quick).toEqual({ day: [span] });
    const before = conditionOf(kept, form);
    on('2026-04-20T08:00');
    expect(conditionOf(kept, form)).not.toEqual(before);
  });

  it('of a moment is whole days where the reader is', async () => {
    on('2026-03-10T08:00');
    expect(await finds(asked('at', 'last-month'), { at: wall('2026-02-28T23:59:59.999') })).toBe(true);
    expect(await finds(asked('at', 'last-month'), { at: wall('2026-03-01T00:00') })).toBe(false);
  });
});
