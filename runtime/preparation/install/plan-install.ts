import { createHash } from 'node:crypto';
import type { Issue } from '../../../metadata/common/issue.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { HowToInstall } from '../../../metadata/contract/packages/install.ts';
import type { HiddenData } from '../../../metadata/contract/packages/parts.ts';
import { withoutNotes } from '../../../metadata/design/version-notes.ts';
import type { Merged } from '../../../metadata/merge/merge-packages.ts';
import { placeOf, type RecordQuestion } from '../../../metadata/merge/question.ts';
import { resolveNeeds, type Unmet } from '../../../metadata/merge/resolve-needs.ts';
import { unfitData } from '../../../metadata/model/checks/unfit-data.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { TrustedKeyRow } from '../../../migrations/rows/package-tables.ts';
import type { Call, Served } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import type { Database } from '../../database/database.ts';
import {
  type Installed,
  readDesigned,
  readInstalled,
  withKnownFiles,
} from '../../model/packages/package-store.ts';
import { readTrustedKeys } from '../../model/packages/trusted-keys.ts';
import type { Promotion } from '../../model/promote/create-promotion.ts';
import { comingBack } from '../../model/publish/coming-back.ts';
import { isPublishable, type Publication, publicationHash } from '../../model/publish/publication.ts';
import type { OpenPublisher } from '../../model/publish/publisher.ts';
import type { CaseRunner } from '../cases/case-runner.ts';
import { casesIn } from '../cases/placed-case.ts';
import { mergeInstalled } from './merge-installed.ts';
import type { Brought, Carried } from './merge-promoted.ts';
import { type OwnDifference, ownDifferences } from './own-differences.ts';
import { rehearsalName } from './rehearsal-name.ts';
import type { Rehearsals, Rehearsed } from './rehearsals.ts';
import { isCasesAlone, rehearseCases, type TryStored } from './rehearse-cases.ts';
import { type Rehearsal, rehearseInstall, type Tell } from './rehearse-install.ts';
import { type Differing, type Moving, tellDifferences } from './tell-differences.ts';
import { isUnseenByCases } from './unseen-by-cases.ts';
import { type WhoSaid, whoSaid } from './who-said.ts';
import { needing } from './with-needs.ts';

/** The caller who asks for a plan, and how long he waits for what takes time. */
export interface Asking {
  readonly call: Call;
  /** Milliseconds, before a rehearsal goes on as a job. */
  readonly patience: number;
  /** Told how far a rehearsal is. Default: nobody. */
  readonly onStep?: Tell;
  /** Only rehearsals that were made: the plan that was seen is carried out. Default: no. */
  readonly onlyKnown?: boolean;
}

export interface InstallParts {
  readonly database: Database;
  readonly publisher: Pick<OpenPublisher, 'prepare' | 'applyGiven'>;
  readonly cases: CaseRunner;
  readonly promotion: Pick<Promotion, 'sides' | 'giving'>;
  readonly served: () => Served;
  readonly rehearsals: Rehearsals;
  /** Default: cases are tried on a copy, even where nothing else changes. */
  readonly tryStored?: TryStored;
  /** Whether what is installed does not compile: then there is nothing to compare with. */
  readonly isBroken: () => boolean;
  readonly node: string;
  readonly edition: Edition;
  readonly clock: () => number;
  /** Milliseconds whoever asks over HTTP waits for a rehearsal. Default: 1,500. */
  readonly patience?: number;
}

/** The plan of an install: frozen data, which is carried out as it is or not at all. */
export interface InstallPlan {
  /** One version of each that was offered: those that fit each other. */
  readonly offered: readonly Installed[];
  readonly before: readonly Installed[];
  readonly unmet: readonly Unmet[];
  /** The keys that are trusted here, and those that were. */
  readonly keys: readonly TrustedKeyRow[];
  /** Without those that `unmet` tells. */
  readonly issues: readonly Issue[];
  readonly merged: Merged;
  /** The packages to publish, and the customer's layer where the merge touches it. */
  readonly packages: readonly Installed[];
  /** The author and time of what each question asks about. */
  readonly said: readonly WhoSaid[];
  readonly differences: readonly Differing[];
  /** Parts that only become another package's: nothing of them goes. */
  readonly moves: readonly Moving[];
  /** Ids of secrets that were brought by name alone. */
  readonly secrets: readonly string[];
  readonly publication: Publication;
  /** The state of the rehearsal. Absent where nothing compiles, or there is nothing to try. */
  readonly rehearsed?: Rehearsed;
  /** The outcome of the rehearsal. */
  readonly rehearsal?: Rehearsal;
  /** Cases that are sure to come to the end they come to now, so that they are not tried. */
  readonly unseenBy: number;
  /** About records that packages bring: as many as the rehearsal met. */
  readonly recordQuestions: readonly RecordQuestion[];
  /** Records and values that come from another system. Absent: no package brings any. */
  readonly brought?: Brought;
  /** In what this system differs by itself from what promoted packages brought last. */
  readonly own: readonly OwnDifference[];
  /** What was kept of packages that were uninstalled, and is seen again. */
  readonly returns: readonly HiddenData[];
  /** Rows of tables that are written anew, by table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly open: OpenPoints;
  /** Of all of this but its counts. Absent while something is open. */
  readonly hash?: string;
}

