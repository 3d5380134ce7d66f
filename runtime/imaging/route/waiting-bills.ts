import type { BillsWaiting } from '../../../rules/imaging/contract.ts';
import type { Call } from '../../call/call.ts';
import { billForm } from '../bills/bill-form.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';

/** The actions of who approves. */
const decisions: ReadonlySet<string> = new Set(['agree', 'reject', 'rescan', 'reject-rescan']);
const mostBills = 200;
const shown = ['number', 'application', 'billType', 'billNumber', 'node', 'submittedBy', 'asked', 'org'];

/** The bills that wait for a decision which the caller may make, in all organisations where he may, the oldest first. */
export async function waitingBills(
  { store }: Pick<ImagingParts, 'store'>,
  call: Call,
): Promise<BillsWaiting> {
  const form = billForm(call);
  const scopes = form.actions
    .filter(({ name }) => decisions.has(name))
    .map(({ name }) => call.rights.scope(form, name));
  const orgs = new Set(scopes.flatMap((scope) => (scope === 'all' ? [] : [...scope])));
  const isAll = scopes.includes('all');
  if (!isAll && orgs.size === 0) return { items: [], more: false };
  const waits = { fact: 'stage', operator: 'equal', value: 'approval' } as const;
  const theirs = { fact: 'org', operator: 'in', value: [...orgs] } as const;
  const page = await store.list(call, form, {
    view: 'manage',
    filter: isAll ? waits : { all: [waits, theirs] },
    sort: ['number'],
    fields: shown,
    limit: mostBills,
  });
  return { items: [...page.items], more: page.next !== null };
}
