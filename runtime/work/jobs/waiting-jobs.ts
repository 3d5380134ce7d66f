import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { numberOf, textOf } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { asPlatform, platformForm } from '../../call/system-call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { type InboxSource, type Said, type Waiting, words } from '../inbox/inbox-source.ts';
import { messageOfJob, nameOfJob } from './name-of-job.ts';

/** Two weeks: who did nothing about a job until then will not. */
const recent = 14 * 24 * 3600 * 1000;
const most = 50;

/**
 * Jobs of the caller that failed, wholly or in part, imports to mend, and what colleagues told; administrators hear of
 * what the platform did by itself, too. `holding` answers the publishes in effect.
 */
export function waitingJobs(
  store: Pick<Store, 'list'>,
  holding: () => Promise<ReadonlySet<number>>,
): InboxSource {
  return {
    name: 'job',
    label: { code: 'inbox-of-jobs' },
    async ask(call) {
      const { items } = await store.list(asPlatform(call), platformForm(call.served.model, 'job'), {
        view: 'manage',
        filter: { all: [ofCaller(call), isOfInterest, since(addMilliseconds(call.now.instant, -recent))] },
        sort: ['-createdAt'],
        limit: most,
      });
      const settled = await settledOf(call, items);
      return items.filter((job) => !settled(job)).flatMap((job) => waitingOf(call, job) ?? []);
    },
  };

  /** Which jobs nobody has to look at: a later one did the same, or the publish that left them was undone. */
  async function settledOf(call: Call, found: readonly WireRecord[]): Promise<(job: WireRecord) => boolean> {
    const isLeft = found.some((job) => leftBy(job));
    const inEffect = isLeft ? await holding() : new Set();
    const done = isLeft ? await newest(call, [isDone]) : [];
    const imports = found.some(isTrial) ? await newest(call, [ofCaller(call), isImport]) : [];
    return (job) => {
      const isAfter = (one: WireRecord) => String(one['createdAt']) > String(job['createdAt']);
      if (isTrial(job)) return imports.some((one) => isAfter(one) && isSameFile(one, job));
      const own = leftBy(job);
      if (!own) return false;
      const isAgain = (one: WireRecord) =>
        isAfter(one) && own.fills.every((fill) => leftBy(one)?.fills.includes(fill));
      return !inEffect.has(own.publish) || done.some(isAgain);
    };
  }

  async function newest(call: Call, asked: readonly Condition[]): Promise<readonly WireRecord[]> {
    const { items } = await store.list(asPlatform(call), platformForm(call.served.model, 'job'), {
      view: 'manage',
      filter: { all: [...asked, since(addMilliseconds(call.now.instant, -recent))] },
      sort: ['-createdAt'],
      limit: most,
    });
    return items;
  }
}

const isImport: Condition = {
  all: [
    { fact: 'kind', operator: 'equal', value: 'import' },
    { fact: 'status', operator: 'in', value: ['waiting', 'running', 'done'] },
  ],
};

const detailsOf = ({ details }: WireRecord): JsonObject =>
  isObject(details ?? null) ? (details as JsonObject) : {};

const isTrial = (job: WireRecord): boolean => detailsOf(job)['dryRun'] === true;

/** Whether both took the same file to the same form: whoever corrects one tries it again, or imports it. */
function isSameFile(a: WireRecord, b: WireRecord): boolean {
  const { upload } = detailsOf(a);
  return typeof upload === 'string' && upload === detailsOf(b)['upload'] && a['form'] === b['form'];
}

const isDone: Condition = {
  all: [
    { fact: 'status', operator: 'equal', value: 'done' },
    { fact: 'kind', operator: 'equal', value: 'other' },
  ],
};

/** The publish that left the work of a job, and what that is; undefined: none did. */
function leftBy(job: WireRecord): { readonly publish: number; readonly fills: readonly Json[] } | undefined {
  const { publish, fill } = detailsOf(job);
  return typeof publish === 'number' && Array.isArray(fill) ? { publish, fills: fill } : undefined;
}

