import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { itAnswers } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { checkRate, type RateCorrection, type RateLine, type RateRule } from './check-rate.ts';

interface Given {
  readonly buyerName?: string;
  readonly line: RateLine;
  readonly config: GivenRecords;
}

describe('rates are checked', () => {
  itAnswers('check-rate', async ({ line, config, ...facts }: Given) => {
    const hits = await rulesOf(config).hits('company-rate-rule', facts as JsonObject);
    const category = recordsOf(config, 'tax-category').find(({ code }) => code === line.taxCode);
    return checkRate(line, {
      corrections: recordsOf(config, 'rate-correction') as unknown as readonly RateCorrection[],
      rules: hits.map(({ record }) => record as unknown as RateRule),
      category: category && { rates: category['rates'] as readonly string[] },
    }).result;
  });

  it('the correction that says most is taken', () => {
    const corrections = [
      { itemName: '甲', rate: '0.06' },
      { itemName: '甲', itemCode: 'A', rate: '0.13' },
    ];
    const ask = (line: RateLine) => checkRate(line, { corrections, rules: [] }).result;
    expect(ask({ itemName: '甲', itemCode: 'A', rate: '0.06' })).toMatchObject({ rate: '0.13', risk: true });
    expect(ask({ itemName: '甲', itemCode: 'B', rate: '0.06' })).toMatchObject({ rate: '0.06', risk: false });
    expect(ask({ itemName: '乙', rate: '0.06' })).toMatchObject({ by: null, risk: false });
  });
});
