import type { PackageSource } from '../source.ts';
import type { DesignStep } from './steps/design-step.ts';

/** The steps that make a print template or a report which was not there; later ones change it. */
export function filesMade(
  steps: readonly DesignStep[],
  begun: readonly PackageSource[],
): readonly DesignStep[] {
  const known = new Set(
    begun.flatMap(({ prints = [], reports = [] }) => [
      ...prints.map(({ content }) => `set-print ${content.form} ${content.name}`),
      ...reports.map(({ content }) => `set-report ${content.form} ${content.name}`),
    ]),
  );
  return steps.filter((step) => {
    if (step.do === 'remove-print' || step.do === 'remove-report') {
      known.delete(`${step.do.replace('remove', 'set')} ${step.form} ${step.name}`);
      return false;
    }
    if (step.do !== 'set-print' && step.do !== 'set-report') return false;
    const key = `${step.do} ${step.form} ${step.name}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}
