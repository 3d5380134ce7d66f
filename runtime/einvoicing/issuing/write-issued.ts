import { add } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { rowsOf, type Stored } from '../../storage/store/record/stored.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { emit } from '../../work/outbox/outbox.ts';
import type { Channel, IssueResult } from './channels/channel.ts';
import { confirm } from './credit/ledger.ts';
import { bodyOf } from './documents/body-of.ts';
import { requireForms } from './documents/document-forms.ts';
import { giveBack } from './documents/give-back.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { faceLink } from './face/shared-invoice.ts';
import { noFailure } from './failures/failure.ts';
import { blueUsesIn, withIssuedRed } from './red/uses-of-blue.ts';

interface Answered {
  readonly read: WireRecord;
  readonly channel: Channel | null;
  readonly result: IssueResult & { readonly state: 'issued' };
}

/**
 * The channel issued it: the invoice is written with all that follows from it, once, however often the answer comes.
 */
export async function writeIssued(
  parts: IssuingParts,
  call: Call,
  { read, channel, result }: Answered,
): Promise<void> {
  const forms = requireForms(call);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(forms.pending, read.id);
    if (pending['issueStatus'] !== 'issuing' || pending['requestId'] !== read['requestId']) return {};
    const blueId = pending['blueInvoice'];
    const sign = typeof blueId === 'string' || String(read['amount']).startsWith('-') ? 'red' : 'blue';
    const invoice = await transaction.create(forms.invoice, {
      ...bodyOf(forms.invoice, { ...read, lines: linesOf(read) }),
      number: result.number,
      sign,
      issuedAt: result.issuedAt,
      invoiceStatus: 'normal',
      ...(result.code ? { invoiceCode: result.code } : {}),
      pendingInvoice: { id: pending.id },
      requestId: pending['requestId'] ?? null,
      simulated: channel?.simulated ?? false,
      ...(channel?.simulated ? { pdfUrl: faceLink(parts.url, String(pending['requestId'])) } : {}),
    });
    await transaction.change(
      forms.pending,
      pending,
      { issueStatus: 'issued', ...noFailure(forms.pending), invoice: invoice.id },
      'issued',
    );
    if (typeof pending['credit'] === 'string') await confirm(transaction, call, pending['credit']);
    if (typeof blueId === 'string') {
      const blue = await transaction.read(forms.invoice, blueId);
      const allowance = pending['redReason'] === 'allowance';
      const after = withIssuedRed(blue, blueUsesIn(pending), allowance);
      await transaction.change(forms.invoice, blue, after, 'reversed');
      // What an application of its own takes back is no reason to issue the first one again. ◊
      const isOwn = applicationsOf(pending).length > 0;
      if (!isOwn && !allowance && after['invoiceStatus'] === 'red') await returned(transaction, call, blue);
    }
    const confirmationId = pending['redConfirmation'];
    if (typeof confirmationId === 'string') {
      const confirmation = await transaction.read(forms.confirmation, confirmationId);
      await transaction.change(forms.confirmation, confirmation, { issued: true }, 'issued');
    }
    const applications = applicationsOf(pending);
    const about = {
      form: forms.invoice.name,
      record: invoice.id,
      org: pending.org,
      document: applications[0] ?? pending.id,
    };
    await emit(transaction, call.now.instant, [
      {
        kind: 'invoice-issued',
        ...about,
        payload: {
          pendingInvoice: pending.id,
          applications,
          sign,
          number: result.number,
          sourceSystem: pending['sourceSystem'] ?? null,
          dataSource: pending['dataSource'] ?? null,
        },
      },
      ...(Object.values(result.files).some(Boolean)
        ? [{ kind: 'invoice-face' as const, ...about, payload: { ...result.files } }]
        : []),
    ]);
    return {};
  });
}

/** What was issued and is wholly reversed may be issued again, but for systems that do not want it so. */
async function returned(transaction: TransactionScope, call: Call, blue: Stored): Promise<void> {
  const parameter = parameterTexts(call);
  const silent = parameter('sim_writeback_config', 'redpush_no_writeback_source') ?? '';
  const source = String(blue['sourceSystem'] ?? '');
  if (source !== '' && silent.split(',').some((one) => one.trim() === source)) return;
  const pending = blue['pendingInvoice'];
  const found =
    typeof pending === 'string' ? await transaction.find(requireForms(call).pending, pending) : undefined;
  if (found) await giveBack(transaction, call, found);
}

/** Ids; a pending invoice that somebody made by hand has none. */
export function applicationsOf(pending: Stored): readonly string[] {
  return [...new Set(rowsOf(pending['sources']).map(({ application }) => String(application)))];
}

/** Lines with what is left of them to be reversed: a discount lowers what its line has. */
function linesOf({ lines }: WireRecord): readonly JsonObject[] {
  const rows = lines as readonly JsonObject[];
  return rows.map((line, at): JsonObject => {
    const amount = decimal(line['amount']);
    if (amount.startsWith('-') || line['kind'] === 'discount')
      return { ...line, remainingRed: '0', remainingAllowance: '0', remainingQuantity: null };
    const next = rows[at + 1];
    const discount =
      line['kind'] === 'discounted' && next?.['kind'] === 'discount' ? decimal(next['amount']) : '0';
    const remaining = add(amount, discount);
    return {
      ...line,
      issuedRed: '0',
      issuedAllowance: '0',
      remainingRed: remaining,
      remainingAllowance: remaining,
      remainingQuantity: line['quantity'] ?? null,
      remainingPrice: line['price'] ?? null,
    };
  });
}

function decimal(value: Json | undefined): string {
  return typeof value === 'string' ? value : '0';
}
