import { describe, expect, it } from 'vitest';
import { foundKinds } from './found-kinds.ts';
import { offeredKinds } from './kind-words.ts';

const found = (typed: string) => foundKinds(offeredKinds(), typed).flatMap(({ kinds }) => kinds);

// The reader's language is Chinese, as long as nobody chose another.
describe('looking for a kind of fields', () => {
  it('leaves all as they are where nothing is typed', () => {
    expect(found(' ')).toEqual(offeredKinds().flatMap(({ kinds }) => kinds));
  });

  it('has those that are called so before those that are described so', () => {
    expect(found('日期').slice(0, 2)).toEqual(['date', 'datetime']);
    expect(found('日期')).toContain('formula');
  });

  it.each(['riqi', 'rq', 'date'])('finds by %s', (typed) => {
    expect(found(typed)[0]).toBe('date');
  });

  it('finds nothing where nothing is called so', () => {
    expect(found('zzzz')).toEqual([]);
  });
});