/** The points that have to be answered or mended before anything is written. */
export interface OpenPoints {
  readonly questions: number;
  readonly interference: number;
  readonly errors: number;
  readonly cases: number;
  readonly requirements: number;
  /** 1 while it is not known what cases and records would come to. */
  readonly rehearsal: number;
}

/** With answers to records' questions that were given by place, or to all of them. */
export async function planInstall(
  parts: InstallParts,
  given: readonly Installed[],
  how: HowToInstall,
  asking: Asking,
): Promise<InstallPlan> {
  const plan = await planOnce(parts, given, how, asking);
  const { answers = {}, take } = how;
  const more = plan.recordQuestions.flatMap((one) => {
    if (one.answer !== undefined || answers[one.id] !== undefined) return [];
    const answer = answers[placeOf(one)] ?? take;
    return answer === undefined ? [] : [[one.id, answer] as const];
  });
  if (more.length === 0) return plan;
  return planOnce(parts, given, { ...how, answers: { ...answers, ...Object.fromEntries(more) } }, asking);
}

async function planOnce(
  parts: InstallParts,
  given: readonly Installed[],
  how: HowToInstall,
  asking: Asking,
): Promise<InstallPlan> {
  const { answers, take, accept = [], downgrade = [], acceptCases } = how;
  const { database, publisher, served } = parts;
  const before = await readInstalled(database);
  const known = await withKnownFiles(given);
  const { chosen, unmet } = resolveNeeds(known.map(needing), before.map(needing));
  const offered = chosen.flatMap((at) => known[at] ?? []);
  const carried: Carried = parts.isBroken() ? new Map() : await parts.promotion.sides(offered, before);
  const merging = { answers, take };
  const { merged, packages, ...sources } = await mergeInstalled(before, offered, merging, carried);
  const publication = await publisher.prepare(packages, { accept, downgrade });
  const { model, layers } = publication.compiled;
  const designed = await readDesigned(database);
  const isBrought = (name: string) =>
    !designed.has(name) && publication.changed.some((one) => one.name === name && name !== localPackage);
  const issues = [
    ...publication.issues.filter((issue) => !isNeed(issue, unmet)),
    ...(model ? unfitData(model, layers, isBrought) : []),
  ];
  const differing = await tellDifferences(database, served(), sources.before, sources.given);
  const said = await whoSaid(
    database,
    merged.questions.map(({ layer, form, target, ours }) => ({ layer, form, target, value: ours })),
  );
  const unanswered = (all: readonly { readonly answer?: unknown }[]) =>
    all.filter(({ answer }) => answer === undefined).length;
  const asked = {
    interference: unanswered(merged.interference),
    errors: issues.filter(({ severity }) => severity === 'error').length,
    requirements: unmet.length,
  };
  const isDecided = unanswered(merged.questions) + Object.values(asked).reduce((a, b) => a + b, 0) === 0;
  const isUnseen =
    model !== undefined &&
    !parts.isBroken() &&
    publication.changed.length > 0 &&
    isUnseenByCases({
      ...differing,
      former: served().model,
      model,
      changed: publication.changed.map(({ name }) => name),
      own: designed,
      decisions: parts.edition.domains.flatMap((one) => one.decisions),
    });
  const rehearsed = await rehearse(parts, before, publication, packages, {
    ...asking,
    isDecided,
    isUnseen,
    how,
  });
  const rehearsal = rehearsed?.state === 'done' ? rehearsed.outcome : undefined;
  const recordQuestions = rehearsal?.data.questions ?? [];
  const open: OpenPoints = {
    questions: unanswered(merged.questions) + unanswered(recordQuestions),
    ...asked,
    cases: acceptCases === undefined ? (rehearsal?.newlyFailing.length ?? 0) : 0,
    rehearsal: rehearsed && !rehearsal ? 1 : 0,
  };
  const isClean = isPublishable(publication) && Object.values(open).every((count) => count === 0);
  return {
    offered,
    before,
    unmet,
    issues,
    keys: await readTrustedKeys(database),
    merged,
    packages,
    said,
    ...differing,
    publication,
    open,
    recordQuestions,
    ...(carried.size > 0 && { brought: sources.brought }),
    own: ownDifferences(
      carried,
      before.find(({ name }) => name === localPackage),
    ),
    secrets: [...carried.values()].flatMap(({ secrets }) => secrets),
    returns: model && !parts.isBroken() ? await comingBack(database, served().model, model) : [],
    rows: await rowsOf(database, publication),
    unseenBy: isUnseen ? casesIn(model).length : 0,
    ...(rehearsed && { rehearsed }),
    ...(rehearsal && { rehearsal }),
    ...(isClean && { hash: hashOf(publication.hash, merged, rehearsal, acceptCases) }),
  };
}

