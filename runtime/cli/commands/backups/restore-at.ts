import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Label } from '../../../../metadata/common/label.ts';
import { counted } from '../../../../metadata/words/counted.ts';
import type { ArchiveHeader } from '../../../care/backup/archive.ts';
import { openPiece } from '../../../care/backup/piece.ts';
import type { Chain } from '../../../care/backup/read-archive.ts';
import { type ArchivePlace, momentOfArchive } from '../../../care/scheduled/archive-place.ts';
import { lookAtChain } from '../../../care/scheduled/chain-of.ts';
import { openArchivePlace } from '../../../care/scheduled/open-place.ts';
import { refusal } from '../../../common/refusal.ts';
import type { Config } from '../../../config/config.ts';
import type { Connection } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import { isThere, openDatabase } from '../../../database/drivers/open-database.ts';
import type { Shelf } from '../../../storage/contents/shelf.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { localMoment, momentSaid } from './said-moment.ts';

const placeNeeded = refusal('restore-place-needed', 409);
const noneSoEarly = refusal('restore-none-so-early', 404);

/** What a backup is restored from. */
export interface RestoreSource {
  readonly chain: Chain;
  /** Where the contents of its files are. Default: the folder beside it, or the one that an option names. */
  readonly saved?: Shelf;
}

/**
 * Restores everything as of a moment: the newest archive that holds nothing later than it, with all that it stands on.
 * It comes to the moment of that archive and no nearer: sign-ins, counters, what is still to be told to others and files
 * have no versions, so that between archives no state of all is known that ever was.
 */
export async function restoreAt(
  context: CommandContext,
  config: Config,
  said: string,
  restore: (source: RestoreSource) => Promise<number>,
): Promise<number> {
  const { terminal, options, environment } = context;
  const { language } = terminal;
  if (!config.backups) throw placeNeeded();
  const { moment, zone } = momentSaid(said, environment['TZ']);
  const scratch = await mkdtemp(join(tmpdir(), 'guiju-restore-'));
  try {
    const place = openArchivePlace(config.backups.place, scratch);
    const names = await namesUpTo(place, moment);
    for (const name of names) {
      const code = await lookAtChain(place, name, async (chain) => {
        const header = await headerOf(chain.at(-1) ?? '');
        // It was begun before the moment, and what was written while it waited may be later.
        if (Date.parse(header.lastCommit ?? header.at) > moment) return null;
        const lost = await writtenSince(config, header);
        terminal.say(planOf({ said, moment, zone, chain, header, lost })[language]);
        const plan = { moment: instantOf(moment), zone, archives: chain.map(nameOf), at: header.at, lost };
        if (options['dry-run'] !== true) return restore({ chain, saved: place.files });
        terminal.result(plan);
        return exit.done;
      });
      if (code !== null) return code;
    }
    throw noneSoEarly({ moment: instantOf(moment), place: place.name });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Names of the archives that were begun by then, the newest first. */
async function namesUpTo(place: ArchivePlace, moment: number): Promise<readonly string[]> {
  return (await place.list())
    .flatMap(({ name }) => {
      const at = momentOfArchive(name);
      return at === null || at > moment ? [] : [{ name, at }];
    })
    .sort((a, b) => b.at - a.at)
    .map(({ name }) => name);
}

async function headerOf(file: string): Promise<ArchiveHeader> {
  const piece = await openPiece(file);
  await piece.close();
  return piece.header;
}

interface Lost {
  readonly commits: number;
  readonly versions: number;
}

/** What was written here after an archive, which it does not bring back; null: there is nothing here that tells. */
async function writtenSince(config: Config, { revision }: ArchiveHeader): Promise<Lost | null> {
  if (!isThere(config)) return null;
  try {
    const database = await openDatabase(config.databaseUrl, config.home);
    try {
      const count = async (sql: string) => Number((await first(database, sql, revision))?.n ?? 0);
      return {
        commits: await count('SELECT COUNT(*) AS n FROM gj_commit WHERE last_revision > ?'),
        versions: await count('SELECT COUNT(*) AS n FROM gj_history WHERE revision > ?'),
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    // A database that is empty or damaged is why somebody restores.
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}

function first(database: Connection, sql: string, revision: number) {
  return database.first<{ n: number }>(sql, [revision]);
}

interface Plan {
  readonly said: string;
  readonly moment: number;
  readonly zone: string;
  readonly chain: Chain;
  readonly header: ArchiveHeader;
  readonly lost: Lost | null;
}

function planOf({ said, moment, zone, chain, header, lost }: Plan): Label {
  const at = localMoment(moment, zone);
  const comes = localMoment(Date.parse(header.at), zone);
  const files = chain.map((file) => `  ${nameOf(file)}`).join('\n');
  const gone: Label = lost
    ? {
        zh: `\n这里在此之后写入的 ${lost.versions} 个记录版本（${lost.commits} 次提交）将丢失。`,
        en: `\nWhat was written here since will be lost: ${counted(lost.versions, 'version of a record', 'versions of records')} in ${counted(lost.commits, 'commit', 'commits')}.`,
      }
    : { zh: '\n此后写入的内容将丢失。', en: '\nWhatever was written since will be lost.' };
  return {
    zh: `要求的时刻：${said}，即 ${at}\n恢复到：${comes}，版本 ${header.revision}\n使用的备份：\n${files}${gone.zh}`,
    en: `moment asked for: ${said}, which is ${at}\nit comes to: ${comes}, revision ${header.revision}\nfrom the backups:\n${files}${gone.en}`,
  };
}

const instantOf = (moment: number) => new Date(moment).toISOString();
const nameOf = (file: string) => file.split(/[\\/]/).at(-1) ?? file;
