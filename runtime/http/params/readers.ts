import { params } from '../../../metadata/contract/params/calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { answerReaders } from '../../params/readers/answer-readers.ts';
import type { ReadPlace } from '../../params/readers/reader.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { type CallAsked, serveCall } from '../pipeline/serve-call.ts';
import { covers, namedParameter } from './named-parameter.ts';
import { readerOf } from './note-read.ts';

/** The calls that tell who reads a parameter, and take what programs report of what they read. */
export const readerEndpoints: readonly Endpoint[] = [
  serveCall(params.readers, async ({ ask }) => {
    const { address, sight } = namedParameter(ask);
    const { readers, store } = ask.host;
    const { now } = ask.call;
    return { body: await answerReaders({ readers, store, now, served: ask.served, address, sight }) };
  }),
  serveCall(params.report, reportReads),
];

async function reportReads({ ask, body }: CallAsked<typeof params.report>) {
  const { revision, reads = [], refused = [] } = await body();
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
