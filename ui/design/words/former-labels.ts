import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { askedBy } from '../../../metadata/property/target-place.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { labelsOf, type PlaceLabels, textOf } from '../work/place-labels.ts';

/** The labels of places of forms in force, by the ids of the forms. */
export type LabelsInForce = Readonly<Record<string, PlaceLabels>>;

/** The label that a step gives a place; undefined: it does something else. */
export function labelGiven(step: DesignStep): Label | undefined {
  return step.do === 'set' && isLabelOf(step.target) ? textOf(step.value) : undefined;
}

/** Loads what is called otherwise by the steps, as it is called in force; what one may not read is left out. */
export async function labelsInForce(steps: readonly DesignStep[]): Promise<LabelsInForce> {
  const ids = new Set(steps.flatMap((step) => (labelGiven(step) && 'form' in step ? step.form : [])));
  const found = await Promise.all(
    [...ids].map(async (id) => {
      const outline = session.formById(id);
      const form = outline && (await forms.get(outline.name).catch(() => undefined));
      return form ? [[id, labelsOf(form)] as const] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** What a place was called before a step that calls it otherwise: by an earlier step, or in force. */
export function formerLabel(
  step: DesignStep,
  earlier: readonly DesignStep[],
  inForce: LabelsInForce,
): Label | undefined {
  if (step.do !== 'set' || !labelGiven(step)) return undefined;
  const isSame = (one: DesignStep) =>
    one.do === 'set' && one.form === step.form && one.target === step.target && labelGiven(one) !== undefined;
  const last = earlier.findLast(isSame);
  return (last && labelGiven(last)) ?? inForce[step.form]?.[askedBy(step.target).place];
}

/** The label by which people call the thing itself. */
function isLabelOf(target: string): boolean {
  const { place, property } = askedBy(target);
  const named = /^(rules|unique)\//.test(place) ? 'message' : 'label';
  return property.join('/') === named;
}
