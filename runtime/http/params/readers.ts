import { addressOf } from '../../../rules/params/address.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { answerReaders } from '../../params/readers/answer-readers.ts';
import type { ReadPlace } from '../../params/readers/reader.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { covers, namedParameter } from './named-parameter.ts';
import { readerOf } from './note-read.ts';

const tag = 'params';
const mostReported = 2_000;

interface Report {
  readonly revision: number;
  readonly reads?: readonly ReadPlace[];
  readonly refused?: readonly (ReadPlace & { readonly reason: string })[];
}

const place = {
  type: { type: 'string', maxLength: 64, minLength: 1 },
  key: { type: 'string', maxLength: 140, minLength: 1 },
} as const;

/** Who reads a parameter, and what programs say of what they read. */
export const readerEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/params/:type/:key/readers',
    access: 'signed-in',
    operation: 'parameterReaders',
    tag,
    summary: {
      zh: '哪些程序读取这个参数：凭据、程序名（请求头 Guiju-Client）、组织、最近一次、手中的版本、是否拒收；只列职责范围内的；键为 * 时包括全部取值',
      en: 'Which programs read it: credential, name (header Guiju-Client), organisation, when last, the revision they hold, what they refused; as far as one may see; with * for the key, of all instances',
    },
    schema: { answer: itemsOf(anyObject) },
    handle: async (ask) => {
      const { address, sight } = namedParameter(ask);
      const { readers, store } = ask.host;
      const { now } = ask.call;
      return { body: await answerReaders({ readers, store, now, served: ask.served, address, sight }) };
    },
  },
  {
    method: 'POST',
    path: '/api/params/reads',
    access: 'signed-in',
    operation: 'reportReads',
    asks: true,
    tag,
    summary: {
      zh: '保留了参数值的程序报告：手中的版本、上次报告以来读过的参数、不能使用的值（须列全）；读取 values 时带请求头 Guiju-Reads: reported，就以此为准',
      en: 'What a program that keeps values tells of itself: the revision it holds, what it read since it last told, and all values it could do nothing with; counts alone where its reads of values say Guiju-Reads: reported',
    },
    body: 'json',
    schema: {
      body: {
        type: 'object',
        required: ['revision'],
        additionalProperties: false,
        properties: {
          revision: {
            type: 'integer',
            minimum: 0,
            description: 'Guiju-Revision of the values that it holds.',
          },
          reads: {
            type: 'array',
            maxItems: mostReported,
            items: {
              type: 'object',
              required: ['type', 'key'],
              additionalProperties: false,
              properties: place,
            },
          },
          refused: {
            type: 'array',
            maxItems: mostReported,
            items: {
              type: 'object',
              required: ['type', 'key', 'reason'],
              additionalProperties: false,
              properties: { ...place, reason: { type: 'string', maxLength: 300 } },
            },
          },
        },
      },
      answer: {
        type: 'object',
        required: ['unknown'],
        properties: {
          unknown: {
            description: 'What there is not, or may not be seen: nothing was noted of it.',
            type: 'array',
            items: { type: 'object', required: ['type', 'key'], properties: place },
          },
        },
      },
    },
    handle: reportReads,
  },
];

async function reportReads(ask: Ask): Promise<Answer> {
  const { revision, reads = [], refused = [] } = await ask.body<Report>();
  const unknown: ReadPlace[] = [];
  const isKnown = ({ type, key }: ReadPlace): boolean => {
    const sight = ask.principal.rights.parameters(type, 'read');
    if (addressOf(ask.served.model, type, key) && covers(sight, ask.call.org)) return true;
    if (!unknown.some((one) => one.type === type && one.key === key)) unknown.push({ type, key });
    return false;
  };
  ask.host.readers.report({
    reader: readerOf(ask),
    revision,
    reads: reads.filter(isKnown),
    refused: refused.filter(isKnown),
  });
  return { body: { unknown } };
}
