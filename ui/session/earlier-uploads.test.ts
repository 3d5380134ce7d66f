import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dropUploads, earlierUpload, forgetUploads, keepUpload, wholeUploads } from './earlier-uploads.ts';

const mark = {
  user: 'ann',
  form: 'contract',
  field: 'paper',
  record: 'r1',
  name: 'a.pdf',
  size: 10,
  modified: 1,
};

/** A browser's storage; `tab` is another for another tab. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}
const otherTab = () => vi.stubGlobal('sessionStorage', storage());

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal('localStorage', storage());
  otherTab();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is found by the same file for the same place of the same person, and by nothing else', () => {
  keepUpload(mark, 'u1', false);
  expect(earlierUpload(mark)?.id).toBe('u1');
  for (const other of [
    { user: 'bob' },
    { form: 'letter' },
    { field: 'annexes' },
    { record: null },
    { name: 'b.pdf' },
    { size: 11 },
    { modified: 2 },
  ])
    expect(earlierUpload({ ...mark, ...other }), JSON.stringify(other)).toBeNull();
});

it('is left to the tab that is at it, until that has been quiet for a while', () => {
  keepUpload(mark, 'u1', false);
  otherTab();
  expect(earlierUpload(mark)).toBeNull();
  vi.advanceTimersByTime(20_000);
  expect(earlierUpload(mark)?.id).toBe('u1');
});

it('is offered once it is whole, until a record has it', () => {
  keepUpload(mark, 'u1', false);
  expect(wholeUploads(mark)).toEqual([]);
  keepUpload(mark, 'u1', true);
  expect(wholeUploads(mark).map(({ id }) => id)).toEqual(['u1']);
  expect(wholeUploads({ ...mark, record: 'r2' })).toEqual([]);
  dropUploads(['u1']);
  expect(wholeUploads(mark)).toEqual([]);
});

it('is forgotten after a day, and when somebody signs out', () => {
  keepUpload(mark, 'u1', true);
  vi.advanceTimersByTime(25 * 3_600_000);
  expect(earlierUpload(mark)).toBeNull();
  keepUpload(mark, 'u2', true);
  forgetUploads();
  expect(earlierUpload(mark)).toBeNull();
});

it('is brought from its beginning where the browser keeps nothing, or something else wrote there', () => {
  localStorage.setItem('guiju.uploads', '{');
  expect(earlierUpload(mark)).toBeNull();
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(() => keepUpload(mark, 'u1', false)).not.toThrow();
});
