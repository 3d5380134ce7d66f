import type { Carrier, Document, Row, Settled } from './coverage.ts';

const laterParts: Readonly<Record<string, string>> = {
  decision: 'decisions',
  parameter: 'parameters',
  lifecycle: 'lifecycle',
  ui: 'ui',
};

const head = `# What carries the source documents

Made by \`npm run coverage\` from the kept lists in \`docs/coverage\` (every heading, field, button and constraint of
the five documents) and the \`source\` marks in the packages; a test fails while it is not current, while a list
names something that does not exist, or a mark names no row.

**decisions**, **parameters**, **lifecycle** and **ui** are carried by the part of the product of that name; a thing
in a package that belongs to one of them stands beside it. What nothing carries says why, and so does what is left to
**later**. A row with a *case* is shown to work by that test; a rule without one is carried by its mark alone.
`;

/** docs/coverage.md. */
export function coverageTable(
  documents: readonly Document[],
  carriers: readonly Carrier[],
  settled: readonly Settled[],
): string {
  const byRow = Map.groupBy(carriers, ({ heading }) => heading);
  const parts = documents.map(({ name, rows }) => {
    const lines = rows.map((row) => line(row, byRow.get(row.id) ?? []));
    const table = ['| row | line | says | carried by |', '| --- | --- | --- | --- |', ...lines];
    return `\n## ${name}\n\n${counted(rows)}\n\n${table.join('\n')}\n`;
  });
  return head + settledTable(settled) + parts.join('');
}

function settledTable(settled: readonly Settled[]): string {
  const lines = settled.map(
    ({ says, case: { file, says: told } }) => `| ${cell(says)} | ${cell(told)} | \`${file}\` |`,
  );
  return `\n## What was settled after the packages were held against the documents\n\n${[
    '| what | case | in |',
    '| --- | --- | --- |',
    ...lines,
  ].join('\n')}\n`;
}

function line(row: Row, by: readonly Carrier[]): string {
  const proof = row.case ? ` · case: ${row.case.says}` : row.target === 'rule' ? ' · by its mark alone' : '';
  const cells = [row.id, String(row.line), row.en, carriedBy(row, by) + proof].map(cell);
  return `| ${cells.join(' | ')} |`;
}

function carriedBy({ target, param, why }: Row, by: readonly Carrier[]): string {
  const names = [...new Set(by.map(({ name }) => name))];
  const later = laterParts[target];
  const said = param !== undefined && names.length === 0 ? [`parameter \`${param}\``] : names;
  if (later !== undefined) return [later, ...said].join(' · ');
  if (target === 'later') return [`later: ${why ?? ''}`, ...said].join(' · ');
  return target === 'none' ? `— ${why ?? ''}` : said.join(' · ');
}

function counted(rows: readonly Row[]): string {
  const groups = [...Map.groupBy(rows, ({ target }) => target)].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${rows.length} rows: ${groups.map(([target, some]) => `${some.length} ${target}`).join(', ')}.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
