import { describe, expect, it } from 'vitest';
import { allPages } from './pages.ts';

const counting = (next: (page: number) => number | null) => {
  let asked = 0;
  const read = async (cursor: number | undefined) => {
    asked += 1;
    return { items: [cursor ?? 0], next: next(asked) };
  };
  return { read, asked: () => asked };
};

describe('all pages of a list', () => {
  it('come in order, each asked for by the cursor of the one before', async () => {
    expect(await allPages(counting((page) => (page < 4 ? page : null)).read)).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['a cursor that stays', () => 1, 2, /page 2 goes on where an earlier one did/],
    ['cursors that go round', (page: number) => page % 3, 4, /page 4 goes on/],
    ['cursors without end', (page: number) => page, 10, /more than 10 pages/],
  ])('%s fail', async (_what, next, asked, said) => {
    const pages = counting(next);
    await expect(allPages(pages.read, 10)).rejects.toThrow(said);
    expect(pages.asked()).toBe(asked);
  });
});
