import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { issueMessages } from './messages.ts';

const folder = new URL('.', import.meta.url);

/** Codes as they stand in the sources: of what stops and of what warns. */
function codesIn(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!test|suite)\.ts$/.test(name),
  );
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  return [...text.matchAll(/\.(?:stops|warns)\(\s*'([a-z-]+)'/g)].flatMap(([, code]) => code ?? []);
}

it('every issue that a decision raises has a sentence in both languages', () => {
  const codes = codesIn();
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !Object.hasOwn(issueMessages, code))).toEqual([]);
  for (const { zh, en } of Object.values(issueMessages)) {
    const params = (sentence: string) => [...sentence.matchAll(/\{(\w+)/g)].map(([, name]) => name);
    // English may say more, and never less than the Chinese.
    for (const name of params(zh)) expect(params(en)).toContain(name);
  }
});
