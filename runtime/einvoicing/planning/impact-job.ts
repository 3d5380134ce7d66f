import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import type { PlannedApplication } from '../../../rules/einvoicing/contract/planned.ts';
import { redsLeftOut } from '../../../rules/einvoicing/plan/config.ts';
import { type Call, callForLater } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { stepsAnswered } from '../../effective/decisions/in-words.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Outcome, Running, Work } from '../../work/jobs/job.ts';
import type { Planner } from './create-planner.ts';
import { followedPlan } from './followed-plan.ts';
import { mergeKey } from './merge-key.ts';
import type { PlanHow } from './plan-asked.ts';
import { type Round, roundOf, withoutReds } from './rounds.ts';
import { alike, becomes, type Side, unseenBy } from './sides.ts';
import { applicationPages } from './stored-applications.ts';
import { UnionFind } from './union-find.ts';

const batchSize = 100;
/** So many are named in the job's details; the file has all. */
const mostNamed = 20;

interface Parts {
  readonly decisions: Pick<Decisions, 'documents' | 'under'>;
  readonly planner: Planner;
  readonly store: Store;
}

interface ImpactAsked {
  /** The stored applications to look at. */
  readonly filter: Condition;
  readonly a: PlanHow;
  readonly b: PlanHow;
}

/**
 * Looks through stored applications for those that would be issued otherwise under another configuration. Those that
 * may become one invoice under either are planned together, so that it comes to what planning each round of issuing at
 * once would.
 */
export function impactWork(parts: Parts, asking: Call, asked: ImpactAsked): Work {
  return {
    kind: 'other',
    name: {
      zh: '影响范围：哪些申请单会开得不一样',
      en: 'Impact: applications that would be invoiced differently',
    },
    form: 'invoice-application',
    details: { decision: 'impact' },
    async run(job) {
      const call = callForLater(asking);
      const pause = timeSlices(undefined, 3);
      const sideOf = async (how: PlanHow): Promise<Side> => {
        const under = await parts.decisions.under(call, how);
        const { asking, config } = await parts.planner.planning(under, { ...how, pause });
        return { call: under, config, unseen: asking.unseen };
      };
      const sides = alike(await sideOf(asked.a), await sideOf(asked.b));
      return new ImpactRun(parts, { call, filter: asked.filter, sides, pause }, job).run();
    },
  };
}

interface Run {
  readonly call: Call;
  readonly filter: Condition;
  readonly sides: readonly [Side, Side];
  readonly pause: () => void | Promise<void>;
}

/** An application as each side reads it. */
interface TwoReadings {
  readonly place: number;
  readonly read: readonly [JsonObject, JsonObject];
}

class ImpactRun {
  readonly #parts: Parts;
  readonly #run: Run;
  readonly #job: Running;
  readonly #documents: PlannedApplication[] = [];
  /** By place, as documents are. */
  readonly #rounds: Round[] = [];
  readonly #named: string[] = [];
  /** The reasons why nobody asked what negative applications are taken back from, by code. */
  readonly #leftOut = new Map<string, DecisionIssue>();
  #done = 0;
  #others = 0;

  constructor(parts: Parts, run: Run, job: Running) {
    this.#parts = parts;
    this.#run = run;
    this.#job = job;
  }

