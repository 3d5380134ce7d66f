import { createHash } from 'node:crypto';
import type { Merged } from '../../metadata/merge/merge-packages.ts';
import type { Answers } from '../../metadata/merge/question.ts';
import { resolveNeeds, type Unmet } from '../../metadata/merge/resolve-needs.ts';
import { readSourceFiles } from '../../metadata/model/source-files.ts';
import type { Model } from '../../metadata/model.ts';
import { sameData } from '../../metadata/same-data.ts';
import type { Served } from '../call/call.ts';
import type { CaseRunner } from '../cases/case-runner.ts';
import type { Database } from '../database/database.ts';
import { type Installed, readInstalled, withKnownFiles } from '../packages/package-store.ts';
import { isPublishable, type Publication } from '../publish/publication.ts';
import type { OpenPublisher } from '../publish/publisher.ts';
import { mergeInstalled } from './merge-installed.ts';
import { type Rehearsal, rehearseInstall } from './rehearse-install.ts';
import { type Differing, tellDifferences } from './tell-differences.ts';
import { type WhoSaid, whoSaid } from './who-said.ts';

/** How packages are to be installed, beside which. */
export interface HowToInstall {
  /** To questions and interference, by id or place. Default: none. */
  readonly answers?: Answers | undefined;
  /** What is answered to every question without an answer. Default: nothing is. */
  readonly take?: 'theirs' | 'ours' | undefined;
  /** Packages that the caller answers for, whatever their signatures are. Default: none. */
  readonly accept?: readonly string[] | undefined;
  /** Why cases may fail that did not fail before. Default: they may not. */
  readonly acceptCases?: string | undefined;
}

export interface InstallParts {
  readonly database: Database;
  readonly publisher: Pick<OpenPublisher, 'prepare' | 'applyGiven'>;
  readonly cases: CaseRunner;
  readonly served: () => Served;
  readonly revision: () => number;
  /** Whether what is installed does not compile: then there is nothing to compare with. */
  readonly isBroken: () => boolean;
  readonly node: string;
  readonly version: string;
  readonly clock: () => number;
}

/** What installing some packages would do: frozen data, which is carried out as it is or not at all. */
export interface InstallPlan {
  /** One version of each that was offered: those that fit each other. */
  readonly offered: readonly Installed[];
  readonly before: readonly Installed[];
  readonly unmet: readonly Unmet[];
  readonly merged: Merged;
  /** What is published: the packages, and the customer's layer where the merge touches it. */
  readonly packages: readonly Installed[];
  /** Who said, and when, what each question asks about. */
  readonly said: readonly WhoSaid[];
  readonly differences: readonly Differing[];
  readonly publication: Publication;
  /** Absent where nothing compiles, or there is nothing to try. */
  readonly rehearsal?: Rehearsal;
  /** Rows of tables that are written anew, by table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly open: OpenPoints;
  /** Of all of this but its counts. Absent while something is open. */
  readonly hash?: string;
}

/** What has to be answered or mended before anything is written. */
export interface OpenPoints {
  readonly questions: number;
  readonly interference: number;
  readonly errors: number;
  readonly cases: number;
  readonly requirements: number;
}

/** Rehearsals that were made, by what was tried and upon which revision: answers change nothing of most of them. */
export type Rehearsals = Map<string, Promise<Rehearsal>>;
const mostRehearsals = 4;

