import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from './common/json.ts';
import { loadPatterns } from './common/pattern.ts';
import { type JoinMove, type Move, movedRow, type RowsMove, type SplitMove } from './moves.ts';

const id = '0192a0b0-0000-7000-8000-000000000001';
const ids = ['a', 'b', 'c', 'd'];
const word = fc.string({ unit: fc.constantFrom('x', 'y', ' ', '-', '/', 'é', '规'), maxLength: 8 });
const value = fc.option(word, { nil: null });
const row = fc.record({ a: value, b: value, c: value });
const by = fc.constantFrom('-', '/', ' ', '--', '规');

/** Walks the text sign by sign. */
function slowParts(text: string, between: string): readonly string[] {
  const parts = [''];
  for (let at = 0; at < text.length; ) {
    if (text.startsWith(between, at)) {
      parts.push('');
      at += between.length;
    } else {
      parts.push((parts.pop() ?? '') + (text[at] ?? ''));
      at += 1;
    }
  }
  return parts;
}

const blank = (text: string) => {
  let [from, to] = [0, text.length];
  while (text[from] === ' ') from += 1;
  while (to > from && text[to - 1] === ' ') to -= 1;
  return from === to ? null : text.slice(from, to);
};

describe('values that are moved', () => {
  beforeAll(async () => {
    await loadPatterns();
  });

  it('are split at the separator when there are as many parts, and else stay whole where it is said', () => {
    fc.assert(
      fc.property(word, by, fc.integer({ min: 2, max: 4 }), fc.boolean(), (text, between, many, first) => {
        const into = ids.slice(0, many);
        const otherwise = first ? 'a' : (into.at(-1) ?? '');
        const move: SplitMove = { step: 'split', from: ['old'], into, by: between, otherwise };
        const expected: Record<string, Json> = { id, old: text === '' ? text : null };
        const parts = slowParts(text, between);
        if (text !== '')
          for (const [at, name] of into.entries())
            expected[name] =
              parts.length === many ? blank(parts[at] ?? '') : name === otherwise ? text : null;
        expect(movedRow([move], { id, old: text })).toEqual(expected);
      }),
    );
  });

  it('or by the groups of a pattern that fits all of it', () => {
    const pattern = '([A-Z]+) ?(\\d+)?';
    const move: SplitMove = { step: 'split', from: ['old'], into: ['a', 'b'], pattern, otherwise: 'a' };
    const moved = (old: string) => movedRow([move], { id, old });
    expect(moved('AB 12')).toEqual({ id, old: null, a: 'AB', b: '12' });
    expect(moved('AB')).toEqual({ id, old: null, a: 'AB', b: null });
    expect(moved('AB 12!')).toEqual({ id, old: null, a: 'AB 12!', b: null });
  });

  it('are joined, those that are not empty', () => {
    fc.assert(
      fc.property(row, fc.constantFrom('', ' ', ', '), (values, between) => {
        const move: JoinMove = { step: 'join', from: ['c', 'a', 'b'], into: ['d'], by: between };
        let expected = '';
        let some = false;
        for (const one of [values.c, values.a, values.b]) {
          if (one === null || one === '') continue;
          expected += some ? between + one : one;
          some = true;
        }
        const found = movedRow([move], { id, ...values });
        expect(found).toEqual(some ? { id, a: null, b: null, c: null, d: expected } : { id, ...values });
      }),
    );
  });

  it('become the first of the rows there are, with an id that is always the same', () => {
    fc.assert(
      fc.property(row, fc.array(fc.record({ id: fc.uuid() }), { maxLength: 3 }), (values, rows) => {
        const fields = { a: 'one', b: 'two' };
        const move: RowsMove = { step: 'rows', from: ['a', 'b'], into: ['lines'], fields };
        const moved: Readonly<Record<string, Json>> = movedRow([move], { id, ...values, lines: rows });
        const isEmpty = [values.a, values.b].every((one) => one === null || one === '');
        if (isEmpty) expect(moved).toEqual({ id, ...values, lines: rows });
        else {
          const [first, ...rest] = moved['lines'] as { id: string }[];
          expect(first).toEqual({
            id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            one: values.a,
            two: values.b,
          });
          expect(rest).toEqual(rows);
          expect(moved).toMatchObject({ a: null, b: null, c: values.c });
          const again = movedRow([move], { id, ...values, lines: [] })['lines'] as unknown[];
          expect(again).toEqual([first]);
          const other = movedRow([move], { ...values, id: `${id.slice(0, -1)}2`, lines: [] });
          expect((other['lines'] as unknown as { id: string }[])[0]?.id).not.toBe(first?.id);
        }
      }),
    );
  });

  it('are moved once, however often a row is read, and one step after another', () => {
    const moves: readonly Move[] = [
      { step: 'split', from: ['name'], into: ['a', 'b'], by: ' ', otherwise: 'b' },
      { step: 'join', from: ['b', 'a'], into: ['c'], by: ', ' },
      { step: 'rows', from: ['c'], into: ['lines'], fields: { c: 'who' } },
    ];
    fc.assert(
      fc.property(fc.option(word, { nil: null }), (name) => {
        const once = movedRow(moves, { id, name });
        expect(movedRow(moves, once)).toEqual(once);
      }),
    );
    expect(movedRow(moves, { id, name: 'Ann Lee' })).toMatchObject({ lines: [{ who: 'Lee, Ann' }], c: null });
  });
});
