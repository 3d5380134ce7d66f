import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Call } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { newestRevision } from '../../storage/store/record/revisions.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import type { Work } from '../../work/jobs/job.ts';
import { readJobPart, writeJobPart } from '../../work/jobs/job-chunks.ts';
import type { Rehearsal, RehearsalStep, Tell } from './rehearse-install.ts';

/** The state of the rehearsal of a plan. */
export type Rehearsed =
  | { readonly state: 'done'; readonly job: string | null; readonly outcome: Rehearsal }
  | { readonly state: 'running' | 'failed'; readonly job: string }
  /** Something else has to be decided first. */
  | { readonly state: 'waiting'; readonly job: null };

export interface AskedRehearsal {
  /** Of everything it depends on but the records that are stored. */
  readonly key: string;
  /** What is tried, as the job that goes on with it is called. */
  readonly name: Label;
  /** The job whose outcome somebody has seen, or waits for. Default: none. */
  readonly job?: string | undefined;
  /**
   * Only what is known already, whatever was written since: a plan that was seen is carried out as it was. Default: no.
   */
  readonly onlyKnown?: boolean;
  /** Milliseconds it waits before it goes on as a job. */
  readonly patience: number;
  readonly call: Call;
  readonly onStep?: Tell | undefined;
}

export interface Rehearsals {
  /** The outcome that is known, or one that is begun; undefined: only what is known was asked for, and nothing is. */
  of(
    asked: AskedRehearsal,
    begin: (tell: Tell, stop: AbortSignal) => Promise<Rehearsal>,
  ): Promise<Rehearsed | undefined>;
}

interface RehearsalParts {
  readonly database: Database;
  readonly jobs: Pick<Jobs, 'start' | 'find'>;
}

/** Outcomes are rows, so that another node may answer the next plan. */
const keeps = 24 * 60 * 60 * 1_000;
const part = 'rehearsal';

interface Kept {
  readonly job: string | null;
  /** Newest of the records it was tried on. */
  readonly revision: number;
  readonly outcome: Rehearsal;
}

interface UnderWay {
  readonly revision: number;
  readonly outcome: Promise<Rehearsal>;
  readonly stop: AbortController;
  readonly listeners: Set<Tell>;
  job?: string;
}

export function createRehearsals({ database, jobs }: RehearsalParts): Rehearsals {
  const underWay = new Map<string, UnderWay>();
  return {
    async of({ key, name, job, onlyKnown = false, patience, call, onStep }, begin) {
      const kept = await readKept(key);
      if (kept && (onlyKnown || (job !== undefined && kept.job === job) || (await isStillSo(kept.revision))))
        return { state: 'done', job: kept.job, outcome: kept.outcome };
      if (onlyKnown) return undefined;
      const elsewhere =
        job === undefined || underWay.get(key)?.job === job ? undefined : await asked(job, key);
      if (elsewhere) return elsewhere;
      const running = underWay.get(key);
      if (running && (running.job === job || (await isStillSo(running.revision))))
        return settle(running, { key, name, patience, call, onStep });
      return settle(await start(key, begin), { key, name, patience, call, onStep });
    },
  };

  async function start(
    key: string,
    begin: (tell: Tell, stop: AbortSignal) => Promise<Rehearsal>,
  ): Promise<UnderWay> {
    const revision = await newestRevision(database);
    const stop = new AbortController();
    const listeners = new Set<Tell>();
    const outcome = begin((step, share) => {
      for (const listener of listeners) listener(step, share);
    }, stop.signal);
    const one: UnderWay = { revision, outcome, stop, listeners };
    underWay.set(key, one);
    const forget = () => {
      if (underWay.get(key) === one) underWay.delete(key);
    };
    outcome.catch(forget);
    return one;
  }

  async function settle(
    one: UnderWay,
    {
      key,
      name,
      patience,
      call,
      onStep,
    }: Pick<AskedRehearsal, 'key' | 'name' | 'patience' | 'call' | 'onStep'>,
  ): Promise<Rehearsed> {
    if (onStep) one.listeners.add(onStep);
    const outcome = await within(one.outcome, one.job === undefined ? patience : 0);
    if (outcome !== undefined) {
      await keep(key, one, outcome);
      return { state: 'done', job: one.job ?? null, outcome };
    }
    one.job ??= (await jobs.start(call, workOf(key, name, one))).id;
    return { state: 'running', job: one.job };
  }

  function workOf(key: string, name: Label, one: UnderWay): Work {
    return {
      kind: 'other',
      name,
      details: { rehearsal: key },
      async run(job) {
        let last: { step: RehearsalStep; share: number } = { step: 'copy', share: 0 };
        one.listeners.add((step, share) => {
          last = { step, share };
        });
        try {
          for (;;) {
            const outcome = await within(one.outcome, 500);
            if (outcome !== undefined) {
              // Of a job that was cancelled meanwhile nothing is kept.
              await job.report({ total: 1_000, done: 1_000 });
              await keep(key, one, outcome);
              return { details: { newlyFailing: outcome.newlyFailing.length } };
            }
            const { step, share } = last;
            await job.report({
              total: 1_000,
              done: Math.floor(share * 1_000),
              message: words[step],
            });
          }
        } catch (failure) {
          one.stop.abort();
          throw failure;
        }
      },
    };
  }

  async function keep(key: string, one: UnderWay, outcome: Rehearsal): Promise<void> {
    const kept: Kept = { job: one.job ?? null, revision: one.revision, outcome };
    await writeJobPart(database, placeOf(key), part, Buffer.from(JSON.stringify(kept)), keeps);
    if (underWay.get(key) === one) underWay.delete(key);
  }

  async function readKept(key: string): Promise<Kept | undefined> {
    const bytes = await readJobPart(database, placeOf(key), part);
    return bytes === null ? undefined : (JSON.parse(Buffer.from(bytes).toString()) as Kept);
  }

  /** A job that another node is at, or that ended without an outcome. */
  async function asked(job: string, key: string): Promise<Rehearsed | undefined> {
    const record = await jobs.find(job);
    const of = (record?.['details'] as JsonObject | null | undefined)?.['rehearsal'];
    if (of !== key) return undefined;
    const status = String(record?.['status']);
    if (status === 'waiting' || status === 'running') return { state: 'running', job };
    return status === 'done' ? undefined : { state: 'failed', job };
  }

  /** Whether nobody wrote anything since that a case may see: jobs write only themselves. */
  async function isStillSo(revision: number): Promise<boolean> {
    const row = await database.first(
      "SELECT revision FROM gj_history WHERE revision > ? AND form <> 'job' LIMIT 1",
      [revision],
    );
    return row === undefined;
  }
}

const words: Readonly<Record<RehearsalStep, Label>> = {
  copy: { zh: '正在复制数据', en: 'copying what is stored' },
  before: { zh: '正在试运行改动前的用例', en: 'trying cases as it is' },
  install: { zh: '正在副本上试做改动', en: 'making the changes on the copy' },
  after: { zh: '正在试运行改动后的用例', en: 'trying cases as it would be' },
};

/** In the place of a job's id. */
function placeOf(key: string): string {
  return key.slice(0, 36);
}

async function within<T>(work: Promise<T>, patience: number): Promise<T | undefined> {
  if (patience === Number.POSITIVE_INFINITY) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
