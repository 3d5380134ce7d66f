import { decisions } from '../../../metadata/contract/decisions/calls.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { described, inWords } from '../../effective/decisions/in-words.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { howOf } from './asked-where.ts';

/** Makes the calls that let programs and pages ask the rules for decisions. None of them writes. */
export function decisionEndpoints(asked: Decisions): readonly Endpoint[] {
  return [
    serveCall(decisions.list, ({ ask: { call } }) => ({
      body: { items: asked.list.map((one) => described(call, one)) },
    })),
    serveCall(decisions.decide, async ({ ask, body }) => {
      const { input = {}, trace, ...where } = await body();
      const how = howOf(where, trace);
      const call = await asked.under(ask.call, how);
      return { body: inWords(asked, call, await asked.decide(call, ask.param('name'), input, how)) };
    }),
  ];
}
