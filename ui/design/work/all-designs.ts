import { msg, str } from '@lit/localize';
import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { moment } from '../../kit/moment.ts';
import { session } from '../../session/session.ts';
import { isOpen } from './design-shapes.ts';

/** Of this person in this window: the design that was chosen among several. */
const chosenUnder = 'guiju.design.chosen';

export function keepChosen(id: string | null): void {
  if (id === null) sessionStorage.removeItem(chosenUnder);
  else sessionStorage.setItem(chosenUnder, id);
}

/** Reads the designs that can be gone on with: one's own and shared ones, the newest first. */
export async function readDesigns(): Promise<readonly DesignHead[]> {
  const { items } = await session.api.call('GET /api/design/drafts');
  return items.filter(({ state }) => isOpen(state));
}

/** The one that was chosen, else one's own, else one that is shared. */
export function firstOf(designs: readonly DesignHead[]): DesignHead | undefined {
  const chosen = sessionStorage.getItem(chosenUnder);
  return (
    designs.find(({ id }) => id === chosen) ??
    designs.find(({ by }) => by.id === session.who?.user.id) ??
    designs.find(({ shared }) => shared)
  );
}

/** One's own of the customer's layer, where one goes on without choosing. */
export function ownOf(designs: readonly DesignHead[]): DesignHead | undefined {
  return designs.find(({ by, layer }) => by.id === session.who?.user.id && layer === localPackage);
}

export function designName({ name, by }: Pick<DesignHead, 'name' | 'by'>): string {
  return name || msg(str`${by.name}的设计`, { id: 'change-design-of' });
}

/** Says how far a design is on its way to being published; empty: it is being worked on. */
export function wayOf({ state, proposed, approved, scheduledAt }: DesignHead): string {
  if (state === 'proposed')
    return msg(str`${proposed?.name ?? ''} 已提交，等另一位设计者批准。`, { id: 'design-is-proposed' });
  if (state === 'approved') return msg(str`${approved?.name ?? ''} 已批准。`, { id: 'design-is-approved' });
  return state === 'scheduled'
    ? msg(str`将在 ${moment(scheduledAt)} 发布；再改动就取消。`, { id: 'design-is-scheduled' })
    : '';
}
