import type { ReactiveControllerHost } from 'lit';
import type { Job } from '../../../../metadata/contract/jobs/calls.ts';
import type {
  GivenAnswer,
  GivenPackage,
  HowToInstall,
} from '../../../../metadata/contract/packages/install.ts';
import type { InstallPlan } from '../../../../metadata/contract/packages/install-plan.ts';
import type { Published } from '../../../../metadata/contract/packages/parts.ts';
import { Doing } from '../../../kit/doing.ts';
import { Loading } from '../../../kit/loading.ts';
import { ApiProblem } from '../../../session/api.ts';
import { isOver } from '../../../session/jobs.ts';
import { session } from '../../../session/session.ts';
import type { Source } from '../plan-types.ts';
import { keepTook, lastTook, secondsLeft } from '../time-left.ts';
import { changedSince } from './plan-news.ts';

/** The decisions of the person who installs, beside the packages; a plan is made of them, and carried out with them. */
interface Decisions {
  readonly answers: NonNullable<HowToInstall['answers']>;
  readonly accept: readonly string[];
  readonly downgrade: readonly string[];
  readonly acceptCases: string;
  readonly fill: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
}

const undecided: Decisions = {
  answers: {},
  accept: [],
  downgrade: [],
  acceptCases: '',
  fill: [],
  secrets: {},
};

/** The server says that the plan is another one by now, or that something is open that was not. */
const replanned: ReadonlySet<string> = new Set([
  ...['plan-changed', 'package-unanswered', 'cases-failing', 'packages-unsolvable', 'package-issues'],
]);
const looking = 400;

/** The two calls of a plan: asking for it, and carrying it out. */
export interface PlanDoor<Sent, Plan extends InstallPlan = InstallPlan> {
  plan(sent: Some<Sent>, how: HowToInstall, signal: AbortSignal): Promise<Plan>;
  apply(sent: Some<Sent>, how: HowToInstall & { readonly hash: string }): Promise<Published>;
}

type Some<Sent> = readonly [Sent, ...Sent[]];

export const packagesDoor: PlanDoor<GivenPackage> = {
  plan: (packages, how, signal) =>
    session.api.call('POST /api/packages/plan', { body: { packages, ...how }, signal }),
  apply: (packages, how) => session.api.call('POST /api/packages', { body: { packages, ...how } }),
};

/** Packages on their way in: what installing them would do, what was decided of it, and doing it. */
export class PlanData<Sent = GivenPackage, Plan extends InstallPlan = InstallPlan> {
  sources: readonly Source<Sent>[] = [];
  decisions = undecided;
  /** The rehearsal, while it goes on. */
  rehearsal: Job | null = null;
  /** Seconds it still takes; null: nobody can say. */
  rehearsalLeft: number | null = null;
  /** The differences between the plan and the one that was looked at, a sentence each. */
  news: readonly string[] = [];
  done: Published | null = null;
  #job: string | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #door: PlanDoor<Sent, Plan>;
  readonly #planning: Loading<Plan>;
  readonly #applying: Doing;

