import { wholeSet } from '../../../metadata/contract/changes/answered.ts';
import { explainDefinition } from '../../install/describe-explained.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import { instancesRead } from '../../params/instances.ts';
import { parameterHistory } from '../../params/parameter-history.ts';
import { type SentSetting, setParameter, unsetParameter } from '../../params/set-parameter.ts';
import { answerThen } from '../../past/answer-then.ts';
import type { Then } from '../../past/past.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { placeAsked } from '../pipeline/place-asked.ts';
import { routeUnknown } from '../pipeline/refusals.ts';
import { agreedIn } from './agreed-in.ts';
import { dateOf, dateParameter } from './date-parameter.ts';
import { definitions, overridesOf, readersSince } from './definitions.ts';
import { beforeParameter, effectivePage, effectiveParameter, sinceParameter } from './effective-page.ts';
import { madeAnswer, tagOf } from './made-answer.ts';
import { manyRead, manyValues, noteManyRead } from './many-values.ts';
import { answerNow, namedParameter, namedThen, requireSetting, scopeParameter } from './named-parameter.ts';
import { noteRead } from './note-read.ts';
import { proposedInstead } from './propose-instead.ts';
import { requireReveal, revealed, revealParameter, wantsReveal, withClear } from './reveal.ts';
import { callThen, momentAnswer, thenOf, thenParameter } from './then-parameter.ts';

const tag = 'params';
const one = '/api/params/:type/:key';
const unread = {
  name: 'unread',
  summary: {
    zh: '只要这么多天以来没有程序读过的；readersSince 说明从何时起有记录',
    en: 'Only those that no program has read for so many days; readersSince says from when on that is known',
  },
  schema: { type: 'integer', minimum: 1, maximum: 400 },
} as const;
const date = { type: ['string', 'null'], format: 'date' } as const;
const type = {
  name: 'type',
  summary: { zh: '只要这个类型', en: 'Of this type only' },
  schema: { type: 'string' },
} as const;

