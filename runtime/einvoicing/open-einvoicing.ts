import type { JsonObject } from '../../metadata/common/json.ts';
import type { Persons } from '../../rules/einvoicing/choose-drawer/choose-drawer.ts';
import { asEinvoicing } from '../../rules/einvoicing/forms/configuration.ts';
import { pushReads } from '../../rules/einvoicing/push/config.ts';
import { createRests } from '../common/rests.ts';
import type { DomainNode, OpenDomain } from '../domain.ts';
import { each } from '../storage/store/act/acting.ts';
import type { Scene } from '../work/stories/story.ts';
import type { ChooseChannel } from './channels/channel.ts';
import { connectedChannels } from './channels/connected.ts';
import { type SimulatedParts, simulatedChannel } from './channels/simulated.ts';
import { openStory } from './demo/open-story.ts';
import { archiveEndpoints } from './http/archives.ts';
import { issuingEndpoints } from './http/issuing.ts';
import { planEndpoints } from './http/plans.ts';
import { scanningEndpoints } from './http/scanning.ts';
import { scheduleEndpoints } from './http/schedule.ts';
import { taxCodeEndpoints } from './http/tax-codes.ts';
import { titleEndpoints } from './http/titles.ts';
import { waitingIssues } from './inbox/waiting-issues.ts';
import { waitingLimits } from './inbox/waiting-limits.ts';
import { waitingMessages } from './inbox/waiting-messages.ts';
import { createIssuing, type GivenParts } from './issuing/create-issuing.ts';
import type { IssuingParts } from './issuing/documents/issuing-parts.ts';
import { createLook, type LookLimits } from './issuing/documents/look.ts';
import { usualRequests } from './issuing/documents/request-series.ts';
import type { OpenNumbers } from './issuing/overview.ts';
import { openReds } from './issuing/red/red-sources.ts';
import { syncCode } from './outgoing/clouds/sync-code.ts';
import { connectionActs } from './outgoing/connection-acts.ts';
import { createOutgoing } from './outgoing/create-outgoing.ts';
import { openShared } from './outgoing/files/open-shared.ts';
import { answersFor } from './outgoing/link-places.ts';
import { httpGateway } from './outgoing/sms-gateway.ts';
import { createPlanner } from './planning/create-planner.ts';
import { createScanDesk } from './scanning/create-scan-desk.ts';
import { automationTasks } from './schedule/automation-tasks.ts';
import { issueSchemes } from './schedule/issue-schemes.ts';
import { takenBySchemes } from './schedule/taken-by-schemes.ts';
import { cloudsOf, customsOf, smsOf } from './settings.ts';

/** The changes that a test makes. Default: applications are planned as configured, and invoices issued as connected. */
export interface EinvoicingOptions extends Pick<SimulatedParts, 'fate'> {
  /** Chooses among what is connected and others. */
  readonly channels?: (connected: ChooseChannel) => ChooseChannel;
  /** Stands between issuing and the planner of applications. */
  readonly planned?: (plan: IssuingParts['plan']) => IssuingParts['plan'];
  /** What one pass over what is queued looks at. */
  readonly look?: LookLimits;
  /** The scenes of the demo's story that are played. Default: all. */
  readonly scenes?: (scene: Scene) => boolean;
  /** Milliseconds that customs may take to answer. Default: as usual. */
  readonly customsPatience?: number;
}

