import { isDeepStrictEqual } from 'node:util';
import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { CustomisedRecord, DroppedRecord } from '../../../metadata/contract/packages/parts.ts';
import type { Answers, RecordQuestion } from '../../../metadata/merge/question.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Call } from '../../call/call.ts';
import { againWhenOvertaken } from '../../common/again-when-overtaken.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Fence } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { OpenStore } from '../../storage/store/create-store.ts';
import type { ShipmentOutcome } from '../../storage/store/record/shipment.ts';
import { adoptOrigins } from './adopt-origins.ts';
import { orgIssues, refusalIssues } from './data-issues.ts';
import { dropData, droppedOrigins } from './drop-data.ts';
import { contentOf, type DataItem, dataItems, type Ordered, orderData } from './order-data.ts';
import { type Origins, originKey, originKeys, readOrigins } from './origins.ts';
import { PackageFiles } from './package-files.ts';
import { answersFile } from './package-store.ts';

/** Records that packages ship: made once, then brought up to date where they were left as shipped. */
export interface PackageData {
  /** Nothing to do is quick, so it is done at every start. Nodes wait for each other. */
  load(options?: LoadOptions): Promise<Loaded>;
  /** Whether any package has data of a set, and whether it was loaded. */
  state(set: string): Promise<SetState>;
}

type SetState = 'none' | 'available' | 'loaded';

interface LoadOptions {
  /** Default: all that are installed. */
  readonly packages?: readonly string[];
  /** Sets to load beside what always is and what was loaded before. Default: none. */
  readonly sets?: readonly string[];
}

export interface Loaded {
  readonly created: number;
  readonly changed: number;
  /**
   * Problems of records that could not be loaded, with their places in the package; those are tried again next time.
   */
  readonly issues: readonly Issue[];
  /** Records of which packages and people both changed something: people’s values stayed. Default: none. */
  readonly customised?: readonly CustomisedRecord[];
  /** Records that their packages bring no more. Default: none. */
  readonly dropped?: readonly DroppedRecord[];
  /** Questions about records that have to be decided, or were. Default: none. */
  readonly questions?: readonly RecordQuestion[];
}

interface PackageDataParts {
  readonly database: Database;
  readonly store: Pick<OpenStore, 'loadShipments' | 'dropShipments'>;
  /** Holds the files of records. */
  readonly contents: Contents;
  /** This node, for the lease. */
  readonly node: string;
  /** Null: there is no organisation yet to own anything. */
  readonly call: () => Call | null;
  /** Learns what other nodes wrote and published. */
  readonly follow: () => Promise<void>;
  /** Called before records are written that share a transaction; tests die here. */
  readonly onMoment?: ((moment: string) => void) | undefined;
}

/** Records that share a transaction: others' writes wait for it. */
const atOnce = 40;

export function createPackageData(parts: PackageDataParts): PackageData {
  const { database, node, call, follow } = parts;
  return {
    load: (options = {}) =>
      underLease(database, { work: 'package-data', node }, async (held) => {
        // All writes go by the lease, whoever's call it is.
        const own: PackageDataParts = {
          ...parts,
          database: held.database,
          call: () => fencedCall(call(), held.fence),
        };
        await follow();
        return againWhenOvertaken(() => loadOnce(own, options), follow);
      }),
    async state(set) {
      const items = dataItems(call()?.served.model.data ?? []).filter((item) => item.set === set);
      if (items.length === 0) return 'none';
      const known = await originKeys(database);
      return items.some((item) => known.has(originKey(item))) ? 'loaded' : 'available';
    },
  };
}

function fencedCall(call: Call | null, fence: Fence): Call | null {
  return call && { ...call, fence };
}

