import { actorNameIn } from '../../call/system-call.ts';
import { saidLines } from '../../install/said-words.ts';
import { page, shared } from '../../openapi/refs.ts';
import { type PublishSaid, readPublishes } from '../../packages/publishes.ts';
import { readSaidOtherwise } from '../../packages/said-by-publishes.ts';
import { publishUnderWay } from '../../publish/progress.ts';
import { refusal } from '../../refusal.ts';
import type { Ask } from '../pipeline/ask.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';

const tag = 'packages';
const publishUnknown = refusal('publish-unknown', 404);

/** What was published, and what undoing the last of it would mean. */
export const publishesEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/publishes',
    access: 'administers',
    whenBroken: true,
    operation: 'publishes',
    schema: { answer: page(shared('PublishSaid')) },
    tag,
    summary: {
      zh: '谁在何时为何发布了什么，最近的在前',
      en: 'Who published what, when and why, newest first',
    },
    query: [parameters.limit, parameters.cursor],
    handle: async (ask) => {
      const limit = wholeParameter(ask.query, 'limit', 1, 500) ?? 50;
      const before = wholeParameter(ask.query, 'cursor', 0, Number.MAX_SAFE_INTEGER);
      const items = await readPublishes(ask.reader, {
        limit,
        ...(before === undefined ? {} : { before }),
      });
      const next = items.length === limit ? String(items.at(-1)?.revision) : null;
      const shown = [];
      for (const one of items) shown.push(await telling(ask, one, inList));
      return { body: { items: shown, next } };
    },
  },
  {
    method: 'GET',
    path: '/api/publishes/progress',
    access: 'administers',
    whenBroken: true,
    operation: 'publishProgress',
    schema: { answer: shared('PublishProgress') },
    tag,
    summary: {
      zh: '正在进行的发布做到了哪一步',
      en: 'How far the publish is that is carried out now',
    },
    handle: async ({ reader, language }) => ({ body: { running: await publishUnderWay(reader, language) } }),
  },
  // Below what has a name of its own there.
  {
    method: 'GET',
    path: '/api/publishes/revisions/:revision',
    access: 'administers',
    whenBroken: true,
    operation: 'publish',
    schema: { answer: shared('PublishSaid') },
    tag,
    summary: {
      zh: '一次发布改了什么，逐条',
      en: 'What one publish changed, line by line',
    },
    handle: async (ask) => {
      const asked = ask.param('revision');
      const one = /^\d{1,15}$/.test(asked) ? await publishOf(ask, Number(asked)) : undefined;
      if (!one) throw publishUnknown({ revision: asked });
      return { body: await telling(ask, one, alone) };
    },
  },
  {
    method: 'POST',
    path: '/api/publishes/undo/plan',
    access: 'administers',
    whenBroken: true,
    asks: true,
    operation: 'planUndo',
    schema: { body: shared('Taken'), answer: shared('UndoPlan') },
    tag,
    summary: {
      zh: '撤销最近一次仍然有效的发布，或重做最近一次撤销，会做什么、什么不能撤销；不做任何改变',
      en: 'What undoing the newest publish that holds, or redoing the last undo, would do, and what it cannot; changes nothing',
    },
    body: 'json',
    handle: async (ask) => {
      const plan = await ask.host.publisher.planUndo(ask.call, await ask.body());
      const publish = await publishOf(ask, plan.publish.revision);
      if (!publish) return { body: plan };
      const about = publish.undoes?.revision ?? publish.revision;
      return { body: { ...plan, publish: await telling(ask, publish, alone, about) } };
    },
  },
];

async function publishOf({ reader }: Ask, revision: number): Promise<PublishSaid | undefined> {
  const [one] = await readPublishes(reader, { before: revision + 1, limit: 1 });
  return one?.revision === revision ? one : undefined;
}

const inList = 3;
const alone = 1_000;

/** With what it changed; `about`: what another one did that it took back. */
async function telling(
  { reader, language, served }: Ask,
  one: PublishSaid,
  most: number,
  about: number = one.revision,
) {
  const lines = saidLines(await readSaidOtherwise(reader, about), language, served.model);
  const { actor } = one;
  return {
    ...one,
    actor: actor && { ...actor, name: actorNameIn(language, actor.id, actor.name) },
    packages: [...one.packages],
    says: lines.slice(0, most).map((line) => ({ ...line })),
    more: Math.max(0, lines.length - most),
  };
}
