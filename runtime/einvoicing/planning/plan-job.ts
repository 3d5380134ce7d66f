import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import type { PlannedApplication } from '../../../rules/einvoicing/contract/planned.ts';
import type { PlanConfig, PlanQuestion } from '../../../rules/einvoicing/plan/config.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { Pause } from '../../../rules/match/slices.ts';
import { type Call, callForLater } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { DecisionAnswer } from '../../effective/decisions/asked.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Unseen } from '../../effective/decisions/gather.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Outcome, Running, Work } from '../../work/jobs/job.ts';
import type { Planner } from './create-planner.ts';
import { followedPlan } from './followed-plan.ts';
import { mergeKey } from './merge-key.ts';
import type { PlanHow } from './plan-asked.ts';
import { answerOfPlan, type Planning } from './planning.ts';
import { applicationPages, type ReadApplications } from './stored-applications.ts';

/** Applications that are planned at once, unless more of them may become one invoice. */
const batchSize = 100;

interface Parts {
  readonly decisions: Pick<Decisions, 'under'>;
  readonly planner: Planner;
  readonly store: Store;
  /** Of a batch as a line of the file. */
  readonly line: (call: Call, answer: Pick<DecisionAnswer<Planned>, 'result' | 'trace' | 'issues'>) => object;
}

interface JobAsked {
  readonly how: PlanHow;
  readonly total: number;
}

/**
 * Plans as many applications as there are, in batches that nobody has in memory together. First it is learned which of
 * them may become one invoice; they are planned together.
 */
export function planWork(parts: Parts, asking: Call, asked: PlanAsked, { how, total }: JobAsked): Work {
  return {
    kind: 'other',
    name: { zh: '生成待开发票', en: 'Create pending invoices' },
    form: 'invoice-application',
    details: { decision: 'plan', total },
    async run(job) {
      const call = await parts.decisions.under(callForLater(asking), how);
      // Many turns make one answer of somebody else: each of them waits for a short stretch only.
      const pause = timeSlices(undefined, 3);
      const { by } = asked;
      const under = await parts.planner.planning(call, { ...how, ...(by ? { by } : {}), pause });
      return new PlanRun(parts, { call, asked, how, total, under, pause }, job).run();
    },
  };
}

interface Run extends JobAsked {
  readonly call: Call;
  readonly asked: PlanAsked;
  readonly under: Planning;
  readonly pause: Pause;
}

class PlanRun {
  readonly #parts: Parts;
  readonly #run: Run;
  readonly #job: Running;
  readonly #config: PlanConfig;
  /** Of each application its document, while its place is its number in the order asked. */
  readonly #documents: PlannedApplication[] = [];
  #splits: Pick<PlanQuestion, 'split' | 'splits' | 'basis'> = {};
  #done = 0;
  #batches = 0;
  /** By name of a form, or type of a parameter. */
  readonly #unseen = new Map<string, Unseen>();
  readonly #counts = { pendingInvoices: 0, held: 0, stopped: 0, questions: 0, warnings: 0 };

  constructor(parts: Parts, run: Run, job: Running) {
    this.#parts = parts;
    this.#run = run;
    this.#job = job;
    this.#config = run.under.config;
  }

  async run(): Promise<Outcome> {
    const { call: caller, asked } = this.#run;
    this.#splits = await this.#parts.planner.readSplits(caller, asked);
    const groups = await this.#groups();
    let batch: number[] = [];
    for (const group of groups) {
      append(batch, group);
      if (batch.length < batchSize) continue;
      await this.#plan(batch);
      batch = [];
    }
    if (batch.length > 0) await this.#plan(batch);
    const { call, under } = this.#run;
    const { used } = answerOfPlan(under, { result: {}, trace: [], issues: [], used: [] });
    const asOf = { revision: used.revision, at: used.at };
    return {
      details: { applications: this.#documents.length, ...this.#counts, ...asOf, unseen: this.#named() },
      file: { name: `plan-${call.now.localDate}.jsonl`, type: 'application/x-ndjson' },
    };
  }

  /** Places of those that may become one invoice, by first appearance. */
  async #groups(): Promise<Iterable<readonly number[]>> {
    const { call, asked } = this.#run;
    const groups = new Map<string, number[]>();
    for await (const page of applicationPages(this.#reading(), call, asked)) {
      const first = this.#documents.length;
      append(this.#documents, page.documents);
      for (const [at, application] of page.applications.entries()) {
        const key = await mergeKey(application, first + at, this.#config, this.#splits);
        const group = groups.get(key);
        if (group) group.push(first + at);
        else groups.set(key, [first + at]);
        await this.#run.pause();
      }
      await this.#report(0);
    }
    return groups.values();
  }

  async #plan(places: readonly number[]): Promise<void> {
    this.#batches += 1;
    const number = this.#batches;
    const { call, asked, under, how } = this.#run;
    const { applications, documents } = await this.#read(places);
    const prefix = `${number}.`;
    const answers = Object.entries(asked.answers ?? {}).flatMap(([id, answer]) =>
      id.startsWith(prefix) ? [[id.slice(prefix.length), answer] as const] : [],
    );
    const question = {
      applications,
      ...(asked.by ? { by: asked.by } : {}),
      answers: Object.fromEntries(answers),
      ...this.#splits,
    };
    const decided = await followedPlan(question, this.#config, how.trace ?? 'none');
    const result: Planned = {
      ...decided.result,
      questions: decided.result.questions.map((one) => ({ ...one, id: prefix + one.id })),
    };
    const { used: _, unseen, ...answer } = answerOfPlan(under, { ...decided, result });
    for (const one of unseen) this.#unseen.set(one.form ?? one.parameter ?? '', one);
    const line = JSON.stringify({
      batch: number,
      applications: documents,
      ...this.#parts.line(call, answer),
    });
    await this.#job.append?.(new TextEncoder().encode(`${line}\n`));
    this.#count(result, decided.issues.length);
    await this.#report(places.length);
  }

  #named(): readonly JsonObject[] {
    const { language } = this.#run.call;
    return [...this.#unseen.values()].map(({ label, ...one }) => ({ ...one, label: label[language] }));
  }

  #count({ pendingInvoices, held, stopped, questions }: Planned, warnings: number): void {
    this.#counts.pendingInvoices += pendingInvoices.length;
    this.#counts.held += held.length;
    this.#counts.stopped += stopped.length;
    this.#counts.questions += questions.length;
    this.#counts.warnings += warnings;
  }

  async #read(places: readonly number[]): Promise<ReadApplications> {
    const { call, asked } = this.#run;
    const ids = places.map((place) => this.#documents[place]?.id ?? '');
    const { applications: given } = asked;
    const own: PlanAsked = given ? { applications: places.flatMap((place) => oneOf(given, place)) } : { ids };
    const applications: JsonObject[] = [];
    const documents: PlannedApplication[] = [];
    for await (const page of applicationPages(this.#reading(), call, own)) {
      append(applications, page.applications);
      append(documents, page.documents);
    }
    return { applications, documents };
  }

  #reading() {
    const { planner, store } = this.#parts;
    const { call } = this.#run;
    const read = (one: JsonObject, path: string) => planner.readApplication(call, one, path);
    return { store, read, pause: this.#run.pause };
  }

  async #report(done: number): Promise<void> {
    this.#done += done;
    await this.#job.report({ total: Math.max(this.#run.total, this.#documents.length), done: this.#done });
  }
}

function oneOf(applications: readonly JsonObject[], place: number): readonly JsonObject[] {
  return applications.slice(place, place + 1);
}
