import { createHash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import type { Answers } from '../../../metadata/merge/question.ts';
import { deepFreeze } from '../../../metadata/model/freeze.ts';
import type { DroppedSource } from '../../../metadata/source.ts';
import type { PackageRow, PackageSourceRow } from '../../../migrations/rows/tables.ts';
import { inBatches } from '../../common/in-batches.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { noteArchive } from './archives.ts';
import type { Signed } from './signature.ts';

/** Parsed files of one package, by their path inside it. */
type Files = ReadonlyMap<string, Json>;

/** An installed package, as the database holds it: the running model is compiled from these alone. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly files: Files;
  /** Of a tarball: its signature. Default: it has none. */
  readonly signed?: Signed;
  /** The tarball it came as; kept beside what it says. Default: it came as something else. */
  readonly packed?: Uint8Array;
  /** The parts that former versions had and this one leaves out. Default: none. */
  readonly dropped?: readonly DroppedSource[];
  /** Of the customer's layer: his answers where packages and he both changed something. Default: nothing was asked. */
  readonly answers?: Answers;
  /** Of one that was taken out of service: the part of the customer's own layer about its forms. Default: none. */
  readonly aside?: Readonly<Record<string, Json>>;
  /** It is made here: what is designed of its forms is written into it from now on. Default: that stays as it is. */
  readonly madeHere?: true;
}

/** Beside a package's own files, which have no such names: no path is empty, and none has a question mark. */
const droppedFile = '';
export const answersFile = '?answers';
const asideFile = '?local';

/**
 * Files as they were read last, by their text: the same text is the same object, so that nothing is parsed or compared
 * again.
 */
let files: ReadonlyMap<string, Json> = new Map();

/** Frozen, as others share it. */
export function readInstalled(connection: Connection): Promise<readonly Installed[]> {
  return readInState(connection, 'installed');
}

/**
 * Reads the packages that were installed once, each as it was last, with all that it had as left out: a re-install goes
 * on from there.
 */
export function readUninstalled(connection: Connection): Promise<readonly Installed[]> {
  return readInState(connection, 'uninstalled');
}

async function readInState(
  connection: Connection,
  state: PackageRow['state'],
): Promise<readonly Installed[]> {
  const packages = await connection.all<Pick<PackageRow, 'name' | 'version'>>(
    'select name, version from gj_package where state = ? order by name',
    [state],
  );
  const rows = await connection.all<PackageSourceRow>(
    `select s.package, s.version, s.file, s.content from gj_package_source s
     join gj_package p on p.name = s.package and p.version = s.version where p.state = ?`,
    [state],
  );
  const { breathe } = createSlices();
  const parsed: ParsedFile[] = [];
  const read = new Map<string, Json>();
  for (const { content: text, ...file } of rows) {
    const content = files.get(text) ?? read.get(text) ?? deepFreeze(parsedText(text));
    read.set(text, content);
    parsed.push({ ...file, content });
    await breathe();
  }
  if (state === 'installed') files = read;
  return together(packages, parsed);
}

/** Answers the packages somebody sent, with files that are installed already as those were read. */
export async function withKnownFiles(given: readonly Installed[]): Promise<readonly Installed[]> {
  const { breathe } = createSlices();
  const all: Installed[] = [];
  for (const next of given) {
    const own = new Map<string, Json>();
    for (const [path, content] of next.files) {
      own.set(path, files.get(JSON.stringify(content)) ?? content);
      await breathe();
    }
    all.push({ ...next, files: own });
  }
  return all;
}

/** Parses a file; one that is no JSON was damaged, which is told where it is compiled. */
function parsedText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

type ParsedFile = Pick<PackageSourceRow, 'package' | 'version' | 'file'> & { readonly content: Json };

/** The same of rows that were read before: a backup's. */
export function installedOf(
  packages: readonly Pick<PackageRow, 'name' | 'version'>[],
  rows: readonly Pick<PackageSourceRow, 'package' | 'version' | 'file' | 'content'>[],
): readonly Installed[] {
  return together(
    packages,
    rows.map((row) => ({ ...row, content: parsedText(row.content) })),
  );
}

function together(
  packages: readonly Pick<PackageRow, 'name' | 'version'>[],
  rows: readonly ParsedFile[],
): readonly Installed[] {
  const byPackage = Map.groupBy(rows, (row) => `${row.package} ${row.version}`);
  return packages.map(({ name, version }) => {
    const own = byPackage.get(`${name} ${version}`) ?? [];
    const files = new Map<string, Json>();
    let dropped: readonly DroppedSource[] | undefined;
    let answers: Answers | undefined;
    let aside: Installed['aside'];
    for (const { file, content } of own) {
      if (file === droppedFile) dropped = content as readonly DroppedSource[];
      else if (file === answersFile) answers = content as Answers;
      else if (file === asideFile) aside = content as Installed['aside'];
      else files.set(file, content);
    }
    return {
      name,
      version,
      files,
      ...(dropped ? { dropped } : {}),
      ...(answers ? { answers } : {}),
      ...(aside ? { aside } : {}),
    };
  });
}

