import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { labelOf, numberOf, textOf } from '../../../../metadata/common/read.ts';
import { type SetBackAsked, settingBack } from '../../../care/moments/set-back.ts';
import type { Outcome } from '../../../work/jobs/job.ts';
import { type CommandContext, exit, type Terminal } from '../../common/command.ts';
import { callFor, findForm } from '../../common/find-form.ts';
import { withInstallation } from '../../common/open-from.ts';
import { progress } from '../../common/publish-given.ts';
import { confirm } from '../../common/terminal.ts';
import { localMoment, momentSaid } from './said-moment.ts';

/** So many records are listed. */
const shown = 20;

/**
 * The records of a form, or one of them, as they were at a moment, while servers go on: first what would be done, then it
 * is done. What came later stays, unless `--later delete` says otherwise.
 */
export async function setBack(context: CommandContext, said: string, name: string): Promise<number> {
  const { options, terminal, environment } = context;
  const { language } = terminal;
  const { later = 'keep', record } = options;
  if (later !== 'keep' && later !== 'delete') {
    terminal.warn({ zh: '--later 应为 keep 或 delete', en: '--later has to be keep or delete' }[language]);
    return exit.usage;
  }
  const { moment, zone } = momentSaid(said, environment['TZ']);
  return withInstallation(context, async (opened) => {
    const form = findForm(opened, context, name);
    const call = form && callFor(opened, context, `guiju restore --form ${name} --at ${said}`);
    if (!form || !call) return exit.failed;
    const { tenant, clock } = opened;
    const parts = { store: opened.store, reader: tenant.database, zone: tenant.zone(call.org), clock };
    const org = typeof options['org'] === 'string' ? call.org : undefined;
    const asked: SetBackAsked = {
      form,
      at: moment,
      org,
      later,
      dryRun: true,
      ...(typeof record === 'string' && { record }),
    };
    const run = (dryRun: boolean) => {
      const say = progress(terminal);
      const report = async ({ done, total }: { done: number; total: number }) => say(done, total);
      return settingBack(parts, call, { ...asked, dryRun }).run({ id: '', report });
    };
    const plan = await run(true);
    const at = localMoment(moment, zone);
    terminal.say({ zh: `${form.label.zh}，恢复到 ${at}：`, en: `${form.label.en}, as of ${at}:` }[language]);
    sayOutcome(terminal, plan);
    const many = ['again', 'back', ...(later === 'delete' ? ['later'] : [])].map((one) =>
      numberOf(plan.details?.[one]),
    );
    const isNothing = many.every((one) => one === 0);
    if (isNothing || options['dry-run'] === true) {
      terminal.result({
        form: form.name,
        moment: new Date(moment).toISOString(),
        dryRun: true,
        ...plan.details,
      });
      return exit.done;
    }
    const question = {
      zh: '这些记录将各写入一个新版本。',
      en: 'A new version of each of these records will be written.',
    }[language];
    if (!(await confirm(context, { question, word: form.name }))) return exit.failed;
    const done = await run(false);
    sayOutcome(terminal, done);
    terminal.result({
      form: form.name,
      moment: new Date(moment).toISOString(),
      dryRun: false,
      ...done.details,
    });
    return (done.counts?.failed ?? 0) > 0 ? exit.failed : exit.done;
  });
}

const verbs = {
  again: { zh: '找回', en: 'make again' },
  back: { zh: '恢复', en: 'set back' },
  later: { zh: '此后新建', en: 'came later' },
} as const;

function sayOutcome({ language, say, warn }: Terminal, { message, details = {} }: Outcome): void {
  for (const { does, number, record } of listOf(details['records']).slice(0, shown)) {
    const verb = verbs[textOf(does) as keyof typeof verbs];
    say(`  ${verb[language]} ${textOf(number) ?? textOf(record)}`);
  }
  say(message?.[language] ?? '');
  for (const { number, record, message: sentence } of listOf(details['problems']).slice(0, shown))
    warn(`  ${textOf(number) ?? textOf(record)}: ${labelOf(sentence)?.[language] ?? ''}`);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
