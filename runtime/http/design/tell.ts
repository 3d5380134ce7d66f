import { telling } from '../../../metadata/contract/design/publish.ts';
import type { Telling } from '../../preparation/design/tell-people.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Colleagues hear of what was published. */
export function tellEndpoints({ who, tell }: Telling): readonly Endpoint[] {
  return [
    serveCall(telling.who, async ({ ask, query: { form = '' } }) => ({ body: await who(ask.call, form) })),
    serveCall(telling.tell, async ({ ask, body }) => ({
      body: { people: await tell(ask.writeCall, await body()) },
    })),
  ];
}
