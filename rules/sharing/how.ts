import type { SharingStrategy } from '../../metadata/source.ts';
import { strategies, strategy } from './index.ts';
import type { ByItself, Strategy } from './strategies/strategy.ts';

/** The way an organisation comes to use a record: it created it, was assigned it, or gets it by the way of sharing. */
export type How = 'own' | 'assigned' | SharingStrategy;

export type SharingPage<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly total?: number;
};

/** Strategies whose records come to organisations without anybody assigning them. */
export const byThemselves: readonly (Strategy & ByItself)[] = strategies.filter((each) => 'way' in each);

/** The ways in which an organisation comes to use a record. */
export const hows: readonly How[] = ['own', 'assigned', ...byThemselves.map(({ name }) => name)];

/** Tells how an organisation comes to use a record that it may use. */
export function howUsed(
  { org, sharing }: { org: string | null; sharing: SharingStrategy },
  user: string,
): How {
  if (org === user) return 'own';
  return strategy(sharing).reach === 'assigned' ? 'assigned' : sharing;
}

/** Lists the ways of sharing of records that come to others in this way. */
export function sharedSo(how: Exclude<How, 'own'>): readonly SharingStrategy[] {
  if (how !== 'assigned') return [how];
  return strategies.filter(({ reach }) => reach === 'assigned').map(({ name }) => name);
}
