import type { JsonObject } from '../../metadata/common/json.ts';
import { createGate } from '../access/auth/create-gate.ts';
import { createListedHosts } from '../access/egress/listed-hosts.ts';
import { openDoors } from '../access/egress/open-doors.ts';
import { proposingHosts } from '../access/egress/propose-hosts.ts';
import { targetsOf } from '../access/egress/typed-targets.ts';
import { createSingleSignOn } from '../access/sign-in/single-sign-on.ts';
import { createBackups } from '../care/scheduled/create-backups.ts';
import { createThinning } from '../care/thinning/create-thinning.ts';
import { keepTrail } from '../care/trail/keep-trail.ts';
import { broughtBy, type DomainNode } from '../domain.ts';
import type { TryCases } from '../effective/changes/cases-under.ts';
import { createChangeSets } from '../effective/changes/create-change-sets.ts';
import { createExemptWrites } from '../effective/changes/exempt-writes.ts';
import { createDecisions } from '../effective/decisions/create-decisions.ts';
import { createMatching } from '../effective/match/create-matching.ts';
import { createApp } from '../http/app.ts';
import { decisionEndpoints } from '../http/decisions/decisions.ts';
import { createDesigning } from '../http/design/designing.ts';
import { fileLinkEndpoints } from '../http/files/file-links.ts';
import { shownPageEndpoints } from '../http/files/shown-pages.ts';
import { shownSheetEndpoints } from '../http/files/shown-sheets.ts';
import { inboxEndpoints } from '../http/inbox/inbox.ts';
import { documentsFileEndpoint } from '../http/match/documents-file.ts';
import { matchEndpoints } from '../http/match/matching.ts';
import { auditFileEndpoint } from '../http/operations/audit.ts';
import { backupEndpoints } from '../http/operations/backups.ts';
import { demoEndpoints } from '../http/packages/demo.ts';
import { installEndpoints } from '../http/packages/install.ts';
import { installedEndpoints } from '../http/packages/installed.ts';
import { caseEndpoints } from '../http/packages/package-cases.ts';
import { promotionEndpoints } from '../http/packages/promotion.ts';
import { publishEndpoints } from '../http/packages/publish.ts';
import { registryEndpoints } from '../http/packages/registry.ts';
import { compareEndpoints } from '../http/params/compare-values.ts';
import { valueFileEndpoints } from '../http/params/value-files.ts';
import type { Host } from '../http/pipeline/host.ts';
import { judgeBody } from '../http/pipeline/judge-body.ts';
import { createUiFiles, uiFolder } from '../http/pipeline/ui-files.ts';
import { printEndpoints } from '../http/records/prints.ts';
import { reportEndpoints } from '../http/records/reports.ts';
import { setBackEndpoint } from '../http/records/set-back.ts';
import { sheetEndpoints } from '../http/records/sheets.ts';
import { createRefills } from '../model/publish/records/create-refills.ts';
import { openRegistries } from '../model/registry/open-registries.ts';
import { createReaders } from '../params/readers/readers.ts';
import { createCaseRunner } from '../preparation/cases/case-runner.ts';
import { createStoredCases } from '../preparation/cases/stored-cases.ts';
import { namedLater } from '../preparation/design/with-changes.ts';
import { createInstaller } from '../preparation/install/create-installer.ts';
import { createRehearsals } from '../preparation/install/rehearsals.ts';
import { createIndexKeeper } from '../storage/indexes/index-keeper.ts';
import { acting } from '../storage/store/act/acting.ts';
import { asTimePasses, runInBackground } from '../work/background/run-in-background.ts';
import { createJobs } from '../work/jobs/create-jobs.ts';
import { createFileLinks } from '../work/links/create-file-links.ts';
import { createPictures } from '../work/pictures/create-pictures.ts';
import { createPrints } from '../work/print/create-prints.ts';
import { createSchedule } from '../work/schedule/create-schedule.ts';
import { createSheets } from '../work/sheets/create-sheets.ts';
import { createStories } from '../work/stories/create-stories.ts';
import { createHost } from './create-host.ts';
import { modelReports } from './model-reports.ts';
import { nodeState } from './node-state.ts';
import { nodeTasks } from './node-tasks.ts';
import { openInbox } from './open-inbox.ts';
import { openMails } from './open-mails.ts';
import type { NodeParts, ServingNode } from './serving-node.ts';
import { watchDatabase } from './watch-database.ts';

