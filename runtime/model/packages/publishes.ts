import type { Label } from '../../../metadata/common/label.ts';
import type { PublishMade } from '../../../metadata/contract/packages/publishes.ts';
import type { PublishRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import { saysUninstalled, sourcesOf } from './former-sources.ts';
import { labelOfPackage } from './label-of-package.ts';
import type { Installed } from './package-store.ts';
import { readUndoing, type Undoing, whatStands } from './what-stands.ts';

type PackageChange = PublishMade['packages'][number];
type Undone = NonNullable<PublishMade['undoes']>;

type Row = Pick<
  PublishRow,
  'revision' | 'package' | 'version' | 'actor' | 'actor_name' | 'reason' | 'finished_by'
> & {
  /** Whether the package holds no more since. */
  readonly gone: number;
  readonly at: number | null;
};

type Made = Pick<PublishMade, 'revision' | 'at' | 'actor' | 'reason' | 'finishedBy'>;

/** Publishes before a revision, newest first. */
export async function readPublishes(
  reader: Connection,
  { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number },
): Promise<readonly PublishMade[]> {
  const revisions = await reader.all<{ revision: number }>(
    'SELECT DISTINCT revision FROM gj_publish WHERE revision < ? ORDER BY revision DESC LIMIT ?',
    [before, limit],
  );
  const [first, last] = [revisions.at(-1)?.revision, revisions[0]?.revision];
  if (first === undefined || last === undefined) return [];
  // The former state of a package is looked for among all publishes until then, without their lists of files.
  const rows = await reader.all<Row>(
    `SELECT p.revision, p.package, p.version, p.actor, p.actor_name, p.reason, p.finished_by, c.at,
       CASE WHEN p.files = '{}' THEN 1 ELSE 0 END AS gone
     FROM gj_publish p LEFT JOIN gj_commit c ON c.publish = p.revision
     WHERE p.revision <= ? ORDER BY p.revision, p.package`,
    [last],
  );
  const held = new Map<string, string>();
  const found = new Map<number, Made & { readonly packages: PackageChange[] }>();
  const made = new Map<number, Made>();
  const labels = new Map<string, Label>();
  for (const row of rows) {
    const revision = Number(row.revision);
    const known = found.get(revision) ?? { ...aboutIt(row), packages: [] };
    const version = Number(row.gone) === 1 ? null : row.version;
    made.set(revision, known);
    const { package: name } = row;
    if (revision >= Number(first) && !labels.has(name))
      labels.set(name, labelOfPackage(await manifestOf(reader, name)));
    const label = labels.get(name) ?? { zh: name, en: name };
    known.packages.push({ name, label, version, before: held.get(name) ?? null });
    if (version === null) held.delete(row.package);
    else held.set(row.package, version);
    if (revision >= Number(first)) found.set(revision, known);
  }
  const all = await readUndoing(reader);
  const { redo, holding } = whatStands(all);
  return [...found.values()].reverse().map((one) => {
    const place = holding.indexOf(one.revision);
    return {
      ...one,
      undoes: undoneBy(one.revision, all, made),
      offers: place > 0 ? 'undo' : redo.includes(one.revision) ? 'redo' : null,
      holds: place >= 0,
    };
  });
}

/** An undo that was taken back is told by the publish that holds again. */
function undoneBy(revision: number, all: readonly Undoing[], made: ReadonlyMap<number, Made>): Undone | null {
  const undoes = new Map(all.map((each) => [each.revision, each.undoes]));
  const target = undoes.get(revision) ?? null;
  if (target === null) return null;
  const back = undoes.get(target) ?? null;
  const { at = null, reason = null } = made.get(back ?? target) ?? {};
  return { revision: back ?? target, at, reason, again: back !== null };
}

/** A package with its manifest alone, as it was published last. */
async function manifestOf(reader: Connection, name: string): Promise<Pick<Installed, 'name' | 'files'>> {
  const row = await reader.first<PublishedFiles>(
    "SELECT package, version, files FROM gj_publish WHERE package = ? AND files <> '{}' ORDER BY revision DESC LIMIT 1",
    [name],
  );
  const hash = row && (JSON.parse(row.files) as Readonly<Record<string, string>>)['package.json'];
  if (!row || hash === undefined) return { name, files: new Map() };
  const [found] = await sourcesOf(reader, [{ ...row, files: JSON.stringify({ 'package.json': hash }) }]);
  return found ?? { name, files: new Map() };
}

function aboutIt({ revision, at, actor, actor_name: name, reason, finished_by: finishedBy }: Row): Made {
  return {
    revision: Number(revision),
    at: at === null ? null : new Date(Number(at)).toISOString(),
    actor: actor === null ? null : { id: actor, name: name ?? actor },
    reason,
    finishedBy,
  };
}

export type PublishedFiles = Pick<PublishRow, 'package' | 'version' | 'files'>;

/** A package as a publish made it, and as it was before; null: it was not there. */
export interface AroundPublish {
  readonly then: PublishedFiles;
  readonly before: PublishedFiles | null;
}

/** Of each package that a publish changed, what is kept of it then and of before. */
export async function aroundPublish(reader: Connection, revision: number): Promise<readonly AroundPublish[]> {
  const rows = await reader.all<PublishedFiles>(
    'SELECT package, version, files FROM gj_publish WHERE revision = ? ORDER BY package',
    [revision],
  );
  const all = [];
  for (const then of rows) {
    const before = await reader.first<PublishedFiles>(
      'SELECT package, version, files FROM gj_publish WHERE package = ? AND revision < ? ORDER BY revision DESC LIMIT 1',
      [then.package, revision],
    );
    all.push({ then, before: before && !saysUninstalled(before.files) ? before : null });
  }
  return all;
}

/** What a package became by each publish after a revision, oldest first. */
export async function publishedSince(
  reader: Connection,
  name: string,
  revision: number,
): Promise<readonly (PublishedFiles & { readonly revision: number })[]> {
  const rows = await reader.all<PublishedFiles & { readonly revision: number }>(
    'SELECT revision, package, version, files FROM gj_publish WHERE package = ? AND revision > ? ORDER BY revision',
    [name, revision],
  );
  return rows.map((row) => ({ ...row, revision: Number(row.revision) }));
}
