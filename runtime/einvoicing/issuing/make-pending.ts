import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DecisionIssue, Step } from '../../../rules/decisions/trace.ts';
import type { MadePending } from '../../../rules/einvoicing/contract/issued.ts';
import type { Application } from '../../../rules/einvoicing/forms/documents.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import { idOf } from '../../../rules/einvoicing/plan/taking.ts';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { type Event, emit } from '../../work/outbox/outbox.ts';
import type { StoredAs } from '../forms/forms.ts';
import { bodyOf } from './documents/body-of.ts';
import { isTesting } from './documents/channel-for.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssueAsked } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { Moved } from './documents/moved.ts';
import { queueValues } from './documents/queue.ts';
import { type RowUse, withUses } from './documents/remaining.ts';
import { takeRed } from './red/take-red.ts';

/** The plan for the applications of one organisation. */
export interface PlannedGroup {
  readonly org: string;
  readonly applications: readonly StoredAs<'invoice-application'>[];
  /** As they were planned: in the same order, with the lines that were left of them. */
  readonly wire: readonly Application[];
  readonly plan: Planned;
  readonly issues: readonly DecisionIssue[];
  /** The steps that led to it; only where they were asked for. */
  readonly trace: readonly Step[];
}

interface Written extends JsonObject {
  readonly pendingInvoices: readonly MadePending[];
  readonly revision: number;
}

/** All of it in one transaction: pending invoices, what applications are told, and what others are told. */
export async function writePending(
  parts: IssuingParts,
  call: Call,
  groups: readonly PlannedGroup[],
  asked: IssueAsked,
): Promise<Written> {
  const written = await parts.store.atOnce(call, async (transaction): Promise<Written> => {
    const made: MadePending[] = [];
    for (const group of groups)
      append(made, await writeGroup(transaction, parts, { call, group, asked, before: made.length }));
    return { pendingInvoices: made, revision: transaction.revision };
  });
  if (asked.push === 'issue') parts.wake();
  return written;
}

interface Writing {
  readonly call: Call;
  readonly group: PlannedGroup;
  readonly asked: IssueAsked;
  /** Pending invoices that were made before those of the group. */
  readonly before: number;
}

async function writeGroup(
  transaction: TransactionScope,
  parts: IssuingParts,
  { call, group, asked, before }: Writing,
): Promise<readonly MadePending[]> {
  const forms = requireForms(call);
  const used = new Map<number, RowUse[]>();
  const made: (MadePending & { readonly places: readonly number[] })[] = [];
  const batch = parts.newId();
  for (const [at, pending] of group.plan.pendingInvoices.entries()) {
    const { uses } = pending;
    const places = [...new Set(uses.map(({ document }) => document))];
    const blueId = idOf(pending.blueInvoice);
    const blue = blueId && (await transaction.find(forms.invoice, blueId));
    const queue =
      asked.push === 'issue'
        ? queueValues(parts, forms.pending, {
            now: call.now,
            testing: blue ? blue.testing === true : isTesting(call, group.org),
            batch,
            order: before + at + 1,
            notBefore: pending.notBefore,
          })
        : {};
    const red = await takeRed(transaction, asPlatform(call, group.org), pending, group.org);
    const sources = uses.map(({ document, line, invoiceLine: _, ...use }) => ({
      application: { id: group.applications[document]?.id ?? '' },
      lineId: rowAt(group, document, line),
      ...use,
    }));
    const body = {
      ...bodyOf(forms.pending, { ...pending, sources }),
      ...red,
      auditStatus: 'D',
      issuedAutomatically: asked.by === 'scheduler',
      issueOperator: call.user.id === platformUser.id ? null : { id: call.user.id },
      application: { id: group.applications[places[0] ?? 0]?.id ?? '' },
      notBefore: pending.notBefore,
      ...(pending.account ? { taxAccount: pending.account } : {}),
      ...(pending.device ? { taxDevice: pending.device } : {}),
      ...queue,
    };
    const stored = await transaction.create(forms.pending, { ...body, organisation: { id: group.org } });
    for (const { document, line, ...use } of uses)
      used.set(document, [...(used.get(document) ?? []), { row: rowAt(group, document, line), ...use }]);
    made.push({
      id: stored.id,
      number: stored.number ?? '',
      applications: places.map((place) => group.applications[place]?.id ?? ''),
      places,
    });
  }
  const events: Event[] = [];
  for (const [place, uses] of used) {
    const planned = group.applications[place];
    if (!planned) continue;
    const current = await transaction.read(forms.application, planned.id);
    if (current.revision !== planned.revision) throw new Moved();
    await transaction.change(
      forms.application,
      current,
      withUses(current, uses),
      asked.push === 'issue' ? 'issue' : 'plan',
    );
    events.push({
      kind: 'application-pending',
      form: forms.application.name,
      record: planned.id,
      document: planned.id,
      org: group.org,
      payload: { pendingInvoices: made.filter((one) => one.places.includes(place)).map(({ id }) => id) },
    });
  }
  await emit(transaction, call.now.instant, events);
  return made.map(({ places: _, ...one }) => one);
}

function rowAt({ wire }: PlannedGroup, document: number, line: number): string {
  return wire[document]?.lines?.[line]?.id ?? '';
}
