import type { JsonObject } from '../../../../metadata/common/json.ts';
import { issueSentence } from '../../../../rules/einvoicing/issue-words.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { DoingOne } from '../../../storage/store/act/acting.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { voidRefused, voidUnconnected } from '../documents/refusals.ts';
import { noteUse } from '../red/blue-use.ts';
import { heldByOthers, withoutHeld } from '../red/held-of-blue.ts';
import { judgeVoid } from './judge-void.ts';
import { voidChannel } from './void-channel.ts';

/**
 * Has an invoice voided: its channel is asked at once, or when somebody approved it, as a parameter says. Until the
 * channel has answered the invoice stands, and nobody reverses it.
 */
export async function voidInvoice(parts: IssuingParts, doing: DoingOne): Promise<void> {
  const { call, id, ifMatch, action } = doing;
  const { invoice: form } = requireForms(call);
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  if (!(await voidChannel(parts, platform, seen))) throw voidUnconnected({ number: seen.number ?? '' });
  await noteUse(parts, platform, seen);
  const status = parameterTexts(platform)('sim_not_approval_required', 'sim_invoice_valid_list');
  const voidAudit = status === 'D' ? 'D' : 'A';
  await parts.store.atOnce<JsonObject>(platform, async (transaction) => {
    const invoice = await transaction.read(form, id);
    const held = await heldByOthers(transaction, requireForms(call), invoice, null);
    const { result, issues } = judgeVoid(parts, platform, withoutHeld(invoice, held));
    if (!result.allowed) {
      const say = (language: 'zh' | 'en') =>
        issues.map((issue) => issueSentence(issue, language)).join(language === 'zh' ? '；' : '; ');
      const problems = issues.map(({ code, params = {} }) => ({ path: '', code, params }));
      throw voidRefused({ number: invoice.number ?? '', why: { zh: say('zh'), en: say('en') } }, problems);
    }
    // Somebody else was quicker, and asked the same.
    if (invoice.voidState && invoice.voidState !== 'failed') return {};
    await transaction.change(
      form,
      invoice,
      {
        voidState: voidAudit === 'D' ? 'sent' : 'waits',
        voidAudit,
        voidRequest: parts.requests.next(),
        voidFailure: null,
      },
      'void',
    );
    return {};
  });
  parts.wake();
}
