import type { Condition } from '../../../metadata/condition.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { answeredByUs } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import { makeRun, mostInRun } from '../../work/schedule/make-run.ts';
import { runText } from '../../work/schedule/run-text.ts';
import type { ScheduleParts } from '../../work/schedule/schedule-parts.ts';
import type { DocumentOutcome, Outcomes, ScheduledForm, Work } from '../../work/schedule/scheduled-form.ts';
import { everyRecord, orgOf } from '../../work/schedule/tasks.ts';
import { requireForm } from '../forms/forms.ts';
import { runsOf } from '../issuing/ask-run.ts';
import { attempt } from './attempt.ts';
import type { AutomationParts, AutomationTools } from './automation-parts.ts';
import { download, usesAsked, withoutBureau } from './task-download.ts';
import { usersOf } from './task-users.ts';

/** The work of a task on red confirmations. */
interface Job {
  /** The confirmations that it is about. */
  readonly filter: Condition;
  readonly carry: (parts: AutomationParts, call: Call, id: string) => Promise<DocumentOutcome>;
}

function is(fact: string, ...value: readonly string[]): Condition {
  return { fact, operator: 'in', value };
}

const notIssued: Condition = { fact: 'issued', operator: 'notEqual', value: true };

const jobs: Readonly<Record<string, Job>> = {
  confirm: {
    filter: { all: [answeredByUs, is('auditStatus', 'C', 'D'), notIssued] },
    carry: asking('confirm'),
  },
  'update-status': { filter: { all: [is('status', '02', '03'), notIssued] }, carry: asking('status') },
  'red-issue': {
    filter: {
      all: [
        ...[is('status', '01', '04'), is('auditStatus', 'C', 'D'), notIssued],
        { fact: 'blueInvoice', operator: 'isNotEmpty' },
      ],
    },
    carry: async ({ issuing }, call, id) => ({
      outcome: 'done',
      made: [await issuing.issueByConfirmation(call, id)],
      reason: runText('run-queued'),
    }),
  },
};

function asking(what: 'confirm' | 'status'): Job['carry'] {
  return async ({ store, issuing }, call, id) => {
    const platform = { ...call, rights: platformRights };
    const before = await store.read(platform, requireForm(call, 'red-confirmation'), id, 'manage');
    const status = await issuing.atBureau(call, id, what);
    const code = what === 'confirm' && status === '04' ? 'run-confirmed' : 'run-status-new';
    return { outcome: 'done', reason: runText(status === before.status ? 'run-status-kept' : code) };
  };
}

/** Looks after red confirmations as a task says, of every organisation that may use it. */
export function automationTasks(tools: AutomationTools): ScheduledForm {
  const runs = runsOf['automation-task'];
  return {
    form: 'automation-task',
    run: runs,
    clocks: 'own',
    // It finds what there is to do when it runs.
    async begin(parts, dues) {
      for (const due of dues) await makeRun(parts, runs, due, { org: due.task.org });
    },
    prepare: (parts, call, run) => prepare({ ...parts, ...tools }, call, run),
    collect: (parts, call, run) => collect({ ...parts, ...tools }, call, run),
    doneBefore: issuedBy,
  };
}

async function prepare(
  parts: AutomationParts,
  call: Call,
  run: Wire<'automation-run'>,
): Promise<Work | string> {
  const task = await taskOf(parts, call, run);
  if (!task.enabled) return runText('run-task-gone');
  const what = task.task ?? '';
  if (what === 'update-blue-use' && !(await usesAsked(parts, task.id, await usersOf(parts, task.id))))
    return runText('run-no-blue-use');
  const missing = what === 'download' ? await withoutBureau(parts, await usersOf(parts, task.id)) : null;
  if (missing !== null) return missing;
  return {
    groups: (ids) => ids.map((id) => [id]),
    perform: async (ids) => {
      const outcomes = new Map<string, DocumentOutcome>();
      for (const id of ids) outcomes.set(id, await performed(parts, call, what, id));
      return outcomes;
    },
  };
}

async function collect(
  parts: AutomationParts,
  call: Call,
  run: Wire<'automation-run'>,
): Promise<readonly string[]> {
  const task = await taskOf(parts, call, run);
  const users = await usersOf(parts, task.id);
  const what = task.task ?? '';
  return what === 'download' ? download(parts, users) : confirmationsFor(parts, call, what, users);
}

/** Those that a pending invoice goes by. */
async function issuedBy({ store }: ScheduleParts, call: Call, ids: readonly string[]): Promise<Outcomes> {
  const found = new Map<string, DocumentOutcome>();
  const form = requireForm(call, 'pending-invoice');
  for (const id of ids) {
    const { items } = await store.list(call, form, {
      view: 'manage',
      fields: ['number'],
      limit: 1,
      filter: { fact: 'redConfirmation', operator: 'equal', value: id },
    });
    const made = items.map(({ number }) => number ?? '');
    if (made.length > 0) found.set(id, { outcome: 'done', made, reason: runText('run-applied') });
  }
  return found;
}

async function taskOf(
  { store }: AutomationParts,
  call: Call,
  run: Wire<'automation-run'>,
): Promise<Wire<'automation-task'>> {
  const platform = { ...call, rights: platformRights };
  return store.read(platform, requireForm(call, 'automation-task'), run.task?.id ?? '', 'manage');
}

async function performed(
  parts: AutomationParts,
  call: Call,
  what: string,
  id: string,
): Promise<DocumentOutcome> {
  const job = jobs[what];
  if (!job) return { outcome: 'done', reason: runText('run-downloaded') };
  const form = requireForm(call, 'red-confirmation');
  const outcomes: DocumentOutcome[] = [];
  const failed = await attempt(async () => {
    // A task's owner who may not read a confirmation may not have it looked after in his name.
    const read = await parts.store.read(call, form, id, 'manage');
    outcomes.push(await job.carry(parts, { ...call, org: orgOf(read) }, id));
  });
  return failed ?? outcomes[0] ?? { outcome: 'failed', reason: runText('run-failed') };
}

/** Those that no pending invoice goes by yet, where one would be made. */
async function confirmationsFor(
  parts: AutomationParts,
  call: Call,
  what: string,
  users: ReadonlySet<string>,
): Promise<readonly string[]> {
  const job = jobs[what];
  if (!job) return [];
  const platform = { ...call, rights: platformRights };
  const found = await everyRecord((cursor) =>
    parts.store.list(platform, requireForm(call, 'red-confirmation'), {
      view: 'manage',
      fields: ['org'],
      sort: ['createdAt', 'id'],
      limit: 200,
      filter: job.filter,
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  const own = found.filter((one) => users.has(orgOf(one))).map(({ id }) => id);
  if (what !== 'red-issue') return own.slice(0, mostInRun);
  const done = await issuedBy(parts, platform, own);
  return own.filter((id) => !done.has(id)).slice(0, mostInRun);
}
