import type { Problem } from '../../metadata/common/issue.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  pointerTo,
} from '../../metadata/common/json.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import type { Form } from '../../metadata/model.ts';
import { parseInstant } from '../../rules/calendar.ts';
import type { Decision } from '../../rules/decisions/common/decision.ts';
import { object } from '../../rules/decisions/common/schema.ts';
import type { PlanQuestion } from '../../rules/decisions/plan/config.ts';
import { applicationSchema, splitMembers } from '../../rules/decisions/plan/input.ts';
import { plan } from '../../rules/decisions/plan/plan.ts';
import { choiceProblems } from '../../rules/decisions/split/choice.ts';
import type { Call } from '../call/call.ts';
import { platformRights } from '../call/system-call.ts';
import type { Change } from '../change.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import type { Database } from '../database/database.ts';
import type { Matching } from '../match/create-matching.ts';
import { readMoment } from '../match/prepare.ts';
import type { Past } from '../past/past.ts';
import { refusal } from '../refusal.ts';
import { createAnswers } from '../store/answer/answers.ts';
import { createLabels } from '../store/answer/labels.ts';
import type { WriteEvent } from '../store/commit/planned-write.ts';
import { createLayouts } from '../store/record/layouts.ts';
import type { Store } from '../store/record/store.ts';
import { createCopies } from '../store/sight/copies.ts';
import { timeSlices } from '../time-slices.ts';
import { answerOf } from './answer.ts';
import type { Asking, DecideHow, DecisionAnswer, PlanAnswer, PlanAsked } from './asked.ts';
import type { DecisionParts } from './decision-parts.ts';
import { gather } from './gather.ts';
import { judgeShape } from './judge-shape.ts';
import { answerOfPlan, type OpenReds, type Planning, type PlanningAsked, planningOf } from './planning.ts';
import { type NamedRecord, readInput } from './read-input.ts';
import { readTrial } from './read-trial.ts';
import { createRecordCaches } from './record-cache.ts';
import type { RulesThen } from './rules-in.ts';
import { applicationForm, readApplications } from './stored-applications.ts';
import { callUnder, documentUnder } from './under-design.ts';
import { unknownRecords } from './unknown-records.ts';

export interface Decisions {
  readonly list: readonly Decision[];
  find(name: string): Decision;
  decide(call: Call, name: string, input: JsonObject, how?: DecideHow): Promise<DecisionAnswer>;
  /** Decides one input after the other under a configuration that is read once. */
  answering(
    call: Call,
    name: string,
    how: DecideHow,
  ): Promise<(input: JsonObject) => Promise<DecisionAnswer>>;
  /** Which invoices applications become; at most `mostAtOnce` of them. */
  plan(call: Call, asked: PlanAsked, how?: DecideHow): Promise<PlanAnswer>;
  /** What applications are planned under, for those who plan many times: what one takes back, the next finds no more. */
  planning(call: Call, how: DecideHow & PlanningAsked): Promise<Planning>;
  /** The call by the model of the design that is tried, for those who prepare and read applications for it. */
  under(call: Call, how: DecideHow): Promise<Call>;
  /** The configuration that a decision reads, for those who ask it many times. */
  prepare(call: Call, decision: Pick<Decision, 'reads'>, how: DecideHow): Promise<Asking>;
  /** The rules of a form under a configuration, for those who match by them. Null: it has no match. */
  rulesUnder(call: Call, form: Form, how: DecideHow): Promise<RulesThen | null>;
  /** An application as `plan` takes it; refuses what is wrong with it, below `path`. */
  readApplication(call: Call, application: JsonObject, path: string): JsonObject;
  /** How applications are to be split; refuses what is wrong with it, with its path. */
  readSplits(call: Call, asked: PlanAsked): Pick<PlanQuestion, 'split' | 'splits' | 'basis'>;
  /** What was written, here or by others. */
  follow(changes: readonly Change[]): void;
}

const decisionUnknown = refusal('decision-unknown', 404);
const inputWrong = refusal('decision-input-wrong', 422);
const momentWrong = refusal('decision-moment-wrong', 400);

/** What was asked, with the records that it names. */
interface Question {
  readonly input: JsonObject;
  readonly records: readonly NamedRecord[];
}

const splitsSchema = object(splitMembers);

