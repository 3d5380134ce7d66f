import type { BillsWaiting } from '../../../rules/imaging/contract.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
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
  const { rights } = call;
  const actions = form.actions
    .map(({ name }) => name)
    .filter((name) => decisions.has(name) && mayAnywhere(rights, form, name));
  // Actions that somebody has in the same places are asked for once.
  const places = Map.groupBy(actions, (name) =>
    rights.limited(form, name).length > 0 ? name : rights.scope(form, name),
  );
  const found = new Map<string, BillsWaiting['items'][number]>();
  let more = false;
  for (const [action] of places.values()) {
    if (action === undefined) continue;
    const page = await store.list(call, form, {
      view: 'manage',
      filter: { fact: 'stage', operator: 'equal', value: 'approval' },
      rights: [action],
      sort: ['number'],
      fields: shown,
      limit: mostBills,
    });
    for (const one of page.items) found.set(one.id, one);
    more ||= page.next !== null;
  }
  const items = [...found.values()].sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
  return { items: items.slice(0, mostBills), more: more || items.length > mostBills };
}

function numberOf({ number }: { readonly number?: unknown }): string {
  return String(number ?? '');
}
