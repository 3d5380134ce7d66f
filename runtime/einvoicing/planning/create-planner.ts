import { isObject, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import { object } from '../../../rules/decisions/schema.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import { mostAtOnce } from '../../../rules/einvoicing/contract/planning.ts';
import type { PlanQuestion } from '../../../rules/einvoicing/plan/config.ts';
import { applicationSchema, splitMembers } from '../../../rules/einvoicing/plan/input.ts';
import { choiceProblems } from '../../../rules/einvoicing/split/choice.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { DocumentDecision } from '../../effective/decisions/asked.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { refuseWrong } from '../../effective/decisions/input-wrong.ts';
import { documentUnder } from '../../effective/decisions/under-design.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { followedPlan } from './followed-plan.ts';
import type { PlanAnswer, PlanHow } from './plan-asked.ts';
import { answerOfPlan, type OpenReds, type Planning, type PlanningAsked, planningOf } from './planning.ts';
import { applicationForm, readApplications } from './stored-applications.ts';

type Splits = Pick<PlanQuestion, 'split' | 'splits' | 'basis'>;

export interface Planner {
  /** Plans which invoices applications become; at most `mostAtOnce` of them. */
  plan(call: Call, asked: PlanAsked, how?: PlanHow): Promise<PlanAnswer>;
  /**
   * Prepares the configuration of plans, for those who plan many times: what one takes back, the next finds no more.
   */
  planning(call: Call, how: PlanHow & PlanningAsked): Promise<Planning>;
  /** An application as `plan` takes it; refuses what is wrong with it, below `path`. */
  readApplication(call: Call, application: JsonObject, path: string): Promise<JsonObject>;
  /** Reads how applications are to be split; refuses what is wrong with it, with its path. */
  readSplits(call: Call, asked: PlanAsked): Promise<Splits>;
}

export interface PlannerParts {
  readonly decisions: Pick<Decisions, 'find' | 'prepare' | 'reading' | 'under'>;
  readonly store: Store;
  readonly reds: OpenReds;
}

export function createPlanner({ decisions, store, reds }: PlannerParts): Planner {
  const readAsApplication = decisions.reading(applicationSchema);
  const readAsSplits = decisions.reading(object(splitMembers));

  async function readApplication(call: Call, sent: JsonObject, path: string): Promise<JsonObject> {
    const { value } = await readAsApplication(call, documentUnder(call, applicationForm, sent), path);
    return isObject(value) ? value : {};
  }

  async function readSplits(call: Call, { split, splits, basis }: PlanAsked): Promise<Splits> {
    const said = {
      ...(split ? { split } : {}),
      ...(splits ? { splits: { ...splits } } : {}),
      ...(basis ? { basis } : {}),
    };
    const { value } = await readAsSplits(call, said, '');
    const choices = [
      ...(split ? [['/split', split] as const] : []),
      ...Object.entries(splits ?? {}).map(([name, one]) => [`/splits${pointerTo(name)}`, one] as const),
    ];
    refuseWrong(choices.flatMap(([path, choice]) => choiceProblems(choice, path)));
    return value as Splits;
  }

  async function planning(call: Call, how: PlanHow & PlanningAsked): Promise<Planning> {
    return planningOf(await decisions.prepare(call, decisions.find('plan'), how), reds, how);
  }

  return {
    planning,
    readApplication,
    readSplits,
    async plan(from, asked, how = {}) {
      const call = await decisions.under(from, how);
      const { applications, documents } = await readApplications(
        { store, read: (one, path) => readApplication(call, one, path), pause: timeSlices() },
        call,
        asked,
        mostAtOnce,
      );
      const { reserve, release, quotaOf, apart } = how;
      const { by, answers } = asked;
      const planned = await planning(call, { ...how, ...(by ? { by } : {}) });
      const said = { ...(by ? { by } : {}), ...(answers ? { answers } : {}) };
      const splits = await readSplits(call, asked);
      const question = { applications, ...said, ...splits, ...(apart ? { apart } : {}) };
      const decided = await followedPlan(
        question,
        {
          ...planned.config,
          ...(reserve ? { reserve } : {}),
          ...(release ? { release } : {}),
          ...(quotaOf ? { quotaOf } : {}),
        },
        how.trace ?? 'summary',
      );
      const answer = answerOfPlan(planned, decided);
      const issues = documents.length > 0 ? answer.issues : [...answer.issues, noneFound];
      return { ...answer, issues, applications: documents };
    },
  };
}

/** Nothing comes of nothing, which whoever asked by a filter should not have to guess. */
const noneFound = { code: 'no-applications', severity: 'warns' } as const;

/** Plans go by what is stored: by which applications there are, and what negative ones are taken back from. */
export function planOfStored(parts: PlannerParts): DocumentDecision {
  const planner = createPlanner(parts);
  return {
    name: 'plan',
    async decide(asking, input, how) {
      // The schema has judged the input.
      const question = input as JsonObject & PlanQuestion;
      const { by } = question;
      const planned = planningOf(asking, parts.reds, { ...how, ...(by ? { by } : {}) });
      return answerOfPlan(planned, await followedPlan(question, planned.config, how.trace ?? 'summary'));
    },
    ask: (call, said, how) => planner.plan(call, said, how),
  };
}
