import { EditorState } from '@codemirror/state';
import { offsetsOf } from '../ui/design/json/json-offsets.ts';

/**
 * `node bench/json-marks.ts`: how long the places of all marks take that the JSON pane of the designer sets behind its
 * lines, on forms of so many fields, in processor time, beside `JSON.parse` of the same text. It ends
 * with an error where they take the page more than 50 ms.
 */
const turns = 9;
const label = (at: number) => ({ zh: `字段 ${at}`, en: `Field ${at}` });
const options = ['a', 'b', 'c'].map((value, at) => ({ value, label: label(at) }));

function middle(run: () => unknown): number {
  const times = Array.from({ length: turns }, () => {
    const begun = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1000;
  });
  return times.toSorted((a, b) => a - b)[turns >> 1] ?? 0;
}

function lineOf(values: readonly (string | number)[]): void {
  process.stdout.write(
    `${values.map((one) => (typeof one === 'number' ? one.toFixed(1) : one)).join('\t')}\n`,
  );
}

lineOf(['fields', 'KB', 'marks', 'JSON.parse ms', 'offsets ms']);
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
  const state = EditorState.create({ doc: text });
  const pointers = [...offsetsOf(text).keys()];
  const marks = fields.flatMap((_, at) =>
    ['name', 'kind', 'label', 'help', 'width'].map((name) => `/fields/${at}/${name}`),
  );
  const offsets = middle(() => {
    const found = offsetsOf(text);
    return marks.map((pointer) => state.doc.lineAt(found.get(pointer) ?? 0).to);
  });
  lineOf([
    `${count}`,
    text.length / 1024,
    `${marks.length} of ${pointers.length}`,
    middle(() => JSON.parse(text)),
    offsets,
  ]);
  if (offsets > 50) process.exitCode = 1;
}
