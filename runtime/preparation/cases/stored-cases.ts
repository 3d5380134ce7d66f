import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { FailingCase, TryCases } from '../../effective/changes/cases-under.ts';
import type { DecideHow } from '../../effective/decisions/asked.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { portable } from '../../effective/match/case-of.ts';
import { type Judges, kindOf, otherwiseOf } from './case-kinds.ts';
import { type CaseReport, type CaseResult, caseReport } from './case-report.ts';
import { mayFollow, mayKnow, rightsMissing } from './case-sight.ts';
import { casesIn, type PlacedCase } from './placed-case.ts';
import { placeOf, runCase, runCases } from './test-packages.ts';

/** A choice of cases; all that is not said is any. */
export interface CasesWanted {
  readonly package?: string | undefined;
  readonly decision?: string | undefined;
  readonly name?: string | undefined;
}

/** The cases of everything that is installed, tried by what is stored here: nothing is written. */
export interface StoredCases {
  /** Those that the caller may know of, and how many there are beside. */
  list(call: Call, wanted: CasesWanted): KnownCases;
  /** As the caller: what goes by something that he may not read is skipped. */
  run(call: Call, wanted: CasesWanted): Promise<CaseReport>;
  /** Those of a model that differs in its cases alone, as the system. */
  runAll(model: Model): Promise<readonly CaseResult[]>;
  /** One that is not kept yet, as the caller. */
  tryOne(call: Call, one: PlacedCase): Promise<CaseResult>;
  /**
   * Answers what a case expects of a decision that answers rightly today. Ids are left out, as they differ from system
   * to system.
   */
  expectationOf(decision: string, result: JsonObject): JsonObject;
  /** Tries cases as if a change set were published, with the design that it names. */
  underSet: TryCases;
}

export interface KnownCases {
  readonly cases: readonly PlacedCase[];
  readonly withheld: number;
}

export interface StoredCasesParts {
  readonly matching: Judges['matching'];
  readonly decisions: Decisions;
  readonly systemCall: () => Call;
}

export function createStoredCases(parts: StoredCasesParts): StoredCases {
  const { decisions, systemCall } = parts;
  const judges = (): Judges => ({ matching: parts.matching, decisions: remembering(decisions) });
  const list = (call: Call, wanted: CasesWanted): KnownCases => {
    const all = casesIn(call.served.model).filter((one) => isWanted(one, wanted));
    const cases = all.filter((one) => mayKnow(call, one));
    return { cases, withheld: all.length - cases.length };
  };

  return {
    list,
    async run(call, wanted) {
      const asked = judges();
      const { cases, withheld } = list(call, wanted);
      const results: CaseResult[] = [];
      for (const one of cases) results.push(await asCaller(asked, call, one));
      const report = caseReport(results, []);
      return { ...report, skipped: report.skipped + withheld };
    },
    runAll: (model) => runCases(model, judges(), systemCall()),
    tryOne: (call, one) => asCaller(judges(), call, one),
    expectationOf: (decision, result) => portable(decisions.find(decision).expected?.(result) ?? result),
    async underSet(set, touched, by) {
      const asked = judges();
      const before = systemCall();
      // By the model of the design that the set names, which whoever asks may see.
      const { served } = await decisions.under(
        { ...before, user: by.user, rights: by.rights },
        { trial: { changeSet: set } },
      );
      const after: Call = { ...before, served };
      const failing: FailingCase[] = [];
      let tried = 0;
      for (const one of casesIn(served.model)) {
        if (!kindOf(one).reads(one, touched, decisions.list)) continue;
        tried += 1;
        const otherwise = otherwiseOf(await runCase(asked, after, one, { changeSet: set }), one.expect);
        // A case that cannot be asked is not otherwise.
        if (otherwise.length === 0) continue;
        if ((await runCase(asked, before, one)).outcome !== 'passed') continue;
        const { package: owner, file, name, form = null, decision = null } = one;
        const isShown = mayFollow({ ...by, served }, one, decisions.list);
        failing.push({ id: `${owner}/${file}#${name}`, name, form, decision, otherwise, isShown });
      }
      return { tried, failing };
    },
  };
}

/** For its organisation, and with no more rights than he has; rights are asked before anything is worked out. */
async function asCaller(asked: Judges, call: Call, one: PlacedCase): Promise<CaseResult> {
  const problems = rightsMissing(call, one, asked.decisions.list);
  if (problems.length === 0) return runCase(asked, { ...call, org: call.served.orgs.root }, one);
  return { ...placeOf(one), outcome: 'skipped', problems };
}

function isWanted(one: PlacedCase, { package: owner, decision, name }: CasesWanted): boolean {
  return (
    (owner === undefined || one.package === owner) &&
    (decision === undefined || one.decision === decision) &&
    (name === undefined || one.name === name)
  );
}

/** The configuration is read once for all cases that ask under the same one. */
function remembering(decisions: Decisions): Judges['decisions'] {
  const known = new Map<string, ReturnType<Decisions['answering']>>();
  const rules = new Map<string, ReturnType<Decisions['rulesUnder']>>();
  const under = ({ org, served }: Call, asked: string, { at, trial }: DecideHow) =>
    JSON.stringify([org, asked, served.base !== undefined, at, trial]);
  return {
    list: decisions.list,
    async decide(call, name, input, how = {}) {
      const key = under(call, name, how);
      const asking = known.get(key) ?? decisions.answering(call, name, how);
      known.set(key, asking);
      return (await asking)(input);
    },
    rulesUnder(call, form, how) {
      const key = under(call, form.id, how);
      const found = rules.get(key) ?? decisions.rulesUnder(call, form, how);
      rules.set(key, found);
      return found;
    },
  };
}
