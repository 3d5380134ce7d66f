import type { Language } from '../metadata/common/label.ts';
import { functionWords } from '../metadata/formula/function-words.ts';
import { type FunctionName, formulaFunctions } from '../metadata/formula/functions.ts';

const heads: Readonly<Record<Language, readonly string[]>> = {
  zh: ['函数', '结果', '例子'],
  en: ['function', 'gives', 'example'],
};
const truths: Readonly<Record<Language, readonly [no: string, yes: string]>> = {
  zh: ['否', '是'],
  en: ['no', 'yes'],
};

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The functions of formulas as the manual lists them, from what runs. */
function functionTable(language: Language): string {
  const head = heads[language];
  const rows = Object.entries(formulaFunctions).map(([name, { usage, example }]) => {
    const [formula, gives] = example;
    const result = typeof gives === 'boolean' ? truths[language][Number(gives) as 0 | 1] : gives;
    return row([`\`${usage}\``, functionWords[name as FunctionName][language], `\`${formula}\` → ${result}`]);
  });
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

/** A page of the manual with the functions that there are now. */
export function withFunctions(page: string, language: Language): string {
  const begin = page.indexOf(row(heads[language]));
  const end = page.indexOf('\n\n', begin);
  return begin < 0 ? page : page.slice(0, begin) + functionTable(language) + page.slice(end);
}
