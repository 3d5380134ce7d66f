import { describe, expect, it } from 'vitest';
import { addDays } from '../../calendar.ts';
import { readGolden } from '../golden.suite.ts';
import { decideLicence, type LicenceAnswer, type LicenceQuestion } from './licence.ts';

interface Case {
  readonly name: string;
  readonly input: LicenceQuestion;
  readonly expect: Partial<LicenceAnswer>;
}
interface Days {
  readonly of: string;
  readonly blocked?: readonly number[];
  readonly allowed?: readonly number[];
}

describe('a licence', () => {
  const { cases } = readGolden<{ readonly cases: readonly Case[] }>('licence');
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { input, expect: expected }) => {
    expect(decideLicence(input)).toMatchObject(expected);
  });

  it('is blocked for sixty days, and says until when', () => {
    const { cases: checks } = readGolden<{ readonly cases: readonly Days[] }>('checks');
    const { blocked = [], allowed = [] } = checks.find(({ of }) => of === 'licence') ?? {};
    const on = (day: number) =>
      decideLicence({
        do: 'authorise',
        withdrawnOn: '2028-01-31',
        today: addDays('2028-01-31', day),
        total: 1,
      });
    expect(blocked.map((day) => on(day).from)).toEqual(blocked.map(() => '2028-03-31'));
    expect(allowed.map((day) => on(day).allowed)).toEqual(allowed.map(() => true));
    expect([blocked.length, allowed.length]).not.toContain(0);
  });
});
