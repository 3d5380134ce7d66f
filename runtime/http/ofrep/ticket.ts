import { BoundedMap } from '../../../metadata/bounded-map.ts';
import type { Vault } from '../../vault.ts';
import { type Position, positionText, readPosition } from '../../watch/watch-state.ts';
import type { Instances } from './flag.ts';

/** Who listens for what, in the address of a stream, for clients that can send no header: sealed, as it has a credential. */
export interface Ticket {
  readonly token: string;
  readonly org: string;
  readonly instances: Instances;
  /** What was evaluated before the stream began. */
  readonly from: Position;
}

export interface Tickets {
  /** The same for the same, so that a client that is told again stays where it listens. */
  ticketFor(ticket: Ticket): string;
  /** Null: nobody here made it. */
  read(text: string): Ticket | null;
}

type Sealed = readonly [token: string, org: string, instances: Instances, position: string];

const most = 10_000;

export function createTickets(vault: Pick<Vault, 'seal' | 'open'>): Tickets {
  const made = new BoundedMap<string, string>(most);
  return {
    ticketFor({ token, org, instances, from }) {
      const key = JSON.stringify([token, org, instances]);
      const known = made.get(key);
      if (known !== undefined) return known;
      const text = vault.seal(JSON.stringify([token, org, instances, positionText(from)]));
      made.set(key, text);
      return text;
    },
    read(text) {
      try {
        const [token, org, instances, position] = JSON.parse(vault.open(text)) as Sealed;
        const from = readPosition(position);
        return from && { token, org, instances, from };
      } catch {
        return null;
      }
    },
  };
}
