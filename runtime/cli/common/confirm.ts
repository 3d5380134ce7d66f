import type { CommandContext } from './command.ts';

/** Whether somebody typed the word after being told what would be lost, or said --yes. */
export async function confirm(
  { options, terminal }: CommandContext,
  { question, word }: { readonly question: string; readonly word: string },
): Promise<boolean> {
  if (options['yes'] === true) return true;
  const { language } = terminal;
  const answer = await terminal.ask(
    { zh: `${question}\n输入 ${word} 继续：`, en: `${question}\nType ${word} to go on: ` }[language],
  );
  if (answer?.trim() === word) return true;
  terminal.warn(
    answer === undefined
      ? { zh: `${question}\n确定的话请加 --yes`, en: `${question}\nAdd --yes if you are sure` }[language]
      : { zh: '没有做任何改变', en: 'nothing was changed' }[language],
  );
  return false;
}
