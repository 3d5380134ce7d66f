import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Vault } from '../../common/vault.ts';
import { type Position, positionText, readPosition } from '../../params/watch/watch-state.ts';
import type { Instances } from './flag.ts';

/**
 * The credential and question of a listener, in the address of a stream, for clients that can send no header: sealed.
 */
export interface Ticket {
  readonly token: string;
  readonly org: string;
  readonly instances: Instances;
  /** The position of the evaluation before the stream began. */
  readonly from: Position;
}

export interface Tickets {
  /** The same for the same as long as it is fresh, so that a client that is told again stays where it listens. */
  ticketFor(ticket: Ticket): string;
  /** Null: nobody here made it, or too long ago. */
  read(text: string): Ticket | null;
}

type Sealed = readonly [token: string, org: string, instances: Instances, position: string, made: number];

const most = 10_000;
/** Milliseconds in which a stream can be begun with it; whoever evaluates later is given another one. */
const life = 24 * 3_600_000;
const fresh = life / 2;

export function createTickets(vault: Pick<Vault, 'seal' | 'open'>, clock: () => number): Tickets {
  const made = new BoundedMap<string, { readonly text: string; readonly at: number }>(most);
  return {
    ticketFor({ token, org, instances, from }) {
      const key = JSON.stringify([token, org, instances]);
      const known = made.get(key);
      const at = clock();
      if (known !== undefined && at - known.at < fresh) return known.text;
      const text = vault.seal(JSON.stringify([token, org, instances, positionText(from), at]));
      made.set(key, { text, at });
      return text;
    },
    read(text) {
      try {
        const [token, org, instances, position, at] = JSON.parse(vault.open(text)) as Sealed;
        const from = readPosition(position);
        return from && clock() - at < life ? { token, org, instances, from } : null;
      } catch {
        return null;
      }
    },
  };
}
