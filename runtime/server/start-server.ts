import { randomInt } from 'node:crypto';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { openTraces } from '../care/traces/open-traces.ts';
import { type RunningStandIn, type StandIn, startStandIn } from '../common/stand-in.ts';
import type { Log } from '../config/log.ts';
import { DatabaseError } from '../database/database-error.ts';
import { listen, tryListening } from '../http/pipeline/listen.ts';
import type { Loaded } from '../model/packages/package-data.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { describeData } from '../model/publish/publisher.ts';
import { type MadePerson, makeDemoPeople } from '../tenant/demo-people.ts';
import { type FirstStartParts, installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import { createNode } from './create-node.ts';
import type { Installation } from './open-installation.ts';
import type { ServingNode } from './serving-node.ts';
import { tellBeside } from './tell-beside.ts';

export interface RunningServer {
  readonly node: ServingNode;
  /** The port on which it listens; the one the system gave for port 0. */
  readonly port: number;
  /** The first administrator's password, when this start made it. */
  readonly password: string | null;
  /** The people of the demo whom this start made, with their passwords. */
  readonly people: readonly MadePerson[];
  /** The stand-ins of the demo that run beside it. */
  readonly standIns: readonly { readonly label: Label; readonly url: string }[];
  /** Answers requests under way, then stops. */
  close(): Promise<void>;
}

export interface StartOptions {
  /**
   * Load the demo data, at the first start or a later one, and run what stands in for the systems outside that it speaks
   * of. Default: no.
   */
  readonly demo?: boolean;
}

export async function startServer(
  installation: Installation,
  { demo = false }: StartOptions = {},
): Promise<RunningServer> {
  const { config, tenant, log } = installation;
  // A password that is shown once must not be made by a start that then fails.
  await tryListening(config);
  await tenant.contents.join();
  const folders = standardPackageFolders();
  await installStandardPackages(tenant, folders);
  const traces = await openTraces(config.traces, {
    version: installation.edition.version,
    node: tenant.nodeName,
    log,
  });
  const node = createNode({
    url: config.url,
    ...installation,
    traces,
    matching: { checked: config.matchChecks },
    ...(config.streams ? { streams: config.streams } : {}),
    http: {
      proxy: config.proxy,
      https: config.url.startsWith('https:'),
      ...(config.maps && { maps: config.maps }),
    },
  });
  const password = await firstSteps(
    {
      tenant,
      folders,
      randomPassword,
      gate: node.gate,
      sets: demo ? ['demo'] : [],
      onData: (loaded) => report(loaded, log),
      ...(config.adminPassword === undefined ? {} : { password: config.adminPassword }),
    },
    log,
  );
  const standIns = demo ? await startStandIns(installation) : [];
  const people = demo && !tenant.trouble() ? await peopleOfDemo(installation, node) : [];
  if (!tenant.trouble()) for (const one of standIns) await placeStandIn(node, tenant, one);
  await tellBeside(tenant, config, log);
  node.start();
  if (demo && !tenant.trouble()) await node.stories.begin(tenant.systemCall());
  const { port, drain } = await listen(node.app, config);
  const database = tenant.database.dialect.name;
  log.info({ port, node: tenant.nodeName, database, version: installation.edition.version }, 'listening');
  return {
    node,
    port,
    password,
    people,
    standIns,
    async close() {
      log.info('draining');
      // Streams end, and what goes on in the background; whoever asks meanwhile is answered.
      await Promise.all([drain(), node.stop()]);
      await Promise.all(standIns.map((one) => one.close()));
      await Promise.all([tenant.close(), traces?.close()]);
      log.info('stopped');
    },
  };
}

/**
 * Makes the administrator of a first start; where nothing can be written, readers are served all the same if there was
 * one before.
 */
async function firstSteps(parts: FirstStartParts, log: Log): Promise<string | null> {
  try {
    return await makeAdministrator(parts);
  } catch (error) {
    if (!DatabaseError.is(error, 'read-only') || parts.tenant.served().orgs.size === 0) throw error;
    log.warn(
      { err: error },
      'the database only takes reads: what packages bring is loaded at the next start',
    );
    return null;
  }
}

/** Each is listed among the hosts that may be called, by this process and as long as it runs. */
async function startStandIns({ domains, hosts, log }: Pick<Installation, 'domains' | 'hosts' | 'log'>) {
  const running: (RunningStandIn & Pick<StandIn, 'label' | 'place'>)[] = [];
  for (const standIn of domains.flatMap(({ standIns = [] }) => standIns)) {
    const { label, port, place } = standIn;
    const started = await startStandIn(standIn);
    if (typeof started === 'string') {
      log.warn({ standIn: label.en, port, failure: started }, 'a stand-in of the demo does not run');
      continue;
    }
    hosts.add({ host: '127.0.0.1', ports: new Set([started.port]), isPrivate: true });
    log.info(
      { standIn: label.en, url: started.url },
      'a stand-in of the demo runs, and may be called meanwhile',
    );
    running.push({ ...started, label, place });
  }
  return running;
}

/** The demo data says where it runs this time; what somebody made of it for a system of his own stays. */
async function placeStandIn(
  { host: { store } }: Pick<ServingNode, 'host'>,
  tenant: Pick<Installation['tenant'], 'systemCall'>,
  { port, place }: RunningStandIn & Pick<StandIn, 'place'>,
): Promise<void> {
  const call = tenant.systemCall();
  const form = call.served.model.formsById.get(place.form);
  if (!form) return;
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const [record] = await transaction.where(form, 'number', place.number);
    const values = { [place.port]: port };
    if (record?.[place.host] === '127.0.0.1' && record[place.port] !== port)
      await transaction.change(form, record, values, 'update');
    return {};
  });
}

/** Nobody is made where the database only takes reads. */
async function peopleOfDemo(
  { tenant, domains, log }: Installation,
  { gate }: Pick<ServingNode, 'gate'>,
): Promise<readonly MadePerson[]> {
  try {
    const people = domains.flatMap(({ demoPeople = [] }) => demoPeople);
    return await makeDemoPeople({ tenant, gate, randomPassword }, people);
  } catch (error) {
    if (!DatabaseError.is(error, 'read-only')) throw error;
    log.warn(
      { err: error },
      'the database only takes reads: the people of the demo are made at a later start',
    );
    return [];
  }
}

function report(loaded: Loaded, log: Log): void {
  const { created, changed, issues } = describeData(loaded, 'en');
  if (created + changed > 0) log.info({ created, changed }, 'records of packages loaded');
  for (const { message, ...issue } of issues) log.warn(issue, message);
}

/** Easy to read aloud and to type: no letters that look like digits. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const pick = () => letters.charAt(randomInt(letters.length));
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-');
}
