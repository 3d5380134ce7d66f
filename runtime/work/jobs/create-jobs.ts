import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { platformForm, platformRights, platformUser } from '../../call/system-call.ts';
import { sentence } from '../../common/messages/index.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import { currentSpan, type Traces, traced } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { databaseRefusal, longReadRefusal } from '../../database/database-error.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { besidePublishes } from './beside-publishes.ts';
import { Cancelled, type Outcome, type Progress, type Work } from './job.ts';
import { appendJobPart, dropExpired, isAlive, keepAlive, letGo, writeJobPart } from './job-chunks.ts';
import { jobGoesOn, jobMessage, jobName } from './name-of-job.ts';

export interface JobParts {
  readonly store: Store;
  readonly database: Database;
  readonly log: Log;
  /** Default: nobody follows them. */
  readonly traces?: Traces | null;
  /** For what the platform itself does. */
  readonly systemCall: () => Call;
  /** Reads what was published on other nodes. Default: there are none. */
  readonly follow?: () => Promise<void>;
  /**
   * Answers the rights of a user as a text that is another one when they change; work that somebody started ends then.
   * Default: work goes on.
   */
  readonly rightsMark?: (user: string) => Promise<string | null>;
  /** How long results stay, in milliseconds. Default: 7 days. */
  readonly keeps?: number;
  /** Least time between two notes of progress, in milliseconds. Default: 1,000. */
  readonly pace?: number;
  /** How long a silent job counts as being worked on, in milliseconds. Default: 60,000. */
  readonly patience?: number;
}

interface Cancellation {
  readonly record: WireRecord;
  /** Whether it was this that ended it. */
  readonly ended: boolean;
}

/**
 * Work that takes longer than a request, on the node that was asked; its state and results are rows every node sees.
 */
export interface Jobs {
  /**
   * Answers the job's record at once; the work goes on. A call that is made once has one job: sent again, it is answered
   * that one, whatever became of its work.
   */
  start(call: Call, work: Work): Promise<WireRecord>;
  /** The job that the same request began before; null: it began none, or is not sent to be done once. */
  startedBefore(call: Call): Promise<WireRecord | null>;
  /**
   * It ends at its next note of progress. Over already: it stays as it is, and `ended` is false. Only one's own,
   * unless `anybodys`.
   */
  cancel(call: Call, id: string, anybodys?: boolean): Promise<Cancellation>;
  /** A job of anybody's, whichever node is at it. */
  find(id: string): Promise<WireRecord | undefined>;
  /** Marks jobs as failed whose node is gone, and forgets results that expired. To be called now and then. */
  sweep(): Promise<void>;
  /** Resolves when this node is not at a job any more, however that ended; at once where it never was. */
  over(id: string): Promise<void>;
  /** Resolves when no work is under way on this node any more. */
  idle(): Promise<void>;
  /** Ends what is under way: it counts as failed. */
  stop(): Promise<void>;
}

const recordUnknown = refusal('record-unknown', 404);
const readOnlyToken = refusal('token-reads-only', 403);
const rightsChanged = refusal('job-rights-changed', 403);
const jobStopped = refusal('job-stopped', 503);
const day = 24 * 60 * 60 * 1_000;
const open: readonly string[] = ['waiting', 'running'];

