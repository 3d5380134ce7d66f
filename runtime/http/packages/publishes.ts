import { page, shared } from '../../openapi/refs.ts';
import { readPublishes } from '../../packages/publishes.ts';
import { publishUnderWay } from '../../publish/progress.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';

const tag = 'packages';

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
      return { body: { items: items.map((one) => ({ ...one, packages: [...one.packages] })), next } };
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
    handle: async (ask) => ({ body: await ask.host.publisher.planUndo(ask.call, await ask.body()) }),
  },
];
