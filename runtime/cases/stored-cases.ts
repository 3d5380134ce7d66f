import type { Model } from '../../metadata/model.ts';
import type { Decision } from '../../rules/decisions/common/decision.ts';
import type { Call } from '../call/call.ts';
import type { CasesUnder, FailingCase, Touched } from '../changes/cases-under.ts';
import type { Decisions } from '../decisions/create-decisions.ts';
import { type CaseReport, type CaseResult, caseReport } from './case-report.ts';
import { casesIn, type Judges, type PlacedCase, runCase, runCases } from './test-packages.ts';

/** Which cases; all that is not said is any. */
export interface CasesWanted {
  readonly package?: string | undefined;
  readonly decision?: string | undefined;
  readonly name?: string | undefined;
}

/** The cases of everything that is installed, tried by what is stored here: nothing is written. */
export interface StoredCases {
  list(wanted: CasesWanted): readonly PlacedCase[];
  run(wanted: CasesWanted): Promise<CaseReport>;
  /** Those of a model that differs in its cases alone. */
  runAll(model: Model): Promise<readonly CaseResult[]>;
  /** One that is not kept yet. */
  tryOne(one: PlacedCase): Promise<CaseResult>;
  /** What cases would come to if a change set were published. */
  underSet(set: string, touched: Touched): Promise<CasesUnder>;
}

export interface StoredCasesParts {
  readonly matching: Judges['matching'];
  readonly decisions: Decisions;
  readonly systemCall: () => Call;
}

export function createStoredCases(parts: StoredCasesParts): StoredCases {
  const { decisions, systemCall } = parts;
  const modelNow = (): Model => systemCall().served.model;
  const judges = (): Judges => ({ matching: parts.matching, decisions: remembering(decisions) });
  const list = (wanted: CasesWanted) => casesIn(modelNow()).filter((one) => isWanted(one, wanted));

  return {
    list,
    async run(wanted) {
      const [asked, call, model] = [judges(), systemCall(), modelNow()];
      const results: CaseResult[] = [];
      for (const one of list(wanted)) results.push(await runCase(model, asked, call, one));
      return caseReport(results, []);
    },
    runAll: (model) => runCases(model, judges(), systemCall()),
    tryOne: (one) => runCase(modelNow(), judges(), systemCall(), one),
    async underSet(set, touched) {
      const asking = decisions.list.filter((one) => readsSome(one, touched));
      const names = new Set(asking.map(({ name }) => name));
      const [asked, call, model] = [judges(), systemCall(), modelNow()];
      const failing: FailingCase[] = [];
      let tried = 0;
      for (const one of casesIn(model)) {
        const { decision } = one;
        if (decision === undefined || !names.has(decision)) continue;
        tried += 1;
        const after = await runCase(model, asked, call, one, { changeSet: set });
        // What cannot be asked is not otherwise.
        if (!after.otherwise) continue;
        const before = await runCase(model, asked, call, one);
        if (before.outcome !== 'passed') continue;
        const id = `${one.package}/${one.file}#${one.name}`;
        failing.push({ id, name: one.name, decision, otherwise: after.otherwise });
      }
      return { tried, failing };
    },
  };
}

function isWanted(one: PlacedCase, { package: owner, decision, name }: CasesWanted): boolean {
  return (
    (owner === undefined || one.package === owner) &&
    (decision === undefined || one.decision === decision) &&
    (name === undefined || one.name === name)
  );
}

function readsSome({ reads }: Decision, { forms, parameters }: Touched): boolean {
  const read = [...(reads.rules ?? []), ...(reads.records ?? []), ...(reads.settings ?? [])];
  return (
    read.some((form) => forms.has(form)) || (reads.parameters ?? []).some((type) => parameters.has(type))
  );
}

/** The configuration is read once for all cases that ask under the same one. */
function remembering(decisions: Decisions): Judges['decisions'] {
  const known = new Map<string, ReturnType<Decisions['answering']>>();
  return {
    list: decisions.list,
    async decide(call, name, input, how = {}) {
      const key = JSON.stringify([call.org, name, how.at, how.trial]);
      const asking = known.get(key) ?? decisions.answering(call, name, how);
      known.set(key, asking);
      return (await asking)(input);
    },
  };
}
