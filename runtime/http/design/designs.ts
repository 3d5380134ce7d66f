import type { Designs, NewDesign } from '../../design/create-designs.ts';
import type { Design } from '../../design/design.ts';
import { findOvertaken } from '../../design/overtaken.ts';
import type { PublishesDesigns } from '../../design/publish-design.ts';
import { type ListSets, refuseNamed, setsNaming } from '../../design/with-changes.ts';
import { itemsOf, shared } from '../../openapi/refs.ts';
import { switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint, Parameter } from '../pipeline/endpoint.ts';
import { designAnswer, refusedAnswer } from './answer-design.ts';

const tag = 'design';
const all = '/api/design/drafts';
export const one = `${all}/:id`;

const since: Parameter = {
  name: 'since',
  summary: { zh: '只要这一条之后的记录', en: 'Only entries of the log after this one' },
  schema: { type: 'integer', minimum: 0 },
};

/** Designs: somebody's unpublished work, step by step. */
export function designEndpoints(
  designs: Designs,
  publishing: PublishesDesigns,
  listSets: ListSets,
): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: all,
      access: 'designs',
      operation: 'designs',
      tag,
      summary: {
        zh: '自己的和共享的设计，最新的在前',
        en: 'Designs of one’s own and shared ones, the newest first',
      },
      schema: { answer: itemsOf(shared('Design')) },
      handle: async ({ call }) => ({
        body: { items: (await designs.list(call)).map((one) => designAnswer(one, call.language)) },
      }),
    },
    {
      method: 'POST',
      path: all,
      access: 'designs',
      operation: 'newDesign',
      tag,
      summary: {
        zh: '新建设计，可连同最初的步骤；同一个 key 再问一次，得到同一个设计；不带内容时回到自己正在做的设计',
        en: 'Begin a design, with its first steps; asked again with the same key, the same one is answered; without a body one comes back to one’s own that is open',
      },
      body: 'json',
      schema: {
        body: shared('NewDesign'),
        bodyOptional: true,
        answer: shared('BegunDesign'),
        status: [200, 201],
      },
      handle: async (ask) => {
        const wanted = await ask.body<NewDesign>();
        if (Object.keys(wanted).length === 0) {
          const { design, isNew } = await designs.current(ask.call);
          return { body: designAnswer(design, ask.language), ...made(design, isNew) };
        }
        const { design, log, isNew } = await designs.create(ask.call, wanted);
        const isKeyed = wanted.key !== undefined || wanted.steps !== undefined;
        const entries = isKeyed ? { entries: log.length, log } : {};
        return { body: { ...designAnswer(design, ask.language), ...entries }, ...made(design, isNew) };
      },
    },
    {
      method: 'GET',
      path: one,
      access: 'designs',
      operation: 'design',
      tag,
      summary: {
        zh: '一个设计：步骤、谁在改、哪些已被别人改动',
        en: 'A design: its steps, who is at it, what others changed meanwhile',
      },
      query: [since],
      schema: { answer: shared('OpenDesign') },
      handle: async (ask) => {
        const { call } = ask;
        const after = wholeParameter(ask.query, 'since', 0, Number.MAX_SAFE_INTEGER) ?? 0;
        const { log, present, folded, ground, ...read } = await designs.folded(call, ask.recordId);
        const design = await publishing.settle(read.design, call);
        const isDone = design.state === 'published';
        const overtaken = isDone ? [] : await findOvertaken(ask.reader, design, folded.steps, ground);
        const body = {
          ...designAnswer(design, call.language),
          entries: log.length,
          log: log.filter(({ n }) => n > after),
          present,
          overtaken,
          refused: isDone ? [] : refusedAnswer(folded.refused, call.language),
          changeSets: isDone ? [] : await setsNaming(listSets, call, design.id),
        };
        // Without a tag: who is at it changes though the log does not.
        return { body };
      },
    },
    {
      method: 'PUT',
      path: one,
      access: 'designs',
      operation: 'changeDesign',
      tag,
      summary: {
        zh: '改名，或与其他设计者共享',
        en: 'Call it otherwise, or share it with others who design',
      },
      body: 'json',
      schema: { body: shared('ChangeDesign'), answer: shared('Design') },
      handle: async (ask) => {
        const id = ask.recordId;
        const wanted = await ask.body<Pick<NewDesign, 'name' | 'shared'>>();
        return { body: designAnswer(await designs.change(ask.call, id, wanted), ask.language) };
      },
    },
    {
      method: 'DELETE',
      path: one,
      access: 'designs',
      operation: 'discardDesign',
      tag,
      summary: { zh: '放弃设计', en: 'Discard a design' },
      query: [
        {
          name: 'anyway',
          summary: {
            zh: '即使有变更集要与它一起发布；默认拒绝',
            en: 'Though change sets are to be published with it; refused by default',
          },
          schema: { type: 'boolean' },
        },
      ],
      schema: { answer: shared('Design') },
      handle: async (ask) => {
        if (!switchParameter(ask.query, 'anyway')) await refuseNamed(listSets, ask.call, ask.recordId);
        return { body: designAnswer(await designs.discard(ask.call, ask.recordId), ask.language) };
      },
    },
    {
      method: 'POST',
      path: `${one}/present`,
      access: 'designs',
      asks: true,
      operation: 'presentAtDesign',
      tag,
      summary: { zh: '说明自己正在看哪里；返回谁在场', en: 'Say what one is at; answers who else is there' },
      body: 'json',
      schema: { body: shared('DesignPlace'), bodyOptional: true, answer: shared('DesignPresent') },
      handle: async (ask) => {
        const id = ask.recordId;
        const { place = '' } = await ask.body<{ readonly place?: string }>();
        return { body: { present: await designs.present(ask.call, id, place) } };
      },
    },
  ];
}

function made({ id }: Design, isNew: boolean) {
  return isNew ? { status: 201, headers: { location: `${all}/${id}` } } : {};
}
