import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { simulatedRefusal } from '../../channels/simulated.ts';
import { asPlatform, documentForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import {
  creditShort,
  type Failure,
  failureValues,
  keepsCodes,
  licenceWithdrawn,
  unconnected,
} from './failure.ts';

/** Pending invoices in one go. */
const atOnce = 200;
/** Of what no one knows here; its sentence stays as it is. */
const former = 'former';

/**
 * Gives codes to failures from before there were any, which kept a sentence in Chinese: sentences that the platform
 * wrote itself become what they would be today, all others stay and say that they are from before. True: none is left.
 */
export async function codeFormer({ store, systemCall }: IssuingParts): Promise<boolean> {
  const call: Call = asPlatform(systemCall());
  const form = documentForms(call)?.pending;
  if (!form || !keepsCodes(form)) return false;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'issueStatus', operator: 'equal', value: 'failed' },
        { fact: 'failureCode', operator: 'isEmpty' },
      ],
    },
    fields: ['org'],
    limit: atOnce,
  });
  if (items.length === 0) return true;
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { id } of items) {
      const pending = await transaction.find(form, id);
      if (pending?.issueStatus !== 'failed' || pending.failureCode) continue;
      const failure = readFormer(form, pending.failure ?? '');
      const values = failure ? failureValues(form, failure) : { failureCode: former };
      await transaction.change(form, pending, values, 'repaired');
    }
    return {};
  });
  return items.length < atOnce;
}

const sentences: readonly (readonly [RegExp, (form: Form, ...facts: readonly string[]) => Failure])[] = [
  [/^开票通道“(.+)”没有接入/, (form, channel) => unconnected(form, channel)],
  [/^开票通道没有接入/, (form) => unconnected(form, null)],
  [/^税号 (.+) 的开票许可已取消授权$/, (_, taxNo = '') => licenceWithdrawn(taxNo)],
  [
    /^授信额度不足：额度 (.+)，已用 (.+)，本次 (.+)$/,
    (_, limit = '', used = '', amount = '') => creditShort('credit-refused', { limit, used, amount }),
  ],
  [
    /^模拟通道返回失败：(.+)$/,
    (_, code = '') => ({ code, reasons: [{ code, message: simulatedRefusal(code) }] }),
  ],
];

function readFormer(form: Form, text: string): Failure | null {
  for (const [pattern, failure] of sentences) {
    const facts = pattern.exec(text);
    if (facts) return failure(form, ...facts.slice(1));
  }
  return null;
}
