import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { counted } from '../../../../metadata/words/counted.ts';
import { createAudit } from '../../../access/auth/audit.ts';
import { backupUnsealed, sealOf } from '../../../care/backup/archive.ts';
import { backup as writeBackup } from '../../../care/backup/backup.ts';
import { type CopiedObjects, copyObjects } from '../../../care/backup/copy-objects.ts';
import { readBackup } from '../../../care/backup/restore.ts';
import { presentKey } from '../../../care/keys/unlock.ts';
import { chainOfFile } from '../../../care/scheduled/chain-of.ts';
import { sentence } from '../../../common/messages/index.ts';
import type { Config } from '../../../config/config.ts';
import { readFilesPlace } from '../../../config/files-place.ts';
import type { Database } from '../../../database/database.ts';
import { createContents } from '../../../storage/contents/contents.ts';
import { openFolderShelf } from '../../../storage/contents/folder-shelf.ts';
import { openShelf } from '../../../storage/contents/open-shelf.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { editionOf } from '../../common/edition-of.ts';
import { readSettings, withInstallation } from '../../common/open-from.ts';
import { progress } from '../../common/publish-given.ts';
import { limitsOf } from '../../common/read-limits.ts';

/** Everything that lasts, in one file, while the server goes on. */
export function backup(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const file = resolve(words[0] ?? '');
  if (options['verify'] === true) return verify(context, file);
  if (existsSync(file) && options['force'] !== true) {
    terminal.warn(
      { zh: `${file} 已存在；用 --force 覆盖`, en: `${file} already exists; use --force to overwrite it` }[
        terminal.language
      ],
    );
    return Promise.resolve(exit.failed);
  }
  if (!existsSync(dirname(file))) {
    terminal.warn(sentence('file-missing', { file: dirname(file) }, terminal.language, new Map()));
    return Promise.resolve(exit.failed);
  }
  return withInstallation(context, async ({ config, tenant, vault, edition, clock, newId }) => {
    const { revision, tables, key } = await writeBackup(tenant.database, file, {
      server: edition.version,
      key: vault.id,
      seal: (digest) => sealOf(vault, digest),
      node: tenant.node,
      at: new Date(clock()).toISOString(),
      report: progress(terminal),
    });
    const files = await copyFiles(tenant.database, config, filesFolder(context, file));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const audit = createAudit({ database: tenant.database, clock, newId });
    await audit.record({ action: 'backup', target: file, detail: { revision, rows } });
    terminal.say(
      {
        zh: `${file}：${rows} 行，截至版本 ${revision}${filesSaid(files, 'zh')}\n密文需要密钥 ${key}（GUIJU_SECRET 或数据目录中的 secret.key）；密钥不在备份中，请另行保存。`,
        en: `${file}: ${counted(rows, 'row', 'rows')} up to revision ${revision}${filesSaid(files, 'en')}\nIts secrets need the key ${key} (GUIJU_SECRET, or secret.key in the data folder), which is not in the backup: keep it elsewhere.`,
      }[terminal.language],
    );
    terminal.result({ file, rows, revision, key, files });
    return exit.done;
  });
}

/** The folder in which the contents of files stand beside backups; all backups of one folder share it. */
export function filesFolder({ options }: CommandContext, file: string): string {
  const given = options['files'];
  return typeof given === 'string' ? resolve(given) : join(dirname(file), 'backup-files');
}

type SavedFiles = CopiedObjects & { readonly folder: string };

/** Copies what is not there yet. What was let go of since the backup's moment is not missing to anybody. */
async function copyFiles(database: Database, config: Config, folder: string): Promise<SavedFiles> {
  return { folder, ...(await copyObjects(database, openShelf(config), openFolderShelf(folder))) };
}

function filesSaid({ folder, copied, there, missing }: SavedFiles, language: 'zh' | 'en'): string {
  if (copied + there + missing.length === 0) return '';
  const lost = missing.length;
  const text = {
    zh: `\n文件内容在 ${folder}：新增 ${copied} 个，已有 ${there} 个${lost ? `，缺 ${lost} 个（运行 guiju doctor 查看）` : ''}`,
    en: `\nContents of files are in ${folder}: ${copied} new, ${there} there already${lost ? `, ${lost} missing (guiju doctor tells which)` : ''}`,
  };
  return text[language];
}

