import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withFunctions } from './formula-table.ts';

/** The pages of the manual, each with its other language. */
const pages = globSync('docs/manual/*en.md').map((en) => [en, en.replace(/en\.md$/, 'zh.md')] as const);

/** Keys, names and options as they are typed: what is written for an example has words of its own language in it. */
function spans(page: string): ReadonlySet<string> {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '');
  const all = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return new Set(all.filter((span) => /^(?:[A-Z][a-z]*\+)*[\w$-]+$/.test(span)));
}

it.each(pages)('%s names the keys, names and options that %s names', (en, zh) => {
  const [english, chinese] = [spans(en), spans(zh)];
  expect({
    'only in English': [...english].filter((span) => !chinese.has(span)),
    'only in Chinese': [...chinese].filter((span) => !english.has(span)),
  }).toEqual({ 'only in English': [], 'only in Chinese': [] });
});

it.each(['zh', 'en'] as const)(
  'the manual lists the functions of formulas that there are (%s)',
  (language) => {
    const page = readFileSync(`docs/manual/${language}.md`, 'utf8');
    expect(withFunctions(page, language)).toBe(page);
    expect(page).toContain('`firstOf(value, …)`');
  },
);
