import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messages } from './messages.ts';

/** The files of this floor's conditions, behaviour and others; sharing and matches have sentences of their own. */
const files = ['condition', 'behaviour', 'params', 'hosts'].flatMap((folder) =>
  readdirSync(`rules/${folder}`).map((name) => ({
    name,
    text: readFileSync(`rules/${folder}/${name}`, 'utf8'),
  })),
);
const tests = files.filter(({ name }) => /\.(test|suite)\.ts$/.test(name));
const sources = files.filter(({ name }) => !/\.(test|suite)\.ts$/.test(name));
const codes = Object.keys(messages);

describe('messages', () => {
  it.each(codes)('%s is provoked by a test', (code) => {
    expect(tests.some(({ text }) => new RegExp(`\\b${code}\\b`).test(text))).toBe(true);
  });

  it.each(codes)('%s is said by somebody', (code) => {
    expect(sources.some(({ text }) => text.includes(`'${code}'`))).toBe(true);
  });

  it('everything that is said has a sentence', () => {
    const said = sources.flatMap(({ text }) => [
      ...[...text.matchAll(/code: (?:[^,'\n]*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap((m) =>
        m.slice(1),
      ),
      ...[...text.matchAll(/(?:refuse|report)\([^;]*?'([a-z]+(?:-[a-z]+)+)'/g)].map((m) => m[1]),
    ]);
    const known = said.filter((code) => code !== undefined);
    expect(known.length).toBeGreaterThan(30);
    expect(known.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it.each(Object.entries(messages))('%s says the same in both languages', (_code, { zh, en }) => {
    const params = (text: string) => [...text.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name).sort();
    expect(params(zh)).toEqual(params(en));
  });
});
