import { json } from '@codemirror/lang-json';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { pointerSegments } from '../metadata/common/json.ts';
import { offsetsOf } from '../ui/design/json/json-offsets.ts';
import { spanAt } from '../ui/design/json/json-places.ts';

/**
 * `node bench/json-marks.ts`: how long the places of all marks take that the JSON pane of the designer sets behind its
 * lines, on forms of so many fields, beside `JSON.parse` of the same text and the places by the editor’s tree. It ends
 * with an error where they take the page more than 50 ms.
 */
const turns = 9;
const label = (at: number) => ({ zh: `字段 ${at}`, en: `Field ${at}` });
const options = ['a', 'b', 'c'].map((value, at) => ({ value, label: label(at) }));

function middle(run: () => unknown): number {
  const times = Array.from({ length: turns }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
  return times.toSorted((a, b) => a - b)[turns >> 1] ?? 0;
}

function lineOf(values: readonly (string | number)[]): void {
  process.stdout.write(
    `${values.map((one) => (typeof one === 'number' ? one.toFixed(1) : one)).join('\t')}\n`,
  );
}

lineOf(['fields', 'KB', 'marks', 'JSON.parse ms', 'offsets ms', 'tree ms']);
for (const count of [100, 300, 600, 1000]) {
  const fields = Array.from({ length: count }, (_, at) => ({
    name: `f${at}`,
    kind: 'choice',
    label: label(at),
    help: label(at),
    width: 120,
    options,
  }));
  const text = JSON.stringify({ name: 'wide', fields }, null, 2);
  const state = EditorState.create({ doc: text, extensions: [json()] });
  ensureSyntaxTree(state, text.length, 60_000);
  const pointers = [...offsetsOf(text).keys()];
  const marks = fields.flatMap((_, at) =>
    ['name', 'kind', 'label', 'help', 'width'].map((name) => `/fields/${at}/${name}`),
  );
  const offsets = middle(() => {
    const found = offsetsOf(text);
    return marks.map((pointer) => state.doc.lineAt(found.get(pointer) ?? 0).to);
  });
  const tree =
    middle(() => marks.slice(-200).map((pointer) => spanAt(state, pointerSegments(pointer)))) *
    (marks.length / 200);
  lineOf([
    `${count}`,
    text.length / 1024,
    `${marks.length} of ${pointers.length}`,
    middle(() => JSON.parse(text)),
    offsets,
    tree,
  ]);
  if (offsets > 50) process.exitCode = 1;
}
