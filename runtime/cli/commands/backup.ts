import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { counted } from '../../../metadata/common/counted.ts';
import { createAudit } from '../../access/auth/audit.ts';
import { backupUnsealed, sealOf } from '../../care/backup/archive.ts';
import { backup as writeBackup } from '../../care/backup/backup.ts';
import { readBackup } from '../../care/backup/restore.ts';
import { presentKey } from '../../care/keys/unlock.ts';
import { sentence } from '../../common/messages/index.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { editionOf } from '../common/edition-of.ts';
import { readSettings, withInstallation } from '../common/open-from.ts';
import { progress } from '../common/publish-given.ts';
import { limitsOf } from '../common/read-limits.ts';

/** Everything that lasts, in one file, while the server goes on. */
export function backup(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const file = resolve(words[0] ?? '');
  if (options['verify'] === true) return verify(context, file);
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
  return withInstallation(context, async ({ tenant, vault, edition, clock, newId }) => {
    const { revision, tables, key } = await writeBackup(tenant.database, file, {
      server: edition.version,
      key: vault.id,
      seal: (digest) => sealOf(vault, digest),
      node: tenant.node,
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

/** Checks that a backup is whole, unchanged, and could be restored here; needs no database and changes nothing. */
async function verify(context: CommandContext, file: string): Promise<number> {
  const { terminal } = context;
  const config = await readSettings(context);
  if (!config) return exit.usage;
  const limits = limitsOf(context.options);
  const vault = presentKey(config);
  const { archive } = await readBackup(file, { edition: await editionOf(context), vault, limits });
  const { header, rows, sealing } = archive;
  const { at, revision, server, key } = header;
  if (sealing === 'none') throw backupUnsealed({ file, key, here: key });
  const seal = {
    right: { zh: '封印正确，未被改动', en: 'its seal is right: nobody changed it' },
    other: {
      zh: `它由密钥 ${key} 封印，这里没有这把密钥，无法判断是否被改动`,
      en: `it is sealed with the key ${key}, which is not here: whether somebody changed it cannot be told`,
    },
  }[sealing === 'right' ? 'right' : 'other'][terminal.language];
  terminal.say(
    {
      zh: `${file}：完整，${rows} 行，截至版本 ${revision}（${at}，服务版本 ${server}），可以在这里恢复；${seal}`,
      en: `${file}: whole, ${counted(rows, 'row', 'rows')} up to revision ${revision} (${at}, server ${server}), and can be restored here; ${seal}`,
    }[terminal.language],
  );
  terminal.result({ file, rows, revision, at, server, key, sealed: sealing === 'right' });
  return exit.done;
}
