import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { counted } from '../../../metadata/counted.ts';
import { createAudit } from '../../auth/audit.ts';
import { backup as writeBackup } from '../../backup/backup.ts';
import { sentence } from '../../messages/index.ts';
import { type CommandContext, exit } from '../command.ts';
import { withInstallation } from '../open-from.ts';
import { progress } from '../progress.ts';

/** Everything that lasts, in one file, while the server goes on. */
export function backup(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const file = resolve(words[0] ?? '');
  if (existsSync(file) && options['force'] !== true) {
    terminal.warn(
      { zh: `${file} 已存在；用 --force 覆盖`, en: `${file} is there already; --force overwrites it` }[
        terminal.language
      ],
    );
    return Promise.resolve(exit.failed);
  }
  if (!existsSync(dirname(file))) {
    terminal.warn(sentence('file-missing', { file: dirname(file) }, terminal.language, new Map()));
    return Promise.resolve(exit.failed);
  }
  return withInstallation(context, async ({ tenant, vault, version, clock, newId }) => {
    const { revision, tables, key } = await writeBackup(tenant.database, file, {
      server: version,
      key: vault.id,
      holder: tenant.node,
      at: new Date(clock()).toISOString(),
      report: progress(terminal),
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const audit = createAudit({ database: tenant.database, clock, newId });
    await audit.record({ action: 'backup', target: file, detail: { revision, rows } });
    terminal.say(
      {
        zh: `${file}：${rows} 行，截至版本 ${revision}\n密文需要密钥 ${key}（GUIJU_SECRET 或数据目录中的 secret.key）；密钥不在备份中，请另行保存。`,
        en: `${file}: ${counted(rows, 'row', 'rows')} up to revision ${revision}\nIts secrets need the key ${key} (GUIJU_SECRET, or secret.key in the data folder), which is not in the backup: keep it elsewhere.`,
      }[terminal.language],
    );
    terminal.result({ file, rows, revision, key });
    return exit.done;
  });
}
