import type { JsonObject } from '../../../metadata/json.ts';
import { isId } from '../../../metadata/kinds/pointer.ts';
import type { Matching } from '../../match/create-matching.ts';
import type { MatchAnswers } from '../../match/match-facts.ts';
import { Refusal } from '../../refusal.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { renderProblem } from '../pipeline/problem.ts';
import { recordUnknown } from '../pipeline/refusals.ts';
import { coverageFacts } from './coverage-facts.ts';
import { MatchBody, mostFacts } from './match-body.ts';
import {
  analysisSchema,
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
  const common: Pick<Endpoint, 'method' | 'access' | 'of' | 'tag' | 'body' | 'asks'> = {
    method: 'POST',
    access: { form: 'match' },
    of: 'matches',
    tag,
    body: 'json',
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
        const body = new MatchBody(await ask.object(), ['facts', 'at', 'trace', 'all', 'record', 'after']);
        const { many, single } = body.facts();
        const question = {
          facts: many,
          at: body.at(),
          trace: body.trace(),
          all: body.flag('all'),
          record: body.text('record'),
          after: body.text('after'),
        };
        if (question.after !== undefined && !(single && question.trace)) body.wrong('/after', 'match-after');
        body.done();
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
        const body = new MatchBody(await ask.object(), ['id', 'number', 'facts', 'at']);
        const [id, number] = [body.text('id'), body.text('number')];
        if (id === undefined && number === undefined) body.wrong('', 'match-rule-needed');
        const facts = body.oneFacts();
        body.done();
        const named = {
          ...(id === undefined ? {} : { id: id.toLowerCase() }),
          ...(number === undefined ? {} : { number }),
        };
        const { call, form } = ask;
        return {
          body: await refusing('/facts', () => matching.explain(call, form, named, facts, body.at())),
        };
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
        const sent = await ask.object();
        const body = new MatchBody(sent, ['facts', 'at']);
        const given = await coverageFacts(ask, body, sent['facts'] ?? null);
        return { body: await refusing('/facts', () => matching.cover(ask.call, ask.form, given, body.at())) };
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
        const body = new MatchBody(await ask.object(), ['records', 'after', 'candidate']);
        const records = body.texts('records');
        const after = body.text('after');
        const unsaved = body.candidate();
        body.done();
        const { signal } = ask.request;
        if (unsaved)
          return {
            body: await refusing('/candidate', () =>
              matching.analyseUnsaved(ask.call, ask.form, unsaved, signal),
            ),
          };
        for (const id of records ?? []) if (!isId(id)) throw recordUnknown({ id });
        const question = {
          signal,
          ...(records === undefined ? {} : { records }),
          ...(after === undefined ? {} : { after }),
        };
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
        const body = new MatchBody(await ask.object(), ['at']);
        const at = body.at();
        body.done();
        return { body: await matching.gaps(ask.call, ask.form, at, ask.request.signal) };
      },
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
        const body = new MatchBody(await ask.object(), ['facts', 'at', 'name']);
        const facts = body.oneFacts();
        const name = body.text('name') ?? ask.form.label[ask.language];
        body.done();
        const { call, form } = ask;
        return { body: await refusing('/facts', () => matching.caseOf(call, form, name, facts, body.at())) };
      },
    },
  ];
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