export function createJobs(parts: JobParts): Jobs {
  const {
    store,
    database,
    log,
    rightsMark = async () => null,
    follow = async () => {},
    keeps = 7 * day,
    pace = 1_000,
    patience = 60_000,
  } = parts;
  const lasting = besidePublishes(store, { served: () => parts.systemCall().served, follow });
  const running = new Map<string, Promise<void>>();
  let stopping = false;

  async function start(caller: Call, work: Work): Promise<WireRecord> {
    if (caller.readsOnly) throw readOnlyToken();
    const call = ownCall(caller);
    const once = caller.once?.part(0);
    const startedBefore = once?.next().written !== undefined;
    const { record } = await store.create({ ...call, ...(once && { once }) }, jobForm(call), {
      kind: work.kind,
      name: work.name[call.language].slice(0, 200),
      ...(work.form === undefined ? {} : { form: work.form }),
      status: 'waiting',
      organisation: { id: call.org },
      // The platform itself is no record that a field can name.
      user: call.user.id === platformUser.id ? null : { id: call.user.id },
      details: named(work).details,
    });
    if (startedBefore) return record;
    await keepAlive(database, record.id, patience);
    const job = new RunningJob(record, call, named(work));
    running.set(
      record.id,
      followed(parts.traces, work, () => job.run()).finally(() => running.delete(record.id)),
    );
    return record;
  }

  class RunningJob {
    readonly id: string;
    readonly #call: Call;
    readonly #work: Work;
    #revision: number;
    readonly #rightsMark: Promise<string | null>;
    #sentAt = 0;
    #chunks = 0;
    /** What was told last, be it written down or not. */
    #last: Progress | undefined;

    constructor(record: WireRecord, call: Call, work: Work) {
      this.id = record.id;
      this.#revision = record.revision;
      this.#call = call;
      this.#work = work;
      this.#rightsMark = rightsMark(call.user.id);
      this.#rightsMark.catch(() => {});
    }

    async run(): Promise<void> {
      const beat = setInterval(
        () => void keepAlive(database, this.id, patience).catch(() => {}),
        patience / 3,
      );
      beat.unref();
      try {
        await this.#write({ status: 'running', startedAt: instant() });
        const outcome = await this.#work.run(this);
        // A result is told to nobody who could not have gathered it now.
        if (outcome.file) await this.#requireSameRights();
        await this.#end(outcome);
      } catch (error) {
        await this.#fail(error);
      } finally {
        clearInterval(beat);
        await letGo(database, this.id).catch(() => {});
      }
    }

    async report(progress: Progress): Promise<void> {
      if (stopping) throw jobStopped();
      this.#last = progress;
      const now = performance.now();
      if (now - this.#sentAt < pace) return;
      this.#sentAt = now;
      await this.#requireSameRights();
      await this.#write(this.#progressFields(progress));
    }

    async append(bytes: Uint8Array): Promise<void> {
      this.#chunks = await appendJobPart(database, this.id, 'result', bytes, {
        after: this.#chunks,
        lasts: keeps,
      });
    }

    /** Work is judged by the rights it was started with: they have to be the same still. */
    async #requireSameRights(): Promise<void> {
      if ((await rightsMark(this.#call.user.id)) !== (await this.#rightsMark)) throw rightsChanged();
    }

    async #end({ counts, message, details, file }: Outcome): Promise<void> {
      const rights = markDigest(await this.#rightsMark);
      if (file?.bytes) await writeJobPart(database, this.id, 'result', file.bytes, keeps);
      const made = file ? { file: { name: file.name, type: file.type, rights } } : {};
      await this.#write({
        // What was told since it was last written down: it does not end half done.
        ...(this.#last && this.#progressFields(this.#last)),
        ...counts,
        status: 'done',
        progress: '1',
        finishedAt: instant(),
        // How far it was is not said of what is over.
        message: null,
        ...this.#said(message, { ...details, ...made }),
      });
    }

    #progressFields({ total, done, counts, message, share: said }: Progress): JsonObject {
      const share = Math.min(1, said ?? (total === 0 ? 0 : done / total));
      return {
        total,
        done,
        progress: share.toFixed(4),
        ...counts,
        ...(message && this.#said(message)),
      };
    }

    /** In the language of whoever started it, and in every language among the details. */
    #said(message: Label | undefined, details: JsonObject = {}): JsonObject {
      const all = { ...this.#work.details, ...details };
      if (!message) return { details: all };
      return { message: message[this.#call.language], details: { ...all, [jobMessage]: { ...message } } };
    }

    async #fail(error: unknown): Promise<void> {
      if (error instanceof Cancelled) return;
      const { code, params } = problemOf(error);
      currentSpan()?.fail(code);
      if (code === 'job-failed') log.error({ job: this.id, err: error }, 'a job failed');
      const { details } = this.#work;
      const fields = {
        finishedAt: instant(),
        ...(code === 'job-stopped' && details[jobGoesOn]
          ? goneOnWith(this.#call, details)
          : failedWith(this.#call, details, { code, params })),
      };
      await this.#write(fields).catch((failure: unknown) => {
        if (!(failure instanceof Cancelled))
          log.error({ job: this.id, err: failure }, 'a job could not be closed');
      });
    }

    /** Nobody else writes an open job but who cancels it. */
    async #write(fields: JsonObject): Promise<void> {
      try {
        const call = { ...this.#call, now: parts.systemCall().now };
        const { record } = await lasting.patch(call, jobForm(call), this.id, fields, this.#revision);
        this.#revision = record.revision;
      } catch (error) {
        if (error instanceof Refusal && error.status === 412) throw new Cancelled();
        throw error;
      }
    }
  }

  const instant = () => parts.systemCall().now.instant;

  async function cancel(caller: Call, id: string, anybodys = false): Promise<Cancellation> {
    const call = ownCall(caller);
    for (;;) {
      const record = await store.read(call, jobForm(call), id, 'manage');
      if (!anybodys && (record['user'] as JsonObject | null)?.['id'] !== call.user.id)
        throw recordUnknown({ id });
      if (!open.includes(String(record['status']))) return { record, ended: false };
      try {
        const fields = { status: 'cancelled', finishedAt: instant(), message: null };
        const written = await store.patch(call, jobForm(call), id, fields, record.revision);
        return { record: written.record, ended: true };
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 412)) throw error;
      }
    }
  }

  async function sweep(): Promise<void> {
    const call = parts.systemCall();
    const filter = { fact: 'status', operator: 'in', value: [...open] } as const;
    const { items } = await store.list(call, jobForm(call), { view: 'manage', filter, limit: 500 });
    // One that is just being started has not said yet that somebody is at it.
    const young = addMilliseconds(call.now.instant, -patience);
    for (const record of items) {
      if (record['status'] === 'waiting' && String(record['createdAt']) > young) continue;
      if (await isAlive(database, record.id)) continue;
      const fields = { finishedAt: instant(), ...abandoned(call, record) };
      await store.patch(call, jobForm(call), record.id, fields, record.revision).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.status === 412)) throw error;
      });
    }
    await dropExpired(database);
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  async function find(id: string): Promise<WireRecord | undefined> {
    const call = parts.systemCall();
    try {
      return await store.read(call, jobForm(call), id, 'manage');
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  return {
    start,
    async startedBefore({ once, ...caller }) {
      const mark = once?.part(0);
      if (mark?.next().written === undefined) return null;
      const call = { ...ownCall(caller), once: mark };
      // Answered from history by its mark, whatever is asked for now.
      return (await store.create(call, jobForm(call), { status: 'waiting' })).record;
    },
    cancel,
    find,
    sweep,
    over: async (id) => running.get(id),
    idle,
    stop() {
      stopping = true;
      return idle();
    },
  };
}

/**
 * What stands beside a result of the rights that it was made by, so that it is judged again by whoever wants it later. Null:
 * of nobody in particular.
 */
export function markDigest(mark: string | null): string | null {
  return mark === null ? null : createHash('sha256').update(mark).digest('base64url').slice(0, 22);
}

/** A job is a trace of its own, as it goes on when the request that began it is long answered; it says which that was. */
function followed<T>(traces: JobParts['traces'], { kind, form }: Work, run: () => T): T {
  const attributes = { 'guiju.job.kind': kind, ...(form !== undefined && { 'guiju.form': form }) };
  return traced(traces, `job ${kind}`, { attributes, after: currentSpan() }, run);
}

/** Nobody knows any more in which language it was asked for; the code stands beside the sentence. */
function abandoned(call: Call, record: WireRecord): JsonObject {
  const details = (record['details'] ?? {}) as JsonObject;
  if (details[jobGoesOn]) return goneOnWith(call, details);
  return failedWith({ ...call, language: 'zh' }, details, { code: 'job-abandoned', params: {} });
}

function failedWith(
  { language, served }: Call,
  details: JsonObject,
  problem: { readonly code: string; readonly params: JsonObject },
): JsonObject {
  const message = sentence(problem.code, problem.params, language, served.model.messages);
  return { status: 'failed', message, details: { ...details, problem } };
}

/** Nobody has to do anything about it. */
function goneOnWith({ language, served }: Call, details: JsonObject): JsonObject {
  const said = (one: Language) => sentence('job-goes-on', {}, one, served.model.messages);
  const message = { zh: said('zh'), en: said('en') };
  return { status: 'cancelled', message: message[language], details: { ...details, [jobMessage]: message } };
}

function problemOf(thrown: unknown): { code: string; params: JsonObject } {
  const error = longReadRefusal(thrown) ?? thrown;
  const known = error instanceof Refusal || (error instanceof Error && error.name === 'SheetFailure');
  const refusal = known ? (error as Refusal) : databaseRefusal(error);
  if (!refusal) return { code: 'job-failed', params: {} };
  const { code, params } = refusal;
  return { code, params: { ...params } };
}

/** With its name in every language beside its input, where `nameOfJob` finds it. */
function named(work: Work): Work {
  const goesOn = work.goesOn ? { [jobGoesOn]: true } : {};
  return { ...work, details: { ...work.details, [jobName]: { ...work.name }, ...goesOn } };
}

/** Done in the name of whoever started it, by the platform's right: one's own jobs need no role. */
function ownCall({ served, user, org, now, language, requestId }: Call): Call {
  return { served, user, org, now, language, requestId, rights: platformRights };
}

function jobForm({ served }: Call): Form {
  return platformForm(served.model, 'job');
}