  constructor(host: ReactiveControllerHost, door: PlanDoor<Sent, Plan>) {
    this.#host = host;
    this.#door = door;
    this.#planning = new Loading(host, {
      key: null,
      keeps: true,
      load: (_, signal) => this.#rehearsed(signal),
    });
    this.#applying = new Doing(host);
  }

  get plan(): Plan | null {
    return this.#planning.value ?? null;
  }
  /** A plan is being asked for: the one that stands there dates from before the last decision. */
  get busy(): boolean {
    return this.#planning.busy;
  }
  get failure(): unknown {
    return this.#planning.failure;
  }
  /** The plan is being carried out. */
  get applying(): boolean {
    return this.#applying.busy;
  }
  get refused(): unknown {
    return this.#applying.failure;
  }

  /** Begins anew with these. */
  async start(sources: readonly Source<Sent>[]): Promise<void> {
    Object.assign(this, { sources, decisions: undecided, done: null, news: [], rehearsal: null });
    this.#job = null;
    this.#planning.clear();
    this.#applying.forget();
    if (sources.length > 0) await this.look();
  }

  /** The plan with one more decision. */
  async decide(change: Partial<Decisions>): Promise<void> {
    this.decisions = { ...this.decisions, ...change };
    this.news = [];
    await this.look();
  }

  async answer(id: string, answer: GivenAnswer | null): Promise<void> {
    const { [id]: _before, ...others } = this.decisions.answers;
    await this.decide({ answers: answer === null ? others : { ...others, [id]: answer } });
  }

  /** Every question that has no answer yet, or all of them. */
  async answerAll(answer: 'theirs' | 'ours' | 'proposed'): Promise<void> {
    const answers = Object.fromEntries(
      (this.plan?.questions ?? []).map(({ id, proposal }) => [id, answer === 'proposed' ? proposal : answer]),
    );
    await this.decide({ answers: { ...this.decisions.answers, ...answers } });
  }

  get #sent(): Some<Sent> {
    const [first, ...others] = this.sources.map(({ sent }) => sent);
    if (first === undefined) throw new Error('there is nothing to plan');
    return [first, ...others];
  }

  get #how(): HowToInstall {
    const { answers, accept, downgrade, acceptCases, fill, secrets } = this.decisions;
    return {
      ...(Object.keys(answers).length > 0 && { answers }),
      ...(accept.length > 0 && { accept }),
      ...(downgrade.length > 0 && { downgrade }),
      ...(acceptCases.trim() !== '' && { acceptCases: acceptCases.trim() }),
      ...(fill.length > 0 && { fill }),
      ...(Object.keys(secrets).length > 0 && { secrets }),
      ...(this.#job !== null && { rehearsal: this.#job }),
    };
  }

  /** Plans anew; answers whether there is a plan. */
  look(): Promise<boolean> {
    this.#applying.forget();
    return this.#planning.load(true);
  }

  /** The plan; while cases are rehearsed, what is known of it stands there already. */
  async #rehearsed(signal: AbortSignal): Promise<Plan> {
    try {
      let plan = await this.#ask(signal);
      while (plan.rehearsal?.state === 'running' && plan.rehearsal.job !== null && !signal.aborted) {
        this.#planning.set(plan);
        this.#job = plan.rehearsal.job;
        await this.#followRehearsal(plan.rehearsal.job, signal);
        plan = await this.#ask(signal);
      }
      if (!signal.aborted) this.#job = plan.rehearsal?.job ?? this.#job;
      return plan;
    } finally {
      if (!signal.aborted) this.rehearsal = null;
    }
  }

  #ask(signal: AbortSignal): Promise<Plan> {
    return this.#door.plan(this.#sent, this.#how, signal);
  }

  async #followRehearsal(id: string, signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const last = lastTook('rehearsal');
    for (;;) {
      this.rehearsal = await session.api.call('GET /api/jobs/:id', { path: { id }, signal });
      const elapsed = performance.now() - began;
      const share = Number(this.rehearsal.progress ?? 0);
      this.rehearsalLeft = secondsLeft({ elapsed, share, last });
      this.#host.requestUpdate();
      if (this.rehearsal.status === 'done') keepTook('rehearsal', elapsed);
      if (isOver(this.rehearsal) || signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, looking));
    }
  }

  async apply(): Promise<void> {
    const { plan } = this;
    if (!plan?.hash) return;
    const { hash } = plan;
    this.news = [];
    await this.#applying.run(async () => {
      try {
        this.done = await this.#door.apply(this.#sent, { ...this.#how, hash });
      } catch (failure) {
        if (!(failure instanceof ApiProblem && replanned.has(failure.code))) throw failure;
        await this.#again(plan);
      }
    });
  }

  /** Something is otherwise since it was looked at: nothing was written, and what is otherwise is told. */
  async #again(before: InstallPlan): Promise<void> {
    if ((await this.look()) && this.plan) this.news = changedSince(before, this.plan);
  }
}
