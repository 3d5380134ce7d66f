import { existsSync, readFileSync } from 'node:fs';
import { counted } from '../../../../metadata/words/counted.ts';
import { flawWords, momentWords } from '../../../care/trail/flaw-words.ts';
import { type TrailFlaw, type VerifiedTrail, verifyTrail } from '../../../care/trail/verify-trail.ts';
import { sentence } from '../../../common/messages/index.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { withDatabase } from '../../common/open-from.ts';

/** What the next command prints, so that it can be noted: `42:3f9a…`, or the digest alone. */
const mark = /\b(?:\d+:)?[0-9a-f]{64}\b/g;

/** `guiju audit verify`: whether the audit trail is what was sealed; changes nothing. */
export async function audit(context: CommandContext): Promise<number> {
  const { words, terminal, options } = context;
  const { language } = terminal;
  if (words[0] !== 'verify') return context.misused();
  const marks = typeof options['against'] === 'string' ? marksOf(options['against']) : [];
  if (marks === null) {
    terminal.warn(noMarks(String(options['against']))[language]);
    return exit.usage;
  }
  return withDatabase(
    context,
    async ({ database }) => {
      if (!(await database.schema.read(database)).has('gj_audit_link')) {
        terminal.warn(notYet[language]);
        return exit.unavailable;
      }
      const flaws: TrailFlaw[] = [];
      const verified = await database.snapshot((reader) =>
        verifyTrail(reader, marks, (flaw) => {
          if (terminal.json) flaws.push(flaw);
          const { code, params } = flawWords(flaw);
          terminal.warn(sentence(code, params, language, new Map()));
        }),
      );
      for (const line of summary(verified, marks.length)) terminal.say(line[language]);
      terminal.result({ ...verified, found: flaws });
      return verified.flaws > 0 ? exit.failed : exit.done;
    },
    { known: true },
  );
}

/** What was noted: the digest itself, or every digest in a file, such as a log. Null: there is none. */
function marksOf(said: string): readonly string[] | null {
  const found = (existsSync(said) ? readFileSync(said, 'utf8') : said).match(mark);
  return found ? [...new Set(found)] : null;
}

const noMarks = (said: string) => ({
  zh: `“${said}”不是摘要，也不是写有摘要的文件：请用 guiju audit verify 打印的最新摘要`,
  en: `“${said}” is neither a digest nor a file with digests: use the newest digest that guiju audit verify printed`,
});

const notYet = {
  zh: '审计记录还没有封存链：请用这个版本启动一次服务',
  en: 'The audit trail has no chain yet: start the server with this version once',
};

function summary(verified: VerifiedTrail, noted: number) {
  const { links, entries, waiting, late, flaws, oldest, newest, thinnedBefore, tooOld } = verified;
  const lines = [
    {
      zh: `核对了 ${links} 环、${entries} 条日志：${flaws === 0 ? '全部相符' : `${flaws} 处不符`}`,
      en: `Checked ${counted(links, 'link', 'links')} and ${counted(entries, 'entry', 'entries')}: ${flaws === 0 ? 'all match' : counted(flaws, 'difference', 'differences')}`,
    },
  ];
  if (oldest)
    lines.push({
      zh: `链从第 ${oldest.number} 环开始，封存于 ${momentWords(oldest.at)}`,
      en: `The chain begins with link ${oldest.number}, sealed at ${momentWords(oldest.at)}`,
    });
  if (thinnedBefore !== undefined)
    lines.push({
      zh: `${momentWords(thinnedBefore)} 之前的日志已按保存期限清理，日志中有记录`,
      en: `Entries before ${momentWords(thinnedBefore)} were deleted by the retention settings, as the trail records`,
    });
  if (waiting > 0)
    lines.push({
      zh: `${waiting} 条日志尚未封存：服务运行时每几秒封存一次`,
      en: `${counted(waiting, 'entry is', 'entries are')} not sealed yet: a running server does so every few seconds`,
    });
  if (late > 0)
    lines.push({
      zh: `${late} 条日志的时间比封存早一小时以上：服务器曾与数据库断开，或时间是事后写的`,
      en: `${counted(late, 'entry has', 'entries have')} a time more than an hour before it was sealed: a server was cut off from the database, or the time was made up`,
    });
  for (const mark of tooOld)
    lines.push({
      zh: `记下的摘要 ${mark} 属于已清理的部分，无从核对`,
      en: `The noted digest ${mark} is of a part that was deleted, so it cannot be checked`,
    });
  if (noted > tooOld.length && flaws === 0)
    lines.push({
      zh: `记下的 ${noted - tooOld.length} 个摘要都在链上`,
      en: `${counted(noted - tooOld.length, 'noted digest is', 'noted digests are')} part of the chain`,
    });
  if (newest)
    lines.push({
      zh: `最新摘要（请记在别处，以便日后用 --against 核对）：\n${newest.mark}`,
      en: `Newest digest (note it elsewhere, to check with --against later):\n${newest.mark}`,
    });
  return lines;
}
