import { params } from '../../../metadata/contract/params/calls.ts';
import { paramValues } from '../../../metadata/contract/params/many-calls.ts';
import { answerThen } from '../../effective/past/answer-then.ts';
import type { Then } from '../../effective/past/past.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import { comingAnswer } from '../../params/coming-value.ts';
import { parameterHistory } from '../../params/parameter-history.ts';
import { setParameter, unsetParameter } from '../../params/set-parameter.ts';
import { explainDefinition } from '../../preparation/install/describe-explained.ts';
import type { Ask } from '../pipeline/ask.ts';
import { dateParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { placeAsked } from '../pipeline/place-asked.ts';
import { routeUnknown } from '../pipeline/refusals.ts';
import { jsonText, serveCall } from '../pipeline/serve-call.ts';
import { agreedIn, agreedToCome } from './agreed-in.ts';
import { definitions, overridesOf, readersSince } from './definitions.ts';
import { effectivePage } from './effective-page.ts';
import { instancesSeen } from './instances-seen.ts';
import { madeAnswer, tagOf } from './made-answer.ts';
import { agreedToComeIn, manyRead, manyValues, noteManyRead } from './many-values.ts';
import { answerNow, namedParameter, namedThen, requireSetting } from './named-parameter.ts';
import { noteRead } from './note-read.ts';
import { proposedInstead } from './propose-instead.ts';
import { requireReveal, revealed, wantsReveal, withClear } from './reveal.ts';
import { callThen, momentAnswer, thenOf } from './then-parameter.ts';

/** The calls that read what is set of parameters, what an organisation reads and why, and that set it. */
export const parameterEndpoints: readonly Endpoint[] = [
  serveCall(params.list, ({ ask, query }) => ({
    body: { items: definitions(ask, query), readersSince: readersSince(ask) },
  })),
  serveCall(paramValues.read, async ({ ask, query: { format } }) => {
    const word = ask.param('word');
    if (word !== 'values') throw routeUnknown({ path: `/api/params/${word}` });
    const then = thenOf(ask);
    if (then !== undefined) {
      const state = await then;
      return tagged({ ...(await manyRead(ask, callThen(ask, state), format)), at: momentAnswer(state) });
    }
    noteManyRead(ask);
    if (wantsReveal(ask)) return { body: await manyRead(ask, ask.call, format) };
    const agreed = await agreedToComeIn(ask, ask.call, format);
    return madeAnswer(ask, ask.request.url, () => manyValues(ask, ask.call, format, agreed), true);
  }),
  serveCall(params.read, ({ ask, query: { explain = false } }) => {
    if (explain && placeAsked(ask) === 'definition') return parameterExplained(ask);
    const then = thenOf(ask);
    if (then !== undefined) return then.then((state) => parameterThen(ask, state, explain));
    if (wantsReveal(ask)) return parameterRevealed(ask, explain);
    if (explain) return parameterWithWhy(ask);
    const answer = madeAnswer(ask, ask.request.url, () =>
      answerParameter({ ...namedParameter(ask), ...datedOf(ask) }, false),
    );
    const [type, key] = [ask.param('type'), ask.param('key')];
    noteRead(ask, `${type} ${key}`, () => [{ type, key }]);
    return answer;
  }),
  serveCall(params.set, async ({ ask, body }) => {
    const sent = await body();
    const read = namedParameter(ask);
    requireSetting(ask, read);
    const waiting = await proposedInstead(ask, read, sent);
    if (waiting) return waiting;
    const { revision, isNew } = await setParameter(settingOf(ask, read), sent);
    return {
      status: isNew ? 201 : 200,
      body: answerNow(ask, read),
      etag: revision,
      revision,
    };
  }),
  serveCall(params.unset, async ({ ask, query: { id = null } }) => {
    const read = namedParameter(ask);
    requireSetting(ask, read);
    const waiting = await proposedInstead(ask, read, null);
    if (waiting) return waiting;
    const revision = await unsetParameter(settingOf(ask, read), id);
    return { body: answerNow(ask, read), revision };
  }),
  serveCall(params.history, async ({ ask, query }) => {
    if (query.effective) return { body: await effectivePage(ask, query) };
    const page = {
      limit: query.limit,
      before: wholeParameter(ask.query, 'before', 1, Number.MAX_SAFE_INTEGER),
    };
    const { items, next } = await parameterHistory(ask.reader, namedParameter(ask), page);
    const agreed = await agreedIn(
      ask,
      items.map(({ revision }) => revision),
    );
    return { body: { items: items.map((one) => ({ ...one, ...agreed(one.revision) })), next } };
  }),
  serveCall(params.overrides, ({ ask }) => ({ body: overridesOf(namedParameter(ask)) })),
  serveCall(params.instances, async ({ ask }) => {
    const read = namedParameter(ask);
    const { type, param } = read.address;
    const keys = param.key === undefined ? await instancesSeen(ask, read) : [];
    const reads = keys.map((key) => ({ ...read, address: { type, key, param } }));
    const agreed = await agreedToCome(ask, reads);
    const items = reads.map((one) => {
      const { key, value, raw, isSet, from } = answerParameter(one, false);
      return { key, value, raw, isSet, from, ...comingAnswer(one, agreed) };
    });
    return { body: { items } };
  }),
];

function settingOf(ask: Ask, { call, address, org }: ReturnType<typeof namedParameter>) {
  const { store, vault } = ask.host;
  return {
    store,
    seal: vault.seal,
    call,
    address,
    org,
    ifMatch: () => ask.ifMatch(),
    hasSeen: ask.header('if-match') !== null,
  };
}

/** Tags an answer, so that whoever has it already is told that it is still so. */
function tagged<A extends object>(body: A) {
  const json = jsonText(body);
  return { json, etag: tagOf(json) };
}

/** As it was in the past. */
async function parameterThen(ask: Ask, then: Then, explain: boolean) {
  const read = { ...namedThen(ask, then), ...datedOf(ask) };
  if (wantsReveal(ask)) requireReveal(ask, read);
  const agreed = async (revision: number) => (await agreedIn(ask, [revision]))(revision);
  const answer = await answerThen(read, explain, agreed);
  const clear = wantsReveal(ask) ? await revealed(ask, read) : undefined;
  return { body: { ...(clear === undefined ? answer : withClear(answer, clear)), at: momentAnswer(then) } };
}

async function parameterRevealed(ask: Ask, explain: boolean) {
  const read = { ...namedParameter(ask), ...datedOf(ask) };
  requireReveal(ask, read);
  const answer = answerParameter(read, explain);
  const clear = await revealed(ask, read);
  noteRead(ask, `${read.address.type} ${read.address.key}`, () => [read.address]);
  return { body: clear === undefined ? answer : withClear(answer, clear) };
}

/** With everything that could hold, and the change set by which each of it came. */
async function parameterWithWhy(ask: Ask) {
  const { chain = [], ...answer } = answerParameter({ ...namedParameter(ask), ...datedOf(ask) }, true);
  const [type, key] = [ask.param('type'), ask.param('key')];
  noteRead(ask, `${type} ${key}`, () => [{ type, key }]);
  const agreed = await agreedIn(
    ask,
    chain.flatMap(({ revision }) => revision ?? []),
  );
  const agreedTo = chain.map((link) => (link.revision ? { ...link, ...agreed(link.revision) } : link));
  return { body: { ...answer, chain: agreedTo } };
}

/** With who said what of its definition. */
async function parameterExplained(ask: Ask) {
  const read = { ...namedParameter(ask), ...datedOf(ask) };
  const { type, param } = read.address;
  const definition = await explainDefinition(ask, `${type}/${param.key ?? `{${param.dimension ?? ''}}`}`);
  return { body: { ...answerParameter(read, true), definition } };
}

function datedOf(ask: Ask): { readonly date?: string } {
  const on = dateParameter(ask.query, 'on');
  return on === undefined ? {} : { date: on };
}