/** Checks that a backup is whole, unchanged, and could be restored here; needs no database and changes nothing. */
async function verify(context: CommandContext, file: string): Promise<number> {
  const { terminal } = context;
  const config = await readSettings(context);
  if (!config) return exit.usage;
  const limits = limitsOf(context.options);
  const vault = presentKey(config);
  const chain = await chainOfFile(file);
  const { archive } = await readBackup(chain, { edition: await editionOf(context), vault, limits });
  const { header, rows, sealing } = archive;
  const { at, revision, server, key } = header;
  if (sealing === 'none') throw backupUnsealed({ file, key, here: key });
  const seal = {
    right: { zh: '封印正确，未被改动', en: 'its seal is valid, so it was not changed' },
    other: {
      zh: `它由密钥 ${key} 封印，这里没有这把密钥，无法判断是否被改动`,
      en: `it was sealed with the key ${key}, which is not available here, so it cannot be checked for changes`,
    },
  }[sealing === 'right' ? 'right' : 'other'][terminal.language];
  const on = chain.length - 1;
  terminal.say(
    {
      zh: `${file}：完整${on > 0 ? `（连同所依据的 ${on} 个备份）` : ''}，${rows} 行，截至版本 ${revision}（${at}，服务版本 ${server}），可以在这里恢复；${seal}`,
      en: `${file}: whole${on > 0 ? `, with the ${counted(on, 'backup', 'backups')} it was made on` : ''}, ${counted(rows, 'row', 'rows')} up to revision ${revision} (${at}, server ${server}), and can be restored here; ${seal}`,
    }[terminal.language],
  );
  terminal.result({ file, rows, revision, at, server, key, sealed: sealing === 'right' });
  return exit.done;
}

/** Copies the contents of files to where `GUIJU_NEXT_FILES` says, while servers go on where they are. */
export function moveFiles(context: CommandContext): Promise<number> {
  const { environment, terminal } = context;
  const { language } = terminal;
  const {
    GUIJU_NEXT_FILES: url,
    GUIJU_NEXT_FILES_KEY: key,
    GUIJU_NEXT_FILES_SECRET: secret,
    GUIJU_NEXT_HOME: home,
  } = environment;
  const bucket = readFilesPlace({ GUIJU_FILES: url, GUIJU_FILES_KEY: key, GUIJU_FILES_SECRET: secret });
  if (bucket === null || (bucket === undefined && home === undefined)) {
    terminal.warn(
      {
        zh: '请说明搬到哪里：GUIJU_NEXT_FILES、GUIJU_NEXT_FILES_KEY 和 GUIJU_NEXT_FILES_SECRET（存储桶），或 GUIJU_NEXT_HOME（数据文件夹）',
        en: 'Specify where to move the files: GUIJU_NEXT_FILES, GUIJU_NEXT_FILES_KEY and GUIJU_NEXT_FILES_SECRET (a bucket), or GUIJU_NEXT_HOME (a data folder)',
      }[language],
    );
    return Promise.resolve(exit.usage);
  }
  return withInstallation(context, async ({ config, tenant, vault, newId, clock }) => {
    const next = openShelf({ home: home ?? config.home, ...(bucket && { files: bucket }) });
    const { database } = tenant;
    const moved = await copyObjects(database, openShelf(config), next);
    const there = createContents({ database, shelf: next, vault, newId, clock });
    await there.mark();
    const lost = moved.missing.length;
    terminal.say(
      {
        zh: `${next.name}：新增 ${moved.copied} 个内容，已有 ${moved.there} 个${lost ? `，缺 ${lost} 个（guiju doctor 说明是哪些）` : ''}。\n期间仍可上传：请停止服务，再运行一次，然后在设置中改用新的地方并启动。`,
        en: `${next.name}: ${moved.copied} contents new, ${moved.there} there already${lost ? `, ${lost} missing (guiju doctor tells which)` : ''}.\nFiles may have been uploaded meanwhile: stop the server, run this once more, then start it with the new place in its settings.`,
      }[language],
    );
    terminal.result({ place: next.name, ...moved });
    return lost > 0 ? exit.failed : exit.done;
  });
}