function ofCaller({ user, rights }: Call): Condition {
  const own: Condition = { fact: 'user', operator: 'equal', value: user.id };
  return rights.administers ? { any: [own, { fact: 'user', operator: 'isEmpty' }] } : own;
}

const isOfInterest: Condition = {
  any: [
    { fact: 'status', operator: 'equal', value: 'failed' },
    {
      all: [
        { fact: 'status', operator: 'equal', value: 'done' },
        {
          any: [
            { fact: 'failed', operator: 'greaterThan', value: 0 },
            {
              all: [
                // What people told each other was no kind of its own before.
                { fact: 'kind', operator: 'in', value: ['notice', 'other'] },
                { fact: 'form', operator: 'isNotEmpty' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const since = (instant: string): Condition => ({
  fact: 'createdAt',
  operator: 'greaterThanOrEqual',
  value: instant,
});

/** Undefined: it only ended. */
function waitingOf(call: Call, job: WireRecord): Waiting | undefined {
  const { id } = job;
  const details = detailsOf(job);
  const about = {
    key: id,
    path: `/jobs?job=${id}`,
    since: textOf(job['finishedAt']),
    version: String(job.revision),
  };
  const form = formOf(call, textOf(job['form']));
  if (isObject(details['news'])) {
    // Whoever was told of it may have lost the right to see it since, or it is gone.
    if (!form || !mayAnywhere(call.rights, form, 'read')) return undefined;
    const by = textOf(details['news']['by']) ?? '';
    const note = textOf(job['message']);
    return {
      ...about,
      kind: 'news',
      path: `/forms/${form.name}`,
      title: { code: 'inbox-news', params: { by, form: { ...form.listLabel } } },
      ...(note ? { reason: words(note) } : {}),
    };
  }
  const failed = numberOf(job['failed']) ?? 0;
  const look = { label: { code: 'inbox-job-look' }, path: about.path };
  if (textOf(job['status']) === 'failed')
    return {
      ...about,
      kind: 'failure',
      title: named('inbox-job-failed'),
      reason: why(details, job),
      remedy: look,
    };
  if (failed === 0) return undefined;
  const mayImport = form && mayAnywhere(call.rights, form, 'import');
  if (isTrial(job))
    return {
      ...about,
      kind: 'question',
      title: named('inbox-job-flaws'),
      count: failed,
      // The file was the caller's own and is not kept: whoever has corrected it brings it there again.
      remedy: mayImport
        ? { label: { code: 'inbox-job-mend' }, path: `/forms/${form.name}?show=import` }
        : look,
    };
  const others = ['created', 'updated', 'unchanged'].some((one) => (numberOf(job[one]) ?? 0) > 0);
  const title = named(others ? 'inbox-job-partly-failed' : 'inbox-job-all-failed');
  return { ...about, kind: 'failure', title, count: failed, remedy: look };

  function named(code: string): Said {
    return { code, params: { name: { ...nameOfJob(job) }, failed } };
  }
}

/** By its code, as whoever reads it need not be who asked for the work. */
function why(details: Readonly<Record<string, unknown>>, job: WireRecord): Said | undefined {
  const problem = details['problem'];
  const isKnown = typeof problem === 'object' && problem !== null && 'code' in problem;
  if (isKnown && typeof problem.code === 'string') {
    const params = 'params' in problem && typeof problem.params === 'object' ? problem.params : null;
    return { code: problem.code, params: { ...params } };
  }
  const message = messageOfJob(job);
  return message ? { code: 'inbox-words', params: { text: { ...message } } } : undefined;
}

/** By the name it had then, which may be no more than its id by now. */
function formOf({ served }: Call, name: string | null): Form | undefined {
  const { forms, formsById } = served.model;
  return name === null ? undefined : (forms.get(name) ?? formsById.get(name));
}
