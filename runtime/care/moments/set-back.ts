import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import { commitThen } from '../../effective/past/commit-then.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Outcome, Running, Work } from '../../work/jobs/job.ts';
import { mostNamed, putBack, putBackOutcome, tallied } from '../../work/jobs/put-back.ts';
import { changedSince, type SetBackStep } from './changed-since.ts';

export interface SetBackParts {
  readonly store: Pick<Store, 'together'>;
  readonly reader: Connection;
  readonly zone: string;
  clock(): number;
  /** Records that are put back at most. Default: 100,000. */
  readonly most?: number;
}

export interface SetBackAsked {
  readonly form: Form;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its number or id. Default: all that the caller may change. */
  readonly record?: string | undefined;
  /** Only what this organisation made, by id. Default: any. */
  readonly org?: string | undefined;
  /** What becomes of records that were made later. */
  readonly later: 'keep' | 'delete';
  /** Whether it is only told what would be done. */
  readonly dryRun: boolean;
}

const notKept = refusal('set-back-not-kept', 410);
const ahead = refusal('set-back-ahead', 400);
const tooMany = refusal('set-back-too-many', 422);

/** More are not put back in one go: whoever means so many wants a backup. */
const usualMost = 100_000;

/** Puts the records of a form back to what they were at a moment, each by an ordinary write of the caller. */
export function settingBack(parts: SetBackParts, call: Call, asked: SetBackAsked): Work {
  const { form, dryRun, at } = asked;
  return {
    kind: 'other',
    form: form.name,
    name: dryRun
      ? {
          zh: `${form.label.zh}：恢复到过去时刻的计划`,
          en: `${form.label.en}: plan of going back to a moment`,
        }
      : { zh: `${form.label.zh}：恢复到过去的时刻`, en: `${form.label.en}: going back to a moment` },
    details: { at: new Date(at).toISOString(), later: asked.later, dryRun },
    run: (job) => (dryRun ? plan(parts, call, asked) : setBack(parts, call, asked, job)),
  };
}

async function stepsOf(parts: SetBackParts, call: Call, asked: SetBackAsked) {
  const { reader, zone, clock, most = usualMost } = parts;
  const { revision } = await thenOf(reader, asked.at, clock());
  const steps: SetBackStep[] = [];
  for await (const step of changedSince(reader, call, { ...asked, since: revision, zone })) {
    if (steps.length === most) throw tooMany({ most });
    steps.push(step);
  }
  return { revision, steps };
}

/** The state of then, in the words of who wants it back. */
async function thenOf(reader: Connection, instant: number, now: number) {
  try {
    return await commitThen(reader, { instant }, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'then-not-kept') throw notKept(error.params);
    throw error.code === 'then-ahead' ? ahead() : error;
  }
}

async function plan(parts: SetBackParts, call: Call, asked: SetBackAsked): Promise<Outcome> {
  const { revision, steps } = await stepsOf(parts, call, asked);
  const { again, back, later } = tallied(steps);
  const stays: Label =
    asked.later === 'keep' ? { zh: '保留', en: 'stay' } : { zh: '删除', en: 'are deleted' };
  return {
    counts: { created: again, updated: back },
    message: {
      zh: `将找回 ${again} 条，恢复 ${back} 条；此后新建的 ${later} 条${stays.zh}`,
      en: `${again} to be made again, ${back} to be set back; ${later} that came later ${stays.en}`,
    },
    details: { revision, again, back, later, records: steps.slice(0, mostNamed).map(entryOf) },
  };
}

async function setBack(parts: SetBackParts, call: Call, asked: SetBackAsked, job: Running): Promise<Outcome> {
  const { revision, steps } = await stepsOf(parts, call, asked);
  const rest = asked.later === 'keep' ? steps.filter(({ does }) => does !== 'later') : steps;
  const became = await putBack(parts.store, call, asked.form, rest, (done) =>
    job.report({ total: rest.length, done: done.length }),
  );
  const outcome = putBackOutcome(became, call, asked.form, entryOf);
  const records = became.done.slice(0, mostNamed).map((step) => entryOf({ ...step, ...step.was }));
  return { ...outcome, details: { ...outcome.details, revision, records } };
}

function entryOf({ record, number, name, does }: SetBackStep): JsonObject {
  return { record, number, name, does };
}