/** From applications to issued invoices, and what goes out of the house of them, on one node. */
export function openEinvoicing(node: DomainNode, options: EinvoicingOptions): OpenDomain {
  const { tenant, store, decisions, log, clock, egress, smtp: system, settings } = node;
  const { database, zone, contents, systemCall } = tenant;
  const { fate, channels, planned, look = { page: 200, passed: 2_000 }, customsPatience: patience } = options;
  const simulated = simulatedChannel({ database, clock, ...(fate ? { fate } : {}) });
  const connected = connectedChannels({ simulated, store, database, vault: node.vault, egress, clock });
  const planner = createPlanner({ decisions, store, reds: openReds(store) });
  const plan: IssuingParts['plan'] = (call, question, how) =>
    planner.plan(call, question, { ...how, whole: true });
  const hourly = () => createRests(clock, { shortest: 600_000, longest: 3_600_000 });
  const parts: GivenParts = {
    database,
    log,
    store,
    zone,
    newId: node.newId,
    requests: usualRequests(node.newId),
    node: tenant.node,
    now: tenant.now,
    served: tenant.served,
    systemCall,
    channels: channels?.(connected) ?? connected,
    rests: createRests(clock, { shortest: 1_000, longest: 60_000 }),
    pauses: createRests(clock, { shortest: 300, longest: 15_000 }),
    look: createLook(store, look),
    url: node.url,
    plan: planned?.(plan) ?? plan,
    configuration: async (call) => {
      const asking = await decisions.prepare(call, { reads: pushReads }, { whole: true });
      return asEinvoicing(asking.configuration);
    },
    takenBySchemes: (call, applications) =>
      takenBySchemes({ store, decide: decisions.decide, zone }, call, applications),
    persons: async (call, application, document) => {
      const input = { application, document };
      const { result } = await decisions.decide(call, 'choose-drawer', input, { whole: true, trace: 'none' });
      return result as JsonObject & Persons;
    },
    mapTitle: async (call, application) => {
      const input = { dataSource: 'scan', application };
      const { result } = await decisions.decide(call, 'map-title', input, { whole: true });
      return (result as { readonly application: JsonObject }).application;
    },
  };
  const issuing = createIssuing(parts, { quotas: hourly(), summaries: hourly(), accounts: hourly() });
  const sms = smsOf(settings);
  const clouds = cloudsOf(settings);
  const outgoing = createOutgoing({
    ...node,
    system,
    sms: sms && httpGateway(sms, egress),
    clouds,
    channels: channels?.(connected) ?? connected,
  });
  const customs = { ...customsOf(settings), ...(patience === undefined ? {} : { patience }) };
  const numbers: OpenNumbers = ({ reading }) => ({
    store,
    zone,
    reader: reading ? database.reading(reading) : database,
  });
  const automation = { issuing, decide: decisions.decide };
  return {
    acts: {
      ...issuing.acts,
      ...connectionActs({ ...node, database, system, customs, clouds }),
      'sync-qr': each((doing) => syncCode({ store, clouds, url: node.url }, doing)),
    },
    scheduled: [issueSchemes(automation), automationTasks(automation)],
    endpoints: [
      ...planEndpoints({ decisions, planner, jobs: node.jobs }),
      ...issuingEndpoints({
        desk: issuing,
        zone,
        files: openShared({ ...node, contents, zone, systemCall }),
      }),
      ...taxCodeEndpoints(decisions),
      ...titleEndpoints(),
      ...scanningEndpoints(createScanDesk(parts, node.vault), clock),
      ...scheduleEndpoints({ list: node.upcoming }),
      ...archiveEndpoints({ store, contents, zone, jobs: node.jobs }),
    ],
    inbox: [waitingIssues(numbers), waitingLimits(numbers), waitingMessages(store)],
    answersFor: {
      callback: answersFor(store, 'callback'),
      'invoice-mail': answersFor(store, 'invoice-mail'),
      'confirmation-mail': answersFor(store, 'confirmation-mail'),
    },
    background: [
      { name: 'outgoing', every: 1_000, rests: 60_000, run: outgoing.begin },
      { name: 'issue', every: 300, rests: 15_000, run: issuing.run },
      { name: 'credit', every: 30_000, run: issuing.expire },
      { name: 'calendar', every: 60_000, run: issuing.followCalendar },
    ],
    story: openStory(
      parts,
      { decide: decisions.decide, contents, jobs: node.jobs, stopping: node.stopping },
      options.scenes,
    ),
    idle: outgoing.idle,
  };
}
