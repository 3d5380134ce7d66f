import { isObject } from '../../metadata/common/json.ts';
import { session } from './session.ts';

/** The way of a newcomer from a document over its rules to the result, in order. */
export const guideSteps = ['org', 'document', 'rules', 'match', 'batch'] as const;
export type GuideStep = (typeof guideSteps)[number];

/** With what the steps are taken. */
export interface GuidePath {
  /** Number of the organisation. */
  readonly org: string;
  /** Id of the form of the rules. */
  readonly rules: string;
  /** Ids, the one that is looked at alone first. */
  readonly documents: readonly string[];
}

const name = 'guide';

export interface Progress {
  readonly done: readonly GuideStep[];
  readonly away: boolean;
  /** Null: nobody was led yet. */
  readonly path: GuidePath | null;
}

export function guide(): Progress {
  const kept = session.own.read(name) as Partial<Progress> | null | undefined;
  const path = isObject(kept?.path ?? null) ? (kept?.path as GuidePath) : null;
  const done = path && Array.isArray(kept?.done) ? kept.done : [];
  return { done: guideSteps.filter((step) => done.includes(step)), away: kept?.away === true, path };
}

/** Leads along this path from now on. */
export function leadAlong(path: GuidePath): void {
  const before = guide();
  write({ ...before, path, done: stillDone(before, path) });
}

/** Of steps that were taken with other things, those that are no others; whoever took all knows the way. */
export function stillDone({ done, path: before }: Progress, path: GuidePath): readonly GuideStep[] {
  if (!before) return [];
  if (done.length === guideSteps.length) return done;
  const alone = { ...before, documents: before.documents.slice(0, 1) };
  return done.filter((step) => isTaken(step, step === 'batch' ? before : alone, path));
}

/** Checks off a step that somebody took with these things, wherever he was led there from. */
export function noteStep(step: GuideStep, taken: Partial<GuidePath>): void {
  const { done, away, path } = guide();
  if (path && !away && !done.includes(step) && isTaken(step, taken, path))
    write({ done: [...done, step], away, path });
}

/** Answers whether what was done with these things is the step of a path. */
export function isTaken(
  step: GuideStep,
  { org, rules, documents = [] }: Partial<GuidePath>,
  path: GuidePath,
): boolean {
  const [first] = path.documents;
  const isFirst = first !== undefined && documents.includes(first);
  switch (step) {
    case 'org':
      return org === path.org;
    case 'document':
      return isFirst;
    case 'rules':
      return rules === path.rules;
    case 'match':
      return rules === path.rules && isFirst;
    case 'batch':
      return rules === path.rules && path.documents.every((id) => documents.includes(id));
  }
}

export function putGuideAway(away: boolean): void {
  // A guide that is called again begins again.
  write(away ? { ...guide(), away } : { ...guide(), done: [], away });
}

function write({ done, away, path }: Progress): void {
  session.own.write(name, { done, away, path: path && { ...path, documents: [...path.documents] } });
}