export function createNode(parts: NodeParts): ServingNode {
  const { tenant, log, vault, edition, clock, newId, http, traces = null, ui = uiFolder() } = parts;
  const { smtp } = parts.config ?? {};
  const { database, store, following } = tenant;
  const stopper = new AbortController();
  const startedAt = clock();
  const hosts = parts.hosts ?? createListedHosts([], database.dialect.quote);
  const { egress, doorWith } = openDoors({ ...tenant, hosts, resolve: parts.resolve });
  let background: Promise<void> = Promise.resolve();
  const url = parts.url ?? 'http://localhost';
  const gate = createGate({
    database,
    url,
    store,
    served: tenant.served,
    now: tenant.now,
    clock,
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
    newId,
    follow: following.follow,
    deviceKey: vault.derive('device'),
    vault,
    failed: (err) => log.warn({ err }, 'the use of a token was not written down'),
    ...(parts.passwordCost && { passwordCost: parts.passwordCost }),
  });
  const matching = createMatching({
    database,
    log,
    zone: tenant.zone,
    random: Math.random,
    ...parts.matching,
  });
  // A write is answered when matches here know it.
  store.onWritten(matching.follow);
  following.follow((events) => void matching.follow(events));
  const exempt = createExemptWrites({
    audit: gate.audit,
    served: () => (tenant.service() ? tenant.served() : null),
    failed: (err) => log.warn({ err }, 'a write without approval was not audited'),
  });
  store.onWritten(exempt.follow);
  const readers = createReaders({ database, node: tenant.node, clock, follow: following.follow });
  const trail = keepTrail({ ...parts, ...tenant, egress, url });
  const around = watchDatabase({ database, node: tenant.node, shared: parts.shared, log });
  const pictures = parts.pictures ?? createPictures();
  const backups = createBackups({
    ...parts,
    database,
    node: tenant.node,
    zone: () => tenant.zone(tenant.served().orgs.root),
    stopping: stopper.signal,
  });
  const plain = createHost({
    tenant,
    readers,
    pictures,
    audit: gate.audit,
    log,
    vault,
    edition,
    clock,
    newId,
    storage: parts.storage,
    ahead: parts.shared.ahead,
    members: around.members,
    clocks: around.clocks,
    logsDropped: parts.logsDropped ?? (() => 0),
    traces,
    auditForwarding: trail.forwarding,
    stopping: stopper.signal,
    ...(parts.streams ? { streams: parts.streams } : {}),
  });
  const search = createIndexKeeper({
    database,
    served: tenant.served,
    node: tenant.node,
    clock,
    log,
    stopping: stopper.signal,
    ...parts.search,
  });
  following.follow(search.heard);
  const kept = acting(matching.warning(plain.store), () => acts, parts.domains);
  const scheduling = {
    store: kept,
    database,
    newId,
    matching,
    readers,
    served: tenant.served,
    now: tenant.now,
    seal: vault.seal,
    catchUp: tenant.follow,
    rightsOf: gate.rightsOf,
    node: tenant.node,
    log,
    tryCases: (...asked: Parameters<TryCases>) => storedCases.underSet(...asked),
    designs: namedLater(() => designing.named),
    togetherIn: store.togetherIn,
  };
  const changeSets = createChangeSets(scheduling);
  const decisions = createDecisions({
    domains: parts.domains,
    database,
    store: kept,
    matching,
    changes: scheduling,
    past: plain.past,
    zone: tenant.zone,
    revision: () => Math.min(plain.revision(), matching.revision()),
    judge: judgeBody,
  });
  const storedCases = createStoredCases({ matching, decisions, systemCall: tenant.systemCall });
  store.decideBy(async (call, name, input) => {
    const { result } = await decisions.decide(call, name, input, { whole: true, trace: 'none' });
    return result as JsonObject;
  });
  store.onWritten(decisions.follow);
  following.follow(decisions.follow);
  const host: Host = {
    ...plain,
    store: kept,
    changeSets,
    backups: backups.known,
    madeByPlatform: broughtBy(parts.domains, (one) => one.madeByPlatform),
    alsoNeeded: broughtBy(parts.domains, (one) => one.alsoNeeded),
    matchCounts: matching.counts,
    searches: () => ({ ways: tenant.store.searches, indexes: search.states() }),
    revision: () => Math.min(plain.revision(), matching.revision()),
    async waitForRevision(revision) {
      if (!(await plain.waitForRevision(revision))) return false;
      if (matching.revision() < revision) await matching.catchUp();
      return matching.revision() >= revision;
    },
  };
  const targets = targetsOf(parts.domains);
  const proposed = proposingHosts({ ...tenant, hosts, targets, clock });
  const schedule = createSchedule(
    {
      ...tenant,
      store: kept,
      log,
      rightsOf: gate.rightsOf,
      catchUp: tenant.follow,
      stopping: stopper.signal,
      traces,
    },
    () => open.flatMap(({ scheduled = [] }) => scheduled),
  );
  const jobs = createJobs({ ...tenant, traces, log, rightsMark: gate.rightsMark });
  const refills = createRefills({ ...tenant, jobs, log, clock });
  const storiesOf = () => open.flatMap(({ story = [] }) => story);
  const stories = createStories({ ...tenant, jobs, log, clock }, storiesOf);
  const prints = createPrints({ store, zone: tenant.zone, pictures: host.smallPictures });
  const signing = { ...parts, ...tenant, gate, url, doorWith, store: kept, random: host.random };
  const signOn = createSingleSignOn(signing);
  const sending = { gate, egress, url, log, stopping: stopper.signal };
  const fileLinks = createFileLinks({
    ...tenant,
    url,
    newId,
    store: kept,
    audit: gate.audit,
    readerFor: gate.readerFor,
    random: host.random,
    prints,
    vault,
    answersFor: () => broughtBy(open, (one) => one.answersFor),
  });
  const domainNode: DomainNode = {
    tenant,
    matching,
    decisions,
    jobs,
    prints,
    links: fileLinks,
    egress,
    vault,
    log,
    traces,
    clock,
    newId,
    store: kept,
    audit: gate.audit,
    upcoming: schedule.list,
    stopping: stopper.signal,
    url,
    smtp: smtp ?? null,
    settings: parts.config?.domainSettings ?? {},
  };
  const open = parts.domains.flatMap((domain) => domain.open?.(domainNode) ?? []);
  const acts = broughtBy(open, (one) => one.acts);
  const sheets = createSheets({
    ...tenant,
    store,
    url,
    together: matching.together,
  });
  const cases = createCaseRunner();
  const installer = createInstaller({
    database,
    publisher: tenant.publisher,
    cases,
    served: tenant.served,
    rehearsals: createRehearsals({ database, jobs }),
    ...(parts.rehearsalPatience === undefined ? {} : { patience: parts.rehearsalPatience }),
    node: tenant.node,
    edition,
    clock,
    isBroken: () => tenant.trouble() !== null,
    promotion: tenant.promotion,
    tryStored: storedCases.runAll,
  });
  const { record } = gate.audit;
  const thinning = createThinning({ ...parts, ...tenant, ...trail, store: kept, record });
  const { registries, newer } = openRegistries({
    database,
    vault,
    egress,
    clock,
    log,
    version: edition.version,
    served: tenant.served,
    environment: parts.config?.registry,
  });
  const designing = createDesigning({
    ...parts,
    ...tenant,
    installer,
    sheets,
    jobs,
    listSets: changeSets.list,
    served: () => tenant.service()?.revision ?? 0,
    rightsOf: gate.rightsOf,
    cases: storedCases,
  });
  const inbox = openInbox({
    ...tenant,
    log,
    changeSets,
    newer,
    trail,
    store: kept,
    rightsOf: gate.rightsOf,
    designs: designing.waiting,
    backups,
    domains: open,
  });
  const mails = smtp && openMails({ ...tenant, ...sending, clock, inbox, mailbox: smtp });
  const state = nodeState({ tenant, domains: parts.domains, slow: parts.slow, clock });
  const app = createApp({
    host,
    gate,
    traffic: state.traffic,
    signOn,
    ...(mails && { resets: mails.resets }),
    url,
    more: [
      ...publishEndpoints(refills),
      ...demoEndpoints(stories),
      ...inboxEndpoints(inbox),
      ...backupEndpoints(backups),
      ...state.endpoints,
      ...sheetEndpoints(sheets, jobs),
      setBackEndpoint({ jobs, zone: tenant.zone, clock }),
      ...shownSheetEndpoints(sheets),
      ...shownPageEndpoints(pictures),
      ...fileLinkEndpoints(fileLinks, clock),
      ...printEndpoints(prints, jobs),
      ...reportEndpoints(sheets),
      auditFileEndpoint(sheets, jobs, tenant.zone),
      ...matchEndpoints(matching),
      ...decisionEndpoints(decisions),
      documentsFileEndpoint(sheets),
      ...valueFileEndpoints(sheets),
      ...compareEndpoints(sheets),
      ...caseEndpoints(cases),
      ...installEndpoints(installer, refills, registries),
      ...registryEndpoints(registries, newer),
      ...installedEndpoints(newer),
      ...designing.endpoints(refills),
      ...promotionEndpoints(tenant.promotion),
      ...open.flatMap(({ endpoints = [] }) => endpoints),
    ],
    ...(ui === undefined ? {} : { ui: createUiFiles(ui, http?.https ?? false) }),
    ...(http ? { options: http } : {}),
  });
  const reports = modelReports(tenant, startedAt);
  const behind = { tenant, around, trail, backups, scheduling, designing, jobs, matching, newer, proposed };
  const besides = { readers, refills, reports, schedule, search, state, stories, thinning, domains: open };
  const tasks = nodeTasks({ ...behind, ...besides, mails });
  return {
    app,
    host,
    gate,
    matching,
    decisions,
    storedCases,
    sheets,
    settle: async () => void (await Promise.all([exempt.settle(), mails?.resets.idle()])),
    installer,
    shipping: designing.shipping,
    registries,
    newer,
    stories,
    start() {
      background = runInBackground(tasks, {
        stopping: stopper.signal,
        log,
        wait: parts.wait ?? asTimePasses,
        revision: tenant.revision,
        traces,
      });
    },
    async run(name) {
      const task = tasks.find((one) => one.name === name);
      if (!task) throw new Error(`no task ${name}`);
      return task.run();
    },
    async stop() {
      stopper.abort();
      const work = [jobs.stop(), stories.idle(), refills.idle(), backups.idle(), mails?.resets.idle()];
      const idle = [...work, ...open.map((one) => one.idle?.())];
      await Promise.all([background, ...idle, exempt.settle()]);
      // The reads since the last minute are written down; where the database is away, they are lost.
      await readers.exchange().catch((err: unknown) => log.warn({ err }, 'reads were not written down'));
      await state.keep().catch((err: unknown) => log.warn({ err }, 'the last day was not written down'));
    },
  };
}
