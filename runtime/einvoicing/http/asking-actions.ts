import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { inWords } from '../../effective/decisions/in-words.ts';
import { decideAnswered } from '../../http/decisions/decision-schemas.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import type { Planner } from '../planning/create-planner.ts';
import { storedApplication } from '../planning/stored-applications.ts';
import { planAnswered } from './plan-schemas.ts';

const actions = '/api/forms/invoice-application/records/:id/actions';

interface Parts {
  readonly decisions: Decisions;
  readonly planner: Planner;
}

/** Actions of an application that only ask: who may read it may know what would become of it. */
export function askingActions({ decisions, planner }: Parts): readonly Endpoint[] {
  const asking: Pick<Endpoint, 'method' | 'access' | 'tag' | 'asks' | 'routed'> = {
    method: 'POST',
    access: 'signed-in',
    tag: 'decisions',
    asks: true,
    routed: '/api/forms/:form/records/:id/actions/:action',
  };
  return [
    {
      ...asking,
      path: `${actions}/preview`,
      operation: 'previewInvoices',
      summary: {
        zh: '拆分预览：一张申请单将开成哪些发票，以及每一步的原因；不写入任何数据',
        en: 'Which invoices a stored application would become, and why at every step; nothing is written',
      },
      schema: planAnswered,
      handle: async ({ call, recordId }) => ({
        body: inWords(decisions, call, await planner.plan(call, { ids: [recordId] })),
      }),
    },
    {
      ...asking,
      path: `${actions}/complete`,
      operation: 'completeApplication',
      summary: {
        zh: '补全：申请单的购方由抬头、明细由开票项补全后的样子；不写入任何数据',
        en: 'What a stored application would say with its buyer from titles and its lines from items; nothing is written',
      },
      schema: decideAnswered,
      handle: async ({ call, recordId, host }) => {
        const application = await storedApplication(host.store, call, recordId);
        return {
          body: inWords(
            decisions,
            call,
            await decisions.decide(call, 'complete-application', { application }),
          ),
        };
      },
    },
  ];
}
