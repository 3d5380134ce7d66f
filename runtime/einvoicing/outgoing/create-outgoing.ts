import { isObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Counting } from '../../access/auth/audit-entry.ts';
import type { Egress } from '../../access/egress/egress.ts';
import type { Call } from '../../call/call.ts';
import { systemCall } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Traces } from '../../common/traces/trace.ts';
import type { Vault } from '../../common/vault.ts';
import type { Log } from '../../config/log.ts';
import type { Mailbox } from '../../config/smtp.ts';
import type { Matching } from '../../effective/match/create-matching.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { besidePublishes } from '../../work/jobs/beside-publishes.ts';
import type { CarriedLinks } from '../../work/links/carried-links.ts';
import type { Prints } from '../../work/print/create-prints.ts';
import type { ChooseChannel } from '../channels/channel.ts';
import { knownForm } from '../forms/forms.ts';
import { printMaker } from './attach-prints.ts';
import { callbackSender } from './callback-sender.ts';
import { cloudSender } from './clouds/cloud-sender.ts';
import type { Clouds } from './clouds/clouds.ts';
import { confirmationMailSender } from './confirmation-mail-sender.ts';
import { createSending, type Sending } from './create-sending.ts';
import { fileSender } from './files/file-sender.ts';
import { mailSender } from './mail-sender.ts';
import { noteEvents } from './note-events.ts';
import type { SmsGateway } from './sms-gateway.ts';
import { smsSender } from './sms-sender.ts';

export interface OutgoingParts {
  readonly tenant: Pick<Tenant, 'served' | 'follow' | 'now' | 'database' | 'node' | 'zone' | 'contents'>;
  readonly store: Store;
  readonly matching: Pick<Matching, 'match'>;
  readonly vault: Vault;
  readonly prints: Pick<Prints, 'print' | 'drawBy'>;
  /** By which invoices were issued: their files are fetched there. */
  readonly channels: ChooseChannel;
  /** The address at which this server is reached from outside. */
  readonly url: string;
  readonly links: CarriedLinks;
  readonly egress: Egress;
  readonly audit: Counting;
  readonly traces: Traces | null;
  readonly log: Log;
  readonly clock: () => number;
  readonly stopping: AbortSignal;
  /** The mailbox that the administrator configured; null: none. */
  readonly system: Mailbox | null;
  readonly clouds: Clouds;
  /** The gateway that text messages are handed to; null: there is none. */
  readonly sms: SmsGateway | null;
}

/** All that goes out of the house by itself: callbacks to business systems and e-mails to buyers. */
export function createOutgoing(parts: OutgoingParts): Sending {
  const { tenant, vault, egress, clock, system, links } = parts;
  // What is out of the house is written down, whatever is published meanwhile: nobody is to send it again.
  const store = besidePublishes(parts.store, tenant);
  const callFor = (org: string) => {
    const served = tenant.served();
    const of = org || served.orgs.root;
    return { ...systemCall(served, tenant.now(of)), org: of };
  };
  const { database, node, zone, contents } = tenant;
  const makePrints = printMaker(parts);
  const sending = createSending({ ...parts, store, database, callFor }, [
    callbackSender({ store, database, vault, egress, clock, makePrints, links }),
    mailSender({
      store,
      database,
      vault,
      egress,
      system,
      makePrints,
      links,
      zone,
      contents,
      schemeFor: (call) => schemeFor(parts, call, 'mail-scheme'),
    }),
    confirmationMailSender({
      store,
      database,
      vault,
      egress,
      system,
      zone,
      makePrints,
      links,
      schemeFor: (call) => schemeFor(parts, call, 'red-mail-scheme'),
    }),
    cloudSender({ store, database, vault, egress, clock, clouds: parts.clouds }),
    smsSender({ store, gateway: parts.sms, zone }),
    fileSender({ store, contents, prints: parts.prints, channels: parts.channels, zone, url: parts.url }),
  ]);
  return {
    ...sending,
    async begin() {
      await noteEvents({ store, database, node, zone, callFor, clouds: parts.clouds });
      return sending.begin();
    },
  };
}

/** The scheme of this form that wins for the organisation of the call. */
async function schemeFor<Id extends 'mail-scheme' | 'red-mail-scheme'>(
  { matching, store }: OutgoingParts,
  call: Call,
  name: Id,
): Promise<Wire<Id> | null> {
  const form = knownForm(call, name);
  if (!form) return null;
  const { items } = await matching.match(call, form, { facts: [{}] });
  const [found] = items;
  const winner = found instanceof Refusal ? null : found?.winner;
  const id = isObject(winner) ? winner.id : null;
  return typeof id === 'string' ? store.read(call, form, id) : null;
}