/** Packages whose forms are designed in them, and not in the layer above. */
export async function readDesigned(connection: Connection): Promise<ReadonlySet<string>> {
  const rows = await connection.all<Pick<PackageRow, 'name'>>(
    "select name from gj_package where designed = 1 and state = 'installed' order by name",
  );
  return new Set(rows.map(({ name }) => name));
}

export async function writeDesigned(tx: Connection, name: string, isHere: boolean): Promise<void> {
  await tx.run('update gj_package set designed = ? where name = ?', [isHere ? 1 : 0, name]);
}

/** A package as it is stored: path and text of each file, and of what stands beside them. */
function storedFiles({
  files,
  dropped = [],
  answers = {},
  aside,
}: Installed): readonly (readonly [string, string])[] {
  const besides = new Set([droppedFile, answersFile, asideFile]);
  const own = [...files].filter(([file]) => !besides.has(file));
  const all: readonly (readonly [string, unknown])[] = [
    ...own,
    ...(dropped.length === 0 ? [] : [[droppedFile, dropped] as const]),
    ...(Object.keys(answers).length === 0 ? [] : [[answersFile, answers] as const]),
    ...(aside ? [[asideFile, aside] as const] : []),
  ];
  return all.map(([file, content]) => [file, JSON.stringify(content)] as const);
}

/** Puts sources in the place of what was there under that name; former versions keep theirs, for merges to come. */
export async function writeInstalled(
  tx: Connection,
  installed: Installed,
  revision: number,
  at: number,
): Promise<void> {
  const { name, version } = installed;
  await tx.run('delete from gj_package_source where package = ? and version = ?', [name, version]);
  const rows = storedFiles(installed).map((file) => [name, version, ...file]);
  for (const batch of inBatches(rows, 50)) {
    const places = batch.map(() => '(?, ?, ?, ?)').join(', ');
    await tx.run(
      `insert into gj_package_source (package, version, file, content) values ${places}`,
      batch.flat(),
    );
  }
  const { changes } = await tx.run(
    "update gj_package set version = ?, revision = ?, at = ?, state = 'installed' where name = ?",
    [version, revision, at, name],
  );
  if (changes === 0)
    await tx.run(
      "insert into gj_package (name, version, revision, at, state) values (?, ?, ?, ?, 'installed')",
      [name, version, revision, at],
    );
  if (installed.madeHere) await writeDesigned(tx, name, true);
}

/** Packages hold no more; their sources stay, for whoever installs them again. */
export async function writeUninstalled(
  tx: Connection,
  leaving: readonly Installed[],
  revision: number,
  at: number,
): Promise<void> {
  for (const [place, each] of leaving.entries()) {
    await writeInstalled(tx, each, revision, at);
    await noteArchive(tx, each, revision, place);
    await tx.run("update gj_package set state = 'uninstalled' where name = ?", [each.name]);
  }
}

interface PublishedBy extends Pick<WriteEvent, 'revision' | 'actor' | 'reason'> {
  /** Node that brought it to its end after it had been cut off; null: it was not. */
  readonly finishedBy: string | null;
}

/** Records which definitions hold from this revision on, by whom and why; a file that any version had is kept once. */
export async function recordPublish(
  tx: Connection,
  changed: readonly Installed[],
  { revision, actor, reason, finishedBy }: PublishedBy,
): Promise<void> {
  for (const installed of changed) {
    const files = storedFiles(installed)
      .map(([file, content]) => ({ file, content, hash: sha256(content) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
    await keepSources(tx, new Map(files.map(({ hash, content }) => [hash, content])));
    const list = JSON.stringify(Object.fromEntries(files.map(({ file, hash }) => [file, hash])));
    await tx.run(
      `insert into gj_publish (revision, package, version, hash, files, actor, actor_name, reason, finished_by)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[revision, installed.name, installed.version, sha256(list), list, actor.id, actor.name, reason],
        finishedBy,
      ],
    );
  }
}

async function keepSources(tx: Connection, contents: ReadonlyMap<string, string>): Promise<void> {
  for (const batch of inBatches([...contents], 50)) {
    const known = await tx.all<{ hash: string }>(
      `select hash from gj_source where hash in (${batch.map(() => '?').join(', ')})`,
      batch.map(([hash]) => hash),
    );
    const kept = new Set(known.map(({ hash }) => hash));
    const rows = batch.filter(([hash]) => !kept.has(hash));
    if (rows.length === 0) continue;
    const places = rows.map(() => '(?, ?)').join(', ');
    await tx.run(`insert into gj_source (hash, content) values ${places}`, rows.flat());
  }
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
