import { session } from './session.ts';

/** The way of a newcomer from a document over its rules to the result, in order. */
export const guideSteps = ['org', 'document', 'rules', 'match', 'batch'] as const;
export type GuideStep = (typeof guideSteps)[number];

const name = 'guide';

type Progress = {
  readonly done: readonly GuideStep[];
  readonly away: boolean;
};

export function guide(): Progress {
  const kept = session.own.read(name) as Partial<Progress> | null | undefined;
  const done = kept?.done;
  return {
    done: Array.isArray(done) ? guideSteps.filter((step) => done.includes(step)) : [],
    away: kept?.away === true,
  };
}

/** Checks off a step that somebody took, wherever he was led there from. */
export function noteStep(step: GuideStep): void {
  const { done, away } = guide();
  if (!done.includes(step)) write({ done: [...done, step], away });
}

export function putGuideAway(away: boolean): void {
  // A guide that is called again begins again.
  write(away ? { ...guide(), away } : { done: [], away });
}

function write(kept: Progress): void {
  session.own.write(name, kept);
}
