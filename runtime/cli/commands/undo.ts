import type { Language } from '../../../metadata/common/label.ts';
import type { PublishMade } from '../../../metadata/contract/packages/publishes.ts';
import type { Model } from '../../../metadata/model.ts';
import { actorNameIn } from '../../call/system-call.ts';
import type { Connection } from '../../database/database.ts';
import { readPublishes } from '../../model/packages/publishes.ts';
import { readSaidOtherwise } from '../../model/packages/said-by-publishes.ts';
import { undoOf } from '../../model/publish/undo.ts';
import { saidLines } from '../../preparation/install/said-words.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { withInstallation } from '../common/open-from.ts';
import { publishGiven } from '../common/publish-given.ts';
import { confirm } from '../common/terminal.ts';

const usual = 20;
const mostLines = 10;

/** Lists the publishes, newest first. */
export function publishes(context: CommandContext): Promise<number> {
  const { options, terminal } = context;
  const limit = options['limit'] === undefined ? usual : Number(options['limit']);
  if (!Number.isInteger(limit) || limit < 1) {
    terminal.warn('guiju publishes [--limit <n>]');
    return Promise.resolve(exit.usage);
  }
  return withInstallation(
    context,
    async ({ tenant }) => {
      const items = await readPublishes(tenant.database, { limit });
      const { model } = tenant.service() ?? {};
      for (const one of items) {
        terminal.say(inWords(one, terminal.language));
        if (model) await sayLines(one.revision, tenant.database, model, terminal);
      }
      terminal.result({ items });
      return exit.done;
    },
    { mends: true },
  );
}

/** Has the sources again that held before a publish, or before the last undo. */
export function undo(context: CommandContext): Promise<number> {
  const { options, terminal, words } = context;
  const { language } = terminal;
  const [named] = words;
  const isRedo = options['redo'] === true;
  if (named !== undefined && (isRedo || !/^\d{1,15}$/.test(named))) {
    terminal.warn('guiju undo [<revision> | --redo]');
    return Promise.resolve(exit.usage);
  }
  return withInstallation(
    context,
    async (opened) => {
      const { tenant } = opened;
      const running = (revision: number) => {
        const service = tenant.service();
        return service?.revision === revision ? service.model : undefined;
      };
      const wanted = isRedo ? 'redo' : named === undefined ? undefined : Number(named);
      const { publish, given, leaving, undoes, notes } = await undoOf(tenant.database, running, wanted);
      terminal.say(`${{ zh: '撤销：', en: 'Undoing: ' }[language]}${inWords(publish, language)}`);
      const { model } = tenant.service() ?? {};
      if (model)
        await sayLines(publish.undoes?.revision ?? publish.revision, tenant.database, model, terminal);
      const number = String(publish.revision);
      const question = {
        zh: `将撤销版本 ${number} 的发布。`,
        en: `The publish of revision ${number} will be undone.`,
      }[language];
      const why = typeof options['reason'] === 'string' ? options['reason'] : `guiju undo ${number}`;
      return publishGiven(
        opened,
        context,
        { packages: given, issues: [], folders: new Map() },
        {
          reason: options['dry-run'] === true ? undefined : why,
          beside: { leaving, undoes, notes },
          sure: () => confirm(context, { question, word: number }),
        },
      );
    },
    { mends: true },
  );
}

/** Says the changes of a publish, below it. */
async function sayLines(
  revision: number,
  database: Connection,
  model: Model,
  terminal: CommandContext['terminal'],
): Promise<void> {
  const lines = saidLines(await readSaidOtherwise(database, revision), terminal.language, model);
  for (const { message } of lines.slice(0, mostLines)) terminal.say(`    ${message}`);
  const more = lines.length - mostLines;
  if (more > 0) terminal.say(`    ${{ zh: `还有 ${more} 处`, en: `${more} more` }[terminal.language]}`);
}

function inWords(
  { revision, at, actor, reason, packages, undoes, finishedBy }: PublishMade,
  language: Language,
): string {
  const gone = { zh: '已卸载', en: 'uninstalled' }[language];
  const what = packages.map(({ name, version, before }) =>
    version === null
      ? `${name} ${before ?? ''} ${gone}`
      : before === null || before === version
        ? `${name} ${version}`
        : `${name} ${before} → ${version}`,
  );
  const by = actor && actorNameIn(language, actor.id, actor.name);
  const who = [at?.slice(0, 16).replace('T', ' '), by, reason].filter(Boolean).join('  ');
  const mark = undoes ? `  ${undoneIn(undoes, language)}` : '';
  const end =
    finishedBy === null
      ? ''
      : { zh: `  中断后由 ${finishedBy} 完成`, en: `  finished by ${finishedBy} after an interruption` }[
          language
        ];
  return `${revision}  ${what.join(', ')}${mark}${who ? `  (${who})` : ''}${end}`;
}

function undoneIn({ revision, again }: NonNullable<PublishMade['undoes']>, language: Language): string {
  return again
    ? { zh: `重做 ${revision}`, en: `redo of ${revision}` }[language]
    : { zh: `撤销 ${revision}`, en: `undo of ${revision}` }[language];
}
