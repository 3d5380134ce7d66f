import type { Issue } from '../../metadata/common/issue.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../../metadata/model/layers/layered.ts';
import type { Form } from '../../metadata/model.ts';
import { compileForm } from './compile-form.ts';
import type { FormContext } from './condition-place.ts';
import type { Place } from './form-issues.ts';
import { standstills } from './standstills.ts';
import { filterIssues } from './view-filters.ts';

/**
 * Finds the flaws of a form's conditions, rules, keys and derived fields, for a publish to refuse; where there is none,
 * warns of what stands still by them. With what layers said (from the compile) each issue tells its package, file and
 * place; without, the property.
 */
export function checkBehaviour(form: Form, known: FormContext, layered?: LayeredForm): readonly Issue[] {
  const place = layered && placeIn(layered);
  const { rules, issues } = compileForm(form, known, place);
  const found = [...issues, ...filterIssues(form, known, place)];
  return found.length > 0 ? found : standstills(rules, place ?? (() => ({})));
}

function placeIn(layered: LayeredForm): Place {
  return (property, part) => {
    const place = layered.places.get(partIn(layered, property) ?? part ?? layered);
    const rest = property.split('/').at(-1) ?? '';
    if (place) return { ...place, pointer: `${place.pointer}/${rest}` };
    const [root, path = '', name = ''] = property.split('/');
    const field = root === 'fields' ? fieldAt(layered, path) : undefined;
    if (field) return placeOfField(layered, field, name === '' ? '' : `/${name}`);
    return { ...layered.place, pointer: `${layered.place.pointer}/${property}` };
  };
}

/** Tabs and groups of a finished layout are copies of those that were written: found by name. */
function partIn({ source }: LayeredForm, property: string): object | undefined {
  const [root, , tabName, , groupName] = property.split('/');
  if (root !== 'layout') return undefined;
  const tab = source.layout?.tabs.find(({ name }) => name === tabName);
  return property.includes('/groups/') ? tab?.groups.find(({ name }) => name === groupName) : tab;
}
