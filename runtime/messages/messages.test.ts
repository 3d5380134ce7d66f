import { describe, expect, it } from 'vitest';
import { shippedSources } from '../../workshop/sources.ts';
import { messages } from './index.ts';

/** Codes as the sources write them: `refusal('x', 404)`, `code: 'x'`. */
const spelt = /\brefusal\(\s*'([a-z][a-z0-9-]*)'|\bcode: '([a-z][a-z0-9-]*)'/g;
/** What drivers call their own failures, and columns of sheets: nobody is answered with one. */
const elsewhere = /^runtime\/(database\/|sheets\/system-column)/;
const comments = /\/\*\*[\s\S]*?\*\//g;

describe('every code', () => {
  const codes = new Map<string, string>();
  for (const { path, text } of shippedSources())
    if (!elsewhere.test(path))
      for (const [, refused, told] of text.replace(comments, '').matchAll(spelt))
        codes.set(refused ?? told ?? '', path);

  it('has a sentence', () => {
    expect(codes.size).toBeGreaterThan(50);
    const silent = [...codes].filter(([code]) => !messages.has(code));
    expect(silent.map(([code, path]) => `${code} (${path})`).sort()).toEqual([]);
  });

  it('has one in both languages, about the same params', () => {
    const params = (text: string) => [...text.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name).sort();
    for (const [code, { zh, en }] of messages) {
      expect([code, params(en)]).toEqual([code, params(zh)]);
      expect(zh.trim(), code).not.toBe('');
    }
  });

  it('has a title for its status', () => {
    const statuses = new Set<string>();
    for (const { text } of shippedSources())
      for (const [, status] of text.matchAll(/\brefusal\(\s*'[a-z0-9-]+',\s*(\d{3})\)/g))
        statuses.add(status ?? '');
    expect([...statuses].filter((status) => !messages.has(`status-${status}`))).toEqual([]);
  });
});
