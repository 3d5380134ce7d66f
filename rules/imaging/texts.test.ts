import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stepSentence } from '../decisions/sentences.ts';
import { imaging } from './register.ts';
import { texts } from './texts.ts';

/** Codes as they stand in the sources. */
function codesIn(pattern: RegExp): readonly string[] {
  const text = globSync('rules/imaging/*/*.ts')
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  return [...new Set([...text.matchAll(pattern)].map(([, code]) => code ?? ''))].toSorted();
}

it('says what each decision of imaging did, and nothing else', () => {
  expect(codesIn(/\.(?:step|look)\(\s*'([a-z-]+)'/g)).toEqual(Object.keys(texts.steps).toSorted());
});

it('says what should be looked at, and nothing else', () => {
  expect(codesIn(/\.(?:warns|stops)\(\s*'([a-z-]+)'/g)).toEqual(Object.keys(texts.issues).toSorted());
});

it('says where a bill goes on to', () => {
  const step = { code: 'imaging-routed', params: { event: 'submit', next: 'submit' } };
  const telling = { texts: new Map(Object.entries(imaging.texts)) };
  expect(stepSentence(step, { ...telling, language: 'zh' })).toBe('提交 之后转到 提交节点');
  expect(stepSentence(step, { ...telling, language: 'en' })).toBe(
    'After it is submitted, it goes on to the submission node',
  );
});
