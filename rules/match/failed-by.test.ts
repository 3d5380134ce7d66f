import { expect, it } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import { explain } from '../condition/explain.ts';
import { compileSample, sampleFacts } from '../condition/generated.suite.ts';
import { failedBy } from './explain-rule.ts';
import { reason } from './messages.ts';

it('where one of several would do, each is said with what was found', async () => {
  const condition = {
    any: [
      { fact: 'buyer', operator: 'equal', value: 'A' },
      { not: { fact: 'urgent', operator: 'equal', value: true } },
    ],
  } as Condition;
  const { failed, ways } = await explain(compileSample(condition), sampleFacts({ buyer: 'B', urgent: true }));
  const { code, params } = failedBy(failed ?? expect.fail(), ways);
  const first = reason('match-way', { sentence: 'Buyer is “A”', actual: '“B”' });
  const second = reason('match-way-denied', { sentence: 'Urgent is yes', actual: 'yes' });
  expect([code, params['ways']]).toEqual([
    'match-failed-any',
    { zh: expect.stringMatching(/^“购方 等于 ‘A’”（实际为“B”）；不满足/), en: `${first.en}; ${second.en}` },
  ]);
  // With one way there is nothing to choose from.
  expect(failedBy(failed ?? expect.fail(), ways?.slice(0, 1)).code).toBe('match-failed');
});
