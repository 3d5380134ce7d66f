import type { JsonObject } from '../../../metadata/common/json.ts';
import { answerBy } from './at-bureau.ts';
import { asPlatform, documentForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

/** Confirmations in one go. */
const atOnce = 200;

/**
 * Says until when confirmations have to be answered that are from before they said it, so that lists know which are out
 * of time. True: none is left.
 */
export async function dateFormer({ store, systemCall }: IssuingParts): Promise<boolean> {
  const call = asPlatform(systemCall());
  const form = documentForms(call)?.confirmation;
  if (!form?.byId.has('answerBy')) return false;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'status', operator: 'in', value: ['02', '03'] },
        { fact: 'answerBy', operator: 'isEmpty' },
      ],
    },
    fields: ['org'],
    limit: atOnce,
  });
  if (items.length === 0) return true;
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { id } of items) {
      const found = await transaction.find(form, id);
      if (!found || found.answerBy) continue;
      const until = answerBy(form, found.enteredAt ?? found.createdAt);
      await transaction.change(form, found, until, 'repaired');
    }
    return {};
  });
  return items.length < atOnce;
}
