import { type Carrier, carryingOf, type Document, type Row, type Settled } from './coverage.ts';
import type { Effects } from './effects.ts';

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

A row is carried once a *case* shows it: a test that goes from the setting through the door a person uses to what a
document, file, mail, callback or page says, or a worked case of a decision that such doors ask. Headings say nothing by
themselves. What no case shows is listed first, form by form.

**decisions**, **parameters**, **lifecycle** and **ui** are carried by the part of the product of that name; a thing
in a package that belongs to one of them stands beside it. What nothing carries says why, and so does what is left to
**later**.
`;

/** docs/coverage.md. */
export function coverageTable(
  documents: readonly Document[],
  carriers: readonly Carrier[],
  settled: readonly Settled[],
  decided: readonly Settled[],
  effects: Effects,
): string {
  const byRow = Map.groupBy(carriers, ({ heading }) => heading);
  const parts = documents.map(({ name, rows }) => {
    const lines = rows.map((row) => line(row, byRow.get(row.id) ?? []));
    const table = ['| row | line | says | carried by |', '| --- | --- | --- | --- |', ...lines];
    return `\n## ${name}\n\n${counted(rows)}\n\n${table.join('\n')}\n`;
  });
  return [
    head,
    sums(documents),
    unshown(documents),
    casesTable('What was settled after the packages were held against the documents', settled),
    casesTable('What the decisions are to do, sentence by sentence', decided),
    effectsTable(effects),
    ...parts,
  ].join('');
}

function sums(documents: readonly Document[]): string {
  const lines = documents.map((document) => {
    const { rows, shown, percent } = carryingOf(document);
    return `| ${document.name} | ${rows} | ${shown} | ${percent} % |`;
  });
  const table = [
    '| document | rows that say something | shown by a case | carried |',
    '| --- | --- | --- | --- |',
  ];
  return `\n## How much is carried\n\n${[...table, ...lines].join('\n')}\n`;
}

function unshown(documents: readonly Document[]): string {
  const rows = documents.flatMap((document) => carryingOf(document).unshown);
  const lines = [...Map.groupBy(rows, ({ form }) => form ?? '')].map(
    ([form, some]) =>
      `| ${form === '' ? '' : `\`${form}\``} | ${some.map(({ id, en }) => cell(`${id} (${en})`)).join('; ')} |`,
  );
  return `\n## Not shown yet\n\n${['| form | rows |', '| --- | --- |', ...lines].join('\n')}\n`;
}

function casesTable(heading: string, rows: readonly Settled[]): string {
  const lines = rows.map(
    ({ says, case: { file, says: sentence } }) => `| ${cell(says)} | ${cell(sentence)} | \`${file}\` |`,
  );
  return `\n## ${heading}\n\n${['| what | case | in |', '| --- | --- | --- |', ...lines].join('\n')}\n`;
}

function effectsTable({ read, kept, decisions }: Effects): string {
  const lines = kept.map(
    ({ effect, why, fields }) =>
      `| ${cell([effect, why].filter(Boolean).join(': '))} | ${fields.map((field) => `\`${field}\``).join(', ')} |`,
  );
  const uses = [...read].map(([use, count]) => `${count} ${use}`).join(', ');
  return `\n## What each field is for\n\n${[
    `Of the fields of basis, invoicing and imaging the packages' own parts read these (one may be read by several): ${uses}. A`,
    `remark is read by people. What reads the others stands here. Of the decisions ${decisions.join(', ')} compute already;`,
    'the others are to come, and have their worked cases in `rules/einvoicing/golden`.',
    '',
    '| read by | fields |',
    '| --- | --- |',
    ...lines,
  ].join('\n')}\n`;
}

function line(row: Row, by: readonly Carrier[]): string {
  const proof = row.case ? ` · case: ${row.case.says}` : '';
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
