import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { formerValuesOf, textsSince } from '../../../metadata/former-values.ts';
import { factsOf } from '../../../metadata/model/checks/check-facts.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../../../metadata/model/layers/layered.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Place } from '../../../metadata/model/layers/report.ts';
import type { FieldSet, Model } from '../../../metadata/model.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Edition } from '../../common/edition.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import type { FormerValues, Plan } from '../../storage/tables/plan.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { type Installed, readInstalled, readUninstalled, withKnownFiles } from '../packages/package-store.ts';
import { readTrustedKeys } from '../packages/trusted-keys.ts';
import { buildModel } from './build-model.ts';
import { judgeSignatures } from './judge-signatures.ts';
import { notAsked, withMeantSharing } from './meant-sharing.ts';
import { withMeant } from './meant-values.ts';
import { lastReadable } from './model-then.ts';
import { type Publication, publicationHash } from './publication.ts';
import { type BecomeRecords, becomeRecords } from './records/become-records.ts';
import { newMoves } from './records/becoming.ts';
import { claimChanges } from './records/claim-changes.ts';
import { judgeRecords, nothing } from './records/judge-records.ts';
import { bringBack, setAside } from './set-aside.ts';
import { withBecame, withDropped, withFormer } from './what-is-dropped.ts';

interface PrepareOptions {
  readonly edition: Edition;
  /** Where a date begins when it becomes an instant. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly orgs: OrgTree;
  /** Opens a sealed value; null: it is only carried here, and judged where its key is. */
  readonly open: (sealed: string) => string | null;
  /** The model in service, when it is that of this revision. */
  readonly running: (revision: number) => Model | undefined;
  /** Packages that somebody answers for, whatever their signature is. Default: none. */
  readonly accepted?: ReadonlySet<string>;
  /** Packages that somebody wants in a lower version than the installed one. Default: none. */
  readonly lowered?: ReadonlySet<string>;
  /** Names of packages that are to hold no more. Default: none. */
  readonly leaving?: ReadonlySet<string>;
  /** Revision of the publish by which what is undone came to hold. Default: nothing is undone. */
  readonly undoes?: number | undefined;
  /** Whether tables were compared with the model in service, and found as they are to be. Default: no. */
  readonly fitting?: boolean;
}

/**
 * Compiles what is installed with `given` in the place of what has the same name, and plans its tables. Changes
 * nothing.
 */
export async function prepare(
  database: Database,
  given: readonly Installed[],
  options: PrepareOptions,
): Promise<Publication> {
  const { edition, zone } = options;
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  const base = Number(row?.model ?? 0);
  const before = await readInstalled(database);
  const going = before.filter(({ name }) => options.leaving?.has(name));
  let fresh: Installed[] = [];
  for (const next of await withKnownFiles(given)) {
    const known = before.find(({ name }) => name === next.name);
    if (!known || !(await isSame(known, next))) fresh.push(next);
  }
  const doubts = judgeSignatures(fresh, {
    before,
    trusted: await readTrustedKeys(database),
    accepted: options.accepted ?? new Set(),
    lowered: options.lowered ?? new Set(),
  });
  const held =
    base > 0 && fresh.length + going.length > 0
      ? (options.running(base) ?? (await buildModel(before, edition)).model)
      : undefined;
  /**
   * The installed packages do not compile: the model before is read out of former publishes, and trusted in nothing.
   */
  const isBroken = base > 0 && fresh.length + going.length > 0 && held === undefined;
  const former = isBroken ? await lastReadable(database, base, edition) : held;
  const replaced = new Set([...fresh, ...going].map(({ name }) => name));
  const gone = (await readUninstalled(database)).filter(({ name }) => replaced.has(name));
  const layer = [...fresh, ...before].find(({ name }) => name === localPackage);
  const aside = await setAside(layer, { before, going, model: former, edition });
  const local = aside.local ?? bringBack(layer, gone);
  if (local) {
    fresh = [...fresh.filter(({ name }) => name !== localPackage), local];
    replaced.add(local.name);
  }
  const { given: saying, issues: unsaid } = withMeantSharing(fresh, [...before, ...gone]);
  const remembering = await withFormer(saying, [...before, ...gone], former);
  const leaving = await withFormer(aside.going, before, former);
  const all = [...before.filter(({ name }) => !replaced.has(name)), ...remembering];
  const news = fresh.map(({ name }) => name).filter((name) => before.every((known) => known.name !== name));
  const first = await buildModel(all, edition, news);
  const records =
    former && first.model ? await becomeRecords(database, former, first.model, options.orgs) : none;
  const known = records.became.length > 0 ? withBecame(remembering, records.became) : remembering;
  const kept = before.filter(({ name }) => !replaced.has(name));
  const compiled = known === remembering ? first : await buildModel([...kept, ...known], edition, news);
  const changed = await withDropped(known, compiled);
  const warned = notAsked(compiled.issues, unsaid);
  const { model } = compiled;
  if (!model)
    return {
      base,
      changed,
      leaving,
      compiled,
      claims: [],
      rewrites: [],
      issues: [...doubts, ...unsaid, ...warned],
    };
  const moved = former && newMoves(former, model, options.undoes !== undefined);
  const tables = await planTables(database, model, {
    zone,
    ...(held ? { since: held, trusting: options.fitting ?? false } : {}),
    former: former ? newlyTranslated(former, model) : new Map(),
    numbers: records.numbers,
    undoes: options.undoes,
    ...(moved ? { moves: moved.moves, values: moved.values } : {}),
  });
  const stuck = ({ code, params }: Issue) =>
    code === 'tables-unfit-rows' && records.stuck.has(String(params['path']));
  const installed = [...kept, ...known];
  const judged = former
    ? await judgeRecords(database, former, model, { ...options, base, installed })
    : nothing;
  const { rewrites } = judged;
  const claims = isBroken ? claimChanges(undefined, model) : judged.claims;
  const unplaced = [
    ...(moved?.issues ?? []),
    ...records.issues,
    ...tables.issues.filter((issue) => !stuck(issue)),
    ...judged.issues.filter((issue) => !comesBack(issue, tables, model)),
  ];
  const found = unplaced.map((issue) => placeIssue(withMeant(issue, model, zone), compiled.layers));
  const issues = [...doubts, ...unsaid, ...warned, ...found];
  const failed = issues.some(({ severity }) => severity === 'error');
  const common = { base, changed, leaving, compiled, tables, claims, rewrites, issues };
  return failed ? common : { ...common, hash: await publicationHash(base, model, common, tables) };
}

