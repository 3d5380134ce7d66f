import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Form } from '../../../metadata/model.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import type { Decision } from '../../../rules/decisions/decision.ts';
import type { Domain } from '../../../rules/domain.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Change } from '../../common/change.ts';
import { refusal } from '../../common/refusal.ts';
import { span } from '../../common/traces/trace.ts';
import type { Database } from '../../database/database.ts';
import { createAnswers } from '../../storage/store/answer/answers.ts';
import { createLabels } from '../../storage/store/answer/labels.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { createLayouts } from '../../storage/store/record/layouts.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { createCopies } from '../../storage/store/sight/copies.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import type { Matching } from '../match/create-matching.ts';
import { readMoment } from '../match/prepare.ts';
import type { Past } from '../past/past.ts';
import { answerOf } from './answer.ts';
import type { Asking, DecideHow, DecisionAnswer, DocumentDecision } from './asked.ts';
import type { DecisionParts } from './decision-parts.ts';
import { gather } from './gather.ts';
import { refuseWrong } from './input-wrong.ts';
import { judgeShape } from './judge-shape.ts';
import { createLeftOut } from './left-out.ts';
import { type ReadInput, readInput } from './read-input.ts';
import { readTrial } from './read-trial.ts';
import { createRecordCaches } from './record-cache.ts';
import type { RulesThen } from './rules-in.ts';
import { callUnder } from './under-design.ts';
import { unknownRecords } from './unknown-records.ts';

export interface Decisions {
  readonly list: readonly Decision[];
  /** Ids of the forms of documents that they are about; `form/entries`: of rows of them. */
  readonly documents: readonly string[];
  find(name: string): Decision;
  decide(call: Call, name: string, input: JsonObject, how?: DecideHow): Promise<DecisionAnswer>;
  /** The same about documents as people name them, where it is a decision about documents. */
  ask(call: Call, name: string, said: JsonObject, how?: DecideHow): Promise<DecisionAnswer>;
  /** Decides one input after the other under a configuration that is read once. */
  answering(
    call: Call,
    name: string,
    how: DecideHow,
  ): Promise<(input: JsonObject) => Promise<DecisionAnswer>>;
  /** The call by the model of the design that is tried, for those who prepare and read documents for it. */
  under(call: Call, how: DecideHow): Promise<Call>;
  /** The configuration that a decision reads, for those who ask it many times. */
  prepare(call: Call, decision: Pick<Decision, 'reads'>, how: DecideHow): Promise<Asking>;
  /** The rules of a form under a configuration, for those who match by them. Null: it has no match. */
  rulesUnder(call: Call, form: Form, how: DecideHow): Promise<RulesThen | null>;
  /** Reads what was sent as the schema says; refuses what is wrong with it, below the path. */
  reading(schema: JsonSchema): (call: Call, sent: Json, path: string) => Promise<ReadInput>;
  /** Hears of changes that were written, here or by others. */
  follow(changes: readonly Change[]): void;
}

const decisionUnknown = refusal('decision-unknown', 404);
const momentWrong = refusal('decision-moment-wrong', 400);

/** The part of a domain that decisions on a server need. */
export interface DecisionDomain extends Pick<Domain, 'decisions' | 'documents'> {
  /** Its decisions that go by stored documents beside their configuration. Default: none. */
  readonly documentDecisions?: (parts: {
    readonly decisions: Decisions;
    readonly store: Store;
  }) => readonly DocumentDecision[];
}

export interface DecisionsParts {
  readonly database: Database;
  readonly store: Store;
  readonly matching: Pick<Matching, 'ruleSet'>;
  readonly domains: readonly DecisionDomain[];
  /** Default: nothing is tried but what is stored. */
  readonly changes?: ChangesParts;
  /** Default: the configuration is asked as it is. */
  readonly past?: Past;
  readonly zone: (org: string) => string;
  readonly revision: () => number;
  /** Makes a judge of inputs by a schema, which answers their problems. Default: one that tells only the places. */
  readonly judge?: (schema: JsonSchema) => (input: Json) => readonly Problem[];
}

export function createDecisions({ database, store, matching, domains, ...rest }: DecisionsParts): Decisions {
  const { judge = judgeShape, past, changes } = rest;
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
  const fillIn = createLeftOut(parts);
  const list = domains.flatMap(({ decisions }) => decisions);
  const readings = new Map<Decision, ReturnType<Decisions['reading']>>();

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

  function reading(schema: JsonSchema): ReturnType<Decisions['reading']> {
    const problemsOf = judge(schema);
    return async (call, sent, path) => {
      refuseWrong(problemsOf(sent), path);
      const read = readInput(sent, schema, call);
      refuseWrong(read.problems, path);
      for (const document of read.documents) await fillIn(call, document);
      return read;
    };
  }

  function readFor(call: Call, decision: Decision, input: JsonObject): Promise<ReadInput> {
    const read = readings.get(decision) ?? reading(decision.input);
    readings.set(decision, read);
    return read(call, input, '/input');
  }

  async function decideBy(asking: Asking, decision: Decision, read: ReadInput, how: DecideHow) {
    refuseWrong(unknownRecords(asking, read.records), '/input');
    const input = read.value as JsonObject;
    const about = aboutDocuments.find(({ name }) => name === decision.name);
    if (about) return about.decide(asking, input, how);
    return answerOf(asking, await decision.decide(input, asking.configuration, how.trace ?? 'summary'));
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

  const decisions: Decisions = {
    list,
    documents: domains.flatMap(({ documents }) => documents),
    find,
    under,
    prepare,
    async rulesUnder(call, form, how) {
      const { rules } = await prepare(call, { reads: { rules: [form.id] } }, how);
      return rules.get(form.id) ?? null;
    },
    reading,
    async decide(from, name, input, how = {}) {
      const decision = find(name);
      return deciding(decision, async () => {
        const call = await under(from, how);
        const value = await readFor(call, decision, input);
        return decideBy(await prepare(call, decision, how), decision, value, how);
      });
    },
    ask(call, name, said, how = {}) {
      const about = aboutDocuments.find((one) => one.name === name);
      return about
        ? deciding(about, () => about.ask(call, said, how))
        : decisions.decide(call, name, said, how);
    },
    async answering(from, name, how) {
      const decision = find(name);
      const call = await under(from, how);
      const asking = await prepare(call, decision, how);
      return (input) =>
        deciding(decision, async () => decideBy(asking, decision, await readFor(call, decision, input), how));
    },
    follow(changes) {
      parts.recordCaches.follow(changes);
      labels.written(changes as readonly WriteEvent[]);
      labelled += 1;
    },
  };
  const aboutDocuments = domains.flatMap((one) => one.documentDecisions?.({ decisions, store }) ?? []);
  return decisions;
}

function deciding<T>({ name }: { readonly name: string }, work: () => T): T {
  return span('decide', { 'guiju.decision': name }, work);
}

function momentOf(asOf: string | number) {
  if (typeof asOf === 'number') return { revision: asOf };
  const instant = parseInstant(asOf);
  if (instant === null)
    throw momentWrong({}, [{ path: '/asOf', code: 'parameter-moment', params: { name: 'asOf' } }]);
  return { instant: Date.parse(instant) };
}
