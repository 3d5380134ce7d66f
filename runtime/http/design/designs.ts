import { designs } from '../../../metadata/contract/design/calls.ts';
import type { Designs } from '../../preparation/design/create-designs.ts';
import type { Design } from '../../preparation/design/design.ts';
import { findOvertaken } from '../../preparation/design/overtaken.ts';
import type { PublishesDesigns } from '../../preparation/design/publish-design.ts';
import { type ListSets, refuseNamed, setsNaming } from '../../preparation/design/with-changes.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { designAnswer, refusedAnswer } from './answer-design.ts';

/** Designs: somebody's unpublished work, step by step. */
export function designEndpoints(
  known: Designs,
  publishing: PublishesDesigns,
  listSets: ListSets,
): readonly Endpoint[] {
  return [
    serveCall(designs.list, async ({ ask: { call } }) => ({
      body: { items: (await known.list(call)).map((one) => designAnswer(one, call.language)) },
    })),
    serveCall(designs.create, async ({ ask, body }) => {
      const wanted = await body();
      if (Object.keys(wanted).length === 0) {
        const { design, isNew } = await known.current(ask.call);
        return { body: designAnswer(design, ask.language), ...made(design, isNew) };
      }
      const { design, log, isNew } = await known.create(ask.call, wanted);
      const isKeyed = wanted.key !== undefined || wanted.steps !== undefined;
      const entries = isKeyed ? { entries: log.length, log } : {};
      return { body: { ...designAnswer(design, ask.language), ...entries }, ...made(design, isNew) };
    }),
    serveCall(designs.read, async ({ ask, query: { since = 0 } }) => {
      const { call } = ask;
      const { log, present, folded, ground, ...read } = await known.folded(call, ask.recordId);
      const design = await publishing.settle(read.design, call);
      const isDone = design.state === 'published';
      const overtaken = isDone
        ? []
        : await findOvertaken(ask.reader, design, { folded, ground, user: call.user.id });
      const body = {
        ...designAnswer(design, call.language),
        entries: log.length,
        log: log.filter(({ n }) => n > since),
        present,
        overtaken,
        refused: isDone ? [] : refusedAnswer(folded.refused, call.language),
        changeSets: isDone ? [] : await setsNaming(listSets, call, design.id),
      };
      // Without a tag: who is at it changes though the log does not.
      return { body };
    }),
    serveCall(designs.change, async ({ ask, body }) => {
      const id = ask.recordId;
      return { body: designAnswer(await known.change(ask.call, id, await body()), ask.language) };
    }),
    serveCall(designs.discard, async ({ ask, query: { anyway } }) => {
      if (!anyway) await refuseNamed(listSets, ask.call, ask.recordId);
      return { body: designAnswer(await known.discard(ask.call, ask.recordId), ask.language) };
    }),
    serveCall(designs.present, async ({ ask, body }) => {
      const id = ask.recordId;
      const { place = '' } = await body();
      return { body: { present: await known.present(ask.call, id, place) } };
    }),
  ];
}

function made({ id }: Design, isNew: boolean) {
  return isNew ? { status: 201, headers: { location: `${designs.list.path}/${id}` } } : {};
}
