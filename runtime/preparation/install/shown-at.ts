import { rightWords } from '../../../metadata/common/field-roles.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import type { Model } from '../../../metadata/model.ts';
import { rowAt } from '../../../metadata/property/rows.ts';
import { targetSegments } from '../../../metadata/property/target-place.ts';
import { wordsAt } from '../../../metadata/property/words/words-at.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { strategies } from '../../../rules/sharing/index.ts';
import {
  calledAt,
  fieldAt,
  formulaWords,
  propertyAt,
  type Said,
  structuredWords,
} from './structured-words.ts';
import { type NameOf, shownValue } from './value-words.ts';

export interface Spot {
  readonly form: string;
  readonly target: string;
}

/**
 * A value that layers say of a place, in words: conditions of its form as sentences, fields and options by what they are
 * called.
 */
export function shownAt(value: Json, language: Language, { form, target }: Spot, model: Model): string {
  const at = { form: model.formsById.get(form), target, model, language };
  return structuredWords(value, at) ?? shownValue(value, language, namesAt(at));
}

/** Properties whose values name fields from where they are said. */
const ofPaths = /^(from|formField|currency|entries|each|across|indexes|match\/(condition|entries))$/;
const ofForms = /^(form|forms|facts|match\/facts)$/;
const ofPicked = /^(pick|forced|entries)$/;

/** Answers what the things are called that a property names. */
function namesAt(at: Said): NameOf {
  const property = propertyAt(at.target);
  if (property === 'formula') return (text) => formulaWords(text, at);
  if (/^(default|imported)$/.test(property))
    return (value) => fieldAt(at)?.options?.find((one) => one.value === value)?.label[at.language];
  const ways: readonly ((said: string) => Label | string | undefined)[] = [
    (said) => namedField(said, at, property),
    (said) => namedPart(said, at, property),
    (said) => namedByPackages(said, at, property),
    (said) => wordsAt(at.target)?.values?.[said],
  ];
  return (said) => {
    for (const way of ways) {
      const found = way(said);
      if (found !== undefined) return typeof found === 'string' ? found : found[at.language];
    }
    return undefined;
  };
}

/** A field by its path, which a list sorts by from the last one up where it begins with `-`. */
function namedField(said: string, at: Said, property: string): Label | string | undefined {
  const { form, model, target } = at;
  const field = fieldAt(at);
  const path = said.replace(/^-/, '');
  const about = model.formsById.get(String(field?.props['form'] ?? ''));
  if (about && ofPicked.test(property)) {
    const rows =
      property === 'entries' ? undefined : about.byId.get(String(field?.props['entries'] ?? ''))?.rows;
    return fieldOfPath(rows ?? about, path)?.label;
  }
  if (property === 'field' && field?.inner) return field.inner.label;
  if (ofPaths.test(property)) return calledAt(path, at);
  const shapes = { form, rows: field?.rows, facts: model.formsById.get(form?.match?.facts ?? '') };
  const of = rowAt(target)?.ofFields;
  const shape = of && shapes[of];
  const system = isSystemMember(path) ? systemMembers[path].label : undefined;
  return shape && (fieldOfPath(shape, path)?.label ?? system);
}

/** A tab, a group or an action of the form, by its name. */
function namedPart(said: string, { form, target }: Said, property: string): Label | undefined {
  const [part] = targetSegments(target);
  const isNamed = ({ name }: { readonly name: string }) => name === said;
  const tabs = form?.layout.tabs ?? [];
  if (part === 'layout' && property === 'tab') return tabs.find(isNamed)?.label;
  if (part !== 'blocks') return undefined;
  if (property === 'action') return form?.actions.find(isNamed)?.label;
  return property === 'group' ? tabs.flatMap(({ groups }) => groups).find(isNamed)?.label : undefined;
}

/** A form, a kind, a parameter, a way of sharing, a right. */
function namedByPackages(said: string, at: Said, property: string): Label | string | undefined {
  const { model, target, language } = at;
  const [part] = targetSegments(target);
  if (ofForms.test(property)) return model.formsById.get(said)?.label;
  if (part === 'fields' && property === 'kind') return kindWords[said]?.label;
  if (property.startsWith('sharing/')) return strategies.find(({ name }) => name === said)?.label;
  if (property.startsWith('roles/')) return Object.entries(rightWords).find(([right]) => right === said)?.[1];
  if (!/^opt(In|Out)$/.test(property)) return undefined;
  const [type = '', key = ''] = said.split('/');
  const found = model.params.get(type);
  const param = found?.params.find((one) => one.key === key);
  return found && param && `${found.label[language]} › ${param.field.label[language]}`;
}
