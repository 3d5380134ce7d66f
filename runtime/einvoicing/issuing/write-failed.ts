import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { emit } from '../../work/outbox/outbox.ts';
import { release } from './credit/ledger.ts';
import { applicationsOf } from './documents/applications-of.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { type Failure, failureValues, inBoth, waitsNoMore } from './failures/failure.ts';
import { quotaBook } from './quota/ledger.ts';
import { blueGivenBack } from './red/uses-of-blue.ts';

interface Failed {
  readonly read: Wire<'pending-invoice'>;
  readonly failure: Failure;
  /** Ids of those behind it that are not to be issued now. */
  readonly stopped: readonly string[];
}

/**
 * It was refused: it says why; its credit, its quota and what it keeps of a blue invoice are given back, and in a batch
 * that stops those behind it wait.
 */
export async function writeFailed(
  { store }: IssuingParts,
  call: Call,
  { read, failure, stopped }: Failed,
): Promise<void> {
  const { pending: form } = requireForms(call);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, read.id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== read.requestId) return {};
    await transaction.change(
      form,
      pending,
      { issueStatus: 'failed', ...failureValues(form, failure, call.now.instant) },
      'failed',
    );
    await blueGivenBack(transaction, call, pending);
    if (pending.credit) await release(transaction, call, pending.credit);
    await quotaBook(transaction, call)?.release(pending.requestId ?? '');
    for (const id of stopped) {
      const other = await transaction.find(form, id);
      if (other?.issueStatus !== 'issuing') continue;
      const values = { issueStatus: 'pending', queuedAt: null, ...waitsNoMore(form) };
      await transaction.change(form, other, values, 'stopped');
      // It took them where its channel was away.
      if (other.credit) await release(transaction, call, other.credit);
      await quotaBook(transaction, call)?.release(other.requestId ?? '');
    }
    const applications = applicationsOf(pending);
    await emit(transaction, call.now.instant, [
      {
        kind: 'issue-failed',
        form: form.name,
        record: pending.id,
        org: pending.org,
        document: applications[0] ?? pending.id,
        payload: {
          code: failure.code,
          message: inBoth(failure.reasons),
          applications,
          sourceSystem: pending.sourceSystem ?? null,
          dataSource: pending.dataSource ?? null,
        },
      },
    ]);
    return {};
  });
}
