import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isRequestNumber, storyRequests, usualRequests } from './request-series.ts';

it.each([
  ['of today', usualRequests(randomUUID).next(), true],
  ['of the demo’s story', storyRequests(randomUUID).next(), true],
  ['nothing', '', false],
  ['something else', `x${randomUUID()}`, false],
  ['a path', `../${randomUUID()}`, false],
])('a link to a file goes by the number of a request: %s', (_, text, isOne) => {
  expect(isRequestNumber(text)).toBe(isOne);
});
