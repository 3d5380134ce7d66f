import type { Condition } from '../../../../metadata/condition.ts';

/** Requests to channels bear a number of one series: whoever works on one series leaves those of the other alone. */
export interface RequestSeries {
  /** The number of the next request. */
  next(): string;
  /** A condition for the field that keeps the number: it is of this series. */
  within(fact: string): Condition;
}

/** Requests that were made on a day of the past bear it; of others no number begins so. */
const mark = 'demo';
const numbers = new RegExp(`^(${mark})?[0-9a-f-]{36}$`);

/** Whether a text may be the number of a request of either series. */
export function isRequestNumber(text: string): boolean {
  return numbers.test(text);
}

/** The requests of today, which go out by whatever is connected. */
export const usualRequests = (newId: () => string): RequestSeries => ({
  next: newId,
  within: (fact) => ({ not: { fact, operator: 'startsWith', value: mark } }),
});

/** The requests of the demo's story: each is answered at its own moment, by the one who tells the story. */
export const storyRequests = (newId: () => string): RequestSeries => ({
  next: () => mark + newId(),
  within: (fact) => ({ fact, operator: 'startsWith', value: mark }),
});
