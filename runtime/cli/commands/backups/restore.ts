import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { v7 as newId } from 'uuid';
import type { Label } from '../../../../metadata/common/label.ts';
import { counted } from '../../../../metadata/words/counted.ts';
import { createAudit } from '../../../access/auth/audit.ts';
import { copyAgain, copyObjects, filesIn, filesOfContents } from '../../../care/backup/copy-objects.ts';
import { type ReadBackup, readBackup, restore as restoreFrom } from '../../../care/backup/restore.ts';
import { checkSecrets } from '../../../care/doctor/check-secrets.ts';
import { presentKey } from '../../../care/keys/unlock.ts';
import { momentOfArchive } from '../../../care/scheduled/archive-place.ts';
import { chainOfFile, lookAtChain } from '../../../care/scheduled/chain-of.ts';
import { openArchivePlace } from '../../../care/scheduled/open-place.ts';
import { sentence } from '../../../common/messages/index.ts';
import type { Vault } from '../../../common/vault.ts';
import type { Config } from '../../../config/config.ts';
import type { Database } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import { putAside } from '../../../database/drivers/database-files.ts';
import { sqliteFile } from '../../../database/drivers/open-database.ts';
import { createContents } from '../../../storage/contents/contents.ts';
import { openFolderShelf } from '../../../storage/contents/folder-shelf.ts';
import { openShelf } from '../../../storage/contents/open-shelf.ts';
import type { Shelf } from '../../../storage/contents/shelf.ts';
import { readPhysical } from '../../../storage/tables/state.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { editionOf } from '../../common/edition-of.ts';
import { readSettings, withDatabase } from '../../common/open-from.ts';
import { progress } from '../../common/publish-given.ts';
import { limitsOf } from '../../common/read-limits.ts';
import { confirm } from '../../common/terminal.ts';
import { filesFolder } from './backup.ts';
import { type RestoreSource, restoreAt } from './restore-at.ts';
import { setBack } from './set-back.ts';

