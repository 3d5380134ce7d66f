import type { Language } from '../../../../metadata/common/label.ts';
import type { Column, DataSheet } from './column.ts';

/**
 * Finds the columns that a heading may mean. The hidden row speaks ids; a first row names, labels with the star of what
 * is required, labels with the name behind them, ids, or the names that another system has for them.
 */
export function namesakes({ columns }: DataSheet, text: string, byCode: boolean): readonly Column[] {
  const coded = columns.filter(({ code }) => code === text);
  if (byCode) return coded;
  const plain = text.replace(/\s*[*＊]$/, '');
  const named = columns.filter(({ name }) => name === plain);
  const labelled = columns.filter(({ label }) => label.zh === plain || label.en === plain);
  const both = columns.filter(({ label, name }) =>
    [label.zh, label.en].some((one) => withName(one, name) === plain),
  );
  const elsewhere = columns.filter(({ aliases }) => aliases?.includes(plain));
  const found = [...new Set([...named, ...labelled, ...both, ...coded, ...elsewhere])];
  return found.length > 0 ? found : inAnyCase(columns, plain);
}

/** The heading of a column in a file of one header row: its label, with the name where another column could be meant. */
export function plainHeading(sheet: DataSheet, column: Column, language: Language): string {
  const label = column.label[language].trim();
  const isMeant = (text: string) => {
    const [meant, ...others] = namesakes(sheet, text, false);
    return meant === column && others.length === 0;
  };
  return [label, withName(label, column.name)].find(isMeant) ?? column.name;
}

function withName(label: string, name: string): string {
  return `${label} (${name})`;
}

/** Those that are called so but for capitals, as people spell headings: `Price` for the column `price`. */
function inAnyCase(columns: readonly Column[], text: string): readonly Column[] {
  const small = text.toLowerCase();
  return columns.filter(({ name, label }) =>
    [name, label.zh, label.en].some((one) => one.toLowerCase() === small),
  );
}
