import { imaging as rules } from '../../rules/imaging/register.ts';
import { urlIn } from '../access/egress/typed-targets.ts';
import { systemCall } from '../call/system-call.ts';
import type { Domain, DomainNode, OpenDomain } from '../domain.ts';
import { createSending } from '../einvoicing/outgoing/create-sending.ts';
import { whole, wholeWarning } from '../storage/store/act/acting.ts';
import { matchAsked, matchNew } from './arrivals/match-arrivals.ts';
import { giveCodes } from './bills/give-codes.ts';
import { imagingDecisions } from './bills/imaging-decisions.ts';
import type { ImagingParts } from './bills/imaging-parts.ts';
import { specialBills } from './bills/special-bills.ts';
import { imagingEndpoints } from './http/imaging.ts';
import { stationEndpoints } from './http/station.ts';
import { inboxTexts, messages } from './messages.ts';
import { pushBills } from './pushing/push-bills.ts';
import { pushSender } from './pushing/push-sender.ts';
import { routeBills } from './route/route-bills.ts';
import { waitingReviews } from './route/waiting-reviews.ts';
import { createScans } from './scans/create-scans.ts';

/** Imaging, for the server: bills are registered and coded, their images go their way, and their covers are printed. */
export const imaging: Domain = {
  ...rules,
  messages: { ...rules.messages, ...messages },
  texts: { ...rules.texts, ...inboxTexts },
  specialForms: () => specialBills,
  madeByPlatform: { 'image-push': ['create', 'copy', 'import'] },
  passing: { 'image-push': { state: 'state', ended: ['sent', 'kept'] } },
  queues: [{ form: 'image-push', field: 'state', waiting: ['waiting', 'sending'] }],
  targets: ({ id }) => (id === 'business-system' ? urlIn('address') : undefined),
  standIns: [
    {
      label: { zh: '演示影像系统', en: 'Imaging system of the demo' },
      program: new URL('./stand-in/stand-in-program.ts', import.meta.url),
      // As the demo data of the package has it.
      port: 8788,
      place: { form: 'imaging-system', number: 'YXXT-DEMO', host: 'ip', port: 'port' },
    },
  ],
  open: openImaging,
};

function openImaging(node: DomainNode): OpenDomain {
  const { tenant, store, decisions, prints, egress } = node;
  const { database, now, zone, contents } = tenant;
  const parts: ImagingParts = {
    database,
    now,
    zone,
    contents,
    store,
    prints,
    ...imagingDecisions(decisions),
  };
  const callFor = (org: string) => {
    const served = tenant.served();
    const of = org || served.orgs.root;
    return { ...systemCall(served, now(of)), org: of };
  };
  const sending = createSending({ ...node, database, callFor }, [pushSender({ store, egress, contents })]);
  return {
    acts: {
      'give-image-code': wholeWarning((doing) => giveCodes(parts, doing)),
      'route-bill': whole((doing) => routeBills(parts, doing)),
      'push-images': whole((doing) => pushBills(parts, doing)),
      'match-images': whole((doing) => matchAsked(parts, doing)),
    },
    endpoints: [
      ...imagingEndpoints(parts),
      ...stationEndpoints({ ...parts, jobs: node.jobs, decisions, scans: createScans() }),
    ],
    inbox: [waitingReviews(parts)],
    background: [
      { name: 'image-pushes', every: 1_000, rests: 60_000, run: sending.begin },
      { name: 'image-arrivals', every: 2_000, rests: 10_000, run: () => matchNew(parts, callFor('')) },
    ],
    idle: sending.idle,
  };
}