/** What is set of parameters, what an organisation reads and why, and setting it. */
export const parameterEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/params',
    access: 'signed-in',
    operation: 'parameters',
    tag,
    summary: {
      zh: '可查看的参数定义，以及各有多少处设置了值',
      en: 'Definitions of parameters one may see, with how many values are set of each',
    },
    query: [
      parameters.q,
      type,
      {
        name: 'danger',
        summary: { zh: '只要（不要）会关闭检查或切换环境的', en: 'Only those (not) marked as dangerous' },
        schema: { type: 'boolean' },
      },
      {
        name: 'set',
        summary: { zh: '只要（没有）设置了值的', en: 'Only those of which something (nothing) is set' },
        schema: { type: 'boolean' },
      },
      unread,
    ],
    schema: { answer: itemsOf(anyObject) },
    handle: (ask) => ({
      body: {
        items: definitions(ask, {
          q: ask.query.get('q') ?? '',
          type: ask.query.get('type'),
          danger: switchParameter(ask.query, 'danger'),
          set: switchParameter(ask.query, 'set'),
          unread: wholeParameter(ask.query, 'unread', 1, 400),
        }),
        readersSince: readersSince(ask),
      },
    }),
  },
  {
    method: 'GET',
    path: '/api/params/values',
    routed: '/api/params/:word',
    access: 'signed-in',
    operation: 'parameterValues',
    tag,
    summary: {
      zh: '一次读取一个组织的多个有效值，内容不变时回答 304',
      en: 'Many values as one organisation reads them; 304 while they stay the same',
    },
    query: [
      {
        name: 'types',
        summary: { zh: '参数类型，逗号分隔；默认全部', en: 'Types, separated by commas; all by default' },
        schema: { type: 'string' },
      },
      {
        name: 'instance',
        summary: {
          zh: '维度取值：税号，或税号与机器编号（中间用 : 隔开）；没有时不含按维度设置的参数',
          en: 'Instance of a dimension: a tax number, or tax number:machine; without it keys with a dimension are left out',
        },
        schema: { type: 'string' },
      },
      dateParameter,
      {
        name: 'format',
        summary: {
          zh: 'raw：原始写法；full：连同原始写法和来源',
          en: 'raw: as other systems spell them; full: with their spelling and where they come from',
        },
        schema: { type: 'string', enum: ['typed', 'raw', 'full'] },
      },
      thenParameter,
      revealParameter,
    ],
    past: true,
    schema: { answer: anyObject },
    handle: (ask) => {
      const word = ask.param('word');
      if (word !== 'values') throw routeUnknown({ path: `/api/params/${word}` });
      const format = choiceParameter(ask.query, 'format', ['typed', 'raw', 'full']);
      const then = thenOf(ask);
      if (then !== undefined)
        return then.then(async (state) =>
          tagged({ ...(await manyRead(ask, callThen(ask, state), format)), at: momentAnswer(state) }),
        );
      noteManyRead(ask);
      if (wantsReveal(ask)) return manyRead(ask, ask.call, format).then((body) => ({ body }));
      return madeAnswer(ask, ask.request.url, () => manyValues(ask, ask.call, format), true);
    },
  },
  {
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'parameter',
    tag,
    summary: {
      zh: '一个参数对组织的有效值；explain=true 说明来源和未生效的其他值',
      en: 'The value an organisation reads; explain=true tells where it is from and why others do not hold',
    },
    query: [scopeParameter, dateParameter, thenParameter, revealParameter, parameters.explain, parameters.of],
    past: true,
    schema: { answer: anyObject },
    handle: (ask) => {
      if (explainOf(ask) && placeAsked(ask) === 'definition') return parameterExplained(ask);
      const then = thenOf(ask);
      if (then !== undefined) return then.then((state) => parameterThen(ask, state));
      if (wantsReveal(ask)) return parameterRevealed(ask);
      const answer = madeAnswer(ask, ask.request.url, () =>
        answerParameter({ ...namedParameter(ask), ...datedOf(ask) }, explainOf(ask)),
      );
      const [type, key] = [ask.param('type'), ask.param('key')];
      noteRead(ask, `${type} ${key}`, () => [{ type, key }]);
      return answer;
    },
  },
  {
    method: 'PUT',
    path: one,
    access: 'signed-in',
    operation: 'setParameter',
    tag,
    summary: {
      zh: '设置一个值；替换已有的值时须带 If-Match：own 中该值的 revision，加引号',
      en: 'Set a value; where one is replaced If-Match has to be sent: its revision as in own, in quotes',
    },
    query: [scopeParameter],
    body: 'json',
    schema: {
      body: {
        type: 'object',
        additionalProperties: false,
        properties: {
          value: { description: 'Typed, as the definition says.' },
          raw: {
            type: 'string',
            maxLength: 4000,
            description: 'As other systems spell it; kept to the letter.',
          },
          validFrom: date,
          validTo: date,
          locked: { type: 'boolean', description: 'Nothing below may differ. Default: no.' },
          id: {
            type: 'string',
            description: 'Which of several it replaces. Default: the one with the same dates.',
          },
        },
      },
      answer: anyObject,
      status: [200, 201],
      ifMatch: 'own',
      also: { 202: wholeSet },
    },
    handle: async (ask) => {
      const sent = await ask.body<SentSetting>();
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
    },
  },
  {
    method: 'DELETE',
    path: one,
    access: 'signed-in',
    operation: 'unsetParameter',
    tag,
    summary: {
      zh: '删除一个值，恢复继承；回答此后的有效值',
      en: 'Take a value away, so that it is inherited again; answers what is read then',
    },
    query: [
      scopeParameter,
      {
        name: 'id',
        summary: { zh: '有多个值时，删除哪一个', en: 'Which, where there are several' },
        schema: { type: 'string' },
      },
    ],
    schema: { answer: anyObject, ifMatch: 'own', also: { 202: wholeSet } },
    handle: async (ask) => {
      const read = namedParameter(ask);
      requireSetting(ask, read);
      const waiting = await proposedInstead(ask, read, null);
      if (waiting) return waiting;
      const revision = await unsetParameter(settingOf(ask, read), ask.query.get('id'));
      return { body: answerNow(ask, read), revision };
    },
  },
  {
    method: 'GET',
    path: `${one}/history`,
    access: 'signed-in',
    operation: 'parameterHistory',
    tag,
    summary: {
      zh: '在这个组织（或全系统）设置过的值；effective=true：有效值如何变化，连同原因。最新的在前',
      en: 'What was set for the organisation, or the whole system; effective=true: how the value it reads moved, and why. The newest first',
    },
    query: [scopeParameter, parameters.limit, beforeParameter, effectiveParameter, sinceParameter],
    schema: { answer: anyObject },
    handle: async (ask) => {
      if (switchParameter(ask.query, 'effective')) return { body: await effectivePage(ask) };
      const page = {
        limit: wholeParameter(ask.query, 'limit', 1, 500),
        before: wholeParameter(ask.query, 'before', 1, Number.MAX_SAFE_INTEGER),
      };
      const { items, next } = await parameterHistory(ask.reader, namedParameter(ask), page);
      const agreed = await agreedIn(
        ask,
        items.map(({ revision }) => revision),
      );
      return { body: { items: items.map((one) => ({ ...one, ...agreed(one.revision) })), next } };
    },
  },
  {
    method: 'GET',
    path: `${one}/overrides`,
    access: 'signed-in',
    operation: 'parameterOverrides',
    tag,
    summary: {
      zh: '职责范围内哪些组织自己设置了值，按维度设置的列出全部取值',
      en: 'Who says a value of its own, for every instance of a dimension, as far as one may see',
    },
    schema: { answer: anyObject },
    handle: (ask) => ({ body: overridesOf(namedParameter(ask)) }),
  },
  {
    method: 'GET',
    path: `${one}/instances`,
    access: 'signed-in',
    operation: 'parameterInstances',
    tag,
    summary: {
      zh: '按维度设置的参数，组织读到的各个取值的有效值',
      en: 'Of a parameter with a dimension, what the organisation reads of each instance that is set',
    },
    query: [scopeParameter],
    schema: { answer: itemsOf(anyObject) },
    handle: (ask) => {
      const read = namedParameter(ask);
      const { type, param } = read.address;
      const keys = param.key === undefined ? instancesRead(read.call, type, param, read.org) : [];
      const items = keys.map((key) => {
        const { value, raw, isSet, from } = answerParameter(
          { ...read, address: { type, key, param } },
          false,
        );
        return { key, value, raw, isSet, from };
      });
      return { body: { items } };
    },
  },
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

