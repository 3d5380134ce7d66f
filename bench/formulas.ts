import type { JsonObject } from '../metadata/common/json.ts';
import { behaviourOf, c1, context, f } from '../rules/behaviour/sample.suite.ts';
import { timeSlices } from '../runtime/common/time-slices.ts';
import { watchHolds } from './holds.ts';

/**
 * Formulas over the rows of a record: processor time of completing it beside that of reading its JSON once, and the
 * longest hold of the thread while the server completes it.
 */
const rows = 5000;
const long = Array.from({ length: 40 }, (_, at) => `lines.a * ${at + 1} / (lines.b + ${at})`).join(' + ');

const shapes: readonly (readonly [name: string, inRow: readonly string[], ofAll: readonly string[]])[] = [
  ['a product a row, and its sum', ['a * b'], ['sum(lines.made0)']],
  ['shares of a total', ['a / sum(parent.lines.a)'], []],
  ['three divisions a row', ['a / b + b / 7 - a / 3'], []],
  ['a sum of divisions', [], ['sum(lines.a / lines.b)']],
  ['a sum of forty divisions a row', [], [`sum(${long})`]],
  [
    'eight fields of three divisions',
    Array.from({ length: 8 }, (_, at) => `a / b + b / ${at + 3} - a / 3`),
    [],
  ],
];

const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The quietest of some turns. */
function quietest(turns: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const began = used();
    work();
    least = Math.min(least, used() - began);
  }
  return least;
}

const lines = Array.from({ length: rows }, (_, at) => ({
  id: `r${at}`,
  a: `${(at * 7919) % 100_000}.${at % 9}7`,
  b: `${(at % 97) + 1}.5`,
  item: c1,
}));
const record: JsonObject = { lines };
const text = JSON.stringify(record);
const reading =
  quietest(5, () => {
    for (let turn = 0; turn < 40; turn++) JSON.parse(text);
  }) / 40;
console.log(`reading the record once: ${reading.toFixed(1)} ms`);

for (const [name, inRow, ofAll] of shapes) {
  const made = (formulas: readonly string[], prefix: string) =>
    formulas.map((formula, at) => f('formula', `${prefix}${at}`, { formula, scale: 6, precision: 40 }));
  const order = behaviourOf({
    fields: [
      f('entries', 'lines', {
        fields: [
          f('decimal', 'a'),
          f('decimal', 'b'),
          f('reference', 'item', { form: 'category' }),
          ...made(inRow, 'made'),
        ],
      }),
      ...made(ofAll, 'all'),
    ],
  });
  const took = quietest(5, () => order.complete(record, null, context));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const watch = watchHolds();
  await order.completed(record, null, { ...context, pause: timeSlices() });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { longest } = watch.stop();
  console.log(
    `${name}: ${took.toFixed(0)} ms, ${(took / reading).toFixed(1)} × reading, longest hold ${longest.toFixed(1)} ms`,
  );
}
