import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Matching } from '../../match/create-matching.ts';
import type { MatchAnswers } from '../../match/match-facts.ts';
import { renderProblem } from '../../messages/render-problem.ts';
import { Refusal } from '../../refusal.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, recordUnknown } from '../pipeline/refusals.ts';
import {
  type AnalysisBody,
  askingIn,
  type CaseBody,
  type CoverageBody,
  coverageFacts,
  type ExplainBody,
  type GapsBody,
  type MatchBody,
  mostFacts,
} from './match-bodies.ts';
import {
  analysisSchema,
  byOrganisationSchema,
  caseSchema,
  coverageSchema,
  explainSchema,
  gapsSchema,
  matchSchema,
} from './match-schemas.ts';

const path = '/api/forms/:form/match';
const tag = 'match';

/** Which record of a form holds for given facts, why, and what is odd about the form's rules. None of them writes. */
export function matchEndpoints(matching: Matching): readonly Endpoint[] {
  const common: Pick<Endpoint, 'method' | 'access' | 'of' | 'tag' | 'body' | 'values' | 'asks'> = {
    method: 'POST',
    access: { form: 'match' },
    of: 'matches',
    tag,
    body: 'json',
    values: manyValues,
    asks: true,
  };
  return [
    {
      ...common,
      path,
      operation: 'match',
      summary: {
        zh: `匹配：给定数据时哪条规则生效；facts 可以是一条或多条（最多 ${mostFacts} 条）`,
        en: `Which rule wins for given facts; one or several of them (at most ${mostFacts})`,
      },
      schema: matchSchema,
      handle: async (ask) => {
        const { facts, trace = false, all, after, ...beside } = await ask.body<MatchBody>();
        const single = !Array.isArray(facts);
        if (after && !(single && trace)) throw bodyWrong({}, [{ path: '/after', code: 'match-after' }]);
        const question = {
          facts: single ? [facts as JsonObject] : facts,
          ...askingIn(beside),
          trace,
          all: all ?? false,
          after: after ?? undefined,
        };
        return matchAnswer(ask, await matching.match(ask.call, ask.form, question), single);
      },
    },
    {
      ...common,
      path: `${path}/explain`,
      operation: 'explainRule',
      summary: {
        zh: '解释一条规则为什么生效或不生效，逐个条件说明',
        en: 'Why one rule wins or loses, condition by condition',
      },
      schema: explainSchema,
      handle: async (ask) => {
        const { id, number, facts, ...beside } = await ask.body<ExplainBody>();
        if (!id && !number) throw bodyWrong({}, [{ path: '', code: 'match-rule-needed' }]);
        const named = { ...(id ? { id: id.toLowerCase() } : {}), ...(number ? { number } : {}) };
        const { call, form } = ask;
        const said = askingIn(beside);
        return { body: await refusing('/facts', () => matching.explain(call, form, named, facts, said)) };
      },
    },
    {
      ...common,
      path: `${path}/coverage`,
      operation: 'ruleCoverage',
      summary: {
        zh: '一批数据下规则的覆盖情况：哪些生效、输给谁、从未生效',
        en: 'Rules over a set of facts: which won, lost to whom, never won',
      },
      schema: coverageSchema,
      handle: async (ask) => {
        const { facts, ...beside } = await ask.body<CoverageBody>();
        const given = await coverageFacts(ask, facts);
        const { call, form } = ask;
        return { body: await refusing('/facts', () => matching.cover(call, form, given, askingIn(beside))) };
      },
    },
    {
      ...common,
      path: `${path}/analysis`,
      operation: 'ruleAnalysis',
      summary: {
        zh: '规则检查：永不匹配、被一条或几条规则遮盖、选项已用尽、同级重叠且结果不同、不可索引；candidate 检查一条尚未保存的规则',
        en: 'Rules about rules: never matching, shadowed by one or several, out of options, overlapping at equal rank with another result, not indexable; `candidate` for one that is not saved yet',
      },
      schema: analysisSchema,
      handle: async (ask) => {
        const { records, after, candidate } = await ask.body<AnalysisBody>();
        const { signal } = ask.request;
        if (candidate) {
          const other = records ? 'records' : after ? 'after' : undefined;
          if (other) throw bodyWrong({}, [alone(other)]);
          const { id, ...rest } = candidate;
          const unsaved = { ...rest, ...(id === undefined ? {} : { id: id.toLowerCase() }) };
          const work = () => matching.analyseUnsaved(ask.call, ask.form, unsaved, signal);
          return { body: await refusing('/candidate', work) };
        }
        for (const id of records ?? []) if (!isId(id)) throw recordUnknown({ id });
        const question = { signal, ...(records ? { records } : {}), ...(after ? { after } : {}) };
        return { body: await matching.analyse(ask.call, ask.form, question) };
      },
    },
    {
      ...common,
      path: `${path}/gaps`,
      operation: 'ruleGaps',
      summary: {
        zh: '哪些数据没有规则匹配：按规则用到的字段分段，每处给出条件和一条示例数据',
        en: 'Facts that no rule holds for: over what rules ask, each with a condition and an example',
      },
      schema: gapsSchema,
      handle: async (ask) => {
        const said = askingIn(await ask.body<GapsBody>());
        return { body: await matching.gaps(ask.call, ask.form, said, ask.request.signal) };
      },
    },
    {
      method: 'GET',
      access: common.access,
      of: 'matches',
      tag,
      path: `${path}/organisations`,
      operation: 'rulesByOrganisation',
      summary: {
        zh: '各组织可用的规则数，以及与上级组织不同的规则',
        en: 'How many rules each organisation may use, and by which it differs from the one above',
      },
      schema: byOrganisationSchema,
      handle: async ({ call, form, request }) => ({
        body: await matching.byOrganisation(call, form, request.signal),
      }),
    },
    {
      ...common,
      path: `${path}/case`,
      operation: 'matchCase',
      summary: {
        zh: '把一次匹配导出为包的测试用例（cases/*.json）',
        en: 'A match as a test case of a package (cases/*.json)',
      },
      schema: caseSchema,
      handle: async (ask) => {
        const { call, form, language } = ask;
        const { facts, name, ...beside } = await ask.body<CaseBody>();
        const label = name ?? form.label[language];
        const work = () => matching.caseOf(call, form, label, facts, askingIn(beside));
        return { body: await refusing('/facts', work) };
      },
    },
  ];
}