/** A backup into an empty installation, or in the place of one: a file, one of the server's own, or as of a moment. */
export async function restore(context: CommandContext): Promise<number> {
  const [named = ''] = context.words;
  const config = await readSettings(context);
  if (!config) return exit.usage;
  const { at, form } = context.options;
  if ((named === '') !== (typeof at === 'string')) {
    context.terminal.warn(
      { zh: '请给出备份的名称，或用 --at 给出时刻', en: 'Name a backup, or a moment with --at' }[
        context.terminal.language
      ],
    );
    return exit.usage;
  }
  if (typeof at === 'string' && typeof form === 'string') return setBack(context, at, form);
  if (typeof at === 'string') {
    return restoreAt(context, config, at, (source) => restoreFile(context, config, source));
  }
  // One of those that the server makes by itself is found by its name alone.
  if (!config.backups || momentOfArchive(named) === null || existsSync(named))
    return restoreFile(context, config, { chain: await chainOfFile(resolve(named)) });
  const scratch = await mkdtemp(join(tmpdir(), 'guiju-restore-'));
  try {
    const place = openArchivePlace(config.backups.place, scratch);
    return await lookAtChain(place, named, (chain) =>
      restoreFile(context, config, { chain, saved: place.files }),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function restoreFile(context: CommandContext, config: Config, source: RestoreSource): Promise<number> {
  const { options, terminal } = context;
  const replace = options['replace'] === true;
  const question = {
    zh: '现有的全部数据将被备份的内容替换，不能撤销。',
    en: 'All existing data will be replaced by the backup. This cannot be undone.',
  }[terminal.language];
  if (replace && !(await confirm(context, { question, word: 'replace' }))) return exit.failed;
  const asked = { edition: await editionOf(context), vault: presentKey(config), limits: limitsOf(options) };
  // Before there is a database: of a file that is none, nothing stays.
  const read = await readBackup(source.chain, asked);
  try {
    return await into(context, source, read, replace);
  } catch (error) {
    const damaged = sqliteFile(config.databaseUrl, config.home);
    if (!replace || damaged === undefined || !DatabaseError.is(error, 'damaged')) throw error;
    return inPlaceOfDamaged(context, source, read, damaged);
  }
}

/** Restores in the place of a damaged file, which cannot be emptied: it is moved away, and kept. */
async function inPlaceOfDamaged(
  context: CommandContext,
  source: RestoreSource,
  read: ReadBackup,
  damaged: string,
): Promise<number> {
  const { terminal } = context;
  const aside = await putAside(damaged);
  try {
    const code = await into(context, source, read, false);
    terminal.say(
      {
        zh: `原来的数据库文件已损坏，保留在 ${aside.file}`,
        en: `The existing database file is damaged; it was kept as ${aside.file}`,
      }[terminal.language],
    );
    return code;
  } catch (error) {
    await aside.back();
    throw error;
  }
}

async function into(
  context: CommandContext,
  { chain, saved = openFolderShelf(filesFolder(context, chain.at(-1) ?? '')) }: RestoreSource,
  read: ReadBackup,
  replace: boolean,
): Promise<number> {
  const { options, terminal } = context;
  const { language } = terminal;
  const [file = ''] = chain.slice(-1);
  return withDatabase(context, async ({ config, database, vault }) => {
    const { revision, tables, key, server, at, sealing } = await restoreFrom(
      database,
      chain,
      {
        edition: await editionOf(context),
        vault,
        limits: limitsOf(options),
        node: newId(),
        replace,
        report: progress(terminal),
        unsealed: options['unsealed'] === true,
      },
      read,
    );
    const files = await bringFiles(database, config, vault, saved);
    const increments = chain.length - 1;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const audit = createAudit({ database, clock: Date.now, newId });
    await audit.record({ action: 'restore', target: file, detail: { revision, rows } });
    terminal.say(
      {
        zh: `已恢复 ${rows} 行，截至版本 ${revision}（${at}，服务版本 ${server}）${increments > 0 ? `，来自一个全量备份和 ${increments} 个增量备份` : ''}`,
        en: `restored ${counted(rows, 'row', 'rows')} up to revision ${revision} (${at}, server ${server})${increments > 0 ? `, from a full backup and ${counted(increments, 'increment', 'increments')}` : ''}`,
      }[language],
    );
    if (files.count > 0) terminal.say(filesBack(files)[language]);
    for (const line of files.lost) terminal.warn(line);
    if (sealing !== 'right') terminal.say(unsealed(key, vault)[language]);
    const { live } = await readPhysical(database);
    const secrets = await checkSecrets(database, live.values(), vault);
    // Nothing of it is sealed: whatever key is here will do.
    if (secrets.status === 'ok' && key !== vault?.id) await database.run('DELETE FROM gj_key');
    if (secrets.status !== 'ok') terminal.warn(sentence(secrets.code, secrets.params, language, new Map()));
    else if (key !== vault?.id)
      terminal.say(
        {
          zh: `备份时的密钥是 ${key}，这里的是 ${vault?.id ?? '—'}；备份中没有密文，所以没有影响。`,
          en: `The backup was made with the key ${key}, and the key here is ${vault?.id ?? '—'}; the backup contains no secrets, so this does not matter.`,
        }[language],
      );
    terminal.result({
      file,
      rows,
      revision,
      at,
      increments,
      key,
      keyMatches: key === vault?.id,
      sealed: sealing === 'right',
      secrets: secrets.params,
      files,
    });
    return exit.done;
  });
}

interface BroughtFiles {
  /** Contents that the backup names. */
  readonly count: number;
  /** Whether each was read and found to be what it was. */
  readonly verified: boolean;
  /** Files that are not there or not what they were, by record. */
  readonly lost: readonly string[];
}

/** Puts the contents of files where they belong here, and reads them; without the key they can only be counted. */
async function bringFiles(
  database: Database,
  config: Config,
  vault: Vault | null,
  saved: Shelf,
): Promise<BroughtFiles> {
  const shelf = openShelf(config);
  const { copied, there, missing } = await copyObjects(database, saved, shelf);
  const count = copied + there + missing.length;
  const contents =
    vault && count > 0 ? createContents({ database, shelf, vault, newId, clock: Date.now }) : null;
  const verified = async () => (await contents?.verify().catch(() => null)) ?? null;
  const harmedHere = await verified();
  if (harmedHere?.length) await copyAgain(database, saved, shelf, harmedHere);
  const wrong = harmedHere?.length ? await verified() : harmedHere;
  if (wrong) await contents?.mark();
  const lost = await filesIn(database, missing);
  const harmed = wrong ? await filesOfContents(database, wrong) : [];
  return { count, verified: wrong !== null, lost: [...new Set([...lost, ...harmed])].sort() };
}

function filesBack({ count, verified, lost }: BroughtFiles): Label {
  const bad = lost.length;
  const read = verified
    ? { zh: '，逐一读过', en: bad > 0 ? ', each read' : ', each read and found as it was' }
    : { zh: '，没有密钥，未核对内容', en: ', content not checked: there is no key' };
  return {
    zh: `文件内容 ${count} 个${read.zh}${bad > 0 ? `；下面 ${bad} 个文件缺失或已损坏：` : ''}`,
    en: `${counted(count, 'content', 'contents')} of files${read.en}${bad > 0 ? `; ${counted(bad, 'file is', 'files are')} missing or damaged:` : ''}`,
  };
}

/** Says that a seal was not checked: whoever restores without the key it was made with takes the backup on trust. */
function unsealed(named: string | null, vault: Vault | null): Label {
  const key = named ?? '—';
  return vault
    ? {
        zh: `备份的封印没有验证：它由密钥 ${key} 封印，而这里的是 ${vault.id}，无法判断备份是否被改动。`,
        en: `The seal of the backup was not checked: it was sealed with the key ${key}, and the key here is ${vault.id}, so it cannot be checked for changes.`,
      }
    : {
        zh: `备份的封印没有验证：它由密钥 ${key} 封印，而这里没有密钥，无法判断备份是否被改动。有了密钥，可用 guiju backup --verify 验证。`,
        en: `The seal of the backup was not checked: it was sealed with the key ${key}, and there is no key here. Once you have the key, check it with guiju backup --verify.`,
      };
}
