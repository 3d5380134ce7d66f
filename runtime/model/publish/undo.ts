import { isDeepStrictEqual } from 'node:util';
import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { PublishMade } from '../../../metadata/contract/packages/publishes.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { CommitRow } from '../../../migrations/rows/tables.ts';
import { refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { historyBegins } from '../../storage/store/history/history-begins.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { designsOn } from '../packages/designs-on.ts';
import { saysUninstalled, sourcesOf } from '../packages/former-sources.ts';
import type { Installed } from '../packages/package-store.ts';
import {
  type AroundPublish,
  aroundPublish,
  type PublishedFiles,
  publishedSince,
  readPublishes,
} from '../packages/publishes.ts';
import { signedWith } from '../packages/signature.ts';
import { readUndoing, whatStands } from '../packages/what-stands.ts';
import { dataLeft } from './data-left.ts';
import { hiddenValues } from './hidden-values.ts';
import { movedSince } from './moved-since.ts';
import type { Publication } from './publication.ts';
import { takeOut } from './take-out.ts';

/** The publish that undoes a publish. */
export interface Undo {
  readonly publish: PublishMade;
  /** Revision of that publish. */
  readonly undoes: number;
  readonly given: readonly Installed[];
  readonly leaving: readonly string[];
  /** Names the data that does not come back. */
  readonly notes: (publication: Publication) => Promise<readonly Issue[]>;
}

const nothingBefore = refusal('undo-nothing', 409);
const notNow = refusal('undo-not-now', 409);
const laterFirst = refusal('undo-later-first', 409);
const formMoved = refusal('undo-form-moved', 409);
const dataIsGone = refusal('undo-purged', 409);
const tooOld = refusal('undo-too-old', 409);

/**
 * The publish to undo: one that holds, by its revision, or the undo that was made last. Default: the newest that holds
 * and is no undo.
 */
export type Wanted = number | 'redo' | undefined;

/**
 * The sources as they were before a publish, or before its undo; where others were published since, what is there now
 * without what this one changed.
 */
export async function undoOf(
  database: Database,
  running: (revision: number) => Model | undefined,
  wanted?: Wanted,
): Promise<Undo> {
  const publish = await publishToUndo(database, wanted);
  const { revision } = publish;
  const around = await aroundPublish(database, revision);
  if (around.every(({ then, before }) => before && isSameButForgotten(then, before)))
    throw dataIsGone({ revision, reason: publish.reason });
  const given: Installed[] = [];
  const leaving: string[] = [];
  for (const one of around) {
    const former = await withoutIt(database, revision, one);
    if (former) given.push(asItCame(former));
    else if (!saysUninstalled(one.then.files)) leaving.push(one.then.package);
  }
  return {
    publish,
    undoes: revision,
    given,
    leaving,
    async notes({ base, compiled }) {
      const now = running(base);
      const { model } = compiled;
      const found: Issue[] = [];
      if (await isUnnoted(database, revision)) found.push(note('undo-steps', {}));
      const rewritten = await rewrittenWith(database, revision);
      if (rewritten > 0) found.push(note('undo-rewritten', { count: rewritten }));
      if (!now || !model) return found;
      const physical = await readPhysical(database);
      append(found, await hiddenValues(database, physical, now, model));
      append(found, await dataLeft(database, now, model));
      append(found, await designsOn(database, now, model));
      return found;
    },
  };
}

/** A package as it is without a publish; null: it was not there before. */
async function withoutIt(
  database: Database,
  revision: number,
  { then, before }: AroundPublish,
): Promise<Installed | null> {
  const later = await publishedSince(database, then.package, revision);
  const now = later.at(-1);
  const read = async (row: PublishedFiles | null) =>
    row ? (await sourcesOf(database, [row]))[0] : undefined;
  if (!now || isSameButForgotten(then, now)) return (await read(before)) ?? null;
  const wasBefore = await read(before);
  const known = wasBefore ?? (await read(then));
  // The customer's own layer is there whether it says something or not; what says nothing is kept as uninstalled.
  const bare = known?.name === localPackage ? bareOf(known) : undefined;
  const readWhole = async (row: PublishedFiles) => (saysUninstalled(row.files) ? bare : read(row));
  const made = await readWhole(then);
  const former = wasBefore ?? bare;
  let inTheWay = now.revision;
  for (const row of later.toReversed()) {
    const at = made && former && (await readWhole(row));
    const left = made && former && at && takeOut({ before: former, after: made }, at);
    const without = left && !saysTwice(left) ? left : undefined;
    if (without && made && former && row === now) {
      const inForce = await readWhole(now);
      const gone = inForce && madeIn(made, former).find((path) => !inForce.files.has(path));
      if (gone === undefined) return without;
      // A form that a package has by now keeps there what is undone; one that was left out has nothing to lose.
      inTheWay = await firstWithout(gone, later, readWhole);
      const isMoved = then.package === localPackage && (await movedSince(database, revision, inTheWay));
      if (
        !isMoved &&
        inForce &&
        !sameData(Object.fromEntries(without.files), Object.fromEntries(inForce.files))
      )
        return without;
      break;
    }
    if (without) break;
    inTheWay = row.revision;
  }
  const moved = then.package === localPackage && (await movedSince(database, revision, inTheWay));
  throw moved
    ? formMoved({ revision, later: inTheWay, form: { ...moved.form }, package: { ...moved.package } })
    : laterFirst({ revision, later: inTheWay });
}

/** Paths of the files that a publish wrote. */
function madeIn(made: Installed, former: Installed): readonly string[] {
  return [...made.files].flatMap(([path, content]) =>
    path === 'package.json' || sameData(former.files.get(path) ?? null, content) ? [] : [path],
  );
}

/** The revision of the first of them that has no such file any more. */
async function firstWithout(
  path: string,
  later: Awaited<ReturnType<typeof publishedSince>>,
  read: (row: PublishedFiles) => Promise<Installed | undefined>,
): Promise<number> {
  for (const row of later) if (!(await read(row))?.files.has(path)) return row.revision;
  throw new Error(`${path} is there`);
}

/**
 * Whether a package extends a form of its own, of which nothing would come: it had given the form away, and said
 * something of it since.
 */
function saysTwice({ files }: Installed): boolean {
  const read = (folder: string, member: string) =>
    [...files].flatMap(([path, content]) =>
      path.startsWith(folder) && isObject(content) ? [String(content[member] ?? '')] : [],
    );
  const extended = new Set(read('extensions/', 'extends'));
  return [...read('forms/', 'name'), ...read('forms/', 'id')].some(
    (form) => form !== '' && extended.has(form),
  );
}

/** The customer's own layer before its first word, which is there whether it says something or not. */
function bareOf({ files, ...who }: Installed): Installed {
  const manifest = files.get('package.json');
  if (!isObject(manifest) || !isObject(manifest['guiju'])) return { ...who, files: new Map() };
  const { menu: _, ...guiju } = manifest['guiju'];
  return { ...who, files: new Map([['package.json', { ...manifest, guiju }]]) };
}

async function publishToUndo(database: Database, wanted: Wanted): Promise<PublishMade> {
  const { undo, redo, holding } = whatStands(await readUndoing(database));
  const revision = wanted === 'redo' ? (redo.at(-1) ?? null) : (wanted ?? undo);
  if (revision === null) throw nothingBefore();
  if (![...redo, ...holding.slice(1)].includes(revision)) throw notNow({ revision });
  const [publish] = await readPublishes(database, { before: revision + 1, limit: 1 });
  if (!publish) throw nothingBefore();
  // The values that it replaced went with the history of then.
  if (revision < (await historyBegins(database))) throw tooOld({ revision });
  return publish;
}

function note(code: string, params: Issue['params']): Issue {
  return { code, severity: 'warning', pointer: '', params };
}

/**
 * It was judged when it came: whoever signed it then has signed it. What it had left out by then, what is installed
 * remembers, and what was forgotten since stays forgotten.
 */
function asItCame({ dropped: _, ...installed }: Installed): Installed {
  const key = signedWith(installed);
  return key === undefined ? installed : { ...installed, signed: { key, isWhole: true } };
}

/** Whether they differ only in what was remembered of data that went for good. */
function isSameButForgotten(a: PublishedFiles, b: PublishedFiles): boolean {
  return a.version === b.version && isDeepStrictEqual(ownFiles(a), ownFiles(b));
}

function ownFiles({ files }: PublishedFiles): Readonly<Record<string, string>> {
  const { '': _dropped, ...own } = JSON.parse(files) as Record<string, string>;
  return own;
}

/** Whether it changed values before any server noted what they were. */
async function isUnnoted(database: Database, revision: number): Promise<boolean> {
  const row = await database.first(
    `SELECT h.revision FROM gj_history h JOIN gj_plan p ON p.id = h.record WHERE h.revision = ?
     AND (INSTR(p.content, '"kind":"fill-column"') > 0 OR INSTR(p.content, '"kind":"move-values"') > 0)
     AND NOT EXISTS (SELECT 1 FROM gj_reshape r WHERE r.revision = h.revision)`,
    [revision],
  );
  return row !== undefined;
}

/** Records that got a version of their own in the publish. */
async function rewrittenWith(database: Database, revision: number): Promise<number> {
  const commit = await database.first<Pick<CommitRow, 'first_revision' | 'last_revision'>>(
    'SELECT first_revision, last_revision FROM gj_commit WHERE publish = ?',
    [revision],
  );
  if (!commit) return 0;
  const row = await database.first<{ n: number }>(
    "SELECT COUNT(*) AS n FROM gj_history WHERE revision BETWEEN ? AND ? AND form <> '$model'",
    [commit.first_revision, commit.last_revision],
  );
  return Number(row?.n ?? 0);
}
