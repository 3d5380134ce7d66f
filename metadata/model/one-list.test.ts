import { expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { compile } from './compile.ts';
import { changed, sample } from './sample.suite.ts';
import { readSourceFiles } from './source-files.ts';

const unknown: Json = { fact: 'nothing', operator: 'isNotEmpty' };

/** Errors of the sample with changes, as one reads them: file, place, code. */
function errorsOf(...changes: readonly (readonly [pointer: string, value: Json])[]): readonly string[] {
  const files = changed(
    changes.map(([pointer, value]) => ['shop', 'forms/order.json', pointer, value]),
    sample,
  );
  const read = Object.values(files).map((each) => readSourceFiles(new Map(Object.entries(each))));
  const compiled = compile(read.flatMap(({ source }) => source ?? []));
  return [...read.flatMap(({ issues }) => issues), ...compiled.issues].flatMap(
    ({ code, severity, pointer }) => (severity === 'error' ? [`${code} ${pointer}`] : []),
  );
}

it.each<[string, string, Json, string]>([
  ['how wide a field is', '/fields/1/width', 'wide', '/fields/1/visible'],
  ['how grave a rule is', '/rules/0/severity', 'loud', '/rules/0/when'],
  ['the help of a field', '/fields/1/help', 7, '/fields/1/visible'],
  ['another field', '/fields/0/label', 'no label', '/fields/1/visible'],
])('what is wrong with %s hides no wrong condition', (_, pointer, value, condition) => {
  const errors = errorsOf([pointer, value], [condition, unknown]);
  expect(errors.some((one) => one.startsWith('schema-') && one.includes(pointer))).toBe(true);
  expect(errors.some((one) => one.includes(`${condition}/fact`))).toBe(true);
});
