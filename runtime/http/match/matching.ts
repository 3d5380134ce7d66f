import type { Problem } from '../../../metadata/common/issue.ts';
import { matching } from '../../../metadata/contract/match/calls.ts';
import type { MatchAnswer, MatchedItem } from '../../../metadata/contract/match/rule.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { renderProblem } from '../../common/messages/render-problem.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Matching } from '../../effective/match/create-matching.ts';
import type { MatchAnswers } from '../../effective/match/match-facts.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, recordUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { askingOfForm } from './asking-schemas.ts';
import { askingIn, coverageFacts, isList } from './match-bodies.ts';

/** Makes the calls about rules: which one holds for facts, why, and what is odd about them. None of them writes. */
export function matchEndpoints(rules: Matching): readonly Endpoint[] {
  return [
    serveCall(
      matching.match,
      async ({ ask, body }) => {
        const { facts, trace = false, all, after, ...beside } = await body();
        const single = !isList(facts);
        if (after && !(single && trace)) throw bodyWrong({}, [{ path: '/after', code: 'match-after' }]);
        const question = {
          facts: single ? [facts] : facts,
          ...askingIn(beside),
          trace,
          all: all ?? false,
          after: after ?? undefined,
        };
        return { body: matchAnswer(ask, await rules.match(ask.call, ask.form, question), single) };
      },
      { documented: askingOfForm(matching.match.body) },
    ),
    serveCall(
      matching.explain,
      async ({ ask: { call, form }, body }) => {
        const { id, number, facts, ...beside } = await body();
        if (!id && !number) throw bodyWrong({}, [{ path: '', code: 'match-rule-needed' }]);
        const named = { ...(id ? { id: id.toLowerCase() } : {}), ...(number ? { number } : {}) };
        const said = askingIn(beside);
        return { body: await refusing('/facts', () => rules.explain(call, form, named, facts, said)) };
      },
      { documented: askingOfForm(matching.explain.body) },
    ),
    serveCall(
      matching.coverage,
      async ({ ask, body }) => {
        const { facts, of, ...beside } = await body();
        const given = { ...(await coverageFacts(ask, facts)), of: of?.toLowerCase() };
        const { call, form } = ask;
        return { body: await refusing('/facts', () => rules.cover(call, form, given, askingIn(beside))) };
      },
      { documented: askingOfForm(matching.coverage.body) },
    ),
    serveCall(matching.analysis, async ({ ask, body }) => {
      const { records, after, candidate } = await body();
      const { signal } = ask.request;
      if (candidate) {
        const other = records ? 'records' : after ? 'after' : undefined;
        if (other) throw bodyWrong({}, [alone(other)]);
        const { id, ...rest } = candidate;
        const unsaved = { ...rest, ...(id === undefined ? {} : { id: id.toLowerCase() }) };
        const work = () => rules.analyseUnsaved(ask.call, ask.form, unsaved, signal);
        return { body: await refusing('/candidate', work) };
      }
      for (const id of records ?? []) if (!isId(id)) throw recordUnknown({ id });
      const question = { signal, ...(records ? { records } : {}), ...(after ? { after } : {}) };
      return { body: await rules.analyse(ask.call, ask.form, question) };
    }),
    serveCall(
      matching.gaps,
      async ({ ask, body }) => {
        const said = askingIn(await body());
        return { body: await rules.gaps(ask.call, ask.form, said, ask.request.signal) };
      },
      { documented: askingOfForm(matching.gaps.body) },
    ),
    serveCall(matching.byOrganisation, async ({ ask: { call, form, request } }) => ({
      body: await rules.byOrganisation(call, form, request.signal),
    })),
    serveCall(
      matching.case,
      async ({ ask: { call, form, language }, body }) => {
        const { facts, name, ...beside } = await body();
        const label = name ?? form.label[language];
        const work = () => rules.caseOf(call, form, label, facts, askingIn(beside));
        return { body: await refusing('/facts', work) };
      },
      { documented: askingOfForm(matching.case.body) },
    ),
  ];
}

/** A rule that is not saved yet is asked about alone. */
function alone(name: string): Problem {
  return { path: `/${name}`, code: 'parameters-exclude', params: { name, other: 'candidate' } };
}

/** Answers a match: problems of the only facts there are refuse the call; of several, each answers for itself. */
function matchAnswer(ask: Ask, { items: answers, next }: MatchAnswers, single: boolean): MatchAnswer {
  const [first] = answers;
  if (single) {
    if (first instanceof Refusal) throw below(first, '/facts');
    return first ?? {};
  }
  const items = answers.map((answer, index): MatchedItem => {
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
  return { items, ...(next === null ? {} : { next }) };
}

const wrongInside = new Set(['match-facts-wrong', 'match-candidate-wrong']);

/** Does the work, and refuses what was sent with paths in the body it came in. */
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