/** Whether an issue says what is told as a need already: it is one thing to be mended. */
function isNeed({ code, package: owner, params }: Issue, unmet: readonly Unmet[]): boolean {
  if (code !== 'package-missing' && code !== 'package-version') return false;
  return unmet.some((one) => one.package === owner && one.needs === params['name']);
}

function hashOf(
  publication: string,
  { questions, interference, answers }: Merged,
  rehearsal: Rehearsal | undefined,
  reason: string | undefined,
): string {
  const asked = [...questions, ...interference].map(({ id, answer }) => [id, answer]);
  const failing = rehearsal ? rehearsal.newlyFailing.map(({ id }) => id) : null;
  const records = (rehearsal?.data.questions ?? []).map(({ id, answer }) => [id, answer]);
  return createHash('sha256')
    .update(JSON.stringify([publication, asked, answers, records, failing, failing?.length ? reason : null]))
    .digest('hex');
}

interface Trying extends Asking {
  /** No case can come to another end. */
  readonly isUnseen: boolean;
  /** Nothing else has to be decided first. */
  readonly isDecided: boolean;
  readonly how: HowToInstall;
}

/** Tried where there is something to be tried: cases, records of packages, or rules that became others. */
async function rehearse(
  parts: InstallParts,
  before: readonly Installed[],
  publication: Publication,
  packages: readonly Installed[],
  { isDecided, how, call, patience, onStep, onlyKnown, isUnseen }: Trying,
): Promise<Rehearsed | undefined> {
  const { model } = publication.compiled;
  if (parts.isBroken() || !model || publication.changed.length === 0) return undefined;
  const former = parts.served().model;
  if (isUnseen) return undefined;
  const isQuiet = model.cases.length === 0 && sameData(model.data, former.data);
  if (isQuiet && !(await matchesOtherwise(parts, former, model))) return undefined;
  if (!isDecided || !isPublishable(publication)) return { state: 'waiting', job: null };
  if (parts.tryStored && isCasesAlone(before, packages))
    return { state: 'done', job: null, outcome: await rehearseCases(parts.tryStored, former, model) };
  return parts.rehearsals.of(
    {
      key: await rehearsalKey(publication, packages),
      name: rehearsalName(publication.changed, before, former, model),
      job: how.rehearsal,
      patience,
      call,
      ...(onStep && { onStep }),
      ...(onlyKnown && { onlyKnown }),
    },
    (tell, stop) => rehearseInstall(parts, former, before, packages, { tell, stop }),
  );
}

/**
 * Answers the key of a rehearsal, which includes the decisions about records, since they change its outcome; what is told
 * of a version changes nothing.
 */
async function rehearsalKey(
  { base, compiled, changed, tables, ...publication }: Publication,
  packages: readonly Installed[],
): Promise<string> {
  const { answers = {} } = packages.find(({ name }) => name === localPackage) ?? {};
  const bare = {
    ...publication,
    changed: changed.map((one) => ({ ...one, files: withoutNotes(one.files) })),
  };
  const tried =
    compiled.model && tables ? await publicationHash(base, compiled.model, bare, tables) : publication.hash;
  return createHash('sha256')
    .update(JSON.stringify([tried, Object.entries(answers).sort()]))
    .digest('hex');
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
