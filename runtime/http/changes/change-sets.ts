import type { WholeChangeSet } from '../../../metadata/contract/changes/answered.ts';
import { changes } from '../../../metadata/contract/changes/calls.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import { onceCommitted } from '../../database/database-error.ts';
import type { OneAsked } from '../../effective/changes/create-change-sets.ts';
import { behindHeader } from '../packages/publish.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** The calls of change sets: who may do what to one goes by its items. */
export const changeSetEndpoints: readonly Endpoint[] = [
  serveCall(changes.list, async ({ ask, query: { state, ids, ...query } }) => ({
    body: await ask.host.changeSets.list(ask.call, {
      ...query,
      states: state === undefined ? undefined : wordsIn(state),
      ids: ids === undefined ? undefined : wordsIn(ids),
    }),
  })),
  serveCall(changes.create, async ({ ask, body }) => {
    const made = await ask.host.changeSets.create(ask.writeCall, await body());
    return { ...answered(made), status: 201, headers: { location: `/api/changesets/${made.id}` } };
  }),
  serveCall(changes.read, async ({ ask }) =>
    answered(await ask.host.changeSets.read(ask.call, ask.recordId)),
  ),
  serveCall(changes.edit, async ({ ask, body }) => {
    const one = asked(ask);
    return answered(await ask.host.changeSets.edit(one, await body()));
  }),
  serveCall(changes.discard, async ({ ask }) => answered(await ask.host.changeSets.discard(asked(ask)))),
  serveCall(changes.preview, async ({ ask }) => ({
    body: await ask.host.changeSets.preview(ask.call, ask.recordId),
  })),
  serveCall(changes.propose, async ({ ask }) => answered(await ask.host.changeSets.propose(asked(ask)))),
  serveCall(changes.withdraw, async ({ ask }) => answered(await ask.host.changeSets.withdraw(asked(ask)))),
  serveCall(changes.approve, async ({ ask }) => answered(await ask.host.changeSets.approve(asked(ask)))),
  serveCall(changes.reject, async ({ ask, body }) => {
    const one = asked(ask);
    const { reason } = await body();
    return answered(await ask.host.changeSets.reject(one, reason));
  }),
  serveCall(changes.publish, async ({ ask, body }) => {
    const one = asked(ask);
    const { now = false, acceptCases, plan: hash } = await body();
    const { set, nodes } = await ask.host.changeSets.publish(one, now, { acceptCases, hash });
    return onceCommitted(async () => {
      if (set.design !== null) await notePublished(ask, set);
      if (acceptCases !== undefined) await noteAccepted(ask, set.number ?? one.id, acceptCases);
      if (!nodes) return answered(set);
      const serving = await nodes();
      return { ...answered(set), body: { ...set, nodes: serving }, headers: behindHeader(serving) };
    });
  }),
  serveCall(changes.schedule, async ({ ask, body }) => {
    const one = asked(ask);
    const { at, notAfter = null } = await body();
    const until = notAfter === null ? null : instantOf(notAfter, '/notAfter');
    return answered(await ask.host.changeSets.schedule(one, instantOf(at, '/at'), until));
  }),
  serveCall(changes.rebase, async ({ ask }) => answered(await ask.host.changeSets.rebase(asked(ask)))),
  serveCall(changes.rollback, async ({ ask, body }) => {
    const one = asked(ask);
    const { reason = null, publish = false } = await body();
    const made = await ask.host.changeSets.rollback(one, reason, publish);
    return { ...answered(made), status: made.state === 'waiting' ? 202 : 201 };
  }),
];

/** Notes that another model is in service, by which set and with which design. */
function notePublished({ host, call, requestId }: Ask, set: WholeChangeSet): Promise<void> {
  return host.audit.record({
    action: 'model-applied',
    actor: call.user,
    org: call.org,
    target: set.number ?? set.id,
    detail: { revision: set.revision, design: set.design, requestId },
  });
}

/** Notes the reason why cases may fail that passed before. */
function noteAccepted({ host, call, requestId }: Ask, target: string, reason: string): Promise<void> {
  return host.audit.record({
    action: 'changeset-accepted',
    actor: call.user,
    org: call.org,
    target,
    detail: { why: 'cases-failing', reason, requestId },
  });
}

function asked(ask: Ask): OneAsked {
  return { call: ask.writeCall, id: ask.recordId, ifMatch: ask.ifMatch() };
}

function answered(body: WholeChangeSet) {
  const { revision } = body;
  return { body, etag: revision, revision };
}

/** Of words that commas separate. */
function wordsIn(text: string): readonly string[] {
  return text.split(',').map((word) => word.trim());
}

function instantOf(text: string, path: string): string {
  const instant = parseInstant(text);
  if (instant === null) throw bodyWrong({}, [{ path, code: 'not-datetime' }]);
  return instant;
}
