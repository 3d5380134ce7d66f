import {
  type PublishMade,
  type PublishSaid,
  publishes,
} from '../../../metadata/contract/packages/publishes.ts';
import { actorIn } from '../../call/system-call.ts';
import { refusal } from '../../common/refusal.ts';
import { readPublishes } from '../../model/packages/publishes.ts';
import { readSaidOtherwise } from '../../model/packages/said-by-publishes.ts';
import { publishUnderWay } from '../../model/publish/progress.ts';
import { saidLines } from '../../preparation/install/said-words.ts';
import type { Ask } from '../pipeline/ask.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const publishUnknown = refusal('publish-unknown', 404);

/** The calls that tell what was published, and what undoing the last of it would mean. */
export const publishesEndpoints: readonly Endpoint[] = [
  serveCall(publishes.list, async ({ ask, query: { limit = 50 } }) => {
    const before = wholeParameter(ask.query, 'cursor', 0, Number.MAX_SAFE_INTEGER);
    const made = await readPublishes(ask.reader, {
      limit,
      ...(before === undefined ? {} : { before }),
    });
    const next = made.length === limit ? String(made.at(-1)?.revision) : null;
    const items: PublishSaid[] = [];
    for (const one of made) items.push(await telling(ask, one, inList));
    return { body: { items, next } };
  }),
  serveCall(publishes.progress, async ({ ask: { reader, language } }) => ({
    body: { running: await publishUnderWay(reader, language) },
  })),
  serveCall(publishes.read, async ({ ask }) => {
    const asked = ask.param('revision');
    const one = /^\d{1,15}$/.test(asked) ? await publishOf(ask, Number(asked)) : undefined;
    if (!one) throw publishUnknown({ revision: asked });
    return { body: await telling(ask, one, alone) };
  }),
  serveCall(publishes.planUndo, async ({ ask, body }) => {
    const { publish, ...plan } = await ask.host.publisher.planUndo(ask.call, await body());
    const about = publish.undoes?.revision ?? publish.revision;
    return { body: { ...plan, publish: await telling(ask, publish, alone, about) } };
  }),
];

async function publishOf({ reader }: Ask, revision: number): Promise<PublishMade | undefined> {
  const [one] = await readPublishes(reader, { before: revision + 1, limit: 1 });
  return one?.revision === revision ? one : undefined;
}

const inList = 3;
const alone = 1_000;

/** With what it changed; `about`: what another one did that it took back. */
async function telling(
  { reader, language, served }: Ask,
  one: PublishMade,
  most: number,
  about: number = one.revision,
): Promise<PublishSaid> {
  const lines = saidLines(await readSaidOtherwise(reader, about), language, served.model);
  const { actor } = one;
  return {
    ...one,
    actor: actor && actorIn(language, actor),
    says: lines.slice(0, most),
    more: Math.max(0, lines.length - most),
  };
}
