import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { platformForm } from '../../call/system-call.ts';
import type { Connection } from '../../database/database.ts';
import { sentence } from '../../messages/index.ts';
import { page, shared } from '../../openapi/refs.ts';
import type { WireRecord } from '../../store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Answer, Endpoint, Parameter } from '../pipeline/endpoint.ts';
import { eventStream } from '../pipeline/event-stream.ts';
import * as parameters from '../pipeline/parameters.ts';
import { jobUnfinished, parametersWrong, recordUnknown } from '../pipeline/refusals.ts';

const tag = 'jobs';
const one = '/api/jobs/:id';
const job = shared('Job');
const over: ReadonlySet<Json | undefined> = new Set(['done', 'failed', 'cancelled']);
const statuses = ['waiting', 'running', 'done', 'failed', 'cancelled'];
const status: Parameter = {
  name: 'status',
  summary: {
    zh: `只要这些状态的任务：${statuses.join('、')}；多个用逗号分隔`,
    en: `Only jobs of these: ${statuses.join(', ')}; several separated by commas`,
  },
  schema: { type: 'string' },
};

/** Long work: everybody sees his own, administrators all. */
export const jobEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/jobs',
    access: 'signed-in',
    operation: 'jobs',
    tag,
    summary: { zh: '后台任务', en: 'Jobs' },
    query: [status, parameters.limit, parameters.cursor],
    schema: { answer: page(job) },
    handle: async (ask) => {
      const limit = wholeParameter(ask.query, 'limit', 1, 500);
      const cursor = ask.query.get('cursor');
      const filter = { all: [...owned(ask), ...inStatus(ask)] };
      const found = await ask.host.store.list(ownCall(ask), jobForm(ask), {
        view: 'manage',
        sort: ['-createdAt'],
        ...(filter.all.length > 0 && { filter }),
        ...(limit !== undefined && { limit }),
        ...(cursor && { cursor }),
      });
      return { body: { ...found, items: found.items.map((record) => inHisLanguage(ask, record)) } };
    },
  },
  {
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'job',
    tag,
    summary: { zh: '一个任务的进度和结果', en: 'Progress and result of a job' },
    schema: { answer: job },
    handle: async (ask) => {
      const record = await ownJob(ask);
      return { body: record, etag: record.revision };
    },
  },
  {
    method: 'GET',
    path: `${one}/events`,
    access: 'signed-in',
    operation: 'jobEvents',
    tag,
    summary: { zh: '任务进度（SSE），到结束为止', en: 'Progress of a job (SSE), until it is over' },
    schema: { answer: { type: 'string' }, type: 'text/event-stream' },
    handle: async (ask) => progress(ask, await ownJob(ask)),
  },
  {
    method: 'GET',
    path: `${one}/file`,
    access: 'signed-in',
    operation: 'jobFile',
    tag,
    summary: { zh: '下载任务的结果', en: 'Download the result of a job' },
    schema: { answer: { type: 'string', format: 'binary' }, type: '*/*' },
    handle: async (ask) => {
      const record = await ownJob(ask);
      const content = await readJobPart(ask.host.database, record.id, 'result');
      if (!content) throw jobUnfinished();
      const { name, type } = fileOf(record);
      return {
        raw: content,
        headers: {
          'content-type': type,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        },
      };
    },
  },
];

function jobForm({ served }: Ask): Form {
  return platformForm(served.model, 'job');
}

/** Somebody else's job is not there. */
async function ownJob(ask: Ask): Promise<WireRecord> {
  const record = await ask.host.store.read(ownCall(ask), jobForm(ask), ask.recordId, 'manage');
  const { user } = record;
  const own = isObject(user) && user['id'] === ask.principal.user.id;
  if (!own && !ask.principal.rights.administers) throw recordUnknown({ id: record.id });
  return inHisLanguage(ask, record);
}

/** Whoever reads what went wrong need not be who asked for the work: the code stands beside the sentence. */
function inHisLanguage({ language, served }: Ask, record: WireRecord): WireRecord {
  const { details } = record;
  const problem = isObject(details) ? details['problem'] : undefined;
  if (!isObject(problem) || typeof problem['code'] !== 'string') return record;
  const params = isObject(problem['params']) ? problem['params'] : {};
  return { ...record, message: sentence(problem['code'], params, language, served.model.messages) };
}

/** Whoever makes a result says in `details.file` what it is called and which type it has. */
function fileOf({ id, details }: WireRecord): { name: string; type: string } {
  const file: JsonObject = isObject(details) && isObject(details['file']) ? details['file'] : {};
  return {
    name: typeof file['name'] === 'string' ? file['name'] : id,
    type: typeof file['type'] === 'string' ? file['type'] : 'application/octet-stream',
  };
}

function progress(ask: Ask, first: WireRecord): Answer {
  let sent = -1;
  let ended = false;
  let record: WireRecord = first;
  return eventStream(
    {
      wake: (listener) =>
        ask.host.follow((changes) => {
          if (changes.some((change) => change.record === first.id)) listener();
        }),
      next: async () => {
        if (ended) return null;
        if (sent >= 0) record = await ownJob(ask);
        if (record.revision === sent) return [];
        sent = record.revision;
        ended = over.has(record['status']);
        return [{ event: ended ? 'end' : 'progress', id: sent, data: record }];
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

function inStatus({ query }: Ask): readonly Condition[] {
  const wanted = query.get('status')?.split(',').filter(Boolean) ?? [];
  if (wanted.some((one) => !statuses.includes(one))) {
    const params = { name: 'status', choices: statuses };
    throw parametersWrong({}, [{ path: '/status', code: 'parameter-choice', params }]);
  }
  return wanted.length > 0 ? [{ fact: 'status', operator: 'in', value: wanted }] : [];
}

/** One part of what a job was given or has made, chunk by chunk; null when there is none. */
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
