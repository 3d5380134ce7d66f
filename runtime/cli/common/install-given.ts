import { readFileSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type {
  InstallPlan,
  PlanInterference,
  PlanQuestion,
} from '../../../metadata/contract/packages/install-plan.ts';
import { type Answers, isAnswer, isChoice } from '../../../metadata/merge/question.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { createAudit } from '../../access/auth/audit.ts';
import { refusal } from '../../common/refusal.ts';
import { chosenFills } from '../../model/publish/records/fill-defaults.ts';
import { type CommandContext, exit, listed, type Terminal } from './command.ts';
import type { Given } from './given-packages.ts';
import type { Opened } from './open-from.ts';
import { fillIn, lookingAgain, recordAccepted } from './publish-given.ts';
import { sayPublished, sayServed } from './say-published.ts';
import { showInstall } from './show-install.ts';
import { hasErrors, showIssues } from './show-issues.ts';

const answersUnread = refusal('answers-unread', 422);
const secretsUnread = refusal('secrets-unread', 422);
const sidesBoth = refusal('answers-both', 422);

/** Says what installing these packages would do, asks what has to be decided, and does it. */
export async function installGiven(
  opened: Opened,
  context: CommandContext,
  given: Given,
  usualReason: string,
): Promise<number> {
  const { terminal, options } = context;
  const { packages } = given;
  const how = askedHow(options);
  const { tenant, installer } = opened;
  const said = typeof options['reason'] === 'string' ? options['reason'] : usualReason;
  const call = { ...tenant.systemCall(), language: terminal.language, reason: said };
  let answers: Answers = how.answers;
  return lookingAgain(terminal, async () => {
    const planned = () => installer.plan(call, packages, { ...how, answers }, waiting(terminal));
    let plan = await planned();
    showInstall(plan, given.folders, terminal);
    const typed = await askOpen(plan, terminal);
    if (Object.keys(typed).length > 0) {
      answers = { ...answers, ...typed };
      plan = await planned();
      // The outcome for records is known once all else is decided.
      const more = await askOpen(plan, terminal);
      if (Object.keys(more).length > 0) {
        answers = { ...answers, ...more };
        plan = await planned();
      }
    }
    const { hash } = plan;
    const fill = typeof options['fill'] === 'string' ? options['fill'] : undefined;
    const wanted = fill === undefined || fill === 'all' ? fill === 'all' : fill.split(',');
    chosenFills(wanted, plan.offers);
    if (hash === null) {
      whatNext(plan, terminal);
      terminal.result(plan);
      return exit.failed;
    }
    if (options['dry-run'] === true) {
      terminal.result(plan);
      return exit.done;
    }
    if (!(await isSure(context))) {
      terminal.result(plan);
      return exit.failed;
    }
    const ready = async () => packages;
    const secrets = await askSecrets(plan, context);
    const done = await installer.apply(call, ready, { ...how, answers, hash, fill: wanted, secrets });
    await recordAccepted(opened, plan.issues, how.accept);
    await recordCases(opened, how.acceptCases, done.failing);
    return await finished(opened, terminal, given, plan, done);
  });
}

/** Tells whoever waits for a rehearsal how far it is, a tenth at a time: who types a command waits for all of it. */
function waiting({ language, warn }: Terminal) {
  let shown = 0;
  const words = { zh: '预演', en: 'dry run' }[language];
  return {
    patience: Number.POSITIVE_INFINITY,
    onStep: (_step: string, share: number) => {
      const tenth = Math.floor(share * 10);
      if (tenth <= shown) return;
      shown = tenth;
      warn(`${words} ${tenth * 10}%`);
    },
  };
}

type InstalledResult = {
  readonly data: { readonly issues: Parameters<typeof showIssues>[0] };
  readonly finishedBy: string | null;
};

async function finished(
  opened: Opened,
  terminal: Terminal,
  given: Given,
  plan: InstallPlan,
  { revision, result, fills, nodes }: Awaited<ReturnType<Opened['installer']['apply']>>,
): Promise<number> {
  const { data, finishedBy } = result as InstalledResult;
  sayPublished(terminal, plan.base, revision, finishedBy);
  const { issues } = data;
  showIssues(issues, given.folders, terminal);
  const filled = fills.length > 0 ? await fillIn(opened, terminal, revision) : { filled: 0, failed: 0 };
  terminal.result({ ...result, nodes: await sayServed(terminal, nodes), ...filled });
  return hasErrors(issues) || filled.failed > 0 ? exit.failed : exit.done;
}

/** Records the reason why cases may fail since. */
async function recordCases(
  { tenant, clock }: Opened,
  reason: string | undefined,
  failing: readonly string[],
): Promise<void> {
  if (reason === undefined || failing.length === 0) return;
  await createAudit({ database: tenant.database, clock, newId }).record({
    action: 'package-accepted',
    target: failing[0] ?? '',
    detail: { why: 'cases-failing', reason, cases: [...failing] },
  });
}

function askedHow(options: CommandContext['options']) {
  if (options['theirs'] === true && options['ours'] === true) throw sidesBoth();
  const take = options['theirs'] === true ? 'theirs' : options['ours'] === true ? 'ours' : undefined;
  const cases = options['accept-cases'];
  const file = options['answers'];
  return {
    accept: listed(options, 'accept'),
    downgrade: listed(options, 'downgrade'),
    answers: typeof file === 'string' ? readAnswers(file) : {},
    ...(take && ({ take } as const)),
    ...(typeof cases === 'string' && cases !== '' && { acceptCases: cases }),
  };
}

/** `{ "invoice-item/fields/rate/label": "theirs" }`; also a plan as --json printed it, with answers filled in. */
function readAnswers(file: string): Answers {
  const content = readJson(file);
  if (!isObject(content)) throw answersUnread({ file });
  for (const value of Object.values(content))
    if (!isAnswer(value) && !isChoice(value)) throw answersUnread({ file });
  return content as Answers;
}

/** Null: it is none. */
function readJson(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch {
    return null;
  }
}

/** On a terminal each open question is asked; an empty line keeps what the customer has. */
async function askOpen(plan: InstallPlan, terminal: Terminal): Promise<Answers> {
  const { language } = terminal;
  const typed: Record<string, Answers[string]> = {};
  for (const one of plan.questions.filter(({ answer }) => answer === null)) {
    const answer = await askOne(one, terminal);
    if (answer === undefined) return typed;
    typed[one.id] = answer;
  }
  for (const { id, message, said } of plan.interference.filter(({ answer }) => answer === null)) {
    const names = said.map((one) => one.package);
    const line = await terminal.ask(
      {
        zh: `${message}\n采用哪个包（${names.join('、')}）的：`,
        en: `${message}\nWhich package to follow (${names.join(', ')}): `,
      }[language],
    );
    const from = names.find((name) => name === line?.trim());
    if (from === undefined) return typed;
    typed[id] = { from };
  }
  return typed;
}

async function askOne(
  { message }: PlanQuestion | PlanInterference,
  { language, ask }: Terminal,
): Promise<Answers[string] | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const line = await ask(
      {
        zh: `${message}\n采用新版本的输入 t，保留现有的输入 o，或输入 JSON 值：`,
        en: `${message}\nType t for the new version’s, o to keep what is here, or a JSON value: `,
      }[language],
    );
    if (line === undefined) return undefined;
    const word = line.trim();
    if (word === 't') return 'theirs';
    if (word === 'o') return 'ours';
    try {
      if (word !== '') return { value: JSON.parse(word) as Json };
    } catch {
      // Asked again.
    }
  }
  return undefined;
}

