import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import type { FormModel } from '../../model/form-model.ts';
import { readsAsDocument, topOf } from './document-shape.ts';
import { rowsShape } from './rows-shape.ts';
import { type StoryEntry, storyOf } from './story.ts';

const { model } = compile(sourcesOf(changed([])));
const order = (model?.formsById.get('order') ?? expect.fail('no order')) as unknown as FormModel;

describe('a record', () => {
  const saved = (more: JsonObject) => ({ id: '1', revision: 1, ...more });
  it.each([
    [
      'of a master is a form, whoever looks at it',
      { kind: 'master', isReadonly: true, base: saved({}) },
      false,
    ],
    ['that is new is a form', { kind: 'document', isReadonly: false, base: null }, false],
    ['that nobody may change is read', { kind: 'document', isReadonly: true, base: saved({}) }, true],
    ['that is written yet is a form', { kind: 'document', isReadonly: false, base: saved({}) }, false],
  ] as const)('%s', (_, { kind, isReadonly, base }, reads) => {
    const form = { ...order, kind } as FormModel;
    expect(readsAsDocument({ form, isReadonly, base })).toBe(reads);
  });
});

describe('what stands above a document', () => {
  it('is no field that is empty, or that is not shown', () => {
    const record: JsonObject = Object.fromEntries(order.fields.map(({ name }) => [name, null]));
    expect(topOf(order, record, () => true)).toEqual({ amounts: [], facts: [], lines: [] });
    const filled: JsonObject = Object.fromEntries(order.fields.map(({ name }) => [name, '1']));
    expect(topOf(order, filled, () => false)).toEqual({ amounts: [], facts: [], lines: [] });
  });
});

describe('rows that are read', () => {
  const lines = order.entries[0] ?? expect.fail('no rows');
  const [column] = lines.rows?.fields ?? [];
  it('have the columns that say something, and no ids of programs', () => {
    const name = column?.name ?? '';
    const shapeOf = (value: string | null) =>
      rowsShape(lines, [{ [name]: value }, {}], order, {}).columns.map((one) => one.name);
    expect(shapeOf('x')).toEqual([name]);
    expect(shapeOf(null)).toEqual([]);
    expect(shapeOf('01a215ce-693a-761b-b198-719700357fa9')).toEqual([]);
  });
});

describe('a story', () => {
  const entry = fc.record({
    at: fc.integer({ min: 0, max: 20 }).map((day) => new Date(day * 86_400_000).toISOString()),
    text: fc.constantFrom('changed', 'approved'),
    by: fc.constantFrom('Li', 'Wang'),
  });
  it('loses nothing but changes in a row, and tells the latest first', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), fc.boolean(), (versions, elsewhere, goesOn) => {
        const newestFirst = versions.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
        const story = storyOf({ versions: newestFirst, elsewhere, goesOn });
        expect(story.map(({ at }) => at)).toEqual(
          story
            .map(({ at }) => at)
            .toSorted()
            .toReversed(),
        );
        expect(new Set(story)).toEqual(new Set(slowly(newestFirst, elsewhere, goesOn)));
      }),
    );
  });

  /** The same, entry by entry. */
  function slowly(
    versions: readonly StoryEntry[],
    elsewhere: readonly StoryEntry[],
    goesOn: boolean,
  ): readonly StoryEntry[] {
    const kept: StoryEntry[] = [];
    let later: StoryEntry | undefined;
    for (const one of versions) {
      if (!(later && later.text === one.text && later.by === one.by)) kept.push(one);
      later = one;
    }
    const oldest = versions[versions.length - 1];
    for (const one of elsewhere) if (!goesOn || !oldest || one.at >= oldest.at) kept.push(one);
    return kept;
  }
});
