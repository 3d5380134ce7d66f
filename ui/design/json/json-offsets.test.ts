import { json } from '@codemirror/lang-json';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pointerSegments } from '../../../metadata/common/json.ts';
import { offsetsOf } from './json-offsets.ts';
import { spanAt } from './json-places.ts';

it('finds each value where the editor’s own tree has it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const state = EditorState.create({ doc: text, extensions: [json()] });
      ensureSyntaxTree(state, text.length, 5000);
      const offsets = offsetsOf(text);
      expect(offsets.get('')).toBe(0);
      for (const [pointer, at] of offsets)
        expect([pointer, spanAt(state, pointerSegments(pointer)).from]).toEqual([pointer, at]);
    }),
  );
});

it.each([
  ['{"a": [1, {"b', ['', '/a', '/a/0', '/a/1']],
  ['{"a": 1,, "b": 2}', ['', '/a', '/b']],
  ['{"a/b": {"~": 1}}', ['', '/a~1b', '/a~1b/~0']],
  ['', []],
])('of %s knows what it can', (text, pointers) => {
  expect([...offsetsOf(text).keys()]).toEqual(pointers);
});
