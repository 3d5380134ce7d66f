import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import type { DecisionIssue, Place, Step } from '../../../rules/decisions/trace.ts';
import type { IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';
import { inApplications } from '../../../rules/einvoicing/plan/in-applications.ts';
import type { PendingInvoice, Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { Call } from '../../call/call.ts';
import type { Channel } from '../channels/channel.ts';
import { channelFor } from './documents/channel-for.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssueAsked } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { type ApplicationFlaw, placed } from './flaws.ts';
import { planned, requireCount } from './issue-applications.ts';
import type { PlannedGroup } from './make-pending.ts';

/** The documents that would be written, and why; places count among the applications here. */
export interface Previewed {
  readonly applications: IssuePreview['applications'];
  readonly result: Planned;
  readonly trace: readonly Step[];
  readonly issues: readonly DecisionIssue[];
  readonly flaws: readonly InvoiceFlaw[];
}

type PreviewedGroup = Omit<Previewed, 'flaws'>;

/** What speaks against the leaving of one of the invoices. */
export interface InvoiceFlaw extends ApplicationFlaw {
  /** Place among the invoices. */
  readonly invoice: number;
}

/**
 * Plans what issuing would make of applications now: by the same configuration, of what is left of them, with what it
 * takes back and the credit there is. Nothing is held. Whoever may not issue them is not told, and of the invoices one
 * is told what one may read of a pending invoice.
 */
export async function previewApplications(
  parts: IssuingParts,
  call: Call,
  asked: IssueAsked,
): Promise<Previewed> {
  requireCount(call, asked);
  const { pending } = requireForms(call);
  const groups = await planned(parts, call, asked, 'summary');
  let before = 0;
  let invoicesBefore = 0;
  const parted: PreviewedGroup[] = [];
  const flaws: InvoiceFlaw[] = [];
  for (const group of groups) {
    const warned = { ...group, issues: [...group.issues, ...(await unconnected(parts, call, group))] };
    parted.push(placedAfter(warned, before, call, pending));
    for (const one of await flawsIn(group, call))
      flaws.push({ ...one, document: one.document + before, invoice: one.invoice + invoicesBefore });
    before += group.applications.length;
    invoicesBefore += group.plan.pendingInvoices.length;
  }
  const all = <T>(of: (one: PreviewedGroup) => readonly T[]): readonly T[] => parted.flatMap(of);
  return {
    applications: all((one) => one.applications),
    result: {
      pendingInvoices: all(({ result }) => result.pendingInvoices),
      held: all(({ result }) => result.held),
      questions: all(({ result }) => result.questions),
      writeBack: [],
      stopped: all(({ result }) => result.stopped),
      splits: all(({ result }) => result.splits),
    },
    trace: all((one) => one.trace),
    issues: all((one) => one.issues),
    flaws,
  };
}

/** Why it may not leave is told without the values themselves to whoever may not read all of a pending invoice. */
async function flawsIn(group: PlannedGroup, call: Call): Promise<readonly InvoiceFlaw[]> {
  const { application: form, pending } = requireForms(call);
  const isWhole = readsWhole(call, pending);
  const all: InvoiceFlaw[] = [];
  for (const [invoice, one] of group.plan.pendingInvoices.entries())
    for (const found of await placed({ form, ...group }, inApplications(one)))
      all.push({ invoice, ...found, issue: isWhole ? found.issue : withoutValues(found.issue) });
  return all;
}

function withoutValues({ params = {}, ...issue }: DecisionIssue): DecisionIssue {
  const hidden = Object.keys(params).filter((name) => name !== 'field');
  return { ...issue, params: { ...params, ...Object.fromEntries(hidden.map((name) => [name, '…'])) } };
}

function readsWhole({ rights }: Call, form: Form): boolean {
  const isWhole = (shape: FieldSet): boolean =>
    shape.fields.every((field) => rights.readable(form, field) && (!field.rows || isWhole(field.rows)));
  return isWhole(form);
}

/** Nothing is connected that could issue it: it is said before it fails. */
async function unconnected(
  parts: IssuingParts,
  call: Call,
  { org, plan }: PlannedGroup,
): Promise<readonly DecisionIssue[]> {
  const platform = asPlatform(call, org);
  const found = new Map<string, Promise<Channel | null>>();
  const missing = new Set<number>();
  for (const { channel, invoiceType = null, sellerTaxNo = null, of } of plan.pendingInvoices) {
    const key = JSON.stringify([channel, invoiceType, sellerTaxNo]);
    const chosen = found.get(key) ?? channelFor(parts, platform, { channel, invoiceType, sellerTaxNo });
    found.set(key, chosen);
    if ((await chosen) === null) missing.add(of[0] ?? 0);
  }
  return [...missing].map((document) => ({
    code: 'channel-not-configured',
    severity: 'warns',
    at: { document },
  }));
}

/** A group as if those before it stood in front of it. */
function placedAfter(
  { applications, plan, trace, issues, org }: PlannedGroup,
  before: number,
  call: Call,
  form: Form,
): PreviewedGroup {
  const moved = <T extends { readonly at?: Place }>(one: T): T =>
    one.at?.document === undefined ? one : { ...one, at: { ...one.at, document: one.at.document + before } };
  const seen = readableOf(call, form);
  const { served, rights } = call;
  const mayRead = (name: string) => {
    const by = served.model.formsById.get(name);
    const scope = by && rights.scope(by, 'read');
    return scope === 'all' || (scope?.has(org) ?? false);
  };
  return {
    applications: applications.map(({ id, number, revision }) => ({
      id,
      number: String(number ?? ''),
      revision,
      organisation: served.orgs.get(org)?.number ?? null,
    })),
    result: {
      ...plan,
      splits: plan.splits.map(({ of, rule, ...split }) => ({
        ...split,
        of: of.map((place) => place + before),
        rule: rule && mayRead(rule.form) ? rule : null,
      })),
      pendingInvoices: plan.pendingInvoices.map(seen).map((one) => ({
        ...one,
        of: one.of.map((place) => place + before),
        uses: one.uses.map((use) => ({ ...use, document: use.document + before })),
      })),
    },
    trace: trace.map(moved).map(({ by, ...step }) => (by && mayRead(by.form) ? { ...step, by } : step)),
    issues: issues.map(moved),
  };
}

/** Reduces a planned invoice to the fields that the caller may read once it is written. */
function readableOf(call: Call, form: Form): (one: PendingInvoice) => PendingInvoice {
  const { rights } = call;
  if (readsWhole(call, form)) return (one) => one;
  const seen = (part: JsonObject, shape: FieldSet): JsonObject =>
    Object.fromEntries(
      shape.fields.flatMap((field) => {
        const { name, rows } = field;
        const value = part[name];
        if (value === undefined || !rights.readable(form, field)) return [];
        const isRows = rows && Array.isArray(value);
        return [[name, isRows ? value.filter(isObject).map((row) => seen(row, rows)) : value]];
      }),
    );
  return ({
    lines,
    applications,
    of,
    splitOrder,
    channel,
    account,
    device,
    notBefore,
    mayBeIssued,
    ...rest
  }) => ({
    lines: [],
    ...seen({ ...definedOf(rest), lines }, form),
    applications,
    of,
    splitOrder,
    channel,
    account,
    device,
    notBefore,
    // The uses of lines say as much as the lines do.
    uses: [],
    // Why it may not leave is told without the values themselves.
    mayBeIssued: mayBeIssued.map(({ params: _, ...flaw }) => flaw),
  });
}

function definedOf(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
