import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../calendar.ts';
import { itAnswers, readGolden } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { type AutoScheme, autoIssue, isDue } from './auto-issue.ts';

interface Given {
  readonly at: string;
  readonly running?: readonly string[];
  readonly applications?: readonly JsonObject[];
  readonly config: GivenRecords;
}

const zone = 'Asia/Shanghai';
const momentOf = (text: string) => momentIn(zone, Date.parse(text));

describe('schemes issue by themselves', () => {
  itAnswers('auto-issue', async ({ at, config, ...rest }: Given) => {
    const schemes = recordsOf(config, 'auto-issue-scheme') as unknown as readonly AutoScheme[];
    return (await autoIssue({ at: momentOf(at), schemes, ...rest }, rulesOf(config))).result;
  });

  it('are due within their window', () => {
    interface Check {
      readonly of: string;
      readonly due: readonly string[];
      readonly notDue: readonly string[];
    }
    const { cases } = readGolden<{ readonly cases: readonly Check[] }>('checks');
    const check = cases.find(({ of }) => of === 'auto-issue-window');
    const scheme: AutoScheme = {
      number: 'Z',
      frequency: 'weekly',
      weekDays: ['7', '1', '2', '3'],
      window: '00:15:00~20:16:15',
    };
    const days: Readonly<Record<string, string>> = { Sun: '22', Wed: '25', Thu: '26' };
    const due = (said: string) => {
      const [day = '', time] = said.split(' ');
      return isDue(scheme, momentOf(`2026-11-${days[day]}T${time}+08:00`));
    };
    expect([check?.due.map(due), check?.notDue.map(due)]).toEqual([
      [true, true],
      [false, false, false],
    ]);
  });

  it('across midnight the window belongs to the day it starts', () => {
    const scheme: AutoScheme = {
      number: 'Z',
      frequency: 'monthly',
      monthDays: ['31'],
      window: '22:00:00~02:00:00',
    };
    const due = ['2026-11-30T23:00:00', '2026-12-01T01:00:00', '2026-12-01T23:00:00', '2026-12-31T01:00:00'];
    expect(due.map((text) => isDue(scheme, momentOf(`${text}+08:00`)))).toEqual([true, true, false, false]);
  });
});
