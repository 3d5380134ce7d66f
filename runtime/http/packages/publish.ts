import type { JsonObject } from '../../../metadata/common/json.ts';
import type { NodesServing } from '../../../metadata/contract/common/shared.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import { model, publishes } from '../../../metadata/contract/packages/publishes.ts';
import type { Call } from '../../call/call.ts';
import type { Applied } from '../../call/publisher.ts';
import { onceCommitted } from '../../database/database-error.ts';
import { readArchives } from '../../model/packages/archives.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import { againJobEndpoint } from '../jobs/jobs.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Publishes, and starts the job that gives records what they lack since, where that was wanted. */
export function publishEndpoints(refills: Refills): readonly Endpoint[] {
  return [
    serveCall(model.apply, async ({ ask, body }) => {
      const { writeCall } = ask;
      const done = await ask.host.publisher.apply(writeCall, await body());
      return answerPublished(ask, { refills, call: writeCall }, done);
    }),
    serveCall(publishes.undo, async ({ ask, body }) => {
      const { writeCall } = ask;
      const done = await ask.host.publisher.undo(writeCall, await body());
      return answerPublished(ask, { refills, call: writeCall }, done);
    }),
    serveCall(publishes.uninstall, async ({ ask, query: { hash } }) => {
      if (hash === undefined) throw parametersWrong({}, [{ path: '/hash', code: 'publish-hash' }]);
      const name = ask.param('name');
      const { writeCall } = ask;
      const done = await ask.host.publisher.uninstall(writeCall, name, hash);
      const answer = await answerPublished(ask, { refills, call: writeCall }, done);
      await ask.host.audit.record({
        action: 'package-uninstalled',
        actor: ask.call.user,
        org: ask.call.org,
        target: name,
        detail: { requestId: ask.requestId },
      });
      const archive = (await readArchives(ask.host.database)).find((one) => one.package === name);
      return { ...answer, body: { ...answer.body, archive: archive?.id ?? null } };
    }),
    againJobEndpoint(refills),
  ];
}

interface After {
  readonly refills: Refills;
  readonly call: Call;
}

/**
 * After a publish: what the trail is told of it, the job that fills in what was taken of its offers, and the answer.
 */
export function answerPublished(ask: Ask, after: After, applied: Applied, detail: JsonObject = {}) {
  return onceCommitted(() => answered(ask, after, applied, detail));
}

async function answered(
  ask: Ask,
  { refills, call }: After,
  { revision, result, fills, nodes }: Applied,
  detail: JsonObject,
) {
  const { user, org } = ask.call;
  await ask.host.audit.record({
    action: 'model-applied',
    actor: user,
    org,
    detail: { revision, requestId: ask.requestId, ...detail },
  });
  for (const { code, params } of doubtsIn(result.issues))
    await ask.host.audit.record({
      action: 'package-accepted',
      actor: user,
      org,
      target: String(params['name']),
      detail: { ...params, why: code },
    });
  for (const { code, params } of stoppedIn(result.issues))
    ask.host.log.warn({ revision, code, ...params }, 'a publish left stored conditions that match nothing');
  const job = fills.length > 0 ? await refills.begin(call, revision) : null;
  const { finishedBy } = result;
  if (finishedBy !== null)
    ask.host.log.warn({ revision, finishedBy }, 'another node finished a publish of this one');
  const serving = await nodes();
  const { behind } = serving;
  if (behind.length > 0) ask.host.log.warn({ revision, behind }, 'nodes do not serve a publish yet');
  // The caller who published goes on with what he published.
  return {
    body: { ...result, nodes: serving, job: job?.id ?? null },
    revision: job?.revision ?? revision,
    headers: {
      'guiju-model': String(ask.host.served().revision),
      ...behindHeader(serving),
      ...(finishedBy !== null && { 'guiju-finished-by': finishedBy }),
    },
  };
}

/** Makes a header that every page understands, whatever it published: the nodes that are behind. */
export function behindHeader({ behind }: NodesServing): Readonly<Record<string, string>> {
  return behind.length === 0 ? {} : { 'guiju-nodes-behind': behind.map(({ name }) => name).join(', ') };
}

/** Picks the doubts that somebody answered for, though a signature did not. */
function doubtsIn(issues: readonly PlanIssue[]) {
  return issues.filter(({ code }) => code.startsWith('signature-'));
}

/** Picks the forms that were published although rules stop by it, or had stopped before. */
function stoppedIn(issues: readonly PlanIssue[]) {
  return issues
    .filter(({ code }) => code === 'conditions-stopped' || code === 'conditions-broken')
    .map(({ code, params }) => ({
      code,
      params: {
        form: params['name'] ?? null,
        count: params['count'] ?? null,
        numbers: params['numbers'] ?? null,
      },
    }));
}
