import { describe, expect, it, vi } from 'vitest';
import { SecondPress } from './second-press.ts';

const at = (clientX: number, detail = 1) => ({ detail, clientX, clientY: 20 }) as MouseEvent;

describe('a press where something else was pressed', () => {
  it.each([
    ['at once, what has just come is not met', 100, at(103), 'next', true],
    ['later it was meant', 700, at(103), 'next', false],
    ['elsewhere it was meant', 100, at(160), 'next', false],
    ['by keys it was meant', 100, at(103, 0), 'next', false],
    ['the same is met', 100, at(103), 'first', false],
  ])('%s', (_, after, event, what, isIgnored) => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const presses = new SecondPress();
    expect(presses.wasFor(at(100), 'first')).toBe(false);
    presses.moved();
    now.mockReturnValue(1000 + after);
    expect(presses.wasFor(event, what)).toBe(isIgnored);
    now.mockRestore();
  });
});