export async function planInstall(
  parts: InstallParts,
  rehearsals: Rehearsals,
  given: readonly Installed[],
  { answers, take, accept = [], acceptCases }: HowToInstall,
): Promise<InstallPlan> {
  const { database, publisher, served } = parts;
  const before = await readInstalled(database);
  const known = await withKnownFiles(given);
  const { chosen, unmet } = resolveNeeds(known.map(needing), before.map(needing));
  const offered = chosen.flatMap((at) => known[at] ?? []);
  const { merged, packages, ...sources } = await mergeInstalled(before, offered, { answers, take });
  const publication = await publisher.prepare(packages, { accept });
  const differences = await tellDifferences(database, served(), sources.before, sources.given);
  const rehearsal = await rehearsed(parts, rehearsals, before, publication, packages);
  const said = await whoSaid(
    database,
    merged.questions.map(({ layer, form, target, ours }) => ({ layer, form, target, value: ours })),
  );
  const open: OpenPoints = {
    questions: merged.questions.filter(({ answer }) => answer === undefined).length,
    interference: merged.interference.filter(({ answer }) => answer === undefined).length,
    errors: publication.issues.filter(({ severity }) => severity === 'error').length,
    cases: acceptCases === undefined ? (rehearsal?.newlyFailing.length ?? 0) : 0,
    requirements: unmet.length,
  };
  const isClean = isPublishable(publication) && Object.values(open).every((count) => count === 0);
  return {
    ...{ offered, before, unmet, merged, packages, said, differences, publication, open },
    rows: await rowsOf(database, publication),
    ...(rehearsal && { rehearsal }),
    ...(isClean && { hash: hashOf(publication.hash, merged, rehearsal, acceptCases) }),
  };
}

function needing({ name, version, files }: Installed) {
  const { source } = readSourceFiles(files);
  return { name, version, peerDependencies: source?.manifest.peerDependencies ?? {} };
}

function hashOf(
  publication: string,
  { questions, interference, answers }: Merged,
  rehearsal: Rehearsal | undefined,
  reason: string | undefined,
): string {
  const asked = [...questions, ...interference].map(({ id, answer }) => [id, answer]);
  const failing = (rehearsal?.newlyFailing ?? []).map(({ id }) => id);
  return createHash('sha256')
    .update(JSON.stringify([publication, asked, answers, failing, failing.length > 0 ? reason : null]))
    .digest('hex');
}

/** Tried where there is something to be tried: cases, records of packages, or rules that became others. */
async function rehearsed(
  parts: InstallParts,
  rehearsals: Rehearsals,
  before: readonly Installed[],
  publication: Publication,
  packages: readonly Installed[],
): Promise<Rehearsal | undefined> {
  const { model } = publication.compiled;
  if (parts.isBroken() || !isPublishable(publication) || !model || publication.changed.length === 0)
    return undefined;
  const former = parts.served().model;
  const isQuiet = model.cases.length === 0 && sameData(model.data, former.data);
  if (isQuiet && !(await matchesOtherwise(parts, former, model))) return undefined;
  const key = `${publication.hash} ${parts.revision()}`;
  const known = rehearsals.get(key);
  if (known !== undefined) return known;
  const trying = rehearseInstall(parts, former, before, packages);
  rehearsals.set(key, trying);
  trying.catch(() => rehearsals.delete(key));
  for (const [oldest] of rehearsals) {
    if (rehearsals.size <= mostRehearsals) break;
    rehearsals.delete(oldest);
  }
  return trying;
}

/** Whether rules about documents that are there became others. */
async function matchesOtherwise(
  { database, served }: InstallParts,
  former: Model,
  model: Model,
): Promise<boolean> {
  const asked = new Set<string>();
  for (const { id, match, hash } of model.formsById.values()) {
    const known = former.formsById.get(id);
    if (match && known && known.hash !== hash) asked.add(match.facts);
  }
  for (const id of asked) {
    const form = former.formsById.get(id);
    if (form?.kind !== 'document') continue;
    const name = database.dialect.quote(served().table(form).name);
    if ((await database.all(`SELECT id FROM ${name} LIMIT 1`)).length > 0) return true;
  }
  return false;
}

async function rowsOf(database: Database, { tables }: Publication): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { table, risk } of tables?.changes ?? []) {
    if (risk === 'safe' || counts.has(table)) continue;
    const row = await database.first<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${database.dialect.quote(table)}`,
    );
    counts.set(table, Number(row?.n ?? 0));
  }
  return counts;
}
