import type { DesignStep } from './steps/design-step.ts';

/** Tells whether a step only goes on with what the one before typed: into the same box, which nobody left meanwhile. */
export function goesOn(before: DesignStep, step: DesignStep): boolean {
  return step.typed !== undefined && step.typed === before.typed && hasLastWord(before, step);
}

/** Tells whether the second step has the last word on all that the first speaks of. */
function hasLastWord(first: DesignStep, second: DesignStep): boolean {
  if (first.layer !== second.layer) return false;
  if (isSaid(first) && isSaid(second)) return first.form === second.form && first.target === second.target;
  if (first.do === 'set-menu' && second.do === 'set-menu')
    return (
      first.path === second.path &&
      Object.keys(first.properties).every((property) => property in second.properties)
    );
  if (
    (first.do === 'set-print' && second.do === 'set-print') ||
    (first.do === 'set-report' && second.do === 'set-report')
  )
    return first.form === second.form && first.name === second.name;
  return first.do === 'write-file' && second.do === 'write-file' && first.path === second.path;
}

function isSaid(step: DesignStep) {
  return step.do === 'set' || step.do === 'reset';
}
