import { compile } from '../metadata/model/compile.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { sourcesOf } from '../metadata/model/sample.suite.ts';

/** `node bench/compile.ts`: 500 forms with 12,000 fields, against JSON.parse of the same sources in the same run. */
const packages = manyForms(500);
const text = JSON.stringify(packages);

function middle(work: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[3] ?? 0;
}

const parsed = () => JSON.parse(text) as typeof packages;
const started = performance.now();
const busy = process.cpuUsage();
const first = compile(sourcesOf(parsed()));
const cold = performance.now() - started;
const used = process.cpuUsage(busy);
if (!first.model) throw new Error(JSON.stringify(first.issues));
const parse = middle(parsed);
const both = middle(() => compile(sourcesOf(parsed())));

console.log(
  JSON.stringify({
    forms: first.model.forms.size,
    bytes: text.length,
    firstMs: Math.round(cold),
    firstCpuMs: Math.round((used.user + used.system) / 1000),
    compileMs: Math.round(both - parse),
    parseMs: Math.round(parse),
    ratioToParse: Number(((both - parse) / parse).toFixed(1)),
  }),
);
