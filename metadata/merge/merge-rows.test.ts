import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { mergeRows, type Row, type RowShape, type RowWrite } from './merge-rows.ts';

const inner: RowShape = {
  fields: [{ id: 'word', same: sameData }],
  keys: [['word']],
};
const shape: RowShape = {
  fields: [
    { id: 'code', same: sameData },
    { id: 'rate', same: sameData },
    { id: 'note', same: sameData },
    { id: 'words', rows: inner, same: sameData },
  ],
  keys: [['code']],
};
const nameless: RowShape = { ...shape, keys: [] };

/** As the store keeps what a package said: with ids, and null where nothing was said. */
function stored(rows: readonly JsonObject[], of: RowShape = shape, prefix = 'r'): readonly Row[] {
  return rows.map((row, at) => {
    const kept: Record<string, Json> = {};
    for (const { id, rows: deeper } of of.fields)
      kept[id] = deeper
        ? [...stored((row[id] ?? []) as readonly JsonObject[], deeper, `${prefix}${at}.`)]
        : (row[id] ?? null);
    return { ...kept, id: `${prefix}${at}` };
  });
}

/** Returns the rows as the store makes them of the writes. */
function written(now: readonly Row[], write: readonly RowWrite[], of: RowShape): readonly Row[] {
  const stay = now.flatMap((row) => {
    const one = write.find(({ id }) => id === row.id);
    if (!one) return [row];
    if (one.gone) return [];
    const deeper = of.fields.flatMap(({ id, rows }) => {
      const inside = one.rows[id];
      return rows && inside ? [[id, written((row[id] ?? []) as readonly Row[], inside, rows)] as const] : [];
    });
    return [{ ...row, ...one.values, ...Object.fromEntries(deeper) } as Row];
  });
  const fresh = write.filter(({ id }) => id === undefined).map(({ values }) => values);
  return [...stay, ...stored(fresh, of, 'new')];
}

const said = (rows: readonly JsonObject[], of: RowShape = shape): readonly string[] =>
  stored(rows, of)
    .map(({ id: _id, ...row }) =>
      JSON.stringify({ ...row, words: said((row['words'] ?? []) as readonly JsonObject[], inner) }),
    )
    .toSorted();
const plain = (rows: readonly JsonObject[]): readonly string[] =>
  rows.map(({ id: _id, ...row }) => JSON.stringify(row)).toSorted();

const text = fc.constantFrom('a', 'b', 'c', null);
const row = fc.record({
  code: fc.constantFrom('x', 'y', 'z', 'u', 'v'),
  rate: text,
  note: text,
  words: fc.uniqueArray(fc.record({ word: fc.constantFrom('one', 'two', 'three') }), {
    selector: ({ word }) => word,
    maxLength: 3,
  }),
});
const rows = fc.uniqueArray(row, { selector: ({ code }) => code, maxLength: 4 });

describe('rows of a record that came with a package', () => {
  it('are those of the new version where nobody touched them, by key and without one', () => {
    for (const of of [shape, nameless])
      fc.assert(
        fc.property(rows, rows, (was, next) => {
          const kept = stored(was, of);
          const { write, both } = mergeRows(of, { was, kept, next, now: kept });
          expect(both).toEqual([]);
          expect(said(written(kept, write, of), of)).toEqual(said(next, of));
        }),
      );
  });

  it('stay as somebody made them where the package says what it said', () => {
    for (const of of [shape, nameless])
      fc.assert(
        fc.property(rows, rows, (was, mine) => {
          const now = stored(mine, of, 'mine');
          const { write, both } = mergeRows(of, { was, kept: stored(was, of), next: was, now });
          expect([write, both]).toEqual([[], []]);
        }),
      );
  });

  it('stay away where somebody took them away, and are never doubled', () => {
    fc.assert(
      fc.property(rows, rows, fc.nat(), (was, next, which) => {
        const kept = stored(was);
        const now = kept.filter((_, at) => at !== which % (kept.length + 1));
        const gone = kept.find((one) => !now.includes(one))?.['code'];
        const codes = written(now, mergeRows(shape, { was, kept, next, now }).write, shape).map(
          ({ code }) => code,
        );
        expect(new Set(codes).size).toBe(codes.length);
        if (gone !== undefined) expect(codes).not.toContain(gone);
      }),
    );
  });

  it('merge field by field: what both changed stays here, and is told', () => {
    const was = [{ code: 'x', rate: 'a', note: 'a', words: [{ word: 'one' }] }];
    const kept = stored(was);
    const now = [
      { ...(kept[0] as Row), rate: 'mine' },
      { ...(stored(was)[0] as Row), id: 'own', code: 'w' },
    ];
    const next = [
      { code: 'n', rate: 'c', note: null, words: [] },
      { code: 'x', rate: 'b', note: 'b', words: [{ word: 'one' }, { word: 'two' }] },
    ];
    const merged = mergeRows(shape, { was, kept, next, now });
    expect(merged.both).toEqual(['rate']);
    expect(merged.ids).toEqual([undefined, 'r0']);
    expect(written(now, merged.write, shape)).toMatchObject([
      { id: 'r0', code: 'x', rate: 'mine', note: 'b', words: [{ word: 'one' }, { word: 'two' }] },
      { id: 'own', code: 'w' },
      { code: 'n', rate: 'c' },
    ]);
  });

  it('that the package drops go where they are as they came, and stay where somebody changed them', () => {
    const was = [
      { code: 'x', rate: 'a' },
      { code: 'y', rate: 'a' },
    ];
    const kept = stored(was);
    const now = [kept[0] as Row, { ...(kept[1] as Row), rate: 'mine' }];
    const { write, both } = mergeRows(shape, { was, kept, next: [], now });
    expect(plain(written(now, write, shape))).toEqual(plain([now[1] as Row]));
    expect(both).toEqual(['']);
  });

  it('that the package drops stay with whatever rows somebody put into them', () => {
    const added = fc.constantFrom('four', 'five');
    fc.assert(
      fc.property(rows, fc.nat(), added, (was, which, word) => {
        fc.pre(was.length > 0);
        const at = which % was.length;
        const kept = stored(was);
        const now = kept.map((one, index) =>
          index === at ? { ...one, words: [...(one['words'] as readonly Row[]), { id: 'mine', word }] } : one,
        );
        const { write, both } = mergeRows(shape, { was, kept, next: [], now });
        expect(written(now, write, shape)).toEqual([now[at]]);
        expect(both).toEqual(['']);
      }),
    );
  });
});
