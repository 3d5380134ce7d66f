import type { CommandContext } from './command.ts';

/** Whether to load the demo data: as the options say; else a first start asks, where somebody is there to answer. */
export async function wantsDemo(
  { options, terminal }: Pick<CommandContext, 'options' | 'terminal'>,
  first: boolean,
): Promise<boolean> {
  if (options['demo'] === true) return true;
  if (options['no-demo'] === true || !first) return false;
  const answer = await terminal.ask(
    {
      zh: '载入演示数据（一个有十二个组织的集团）？[y/N] ',
      en: 'Load the demo data, a group of twelve organisations? [y/N] ',
    }[terminal.language],
  );
  return /^(y|yes|是)$/i.test(answer?.trim() ?? '');
}
