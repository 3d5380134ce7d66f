import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { saidWords } from './said-words.ts';
import { statementParts, statementTable } from './statement-parts.ts';

describe('the statements of the server', () => {
  const listed = statementParts.flatMap(({ words }) => words.split(' '));

  it('are written of words each of which was held against TiDB and Vitess', () => {
    const said = saidWords();
    // It finds them where they stand: those of clauses, of templates in templates, and in small letters.
    expect([...said.keys()]).toEqual(expect.arrayContaining(['SELECT', 'REGEXP', 'JSON_TABLE', 'INPLACE']));
    const unknown = [...said].filter(([word]) => !listed.includes(word));
    expect(unknown.map(([word, path]) => `${path}: ${word} has no row in statement-parts.ts`)).toEqual([]);
    expect(listed.filter((word) => !said.has(word))).toEqual([]);
  });

  it('belong to one part each', () => {
    expect(listed.filter((word, at) => listed.indexOf(word) !== at)).toEqual([]);
  });

  it.each(['en', 'zh'] as const)('stand in the page for operators (%s)', (language) => {
    expect(readFileSync(`docs/operations.${language}.md`, 'utf8')).toContain(statementTable(language));
  });
});
