import { resolve } from 'node:path';
import { v7 as newId } from 'uuid';
import { counted } from '../../../metadata/counted.ts';
import { createAudit } from '../../auth/audit.ts';
import { restore as restoreFrom } from '../../backup/restore.ts';
import { serverVersion } from '../../version.ts';
import { type CommandContext, exit } from '../command.ts';
import { confirm } from '../confirm.ts';
import { progress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

/** A backup into an empty installation, or in the place of one. */
export async function restore(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const { language } = terminal;
  const file = resolve(words[0] ?? '');
  const replace = options['replace'] === true;
  const question = {
    zh: '现有的全部数据将被备份的内容替换，不能撤销。',
    en: 'Everything that is here now is replaced by the backup, which cannot be undone.',
  }[language];
  if (replace && !(await confirm(context, { question, word: 'replace' }))) return exit.failed;
  return withDatabase(context, async ({ database, vault, config }) => {
    const { revision, tables, key, server, at } = await restoreFrom(database, file, {
      server: serverVersion,
      holder: newId(),
      replace,
      report: progress(terminal),
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const audit = createAudit({ database, clock: Date.now, newId });
    await audit.record({ action: 'restore', target: file, detail: { revision, rows } });
    terminal.say(
      {
        zh: `已恢复 ${rows} 行，截至版本 ${revision}（${at}，服务版本 ${server}）`,
        en: `restored ${counted(rows, 'row', 'rows')} up to revision ${revision} (${at}, server ${server})`,
      }[language],
    );
    if (key !== vault.id)
      terminal.warn(
        {
          zh: `密文由密钥 ${key} 加密，这里的密钥是 ${vault.id}：请在启动前设置原来的 GUIJU_SECRET，或把原来的 secret.key 放入 ${config.home}。`,
          en: `Its secrets were sealed with the key ${key}, and the key here is ${vault.id}: set the former GUIJU_SECRET, or put the former secret.key into ${config.home}, before you start.`,
        }[language],
      );
    terminal.result({ file, rows, revision, key, keyMatches: key === vault.id });
    return exit.done;
  });
}