/** Whoever has it already is told that it is still so. */
function tagged(body: object): Answer {
  const json = JSON.stringify(body);
  return { json, etag: tagOf(json) };
}

/** As it was in the past. */
async function parameterThen(ask: Ask, then: Then): Promise<Answer> {
  const read = { ...namedThen(ask, then), ...datedOf(ask) };
  if (wantsReveal(ask)) requireReveal(ask, read);
  const agreed = async (revision: number) => (await agreedIn(ask, [revision]))(revision);
  const answer = await answerThen(read, explainOf(ask), agreed);
  const clear = wantsReveal(ask) ? await revealed(ask, read) : undefined;
  return { body: { ...(clear === undefined ? answer : withClear(answer, clear)), at: momentAnswer(then) } };
}

async function parameterRevealed(ask: Ask): Promise<Answer> {
  const read = { ...namedParameter(ask), ...datedOf(ask) };
  requireReveal(ask, read);
  const answer = answerParameter(read, explainOf(ask));
  const clear = await revealed(ask, read);
  noteRead(ask, `${read.address.type} ${read.address.key}`, () => [read.address]);
  return { body: clear === undefined ? answer : withClear(answer, clear) };
}

/** With who said what of its definition. */
async function parameterExplained(ask: Ask): Promise<Answer> {
  const read = { ...namedParameter(ask), ...datedOf(ask) };
  const { type, param } = read.address;
  const definition = await explainDefinition(ask, `${type}/${param.key ?? `{${param.dimension ?? ''}}`}`);
  return { body: { ...answerParameter(read, true), definition } };
}

function explainOf(ask: Ask): boolean {
  return switchParameter(ask.query, 'explain') ?? false;
}

function datedOf(ask: Ask): { readonly date?: string } {
  const on = dateOf(ask);
  return on === undefined ? {} : { date: on };
}
