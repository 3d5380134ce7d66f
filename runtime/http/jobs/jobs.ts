import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { type Job, jobStatuses, jobs } from '../../../metadata/contract/jobs/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { platformForm } from '../../call/system-call.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import { type Jobs, markDigest } from '../../work/jobs/create-jobs.ts';
import { undoingImport } from '../../work/sheets/undo-import.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { eventStream } from '../pipeline/event-stream.ts';
import { fileRightsChanged, jobUnfinished, parametersWrong, recordUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { accepted, jobFor } from './job-answer.ts';

const jobUnderWay = refusal('job-under-way', 409);
const over: ReadonlySet<Json | undefined> = new Set(['done', 'failed', 'cancelled']);

/** Long work: everybody sees his own, administrators all. */
export const jobEndpoints = (gate: Pick<Gate, 'rightsMark'>): readonly Endpoint[] => [
  serveCall(jobs.list, async ({ ask, query: { status, failed, limit, cursor } }) => {
    const filter = { all: [...owned(ask), ...inStatus(status), ...(failed ? [hasFailed] : [])] };
    const found = await ask.host.store.list(ownCall(ask), jobForm(ask), {
      view: 'manage',
      sort: ['-createdAt'],
      ...(filter.all.length > 0 && { filter }),
      ...(limit !== undefined && { limit }),
      ...(cursor && { cursor }),
    });
    return { body: { ...found, items: found.items.map((record) => listed(jobFor(ask, record))) } };
  }),
  serveCall(jobs.read, async ({ ask }) => {
    const body = await ownJob(ask);
    return { body, etag: body.revision };
  }),
  serveCall(jobs.events, async ({ ask, query: { language = ask.language } }) =>
    progress(ask, language, await ownJob(ask, language)),
  ),
  serveCall(jobs.file, async ({ ask }) => {
    const job = await ownJob(ask);
    const content = await readJobPart(ask.host.database, job.id, 'result');
    if (!content) throw jobUnfinished();
    await requireSameRights(gate, ask, job);
    const { name, type } = fileOf(job);
    return {
      raw: content,
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    };
  }),
];

/** Makes the call that cancels a job, which ends at its next note of progress. */
export const cancelJobEndpoint = (running: Pick<Jobs, 'cancel'>): Endpoint =>
  serveCall(jobs.cancel, async ({ ask }) => {
    const { call, principal, recordId, host } = ask;
    const { record, ended } = await running.cancel(call, recordId, principal.rights.administers);
    const { revision } = record;
    const body = jobFor(ask, record);
    if (ended)
      await host.audit.record({
        action: 'job-cancelled',
        actor: call.user,
        target: body.name,
        org: call.org,
      });
    return { body, etag: revision, revision };
  });

/** Makes the call that has the job of a publish done once more: what stood in its way may be gone by now. */
export const againJobEndpoint = (refills: Pick<Refills, 'again'>): Endpoint =>
  serveCall(jobs.again, async ({ ask }) => {
    const { call, host, writeCall } = ask;
    const { id, name } = await ownJob(ask);
    const record = await host.store.read(ownCall(ask), jobForm(ask), id, 'manage');
    const job = await refills.again(writeCall, record);
    if (!job) throw jobUnderWay({ id });
    await host.audit.record({ action: 'job-repeated', actor: call.user, target: name, org: call.org });
    return accepted(job);
  });

/** Makes the call that takes an import back. */
export const undoJobEndpoint = (running: Pick<Jobs, 'start' | 'startedBefore'>): Endpoint =>
  serveCall(jobs.undo, async ({ ask }) => {
    const { call, host, writeCall } = ask;
    const { id, name } = await ownJob(ask);
    const before = await running.startedBefore(writeCall);
    if (before) return accepted(before);
    const imported = await host.store.read(ownCall(ask), jobForm(ask), id, 'manage');
    const job = await running.start(writeCall, undoingImport(host.store, call, imported));
    await host.audit.record({ action: 'job-undone', actor: call.user, target: name, org: call.org });
    return accepted(job);
  });

/** What an import wrote, record by record, is told with the job alone: a list would be long by it. */
function listed(job: Job): Job {
  const { changes, ...details } = job.details ?? {};
  const undoable = Array.isArray(changes) ? { undoable: changes.length } : {};
  return { ...job, details: job.details && { ...details, ...undoable } };
}

function jobForm({ served }: Ask): Form {
  return platformForm(served.model, 'job');
}

/** Somebody else's job is not there. */
async function ownJob(ask: Ask, language = ask.language): Promise<Job> {
  const record = await ask.host.store.read(ownCall(ask), jobForm(ask), ask.recordId, 'manage');
  const job = jobFor(ask, record, language);
  const own = job.user?.id === ask.principal.user.id;
  if (!own && !ask.principal.rights.administers) throw recordUnknown({ id: job.id });
  return job;
}

/**
 * A result holds what somebody might see when it was made. Whoever may see something else since has it made anew: what
 * of it he may still see nobody knows.
 */
async function requireSameRights(gate: Pick<Gate, 'rightsMark'>, ask: Ask, { details }: Job): Promise<void> {
  const { rights, user } = ask.principal;
  if (rights.administers || !isObject(details?.['file'])) return;
  const { rights: made } = details['file'];
  if (made !== markDigest(await gate.rightsMark(user.id))) throw fileRightsChanged();
}

/** Returns name and type of a job's result, as whoever made it says in `details.file`. */
function fileOf({ id, details }: Job): { name: string; type: string } {
  const { file } = details ?? {};
  const { name, type }: JsonObject = isObject(file) ? file : {};
  return {
    name: typeof name === 'string' ? name : id,
    type: typeof type === 'string' ? type : 'application/octet-stream',
  };
}

function progress(ask: Ask, language: Language, first: Job): Answer {
  let sent = -1;
  let ended = false;
  let job = first;
  return eventStream(
    {
      wake: (listener) =>
        ask.host.follow((changes) => {
          if (changes.some((change) => change.record === first.id)) listener();
        }),
      next: async () => {
        if (ended) return null;
        if (sent >= 0) job = await ownJob(ask, language);
        if (job.revision === sent) return [];
        sent = job.revision;
        ended = over.has(job.status);
        return [{ event: ended ? 'end' : 'progress', id: sent, data: job }];
      },
    },
    ask.host.stopping,
    ask.host.streams.take(ask.principal.user.id),
  );
}

function owned({ principal }: Ask): readonly Condition[] {
  if (principal.rights.administers) return [];
  return [{ fact: 'user', operator: 'equal', value: principal.user.id }];
}

function inStatus(status = ''): readonly Condition[] {
  const wanted = status.split(',').filter(Boolean);
  const known: readonly string[] = jobStatuses;
  if (wanted.some((one) => !known.includes(one))) {
    const params = { name: 'status', choices: known };
    throw parametersWrong({}, [{ path: '/status', code: 'parameter-choice', params }]);
  }
  return wanted.length > 0 ? [{ fact: 'status', operator: 'in', value: wanted }] : [];
}

/** Nothing but failures is no success, and some of them are none either. */
const hasFailed: Condition = {
  any: [
    { fact: 'status', operator: 'equal', value: 'failed' },
    { fact: 'failed', operator: 'greaterThan', value: 0 },
  ],
};

/** Reads a part of what a job was given or has made, chunk by chunk; null where there is none. */
async function readJobPart(
  database: Connection,
  job: string,
  part: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const chunk = async (seq: number): Promise<Uint8Array | null> => {
    const row = await database.first<{ content: Uint8Array }>(
      'select content from gj_job_chunk where job = ? and part = ? and seq = ?',
      [job, part, seq],
    );
    return row?.content ?? null;
  };
  const first = await database.first<{ seq: number }>(
    'select seq from gj_job_chunk where job = ? and part = ? order by seq limit 1',
    [job, part],
  );
  if (!first) return null;
  let next = Number(first.seq);
  return new ReadableStream({
    async pull(controller) {
      const content = await chunk(next);
      next += 1;
      if (content) controller.enqueue(new Uint8Array(content));
      else controller.close();
    },
  });
}
