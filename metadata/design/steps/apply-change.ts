import { formsSaidAs } from '../../../metadata/kinds/common/pointed.ts';
import { isObject, type JsonObject } from '../../common/json.ts';
import { holdsText } from '../../kinds/common/holds-text.ts';
import { kinds } from '../../kinds/index.ts';
import { fieldAt } from '../../model/layers/layered.ts';
import { isFieldName, isFormName, isReserved } from '../../names.ts';
import { nearKinds } from '../../schema/near-kinds.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { knownForm, startsRight } from './known-form.ts';
import { addStep, wasThere } from './layer-migrations.ts';
import { ownPlace } from './own-place.ts';
import { becomesText, dropSteps, readAsOptions, readAsText } from './read-as-text.ts';
import { meansTheSame } from './same-property.ts';

/** The first name stays as the id, by which all that is stored goes on. */
export function rename(editing: Editing, { form, place, name }: StepOf<'rename'>): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const spot = ownPlace(editing, form, place);
  if (!spot) return editing.refuse('set-owner', { target: place === '' ? 'name' : `${place}/name` });
  if (place === '') {
    if (!isFormName(name)) return editing.refuse('form-name', { name });
    const others = [...editing.world.below.values()].find((one) => one.source.name === name);
    if (others) return editing.refuse('form-twice', { id: name, package: others.place.package });
  } else if (place.startsWith('fields/')) {
    const path = place.slice('fields/'.length);
    if (!isFieldName(name)) return editing.refuse('field-name', { name });
    if (isReserved(name, path.includes('.'))) return editing.refuse('field-reserved', { name });
    const upper = path.includes('.') ? fieldAt(known, path.slice(0, path.lastIndexOf('.'))) : known;
    const twin = upper?.fields.find((one) => one.path !== path && !one.dropped && one.source.name === name);
    if (twin) return editing.refuse('part-twice', { part: 'fields', name });
    if (known.place.package !== editing.world.layer && !startsRight(editing, name)) return;
  } else return editing.refuse('set-owner', { target: `${place}/name` });
  const source = editing.read(spot);
  if (!isObject(source)) return;
  const { id: known_, name: former, ...rest } = source;
  const id = known_ ?? former ?? name;
  // A person who takes back a rename that nobody has published has said nothing.
  editing.write(spot, id === name ? { name, ...rest } : { name, id, ...rest });
}

/** Changes the kind of a field: the former kind's properties go, those that every field may have stay. */
export function changeKind(
  editing: Editing,
  { form, field, kind, properties = {}, reads = 'zh' }: StepOf<'change-kind'>,
): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const next = kinds.get(kind);
  if (!next) return editing.refuse('unknown-kind', { kind, near: nearKinds(kind, kinds.keys()) });
  const spot = ownPlace(editing, form, `fields/${field}`);
  if (!spot) return editing.refuse('set-owner', { target: `fields/${field}/kind` });
  const source = editing.read(spot);
  if (!isObject(source)) return;
  const former = kinds.get(String(source['kind']));
  const left = Object.entries(source).filter(
    ([name, value]) => name !== 'kind' && name !== 'default' && meansTheSame(former, next, name, value),
  );
  const isSame = former?.name === next.name;
  const kept: JsonObject = {
    ...Object.fromEntries(left),
    ...(isSame && source['default'] !== undefined && { default: source['default'] }),
  };
  const { name, id, ...rest } = kept;
  const pointed = former?.points ? formsSaidAs(next, source) : {};
  editing.write(spot, {
    name: name ?? '',
    ...(id !== undefined && { id }),
    kind,
    ...rest,
    ...pointed,
    ...properties,
  });
  dropSteps(editing, form, field, next);
  const wasChoice = former?.name === 'choice' || former?.name === 'choices';
  if (wasChoice && next.points === 'about' && wasThere(editing, form, field))
    addStep(editing, { step: 'reference', form, field });
  // From one text to another: conditions are worded once, from the options.
  if (former && holdsText(former)) readAsOptions(editing, known, field);
  if (becomesText(editing, form, field, next)) readAsText(editing, known, { path: field, next, reads });
}
