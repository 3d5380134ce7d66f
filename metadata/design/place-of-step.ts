import { askedBy } from '../property/target-place.ts';
import type { DesignStep } from './steps/design-step.ts';

/** The form that a step is about; undefined: none. */
export function formOfStep(step: DesignStep): string | undefined {
  if (step.do === 'add-form') return step.content.id ?? step.content.name;
  return 'form' in step ? step.form : undefined;
}

/** The place that a step says something of. */
export function placeOfStep(step: DesignStep): readonly string[] {
  if ('target' in step) return [askedBy(step.target).place];
  if ('place' in step) return [step.place];
  if (step.do === 'add-field') {
    const id = step.content.id ?? step.content.name;
    return [`fields/${step.in === undefined ? '' : `${step.in}.`}${id}`];
  }
  return 'field' in step ? [`fields/${step.field}`] : [];
}
