import { expect, it } from 'vitest';
import { checks } from '../../../rules/einvoicing/may-be-issued/checks.ts';
import { failureTitles } from './failure-titles.ts';
import { failureTexts } from './issuing.ts';

const stopping = checks.filter(({ severity }) => severity !== 'warning').map(({ flaw }) => flaw);

it.each([...new Set([...stopping, 'rate-risk'])])('%s has a title for all that it stops', (code) => {
  expect(failureTexts[`failed-${code}`]).toBeDefined();
});

it('says nothing of a single invoice in a title', () => {
  const titles = Object.entries(failureTitles).filter(([code]) => code.startsWith('failed-'));
  expect(titles.filter(([, { zh, en }]) => /[{}]/.test(zh + en))).toEqual([]);
});
