import { designs } from '../../../metadata/contract/design/calls.ts';
import type { LogEntry } from '../../../metadata/design/design-log.ts';
import type { Designs } from '../../preparation/design/create-designs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Makes the calls that take steps in a design: each step is stored before it is answered. */
export function stepEndpoints(known: Designs): readonly Endpoint[] {
  return [
    serveCall(designs.take, async ({ ask, body }) => {
      const id = ask.recordId;
      const sent = await body();
      return logged(await known.append(ask.call, id, sent), sent.seen);
    }),
    serveCall(designs.undo, async ({ ask, body }) => {
      const id = ask.recordId;
      const { seen = 0 } = await body();
      return logged(await known.again(ask.call, id, 'undo', seen), seen);
    }),
    serveCall(designs.redo, async ({ ask, body }) => {
      const id = ask.recordId;
      const { seen = 0 } = await body();
      return logged(await known.again(ask.call, id, 'redo', seen), seen);
    }),
    serveCall(designs.mark, async ({ ask, body }) => {
      const id = ask.recordId;
      const { name, seen = 0 } = await body();
      return logged(await known.mark(ask.call, id, { do: 'point', name }, seen), seen);
    }),
    serveCall(designs.returnTo, async ({ ask, body }) => {
      const id = ask.recordId;
      const { to, seen = 0 } = await body();
      return logged(await known.mark(ask.call, id, { do: 'return', to }, seen), seen);
    }),
  ];
}

function logged(log: readonly LogEntry[], seen: number) {
  const entries = log.at(-1)?.n ?? seen;
  return { body: { entries, log }, etag: entries };
}