/** A rule that is not saved yet is asked about alone. */
function alone(name: string): Problem {
  return { path: `/${name}`, code: 'parameters-exclude', params: { name, other: 'candidate' } };
}

/** What is wrong with the only facts there are refuses the call; of several, each answers for itself. */
function matchAnswer(ask: Ask, { items: answers, next }: MatchAnswers, single: boolean): Answer {
  const [first] = answers;
  if (single && first instanceof Refusal) throw below(first, '/facts');
  if (single) return { body: first ?? {} };
  const items = answers.map((answer, index): JsonObject => {
    if (!(answer instanceof Refusal)) return { index, status: 200, ...answer };
    const { language, served, requestId } = ask;
    const { status, body } = renderProblem(
      below(answer, `/facts/${index}`),
      language,
      served.model.messages,
      requestId,
      answers.length,
    );
    return { index, status, problem: body };
  });
  return { body: { items, ...(next === null ? {} : { next }) } };
}

const wrongInside = new Set(['match-facts-wrong', 'match-candidate-wrong']);

/** What is wrong with what was sent, with paths in the body it came in. */
async function refusing<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal && wrongInside.has(error.code) ? below(error, place) : error;
  }
}

function below(refusal: Refusal, place: string): Refusal {
  const problems = refusal.problems.map((problem) => ({ ...problem, path: place + problem.path }));
  return new Refusal(refusal, refusal.params, problems, refusal.more);
}
