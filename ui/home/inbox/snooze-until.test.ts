import { describe, expect, it } from 'vitest';
import { snoozeChoices } from './snooze-until.ts';

const local = (day: Date) => [day.getMonth() + 1, day.getDate(), day.getHours(), day.getDay()];
const until = (now: string, key: string) =>
  local(snoozeChoices(new Date(now)).find((one) => one.key === key)?.until ?? new Date(0));

describe('what is put off comes back', () => {
  it.each([
    ['a Thursday', '2026-11-26T15:30:00', 'tomorrow', [11, 27, 9, 5]],
    ['the last day of a month', '2026-11-30T23:59:00', 'tomorrow', [12, 1, 9, 2]],
    ['a Thursday', '2026-11-26T15:30:00', 'monday', [11, 30, 9, 1]],
    ['a Sunday', '2026-11-29T08:00:00', 'monday', [11, 30, 9, 1]],
    ['a Monday', '2026-11-30T08:00:00', 'monday', [12, 7, 9, 1]],
    ['late in the evening', '2026-11-26T23:30:00', 'hour', [11, 27, 0, 5]],
  ])('from %s (%s), %s', (_, now, key, wanted) => {
    expect(until(now, key)).toEqual(wanted);
  });
});

it.each([
  ['in three days', '2026-11-29T15:30:00', ['hour', 'later', 'tomorrow', 'due']],
  ['tonight', '2026-11-26T19:00:00', ['hour', 'due']],
  ['in two hours', '2026-11-26T17:30:00', ['due']],
  ['in half an hour', '2026-11-26T16:00:00', []],
])('what is due %s is put off until before that', (_, due, wanted) => {
  const choices = snoozeChoices(new Date('2026-11-26T15:30:00'), new Date(due));
  expect(choices.map(({ key }) => key)).toEqual(wanted);
  for (const { until } of choices) expect(until < new Date(due)).toBe(true);
});