/** Reads secrets that did not come along: out of a file, and those that are not in it from whoever sits there. */
async function askSecrets(
  { secrets }: InstallPlan,
  { options, terminal }: CommandContext,
): Promise<Readonly<Record<string, string>>> {
  const file = options['secrets'];
  const given: Record<string, string> = typeof file === 'string' ? readSecrets(file) : {};
  for (const { id, message } of secrets.filter((one) => !Object.hasOwn(given, one.id))) {
    const typed = await terminal.secret(`${message}: `);
    if (typed === undefined) terminal.warn(message);
    else if (typed !== '') given[id] = typed;
  }
  return given;
}

function readSecrets(file: string): Record<string, string> {
  const content = readJson(file);
  if (!isObject(content) || Object.values(content).some((value) => typeof value !== 'string'))
    throw secretsUnread({ file });
  return Object.fromEntries(Object.entries(content).map(([id, value]) => [id, String(value)]));
}

async function isSure({ options, terminal }: CommandContext): Promise<boolean> {
  if (options['yes'] === true) return true;
  const { language } = terminal;
  const line = await terminal.ask({ zh: '安装吗？(y/N) ', en: 'Install this? (y/N) ' }[language]);
  // A script meant it.
  if (line === undefined || /^(y|yes|是)$/i.test(line.trim())) return true;
  terminal.warn({ zh: '没有做任何改变', en: 'nothing was changed' }[language]);
  return false;
}

/** Tells what keeps the plan from being installed, and what to do. */
function whatNext({ open }: InstallPlan, { language, warn }: Terminal): void {
  const { questions, interference, cases, requirements } = open;
  if (questions + interference > 0)
    warn(
      {
        zh: `还有 ${questions + interference} 个问题：用 --answers 文件按其位置逐一答复（{ "位置": "theirs" }），或用 --theirs、--ours 一并答复`,
        en: `${counted(questions + interference, 'question', 'questions')} to answer: answer each by its place in a file given with --answers ({ "place": "theirs" }), or all of them with --theirs or --ours`,
      }[language],
    );
  if (cases > 0)
    warn(
      {
        zh: '有测试用例将不通过：请改正，或用 --accept-cases 说明理由后接受',
        en: 'some cases would fail: fix them, or accept that with a reason in --accept-cases',
      }[language],
    );
  if (requirements > 0)
    warn(
      {
        zh: '依赖未满足：请把所需的包一并给出',
        en: 'dependencies are missing: provide the packages they need as well',
      }[language],
    );
}
