import { inboxCalls } from '../../../metadata/contract/inbox/calls.ts';
import type { InboxDoor } from '../../work/inbox/create-inbox.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readInView } from '../records/read-in-view.ts';

/** What needs whoever asks. */
export const inboxEndpoints = (inbox: InboxDoor): readonly Endpoint[] => [
  serveCall(inboxCalls.list, async ({ ask, query: { state = 'open' } }) => ({
    body: await inbox.read(ask.call, state),
  })),
  serveCall(inboxCalls.mark, async ({ ask, body }) => ({
    body: await inbox.mark(ask.call, ask.param('id'), body),
  })),
  serveCall(inboxCalls.people, async ({ ask, query: { q } }) => ({
    body: await inbox.people(ask.call, ask.param('id'), q),
  })),
  serveCall(inboxCalls.approvers, async ({ ask }) => {
    const { body: record } = await readInView({ ask, query: { view: 'manage,use' } });
    return { body: { waits: await inbox.approvers(ask.call, ask.form, record) } };
  }),
];
