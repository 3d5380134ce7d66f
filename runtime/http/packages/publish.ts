import type { JsonObject } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import type { Call } from '../../call/call.ts';
import type { NodesServing } from '../../call/nodes-serving.ts';
import type { Publisher } from '../../call/publisher.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { shared } from '../../openapi/refs.ts';
import { readArchives } from '../../packages/archives.ts';
import { fillingWork } from '../../publish/records/fill-defaults.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint, Parameter } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

const planHash: Parameter = {
  name: 'hash',
  summary: { zh: '看过的计划的哈希（必填）', en: 'Hash of the plan that was seen; required' },
  schema: { type: 'string', maxLength: 64 },
};

/** Publishes, and starts the job that gives records what they lack since, where that was wanted. */
export function publishEndpoints(jobs: Jobs, zone: (org: string) => string): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/model/apply',
      access: 'administers',
      whenBroken: true,
      operation: 'applyModel',
      schema: { body: shared('Apply'), answer: shared('Published') },
      tag: 'model',
      summary: { zh: '发布元数据', en: 'Publish metadata' },
      body: 'json',
      values: manyValues,
      handle: async (ask) => {
        const { writeCall } = ask;
        const done = await ask.host.publisher.apply(writeCall, await ask.body());
        return published(ask, { jobs, zone, call: writeCall }, done);
      },
    },
    {
      method: 'POST',
      path: '/api/publishes/undo',
      access: 'administers',
      whenBroken: true,
      operation: 'undoPublish',
      schema: { body: shared('TakenPlan'), answer: shared('Published') },
      tag: 'packages',
      summary: {
        zh: '撤销最近一次仍然有效的发布，或重做最近一次撤销：按看过的计划恢复之前的元数据',
        en: 'Undo the newest publish that holds, or redo the last undo: the metadata as it was, by the plan that was seen',
      },
      body: 'json',
      values: manyValues,
      handle: async (ask) => {
        const { writeCall } = ask;
        const done = await ask.host.publisher.undo(writeCall, await ask.body());
        return published(ask, { jobs, zone, call: writeCall }, done);
      },
    },
    {
      method: 'DELETE',
      path: '/api/packages/:name',
      access: 'administers',
      whenBroken: true,
      operation: 'uninstallPackage',
      schema: { answer: shared('Uninstalled') },
      tag: 'packages',
      summary: {
        zh: '卸载包：按看过的计划；数据归档并隐藏，重新安装时全部回来',
        en: 'Take a package out of service, by the plan that was seen: its data is archived and hidden, and comes back with it',
      },
      query: [planHash],
      handle: async (ask) => {
        const hash = ask.query.get('hash');
        if (hash === null) throw parametersWrong({}, [{ path: '/hash', code: 'publish-hash' }]);
        const name = ask.param('name');
        const { writeCall } = ask;
        const done = await ask.host.publisher.uninstall(writeCall, name, hash);
        const answer = await published(ask, { jobs, zone, call: writeCall }, done);
        await ask.host.audit.record({
          action: 'package-uninstalled',
          actor: ask.call.user,
          org: ask.call.org,
          target: name,
          detail: { requestId: ask.requestId },
        });
        const archive = (await readArchives(ask.host.database)).find((one) => one.package === name);
        return { ...answer, body: { ...(answer.body as object), archive: archive?.id ?? null } };
      },
    },
  ];
}

interface After {
  readonly jobs: Jobs;
  readonly zone: (org: string) => string;
  readonly call: Call;
}

/** After a publish: what the trail is told of it, the job that fills in what was taken of its offers, and the answer. */
export async function published(
  ask: Ask,
  { jobs, zone, call }: After,
  { revision, result, fills, nodes }: Awaited<ReturnType<Publisher['apply']>>,
  detail: JsonObject = {},
): Promise<Answer> {
  const { user, org } = ask.call;
  await ask.host.audit.record({
    action: 'model-applied',
    actor: user,
    org,
    detail: { revision, requestId: ask.requestId, ...detail },
  });
  for (const { code, params } of doubtsIn(result))
    await ask.host.audit.record({
      action: 'package-accepted',
      actor: user,
      org,
      target: String(params['name']),
      detail: { ...params, why: code },
    });
  for (const { code, params } of stoppedIn(result))
    ask.host.log.warn({ revision, code, ...params }, 'a publish left stored conditions that match nothing');
  const job = fills.length > 0 ? await fill(ask, jobs, zone, call, fills) : null;
  const finishedBy = result['finishedBy'] ?? null;
  if (finishedBy !== null)
    ask.host.log.warn({ revision, finishedBy }, 'another node finished a publish of this one');
  const serving = await nodes();
  const { behind } = serving;
  if (behind.length > 0) ask.host.log.warn({ revision, behind }, 'nodes do not serve a publish yet');
  // Whoever published goes on with what he published.
  return {
    body: { ...result, nodes: serving, job: job?.id ?? null },
    revision: job?.revision ?? revision,
    headers: {
      'guiju-model': String(ask.host.served().revision),
      ...behindHeader(serving),
      ...(finishedBy !== null && { 'guiju-finished-by': String(finishedBy) }),
    },
  };
}

/** What every page understands of it, whatever it published. */
export function behindHeader({ behind }: NodesServing): Readonly<Record<string, string>> {
  return behind.length === 0 ? {} : { 'guiju-nodes-behind': behind.map(({ name }) => name).join(', ') };
}

function fill(
  { host }: Ask,
  jobs: Jobs,
  zone: (org: string) => string,
  { once, ...caller }: Call,
  fills: readonly string[],
) {
  const served = host.served();
  const call: Call = { ...caller, served, org: served.orgs.root, rights: platformRights };
  const { store, database, clock } = host;
  const work = fillingWork({ store, database, zone, clock }, call, fills);
  return jobs.start({ ...call, org: caller.org, ...(once && { once }) }, work);
}

/** What somebody answered for, though its signature did not. */
function doubtsIn({ issues }: JsonObject) {
  const found = (issues ?? []) as readonly { readonly code: string; readonly params: JsonObject }[];
  return found.filter(({ code }) => code.startsWith('signature-'));
}

/** What was published although rules stop by it, or had stopped before. */
function stoppedIn({ issues }: JsonObject) {
  const found = (issues ?? []) as readonly { readonly code: string; readonly params: JsonObject }[];
  return found
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
