import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { described, inWords } from '../../effective/decisions/in-words.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { asking, howOf, type OrNull, type Where } from './asked-where.ts';
import { decideSchema, listSchema } from './decision-schemas.ts';

const path = '/api/decisions';

interface DecideBody extends Where {
  readonly input?: JsonObject;
  readonly trace?: OrNull<'none' | 'summary' | 'full'>;
}

/** What the rules decide, asked by programs and pages. None of it writes. */
export function decisionEndpoints(decisions: Decisions): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      access: 'signed-in',
      tag: 'decisions',
      path,
      operation: 'decisions',
      summary: {
        zh: '可以询问的决策：输入的结构，以及各自读取哪些配置',
        en: 'The decisions there are: what each is asked, and what it reads',
      },
      schema: listSchema,
      handle: ({ call }) => ({
        body: { items: decisions.list.map((one) => described(call, { ...one, reads: { ...one.reads } })) },
      }),
    },
    {
      ...asking,
      path: `${path}/:name`,
      operation: 'decide',
      summary: {
        zh: '询问一个决策：结果、每一步的原因、问题，以及用到的记录和修订号；不写入任何数据',
        en: 'Asks one decision: its result, why at every step, what is wrong, and which records and revisions it went by; nothing is written',
      },
      schema: decideSchema,
      handle: async (ask) => {
        const { input = {}, ...where } = await ask.body<DecideBody>();
        const how = howOf(where);
        const call = await decisions.under(ask.call, how);
        return {
          body: inWords(decisions, call, await decisions.decide(call, ask.param('name'), input, how)),
        };
      },
    },
  ];
}
