import type { Egress } from '../../access/egress/egress.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { secretOf } from '../../storage/store/record/secret-of.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { nearestFirst } from '../forms/nearest-first.ts';
import type { Channel, ChooseChannel } from './channel.ts';
import { httpChannel } from './http-channel.ts';

export interface ConnectedParts {
  readonly simulated: Channel;
  readonly store: Pick<Store, 'list'>;
  readonly database: Database;
  readonly vault: Vault;
  readonly egress: Egress;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const usualPatience = 30;

/**
 * Simulated where a parameter says so of the seller, and digital alone; else the channel of its kind that the
 * organisation may use: its own before one that is shared with it, then the newest.
 */
export function connectedChannels({ simulated, ...parts }: ConnectedParts): ChooseChannel {
  return async ({ call, channel, invoiceType, simulated: isSimulated, testing }) => {
    if (isSimulated && invoiceType.endsWith('xdp')) return simulated;
    return channel === null
      ? null
      : typedChannel(parts, { ...call, rights: platformRights, approved: true }, channel, testing);
  };
}

async function typedChannel(
  { store, database, vault, egress, clock }: Omit<ConnectedParts, 'simulated'>,
  call: Call,
  kind: string,
  testing: boolean,
): Promise<Channel | null> {
  const form = knownForm(call, 'channel');
  if (!form) return null;
  const { items } = await store.list(call, form, {
    filter: {
      all: [
        { fact: 'enabled', operator: 'equal', value: true },
        { fact: 'channelKind', operator: 'equal', value: kind },
      ],
    },
    sort: ['-modifiedAt', 'id'],
    limit: 500,
  });
  const [nearest] = nearestFirst(items);
  // One without a test environment issues nothing there; what is a test never goes to the bureau.
  const url = testing ? nearest?.testUrl : nearest?.url;
  if (!nearest || !url) return null;
  const { id, name, patience } = nearest;
  const secret = await secretOf({ database, vault }, call, { form: 'channel', field: 'secret', id });
  const address = { name: name ?? '', url, secret, patience: patience ?? usualPatience };
  return { ...httpChannel({ egress, clock, address }), testing };
}
