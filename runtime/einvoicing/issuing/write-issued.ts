import { abs, add } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { emit } from '../../work/outbox/outbox.ts';
import { type Channel, type FileFormat, fileFormats, type IssueResult } from '../channels/channel.ts';
import { knownForm, type StoredAs } from '../forms/forms.ts';
import { confirm } from './credit/ledger.ts';
import { applicationsOf } from './documents/applications-of.ts';
import { bodyOf } from './documents/body-of.ts';
import { requireForms } from './documents/document-forms.ts';
import { giveBack } from './documents/give-back.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { promisedFiles } from './documents/promised-files.ts';
import { numberKept } from './documents/test-number.ts';
import { facesOf } from './face/face-lines.ts';
import { shortNamesOf } from './face/face-of.ts';
import { faceRemarkOf } from './face/face-remark-of.ts';
import { noFailure } from './failures/failure.ts';
import { countsQuota } from './quota/counts-quota.ts';
import { quotaBook } from './quota/ledger.ts';
import { quotaMonth } from './quota/quota-left.ts';
import { blueUsesIn, withIssuedRed } from './red/uses-of-blue.ts';

interface Answered {
  readonly read: Wire<'pending-invoice'>;
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
  const faceRemark = faceRemarkOf(call, read);
  const faces = facesOf(read, await shortNamesOf(parts.store, call, read));
  const files = promisedFiles(call, { channel, result, invoice: read });
  const there = fileFormats.filter((format) => files[format] === 'there');
  const number = numberKept(result.number, channel?.testing ?? false);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(forms.pending, read.id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== read.requestId) return {};
    const blueId = pending.blueInvoice;
    const sign = blueId || read.amount?.startsWith('-') ? 'red' : 'blue';
    const invoice = await transaction.create(forms.invoice, {
      ...bodyOf(forms.invoice, {
        ...read,
        lines: linesOf(read).map((line, at) => ({ ...line, ...faces.lines[at] })),
        faceTax: faces.faceTax,
      }),
      number,
      sign,
      issuedAt: result.issuedAt,
      invoiceStatus: 'normal',
      ...(result.code ? { invoiceCode: result.code } : {}),
      ...(await machineOf(transaction, call, pending)),
      ...(result.machineNo ? { machineNo: result.machineNo } : {}),
      pendingInvoice: { id: pending.id },
      requestId: pending.requestId ?? null,
      simulated: channel?.simulated ?? false,
      ...(faceRemark === '' ? {} : { faceRemark }),
      ...(forms.invoice.byId.has('testing') ? { testing: channel?.testing ?? false } : {}),
    });
    await transaction.change(
      forms.pending,
      pending,
      { issueStatus: 'issued', ...noFailure(forms.pending), invoice: invoice.id },
      'issued',
    );
    if (pending.credit) await confirm(transaction, call, pending.credit);
    const quota = quotaBook(transaction, call);
    const month = quotaMonth(parts, call, result.issuedAt);
    await quota?.confirm(pending.requestId ?? '', { month, invoice: invoice.id });
    if (blueId) {
      const blue = await transaction.read(forms.invoice, blueId);
      // What has no legal effect gives nothing of the quota back.
      if (countsQuota(channel))
        await quota?.back(blue.requestId ?? '', { month, net: abs(read.amount ?? '0') });
      const allowance = pending.redReason === 'allowance';
      const after = withIssuedRed(blue, blueUsesIn(pending), allowance);
      await transaction.change(forms.invoice, blue, after, 'reversed');
      // An application that itself takes the invoice back is no reason to issue the first one again. ◊
      const isOwn = applicationsOf(pending).length > 0;
      if (!isOwn && !allowance && after.invoiceStatus === 'red') await returned(transaction, call, blue);
    }
    const confirmationId = pending.redConfirmation;
    if (confirmationId) {
      const confirmation = await transaction.read(forms.confirmation, confirmationId);
      await transaction.change(forms.confirmation, confirmation, { issued: true }, 'issued');
    }
    const informationId = pending.redInformation;
    if (informationId && forms.information) {
      const information = await transaction.read(forms.information, informationId);
      await transaction.change(forms.information, information, { status: 'used' }, 'issued');
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
          number,
          sourceSystem: pending.sourceSystem ?? null,
          dataSource: pending.dataSource ?? null,
          files,
          simulated: channel?.simulated ?? false,
        },
      },
      ...(there.length > 0
        ? [{ kind: 'invoice-face' as const, ...about, payload: { ...named(there), applications } }]
        : []),
    ]);
    return {};
  });
}

/** The number of the machine whose device issued it. */
async function machineOf(
  transaction: TransactionScope,
  call: Call,
  { taxDevice }: StoredAs<'pending-invoice'>,
): Promise<JsonObject> {
  const form = knownForm(call, 'tax-device');
  const device = form && taxDevice ? await transaction.find(form, taxDevice) : undefined;
  return device?.machineNo ? { machineNo: device.machineNo } : {};
}

function named(formats: readonly FileFormat[]): Readonly<Record<string, true>> {
  return Object.fromEntries(formats.map((format) => [format, true]));
}

/** Lets the applications of a wholly reversed invoice be issued again, but for systems that do not want it so. */
async function returned(transaction: TransactionScope, call: Call, blue: StoredAs<'invoice'>): Promise<void> {
  const parameter = parameterTexts(call);
  const silent = parameter('sim_writeback_config', 'redpush_no_writeback_source') ?? '';
  const source = blue.sourceSystem ?? '';
  if (source !== '' && silent.split(',').some((one) => one.trim() === source)) return;
  const pending = blue.pendingInvoice;
  const found = pending ? await transaction.find(requireForms(call).pending, pending) : undefined;
  if (found) await giveBack(transaction, call, found);
}

/** Lines with what is left of them to be reversed: a discount lowers what its line has. */
function linesOf({ lines }: Wire<'pending-invoice'>): readonly JsonObject[] {
  const rows = lines ?? [];
  return rows.map((line, at): JsonObject => {
    const amount = line.amount ?? '0';
    if (amount.startsWith('-') || line.kind === 'discount')
      return { ...line, remainingRed: '0', remainingAllowance: '0', remainingQuantity: null };
    const next = rows[at + 1];
    const discount = line.kind === 'discounted' && next?.kind === 'discount' ? (next.amount ?? '0') : '0';
    const remaining = add(amount, discount);
    return {
      ...line,
      issuedRed: '0',
      issuedAllowance: '0',
      remainingRed: remaining,
      remainingAllowance: remaining,
      remainingQuantity: line.quantity ?? null,
      remainingPrice: line.price ?? null,
    };
  });
}
