import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../metadata/common/label.ts';
import { shippedSources } from '../../../workshop/house/sources.ts';
import { messages } from './index.ts';
import { packageMessages } from './packages.ts';

/** The files in which packages are read, planned, installed, taken out and undone. */
const rooms =
  /^runtime\/(preparation\/install|model\/(tarball|packages)|http\/packages|model\/publish\/(undo|uninstall|judge-signatures|set-aside)|cli\/(commands\/(install|uninstall|undo|plan|pack|sign|keys|form|diff)|common\/(install|publish)-given))/;
const spelt = /\brefusal\(\s*'([a-z][a-z0-9-]*)'|\bcode: '([a-z][a-z0-9-]*)'/g;

/** Codes of sentences that ask nothing of anybody. */
const notices = new Set([
  ...['merge-followed', 'merge-stricter', 'merge-stricter-ours', 'merge-sets', 'merge-leans'],
  ...['merge-sets-added', 'merge-sets-removed', 'merge-sets-stays', 'local-set-aside', 'views-hidden'],
  ...['merge-kept', 'own-record-gone', 'own-said', 'own-field', 'own-value', 'version-lowered'],
  // The reason says what to do.
  ...['data-refused', 'promoted-value'],
]);

const verbs =
  'accept|add|answer|ask|change|check|choose|clear|correct|create|decide|delete|disable|download|edit|enable|enter|explain|fetch|fix|get|give|include|install|leave|look|make|move|name|open|pack|pass|plan|publish|read|remove|repack|repeat|restore|run|save|say|see|send|set|share|shorten|sign|specify|split|start|take|trust|try|uninstall|use|verify|wait|write';
const step = {
  en: new RegExp(
    `(?:^|[.:;,(?] ?)(?:then |or |and |(?:if|once|where) [^,]+, )?(?:${verbs})\\b|guiju |which value|--|\\bmust be\\b`,
    'i',
  ),
  zh: /请|guiju |哪一个|应为|可用|--/,
};

describe('whoever installs, upgrades, uninstalls or undoes', () => {
  const codes = new Set(Object.keys(packageMessages));
  for (const { path, text } of shippedSources())
    if (rooms.test(path))
      for (const [, refused, found] of text.matchAll(spelt)) codes.add(refused ?? found ?? '');

  it.each([...codes].filter((code) => !notices.has(code)).sort())('reads what to do next in %s', (code) => {
    const said = messages.get(code);
    expect(said?.en).toMatch(step.en);
    expect(said?.zh).toMatch(step.zh);
  });

  it.each(['en', 'zh'] as const)('finds them all in the manual, in %s', (language) => {
    const file = `docs/manual/package-errors.${language}.md`;
    const rows = [...codes]
      .filter((code) => !notices.has(code))
      .sort()
      .map((code) => `| \`${code}\` | ${plain(messages.get(code)?.[language] ?? '')} |`);
    const table = [heads[language], '| --- | --- |', ...rows, ''].join('\n');
    const page = readFileSync(file, 'utf8');
    const start = page.indexOf(heads[language]);
    if (process.env['GUIJU_WRITE'] === 'errors') writeFileSync(file, `${page.slice(0, start)}${table}`);
    else expect(page.slice(start), 'GUIJU_WRITE=errors writes it anew').toBe(table);
  });
});

const heads: Readonly<Record<Language, string>> = { en: '| code | what it says |', zh: '| 代码 | 说明 |' };

/** `{size|byte|bytes}` as people read it, with what stands for something in pointed brackets. */
function plain(sentence: string): string {
  return sentence
    .replace(/\{(\w+)\|[^|}]*\|([^}]*)\}/g, '‹$1› $2')
    .replace(/\{(\w+)\}/g, '‹$1›')
    .replaceAll('|', '\\|');
}
