import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { readParameters } from '../../call/call.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { Refusal } from '../../common/refusal.ts';
import { isSecret } from '../../params/wire-value.ts';
import { covers } from '../params/named-parameter.ts';
import { noteRead } from '../params/note-read.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint, Identify } from '../pipeline/endpoint.ts';
import { credentialOf } from '../pipeline/headers.ts';
import type { Host } from '../pipeline/host.ts';
import { revisionAhead } from '../pipeline/refusals.ts';
import type { Watchers } from '../pipeline/watchers.ts';
import { type ContextWrong, type FlagContext, flagContext } from './context.ts';
import { refetchStream } from './events.ts';
import { type Evaluated, flagAddress, flagNames, flagOf } from './flag.ts';
import { createTickets } from './ticket.ts';

const tag = 'ofrep';
const metadata = {
  type: 'object',
  description: 'Revision of the value that is set.',
  properties: { revision: { type: 'integer' } },
} as const;
const flag = {
  type: 'object',
  required: ['key'],
  properties: {
    key: { type: 'string' },
    value: { description: 'As the definition says: true, a number, a text, an object.' },
    reason: { type: 'string', enum: ['STATIC', 'TARGETING_MATCH', 'DEFAULT'] },
    metadata,
  },
} as const;
const mistake = {
  type: 'object',
  required: ['errorCode', 'errorDetails'],
  properties: {
    key: { type: 'string' },
    errorCode: { enum: ['PARSE_ERROR', 'INVALID_CONTEXT', 'FLAG_NOT_FOUND'] },
    errorDetails: { type: 'string' },
  },
} as const;
const all = {
  type: 'object',
  required: ['flags', 'metadata', 'eventStreams'],
  properties: {
    flags: { type: 'array', items: flag },
    metadata: {
      type: 'object',
      properties: {
        revision: { type: 'integer' },
        date: { type: 'string', format: 'date' },
        org: { type: 'string' },
      },
    },
    eventStreams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'endpoint'],
        properties: {
          type: { const: 'sse' },
          endpoint: { type: 'object', properties: { requestUri: { type: 'string' } } },
          inactivityDelaySec: { type: 'integer' },
        },
      },
    },
  },
} as const;
const context = {
  type: 'object',
  properties: {
    context: {
      description:
        'org or targetingKey: number of the organisation; taxNumber, machineNumber, form, sourceSystem: instance of a dimension.',
    },
  },
} as const;
const freshness = [
  {
    name: 'flagConfigEtag',
    summary: {
      zh: '事件流给出的标记：至少和它一样新才回答',
      en: 'The marker from the event stream: the answer is at least as fresh',
    },
    schema: { type: 'string' },
  },
  {
    name: 'flagConfigLastModified',
    summary: { zh: '事件流给出的时刻', en: 'The moment from the event stream' },
    schema: { type: 'string' },
  },
] as const;

/** The OpenFeature Remote Evaluation Protocol: parameters as flags, `type.key` each, for any OpenFeature SDK. */
export function ofrepEndpoints(host: Host, gate: Gate, watchers: Watchers): readonly Endpoint[] {
  const tickets = createTickets(host.vault, host.clock);
  const credential: Identify = ({ header }) => {
    const token = tokenOf(header);
    return token === null ? null : gate.authenticate(token);
  };
  return [
    {
      method: 'POST',
      path: '/ofrep/v1/evaluate/flags',
      access: 'signed-in',
      identify: credential,
      asks: true,
      operation: 'evaluateFlags',
      tag,
      summary: {
        zh: 'OFREP：一次求出所有参数，内容不变时回答 304；eventStreams 给出变更通知的地址',
        en: 'OFREP: all parameters as flags, 304 while they stay the same; eventStreams gives the address for change notifications',
      },
      query: freshness,
      body: 'json',
      schema: { body: context, answer: all, mistake, tagged: true },
      handle: (ask) =>
        answering(ask, undefined, async () => {
          const given = await evaluated(ask);
          if ('code' in given) return wrong(ask, undefined, given);
          return bulk(ask, given, tickets.ticketFor);
        }),
    },
    {
      method: 'POST',
      path: '/ofrep/v1/evaluate/flags/:key',
      // Clients send names as they are, with whatever is in them.
      routed: '/ofrep/v1/evaluate/flags/:key{.+}',
      access: 'signed-in',
      identify: credential,
      asks: true,
      operation: 'evaluateFlag',
      tag,
      summary: {
        zh: 'OFREP：求一个参数，名称为 类型.键',
        en: 'OFREP: one parameter as a flag, called type.key',
      },
      query: freshness,
      body: 'json',
      schema: { body: context, answer: flag, mistake },
      handle: (ask) => {
        const name = ask.param('key');
        return answering(ask, name, async () => {
          const given = await evaluated(ask);
          if ('code' in given) return wrong(ask, name, given);
          const address = flagAddress(name, given);
          const isSeen = address && covers(ask.principal.rights.parameters(address.type, 'read'), given.org);
          const found = isSeen ? flagOf(name, address, given) : null;
          if (isSeen) noteRead(ask, `${address.type} ${address.key}`, () => [address], given.org);
          if (found) return { body: found };
          return failure(ask, name, {
            status: 404,
            errorCode: 'FLAG_NOT_FOUND',
            code: isSeen && isSecret(address) ? 'ofrep-secret' : 'ofrep-flag',
            params: { name: name.slice(0, 200) },
          });
        });
      },
    },
    {
      method: 'GET',
      path: '/ofrep/v1/events',
      access: 'signed-in',
      identify: ({ header, query }) => {
        const token = tickets.read(query.get('ticket') ?? '')?.token ?? tokenOf(header);
        return token === null ? null : gate.authenticate(token);
      },
      operation: 'flagEvents',
      tag,
      summary: {
        zh: 'OFREP：参数变化的通知（SSE），地址由 eventStreams 给出',
        en: 'OFREP: notifies that flags have to be fetched again (SSE); eventStreams gives the address',
      },
      query: [
        {
          name: 'ticket',
          summary: { zh: 'eventStreams 中的地址自带', en: 'Part of the address in eventStreams' },
          schema: { type: 'string' },
        },
      ],
      schema: { answer: { type: 'string' }, type: 'text/event-stream' },
      handle(ask) {
        const ticket = tickets.read(ask.query.get('ticket') ?? '');
        return refetchStream(ask, watchers, ticket, ticket?.token ?? tokenIn(ask));
      },
    },
  ];
}

