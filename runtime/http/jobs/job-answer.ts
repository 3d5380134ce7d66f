import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { labelOf, numberOf, textOf, wordOf } from '../../../metadata/common/read.ts';
import { type Job, jobKinds, jobStatuses } from '../../../metadata/contract/jobs/calls.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { jobGoesOn, jobMessage, jobName, messageOfJob, nameOfJob } from '../../work/jobs/name-of-job.ts';
import type { Ask } from '../pipeline/ask.ts';
import { referenceOf } from './reference-of.ts';

/** A job as it is told: all that its record says. */
function jobAnswer(record: WireRecord): Job {
  const details = isObject(record['details']) ? record['details'] : null;
  const { [jobName]: _name, [jobMessage]: _message, [jobGoesOn]: _goesOn, ...others } = details ?? {};
  return {
    ...record,
    kind: wordOf(jobKinds, record['kind']) ?? 'other',
    name: textOf(record['name']) ?? '',
    form: textOf(record['form']),
    status: wordOf(jobStatuses, record['status']) ?? 'waiting',
    progress: textOf(record['progress']),
    total: numberOf(record['total']),
    done: numberOf(record['done']),
    created: numberOf(record['created']),
    updated: numberOf(record['updated']),
    unchanged: numberOf(record['unchanged']),
    failed: numberOf(record['failed']),
    createdAt: textOf(record['createdAt']) ?? '',
    startedAt: textOf(record['startedAt']),
    finishedAt: textOf(record['finishedAt']),
    message: textOf(record['message']),
    organisation: referenceOf(record['organisation']),
    user: referenceOf(record['user']),
    details: details && others,
  };
}

/**
 * Answers a job as the reader may know it. The platform makes values by its own right, so that records that were refused
 * are named to whoever may read all of their form; how many they were everybody is told who sees the job.
 */
export function jobFor(ask: Ask, record: WireRecord, language = ask.language): Job {
  const answer = jobAnswer(record);
  const job = {
    ...answer,
    name: nameOfJob(record)[language],
    message: messageOfJob(record)?.[language] ?? null,
    details: answer.details && inLanguage(answer.details, language),
  };
  return withoutUnread(ask.call, inHisLanguage(ask, job, language));
}

function withoutUnread({ rights, served }: Call, job: Job): Job {
  const { refused, reasons = [] } = job.details ?? {};
  if (!Array.isArray(refused) || !Array.isArray(reasons) || rights.administers) return job;
  const reads = (row: Json) => {
    const form = isObject(row) ? served.model.formsById.get(String(row['form'])) : undefined;
    return form !== undefined && rights.scope(form, 'read') === 'all';
  };
  return {
    ...job,
    details: { ...job.details, refused: refused.filter(reads), reasons: reasons.filter(reads) },
  };
}

/** What details say in every language, in the reader's: why a record or a row was refused. */
function inLanguage(details: JsonObject, language: Language): JsonObject {
  const inReader = (name: string, value: Json): Json => {
    if (Array.isArray(value)) return value.map((one: Json) => inReader(name, one));
    if (!isObject(value)) return value;
    return (sentences.has(name) ? labelOf(value)?.[language] : undefined) ?? inLanguage(value, language);
  };
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, inReader(name, value)]));
}

const sentences: ReadonlySet<string> = new Set(['message', 'reason']);

/** Puts a job's problem into the reader's language, by its code: he need not be who asked for the work. */
function inHisLanguage({ served }: Ask, job: Job, language: Language): Job {
  const problem = job.details?.['problem'];
  if (!isObject(problem) || typeof problem['code'] !== 'string') return job;
  const params = isObject(problem['params']) ? problem['params'] : {};
  return { ...job, message: sentence(problem['code'], params, language, served.model.messages) };
}

/** Long work was begun. */
export function accepted(record: WireRecord) {
  return {
    status: 202,
    body: jobAnswer(record),
    revision: record.revision,
    headers: { location: `/api/jobs/${record.id}` },
  } as const;
}