  async run(): Promise<Outcome> {
    const groups = await this.#groups();
    let batch: number[] = [];
    for (const group of groups) {
      append(batch, group);
      if (batch.length < batchSize) continue;
      await this.#compare(batch);
      batch = [];
    }
    if (batch.length > 0) await this.#compare(batch);
    const { call } = this.#run;
    const { now } = call;
    const leftOut = stepsAnswered(this.#parts.decisions, call, {
      trace: [],
      issues: [...this.#leftOut.values()],
    }).issues;
    const issues = leftOut.map(({ code, severity, text }) => ({ code, severity, text }));
    const unseen = unseenBy(this.#run.sides, call.language);
    return {
      details: {
        applications: this.#documents.length,
        others: this.#others,
        named: this.#named,
        issues,
        unseen,
      },
      ...(this.#others > 0
        ? { file: { name: `impact-${now.localDate}.jsonl`, type: 'application/x-ndjson' } }
        : {}),
    };
  }

  /** Places of those that may become one invoice under either configuration. */
  async #groups(): Promise<readonly (readonly number[])[]> {
    const { filter, sides, pause } = this.#run;
    const joined = new UnionFind();
    for await (const { documents, records, read } of this.#pages({ filter })) {
      const first = this.#documents.length;
      append(this.#documents, documents);
      for (const [at, record] of records.entries()) {
        const place = first + at;
        const round = roundOf(record, place);
        this.#rounds.push(round);
        joined.add(place);
        for (const [side, { config }] of sides.entries()) {
          const key = await mergeKey(read[side]?.[at] ?? {}, place, config, {});
          joined.join(place, `${side} ${round.key} ${key}`);
        }
        await pause();
      }
      await this.#report(0);
    }
    return joined.groups();
  }

  async #compare(places: readonly number[]): Promise<void> {
    const ids = places.map((place) => this.#documents[place]?.id ?? '');
    const read: JsonObject[][] = [[], []];
    for await (const page of this.#pages({ ids }))
      for (const [side, own] of page.read.entries()) append(read[side] ?? [], own);
    const asked = places.map(
      (place, at): TwoReadings => ({ place, read: [read[0]?.[at] ?? {}, read[1]?.[at] ?? {}] }),
    );
    const rounds = Map.groupBy(asked, ({ place }) => this.#rounds[place]?.key);
    const lines: string[] = [];
    for (const round of rounds.values()) append(lines, await this.#differing(round));
    if (lines.length > 0) await this.#job.append?.(new TextEncoder().encode(lines.join('')));
    await this.#report(places.length);
  }

  /** Of those of one round each that comes to something else, as a line of the file. */
  async #differing(round: readonly TwoReadings[]): Promise<readonly string[]> {
    const isOpen = this.#rounds[round[0]?.place ?? 0]?.isOpen ?? true;
    const planned = async (side: 0 | 1) => {
      const { config } = this.#run.sides[side];
      const own =
        isOpen || config.redsLeftOut ? config : withoutReds(config, { code: 'reds-issued', params: {} });
      const applications = round.map(({ read }) => read[side]);
      return followedPlan({ applications, by: 'interface' }, own, 'none');
    };
    const [{ result: a, issues }, { result: b }] = [await planned(0), await planned(1)];
    for (const { code, severity, params = {} } of issues)
      if (redsLeftOut.has(code)) this.#leftOut.set(code, { code, severity, params });
    const lines: string[] = [];
    for (const [at, { place }] of round.entries()) {
      const { id = null, number = '' } = this.#documents[place] ?? {};
      if (becomes(a, at, number) === becomes(b, at, number)) continue;
      this.#others += 1;
      if (this.#named.length < mostNamed) this.#named.push(number);
      const invoices = [a, b].map((one) => one.pendingInvoices.filter(({ of }) => of.includes(at)).length);
      lines.push(`${JSON.stringify({ id, number, before: invoices[0], after: invoices[1] })}\n`);
    }
    return lines;
  }

  /** Applications as each side reads them, which is the same where both go by one model. */
  async *#pages(asked: PlanAsked) {
    const { planner, store } = this.#parts;
    const { call, sides, pause } = this.#run;
    const [{ call: a }, { call: b }] = sides;
    const read = (one: JsonObject, path: string) => planner.readApplication(a, one, path);
    for await (const page of applicationPages({ store, read, pause }, call, asked)) {
      const { documents, applications, records } = page;
      const others =
        a.served.model === b.served.model
          ? applications
          : await Promise.all(
              records.map((one, at) => planner.readApplication(b, one, `/applications/${at}`)),
            );
      yield { documents, records, read: [applications, others] as const };
    }
  }

  async #report(done: number): Promise<void> {
    this.#done += done;
    await this.#job.report({ total: this.#documents.length, done: this.#done });
  }
}