/** A bearer token or session, or what is sent as an API key. */
function tokenOf(header: (name: string) => string | null): string | null {
  return credentialOf(header)?.token ?? header('x-api-key');
}

function tokenIn(ask: Ask): string {
  return tokenOf((name) => ask.header(name)) ?? '';
}

/** Reads the context of an evaluation, on what this node has, once it is as new as the client wants. */
async function evaluated(ask: Ask): Promise<(Evaluated & FlagContext) | ContextWrong> {
  const wanted = /^"?r?(\d{1,15})"?$/.exec(ask.query.get('flagConfigEtag') ?? '')?.[1];
  if (wanted !== undefined && Number(wanted) > ask.host.revision())
    if (!(await ask.host.waitForRevision(Number(wanted)))) throw revisionAhead({ revision: Number(wanted) });
  const body = await ask.body<{ readonly context?: Json }>();
  const read = flagContext(ask, body.context);
  if ('code' in read) return read;
  const served = ask.host.served();
  const { date } = readParameters({ served, now: ask.host.now(read.org) }, read.org);
  const state = { values: served.parameters, orgs: served.orgs, model: served.model, date: () => date };
  return { ...read, state };
}

function bulk(
  ask: Ask,
  given: Evaluated & FlagContext,
  ticketFor: ReturnType<typeof createTickets>['ticketFor'],
): Answer {
  const { host, principal } = ask;
  const { state, org, instances, text } = given;
  const flags: JsonObject[] = [];
  const types = [...state.model.params.values()].filter(({ type }) =>
    covers(principal.rights.parameters(type, 'read'), org),
  );
  for (const one of types)
    for (const name of flagNames(one, instances)) {
      const address = flagAddress(name, given);
      const made = address && flagOf(name, address, given);
      if (made) flags.push(made);
    }
  noteRead(ask, `all ${types.length}`, () => types.map(({ type }) => ({ type, key: '' })), org);
  const { revision: model } = host.served();
  const date = state.date(org);
  const etag = hash(
    'sha256',
    JSON.stringify([model, date, text, principal.id, org, flags]),
    'base64url',
  ).slice(0, 27);
  const known = ask.header('if-none-match');
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${etag}"`))
    return { status: 304, etag };
  const token = tokenIn(ask);
  const from = host.watching.settled();
  const ticket = ticketFor({
    token,
    org,
    instances,
    from: { revision: from.revision, instant: from.instant },
  });
  const body = {
    flags,
    metadata: { revision: host.revision(), date, org: state.orgs.get(org)?.number ?? '' },
    eventStreams: [
      { type: 'sse', endpoint: { requestUri: `/ofrep/v1/events?ticket=${ticket}` }, inactivityDelaySec: 120 },
    ],
  };
  return { body, etag };
}

interface Failure {
  readonly status: number;
  readonly errorCode: string;
  readonly code: string;
  readonly params: JsonObject;
}

function wrong(ask: Ask, key: string | undefined, { code, params }: ContextWrong): Answer {
  return failure(ask, key, { status: 400, errorCode: 'INVALID_CONTEXT', code, params });
}

function failure(ask: Ask, key: string | undefined, { status, errorCode, code, params }: Failure): Answer {
  const errorDetails = problemSentence({ code, params }, ask.language, ask.served.model.messages);
  return { status, body: { ...(key !== undefined && { key }), errorCode, errorDetails } };
}

/** Answers in the words of the protocol when a request cannot be read; who may not come in is told as everywhere. */
async function answering(ask: Ask, key: string | undefined, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || ![400, 413, 415].includes(error.status)) throw error;
    const { code, params } = error;
    return failure(ask, key, { status: 400, errorCode: 'PARSE_ERROR', code, params: params as JsonObject });
  }
}
