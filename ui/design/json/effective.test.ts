import { describe, expect, it } from 'vitest';
import { type EffectiveLine, namedLines } from './effective.ts';

const line = (pointer: string, place: string, ...said: string[]): EffectiveLine => ({ pointer, place, said });

describe('who said a line', () => {
  it('is named at the first line, and wherever it is another than of what the line stands in', () => {
    const lines = [
      line('', '', 'base'),
      line('/label', '', 'base'),
      line('/help', '', 'base', 'local'),
      line('/fields/0', 'fields/a', 'base'),
      line('/fields/0/label', 'fields/a', 'base', 'local'),
      line('/fields/0/kind', 'fields/a', 'base'),
      line('/fields/1', 'fields/b', 'local'),
      line('/fields/1/label', 'fields/b', 'local'),
      line('/fields/1/required', 'fields/b', 'base'),
    ];
    expect(namedLines(lines).map(({ pointer }) => pointer)).toEqual([
      '',
      '/help',
      '/fields/0/label',
      '/fields/1',
      '/fields/1/required',
    ]);
  });

  it('is not named of nothing', () => {
    expect(namedLines([])).toEqual([]);
  });
});
