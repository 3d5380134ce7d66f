import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { ImagingRoutes } from '../../../rules/imaging/contract.ts';
import { session } from '../../session/session.ts';

export type WaitingBill = Wire<'image-bill'>;

/** The bills that wait for this person to decide, the oldest first. */
export interface Waiting {
  readonly items: readonly WaitingBill[];
  /** Whether others wait behind them. */
  readonly more: boolean;
}

const decisions = ['agree', 'reject', 'rescan', 'reject-rescan'];

/** Whether this person decides about bills at all. */
export function mayReview(): boolean {
  return decisions.some((one) => session.may('image-bill', one));
}

export async function readWaiting(signal?: AbortSignal): Promise<Waiting> {
  const api = session.api.with<ImagingRoutes>();
  const { items, more } = await api.call('GET /api/imaging/waiting', signal ? { signal } : {});
  return { items: items as unknown as readonly WaitingBill[], more };
}

/** How many wait, as people are told it. */
export function countOf({ items, more }: Waiting): string {
  return `${items.length}${more ? '+' : ''}`;
}

/** The bill before or behind one; where that one does not wait, the first of all. Undefined: there is none. */
export function neighbour({ items }: Waiting, id: string, by: -1 | 1): WaitingBill | undefined {
  const at = items.findIndex((one) => one.id === id);
  return at === -1 ? items[0] : items[at + by];
}

export function reviewAddress({ id }: Pick<WaitingBill, 'id'>): string {
  return `/review?bill=${id}`;
}
