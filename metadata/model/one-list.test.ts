import { expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { compile } from './compile.ts';
import { type Change, changed, sample, sourcesOf } from './sample.suite.ts';
import { readSourceFiles } from './source-files.ts';
import {
  mistakenField,
  mistakenFormula,
  pointersOfStructure,
  wrongMember,
  wrongMembers,
} from './wrong-members.suite.ts';

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

function issuesOf(changes: readonly Change[]): readonly string[] {
  const { issues } = compile(sourcesOf(changed(changes)));
  const said = issues.map(({ package: owner, file, pointer, code }) => `${owner} ${file}#${pointer} ${code}`);
  return [...new Set(said)].toSorted();
}

it.each(wrongMembers)(
  '%s hides nothing of what is wrong below, and brings nothing that is not',
  (_, member, value) => {
    const mistakes = [mistakenField, mistakenFormula];
    const [wrong, below] = [issuesOf([wrongMember(member, value)]), issuesOf(mistakes)];
    for (const pointer of pointersOfStructure) expect(below.join()).toContain(`#${pointer} `);
    expect(wrong.join()).toMatch(/schema-|not-a-condition/);
    expect(issuesOf([wrongMember(member, value), ...mistakes])).toEqual(
      [...new Set([...wrong, ...below])].toSorted(),
    );
  },
);