/** Whether it tells of values as they are now, which come back as what was undone had them. */
function comesBack({ code, form = '', params }: Issue, { changes }: Plan, model: Model): boolean {
  const back = new Set(
    changes.flatMap((change) => (change.kind === 'fill-column' && change.restores ? [change.path] : [])),
  );
  const isBack = (path: Json | undefined) => back.has(`${form}/${String(path).replaceAll('.', '/')}`);
  const { field } = params;
  if (code === 'records-former-options' || code === 'records-no-option') return isBack(field);
  const { visible } = model.formsById.get(form)?.byId.get(String(field)) ?? {};
  if (code !== 'records-hidden' || typeof visible !== 'object') return false;
  return [...factsOf(visible, '')].some(({ fact }) => isBack(fact));
}

const none: BecomeRecords = { became: [], numbers: new Map(), issues: [], stuck: new Set() };

async function isSame(a: Installed, b: Installed): Promise<boolean> {
  if (a.version !== b.version || a.files.size !== b.files.size) return false;
  if (b.answers && !isDeepStrictEqual(a.answers ?? {}, b.answers)) return false;
  const { breathe } = createSlices();
  for (const [path, content] of a.files) {
    if (!isDeepStrictEqual(content, b.files.get(path))) return false;
    await breathe();
  }
  return true;
}

/**
 * An issue about a form that compiled: `/fields/lines.price` of the form becomes the file and place where somebody
 * wrote it.
 */
function placeIssue(issue: Issue, layers: ReadonlyMap<string, LayeredForm>): Issue {
  const layered = issue.form === undefined ? undefined : layers.get(issue.form);
  return layered ? { ...issue, ...placeIn(layered, issue.pointer) } : issue;
}

function placeIn(layered: LayeredForm, pointer: string): Place {
  const [, part, name = ''] = pointer.split('/');
  const field = part === 'fields' ? fieldAt(layered, name) : undefined;
  if (field) return placeOfField(layered, field, '');
  const named = part === 'unique' || part === 'rules' ? layered.source[part]?.[Number(name)] : undefined;
  const written = named && layered.places.get(named);
  return written ?? { ...layered.place, pointer: layered.place.pointer + pointer };
}

/**
 * Columns by their paths whose former values a package comes to translate: a step is done once, with the model that
 * brings it.
 */
function newlyTranslated(former: Model, model: Model): ReadonlyMap<string, FormerValues> {
  const found = new Map<string, FormerValues>();
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (known && known.hash !== form.hash) collect(form, known, form.id, found);
  }
  return found;
}

function collect(
  shape: FieldSet,
  known: FieldSet | undefined,
  path: string,
  found: Map<string, FormerValues>,
): void {
  for (const field of shape.fields) {
    const { id, rows } = field;
    const before = known?.byId.get(id);
    const here = `${path}/${id}`;
    const values = formerValuesOf(field);
    const texts = textsSince(field, before);
    if (rows) collect(rows, before?.rows, here, found);
    else if (texts) found.set(here, texts.values);
    else if (values && before && !isDeepStrictEqual(values, formerValuesOf(before))) found.set(here, values);
  }
}
