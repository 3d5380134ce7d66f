import { einvoicing as rules } from '../../rules/einvoicing/register.ts';
import type { Domain } from '../domain.ts';
import { authorise, licenceObstacle, withdraw } from './actions/licence.ts';
import { runAgain } from './actions/run-again.ts';
import { sendAgain } from './actions/send-again.ts';
import { harmedCredit } from './credit/harmed-credit.ts';
import { demoPeople } from './demo/people.ts';
import { mailSchemes } from './forms/mail-schemes.ts';
import { madeByPlatform, passing } from './issuing/made-by-platform.ts';
import { harmedQuota } from './issuing/quota/harmed-quota.ts';
import { openReds } from './issuing/red/red-sources.ts';
import { specialDocuments } from './issuing/special-documents.ts';
import { inboxTexts } from './messages/inbox.ts';
import { failureTexts, issuingMessages } from './messages/issuing.ts';
import { outgoingTexts } from './messages/outgoing.ts';
import { type EinvoicingOptions, openEinvoicing } from './open-einvoicing.ts';
import { invoiceTargets } from './outgoing/invoice-targets.ts';
import { planOfStored } from './planning/create-planner.ts';
import { queues } from './queues.ts';
import { runTexts } from './schedule/run-texts.ts';
import { settings } from './settings.ts';

/** E-invoicing, for the server. */
export function einvoicing(options: EinvoicingOptions = {}): Domain {
  return {
    ...rules,
    messages: { ...rules.messages, ...issuingMessages },
    texts: { ...rules.texts, ...failureTexts, ...inboxTexts, ...outgoingTexts, ...runTexts },
    documentDecisions: (parts) => [planOfStored({ ...parts, reds: openReds(parts.store) })],
    settings,
    specialForms: ({ smtp }) => ({ ...specialDocuments, ...mailSchemes(smtp !== undefined) }),
    madeByPlatform,
    passing,
    queues,
    formActions: {
      'authorise-licence': authorise,
      'withdraw-licence': withdraw,
      'send-again': sendAgain,
      'run-again': runAgain,
    },
    actionObstacles: {
      'authorise-licence': licenceObstacle('authorise'),
      'withdraw-licence': licenceObstacle('withdraw'),
    },
    alsoNeeded: {
      'send-again': 'send',
      // They make the server call an address, which whoever may change the record has typed.
      'try-mailbox': 'edit',
      'try-address': 'edit',
      'verify-customs': 'edit',
      'fetch-declarations': 'edit',
      'sync-licences': 'edit',
      'sync-qr': 'edit',
    },
    targets: invoiceTargets,
    demoPeople,
    harms: [harmedCredit, harmedQuota],
    open: (node) => openEinvoicing(node, options),
  };
}