/** Applications that are planned while somebody waits; more are a job. */
export const mostAtOnce = 199;

export interface DecisionsParts {
  /** What can be asked. */
  readonly list: readonly Decision[];
  readonly database: Database;
  readonly store: Store;
  readonly matching: Pick<Matching, 'ruleSet'>;
  /** Default: nothing is tried but what is stored. */
  readonly changes?: ChangesParts;
  /** Default: the configuration is asked as it is. */
  readonly past?: Past;
  /** Default: nobody asks what negative applications are taken back from. */
  readonly reds?: OpenReds;
  readonly zone: (org: string) => string;
  readonly revision: () => number;
  /** What of an input does not have the shape its schema says. Default: where, without saying more. */
  readonly judge?: (schema: JsonSchema) => (input: Json) => readonly Problem[];
}

export function createDecisions({ database, matching, store, ...rest }: DecisionsParts): Decisions {
  const { list, judge = judgeShape, past, changes, reds } = rest;
  const layouts = createLayouts(database.dialect);
  const labels = createLabels(layouts);
  const { apply } = createCopies(rest.zone);
  let labelled = 0;
  const parts: DecisionParts = {
    reader: database,
    layouts,
    labels,
    apply,
    zone: rest.zone,
    answers: createAnswers(labels, database.dialect),
    recordCaches: createRecordCaches({ reader: database, layouts, apply }),
    views: new WeakMap(),
    labelled: () => labelled,
    ruleSet: matching.ruleSet,
  };
  const judges = new Map<Decision, ReturnType<typeof judge>>();

  function find(name: string): Decision {
    const found = list.find((one) => one.name === name);
    if (found) return found;
    throw decisionUnknown({
      decision: name,
      near: nearNames(
        name,
        list.map((one) => one.name),
      ),
    });
  }

  function read(call: Call, input: Json, schema: JsonSchema, path: string): Json {
    const { value, problems } = readInput(input, schema, call);
    if (problems.length > 0) throw inputWrong({ count: problems.length }, below(problems, path));
    return value;
  }

  const judgeApplication = judge(applicationSchema);
  function readApplication(call: Call, sent: JsonObject, path: string): JsonObject {
    const application = documentUnder(call, applicationForm, sent);
    const problems = judgeApplication(application);
    if (problems.length > 0) throw inputWrong({ count: problems.length }, below(problems, path));
    const value = read(call, application, applicationSchema, path);
    return isObject(value) ? value : {};
  }

  const judgeSplits = judge(splitsSchema);
  function readSplits(call: Call, { split, splits, basis }: PlanAsked) {
    const said = {
      ...(split ? { split } : {}),
      ...(splits ? { splits: { ...splits } } : {}),
      ...(basis ? { basis } : {}),
    };
    const choices = [
      ...(split ? [['/split', split] as const] : []),
      ...Object.entries(splits ?? {}).map(([name, one]) => [`/splits${pointerTo(name)}`, one] as const),
    ];
    const shape = judgeSplits(said);
    const problems =
      shape.length > 0 ? shape : choices.flatMap(([path, choice]) => choiceProblems(choice, path));
    if (problems.length > 0) throw inputWrong({ count: problems.length }, problems);
    return read(call, said, splitsSchema, '') as Pick<PlanQuestion, 'split' | 'splits' | 'basis'>;
  }

  function judged(decision: Decision, input: JsonObject, path: string): void {
    const own = judges.get(decision) ?? judge(decision.input);
    judges.set(decision, own);
    const problems = own(input);
    if (problems.length > 0) throw inputWrong({ count: problems.length }, below(problems, path));
  }

  function readFor(call: Call, decision: Decision, input: JsonObject): Question {
    judged(decision, input, '/input');
    const { value, records, problems } = readInput(input, decision.input, call);
    if (problems.length > 0) throw inputWrong({ count: problems.length }, below(problems, '/input'));
    return { input: value as JsonObject, records };
  }

  async function decideBy(asking: Asking, decision: Decision, { input, records }: Question, how: DecideHow) {
    const problems = unknownRecords(asking, records);
    if (problems.length > 0) throw inputWrong({ count: problems.length }, below(problems, '/input'));
    const { trace = 'summary' } = how;
    if (decision.name !== 'plan')
      return answerOf(asking, await decision.decide(input, asking.configuration, trace));
    // Whoever plans takes negative applications back from what is there, a case no less than a page.
    const question = input as unknown as PlanQuestion;
    const planned = planningOf(asking, reds, { ...how, ...(question.by ? { by: question.by } : {}) });
    return answerOfPlan(planned, await plan(question, planned.config, trace));
  }

  const under = (call: Call, { trial }: DecideHow) => callUnder({ changes, zone: rest.zone }, call, trial);

  async function prepare(from: Call, { reads }: Pick<Decision, 'reads'>, how: DecideHow): Promise<Asking> {
    const then = how.asOf === undefined ? undefined : await past?.at(momentOf(how.asOf));
    if (then && how.trial) throw momentWrong({}, [{ path: '/asOf', code: 'decision-past-trial' }]);
    const asking = await under(from, how);
    const served = then?.served ?? asking.served;
    const zone = then?.zone(asking.org) ?? rest.zone(asking.org);
    const moment = readMoment(how.at, zone, () => then?.now(asking.org) ?? asking.now);
    if (!moment.ok) throw momentWrong({}, moment.problems);
    const call: Call = {
      ...asking,
      served,
      now: moment.value,
      view: 'use',
      ...(how.whole ? { rights: platformRights } : {}),
    };
    const revision = then?.revision ?? rest.revision();
    const tried =
      how.trial &&
      changes &&
      (await readTrial(
        { changes, recordCaches: parts.recordCaches, layouts },
        { call: { ...asking, now: moment.value }, reads, whole: how.whole === true },
        how.trial,
      ));
    const gathered = await gather(parts, {
      call,
      reads,
      whole: how.whole === true,
      ...(then ? { revision: then.revision } : {}),
      ...(tried ? { tried } : {}),
    });
    return { ...gathered, call, revision, tried };
  }

  async function planning(call: Call, how: DecideHow & PlanningAsked): Promise<Planning> {
    return planningOf(await prepare(call, find('plan'), how), reds, how);
  }

  return {
    list,
    find,
    planning,
    under,
    prepare,
    async rulesUnder(call, form, how) {
      const { rules } = await prepare(call, { reads: { rules: [form.id] } }, how);
      return rules.get(form.id) ?? null;
    },
    readApplication,
    readSplits,
    async decide(from, name, input, how = {}) {
      const decision = find(name);
      const call = await under(from, how);
      const value = readFor(call, decision, input);
      return decideBy(await prepare(call, decision, how), decision, value, how);
    },
    async answering(from, name, how) {
      const decision = find(name);
      const call = await under(from, how);
      const asking = await prepare(call, decision, how);
      return (input) => decideBy(asking, decision, readFor(call, decision, input), how);
    },
    async plan(from, asked, how = {}) {
      const call = await under(from, how);
      const { applications, documents } = await readApplications(
        { store, read: (one, path) => readApplication(call, one, path), pause: timeSlices() },
        call,
        asked,
        mostAtOnce,
      );
      const { reserve, release } = how;
      const { by, answers } = asked;
      const planned = await planning(call, { ...how, ...(by ? { by } : {}) });
      const said = { ...(by ? { by } : {}), ...(answers ? { answers } : {}) };
      const question = { applications, ...said, ...readSplits(call, asked) };
      const decided = await plan(
        question,
        {
          ...planned.config,
          ...(reserve ? { reserve } : {}),
          ...(release ? { release } : {}),
        },
        how.trace ?? 'summary',
      );
      const answer = answerOfPlan(planned, decided);
      const issues = documents.length > 0 ? answer.issues : [...answer.issues, noneFound];
      return { ...answer, issues, applications: documents };
    },
    follow(changes) {
      parts.recordCaches.follow(changes);
      labels.written(changes as readonly WriteEvent[]);
      labelled += 1;
    },
  };
}

/** Nothing comes of nothing, which whoever asked by a filter should not have to guess. */
const noneFound = { code: 'no-applications', severity: 'warns' } as const;

function momentOf(asOf: string | number) {
  if (typeof asOf === 'number') return { revision: asOf };
  const instant = parseInstant(asOf);
  if (instant === null)
    throw momentWrong({}, [{ path: '/asOf', code: 'parameter-moment', params: { name: 'asOf' } }]);
  return { instant: Date.parse(instant) };
}

function below(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, path: path + problem.path }));
}
