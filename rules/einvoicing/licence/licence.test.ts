import { describe, expect, it } from 'vitest';
import { render } from '../../../metadata/common/render.ts';
import { addDays } from '../../calendar.ts';
import { readGolden } from '../golden.suite.ts';
import { decideLicence, type LicenceAnswer, type LicenceQuestion } from './licence.ts';
import { messages } from './messages.ts';

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

  const of = { today: '2026-03-02', used: 1, total: 1 };
  const refused: readonly (readonly [zh: string, question: LicenceQuestion, issue: string])[] = [
    [
      '同一税号取消授权后 60 天内不允许重新授权，2026-04-30 起可重新授权',
      { ...of, do: 'authorise', withdrawnOn: '2026-03-01' },
      'licence-blocked',
    ],
    [
      '许可已全部授权（1/1），请先取消其他税号的授权或增加许可',
      { ...of, do: 'authorise' },
      'licence-exhausted',
    ],
    [
      '发票云授权配置不允许取消授权：一旦授权无法撤回',
      { ...of, do: 'withdraw', final: true },
      'licence-final',
    ],
    [
      '取消授权期间该税号无法开票或收票',
      { ...of, do: 'issue', withdrawnOn: '2026-01-01' },
      'licence-withdrawn',
    ],
  ];
  it.each(refused)('%s', (zh, question, issue) => {
    const answer = decideLicence(question);
    expect(answer).toMatchObject({ allowed: false, issue });
    const { from = '', used } = answer;
    expect(render(messages, issue, { from, used, total: question.total ?? 0 }, 'zh')).toBe(zh);
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