async function loadOnce(parts: PackageDataParts, { packages, sets = [] }: LoadOptions): Promise<Loaded> {
  const served = parts.call()?.served;
  if (!served) return { created: 0, changed: 0, issues: [] };
  const origins = await readOrigins(parts.database);
  await adoptOrigins(parts.database, served.model, origins);
  const wanted = new Set([...sets, ...origins.sets]);
  const files = new PackageFiles(parts.database);
  const items: DataItem[] = [];
  for (const item of dataItems(served.model.data)) {
    const form = served.model.formsById.get(item.form);
    const isWanted =
      (packages?.includes(item.package) ?? true) && (item.set === null || wanted.has(item.set));
    if (!form || !isWanted) continue;
    const named = await files.named(item, form);
    if (isDue(named, origins)) items.push(named);
  }
  const loading: Loading = {
    parts,
    files,
    origins,
    answers: await readAnswers(parts.database),
    created: new Set(),
    changed: new Set(),
    issues: [],
    customised: [],
    questions: [],
  };
  const going = droppedOrigins(served.model, origins, packages);
  // A record that takes the place of one that goes needs its number.
  const taken = await dropData(parts.store, parts.call, going, false);
  const isHere = (item: DataItem) => origins.byKey.has(originKey(item));
  const ordered = orderData(items, served.model, isHere);
  // A record that is here already waits for those it newly points at.
  const first = ordered.filter(({ item, late }) => late.length === 0 || !isHere(item));
  for (const chunk of chunks(first)) await loadChunk(loading, chunk);
  // Those that point at each other are complete only now.
  const late = ordered.filter((one) => one.late.length > 0 && isHere(one.item));
  for (const chunk of chunks(late.map(({ item }) => ({ item, late: [] })))) await loadChunk(loading, chunk);
  const gone = new Set(taken.map(({ record }) => record));
  const staying = going.filter(({ record }) => !gone.has(record));
  const dropped = [...taken, ...(await dropData(parts.store, parts.call, staying, true))];
  const { created, changed, issues, customised, questions } = loading;
  return {
    created: created.size,
    changed: changed.size,
    issues,
    ...(customised.length > 0 && { customised }),
    ...(dropped.length > 0 && { dropped }),
    ...(questions.length > 0 && { questions }),
  };
}

/** Reads the decisions about records, which the customer's layer keeps. */
async function readAnswers(reader: Connection): Promise<Answers> {
  const row = await reader.first<{ content: string }>(
    `SELECT s.content FROM gj_package_source s JOIN gj_package p ON p.name = s.package AND p.version = s.version
     WHERE p.state = 'installed' AND s.package = ? AND s.file = ?`,
    [localPackage, answersFile],
  );
  return row ? (JSON.parse(row.content) as Answers) : {};
}

interface Loading {
  readonly parts: PackageDataParts;
  readonly files: PackageFiles;
  readonly answers: Answers;
  readonly origins: Origins;
  readonly created: Set<string>;
  readonly changed: Set<string>;
  readonly issues: Issue[];
  readonly customised: CustomisedRecord[];
  readonly questions: RecordQuestion[];
}

function isDue(item: DataItem, { byKey }: Origins): boolean {
  const origin = byKey.get(originKey(item));
  if (!origin || origin.dropped) return true;
  const { stored, ...content } = origin.loaded;
  return !origin.deleted && !isDeepStrictEqual(content, contentOf(item, []));
}

async function loadChunk(loading: Loading, chunk: readonly Ordered[]): Promise<void> {
  const { parts, files, origins, answers, created, changed, issues, customised, questions } = loading;
  const call = parts.call();
  if (!call) throw new Error('the organisations are gone');
  const able: Ordered[] = [];
  for (const one of chunk) {
    const { item } = one;
    const form = call.served.model.formsById.get(item.form);
    const unknown = orgIssues(item, call.served.orgs);
    const unfit = form && unknown.length === 0 ? await files.bring(parts.contents, call, form, item) : [];
    append(issues, [...unknown, ...unfit]);
    if (unknown.length + unfit.length === 0) able.push(one);
  }
  parts.onMoment?.('records written');
  const shippings = await parts.store.loadShipments(
    call,
    able.map(({ item, late }) => {
      const { form, package: owner, key, org } = item;
      const known = origins.byKey.get(originKey(item));
      return { form, package: owner, key, org, content: contentOf(item, late), ...(known ? { known } : {}) };
    }),
    answers,
  );
  for (const [at, { item }] of able.entries()) {
    note(item, shippings[at]);
    await files.leave(parts.contents, call, item);
  }

  function note(item: DataItem, outcome: ShipmentOutcome | undefined): void {
    if (!outcome) return;
    const key = originKey(item);
    const { package: owner, form: of } = item;
    if (outcome.known)
      origins.byKey.set(key, { package: owner, form: of, key: item.key, ...outcome.known, deleted: false });
    append(questions, outcome.questions ?? []);
    if (outcome.outcome === 'created') created.add(key);
    else if (outcome.outcome === 'changed' && !created.has(key)) changed.add(key);
    if (outcome.customised)
      customised.push({
        package: item.package,
        form: item.form,
        key: item.key,
        fields: outcome.customised,
      });
    const model = call?.served.model;
    if (model) for (const refusal of outcome.refusals) append(issues, refusalIssues(item, model, refusal));
  }
}

/** Organisations stand by themselves: those after them are written by a call that knows them. */
function chunks(ordered: readonly Ordered[]): readonly (readonly Ordered[])[] {
  const all: Ordered[][] = [];
  for (const one of ordered) {
    const last = all.at(-1);
    const fits = last && last.length < atOnce && isOrg(last[0]) === isOrg(one);
    if (fits) last.push(one);
    else all.push([one]);
  }
  return all;
}

function isOrg(one: Ordered | undefined): boolean {
  return one?.item.form === 'organisation';
}
