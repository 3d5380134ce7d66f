import { describe, expect, it } from 'vitest';
import { dateText, dayIn, isEitherDay } from './civil.ts';

describe('a day as somebody wrote it', () => {
  it.each([
    ['2026-1-5', '2026-01-05'],
    ['2026/01/06', '2026-01-06'],
    ['2026.1.6', '2026-01-06'],
    ['2026年1月7日', '2026-01-07'],
    ['20260107', '2026-01-07'],
    ['7-Jan-2026', '2026-01-07'],
    ['7 January 2026', '2026-01-07'],
    ['07/sept/2026', '2026-09-07'],
    ['Jan 7, 2026', '2026-01-07'],
    ['january 7 2026', '2026-01-07'],
    ['25/01/2026', '2026-01-25'],
    ['01/25/2026', '2026-01-25'],
    ['5.5.2026', '2026-05-05'],
  ])('%s', (text, day) => {
    const found = dayIn(text);
    expect(found && dateText(found)).toBe(day);
    expect(isEitherDay(text)).toBe(false);
  });

  it.each([
    ['05/01/2026', true],
    ['1.12.2026', true],
    ['31/31/2026', false],
    ['7-Jax-2026', false],
    ['7-Janx-2026', false],
    ['30 Feb 2026', false],
    ['2026-13-01', false],
    ['May', false],
    ['5/1/26', false],
  ])('%s is none, or may be two (%s)', (text, either) => {
    expect(dayIn(text)).toBeNull();
    expect(isEitherDay(text)).toBe(either);
  });
});
