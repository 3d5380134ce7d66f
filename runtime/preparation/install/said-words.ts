import type { FieldRoles } from '../../../metadata/common/field-roles.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { SaidLine } from '../../../metadata/contract/packages/publishes.ts';
import { differenceSentence } from '../../../metadata/diff/release-notes.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Form, Model, ParamType } from '../../../metadata/model.ts';
import { type Difference, meaningOf } from '../../../metadata/property/difference.ts';
import { targetSegments } from '../../../metadata/property/target-place.ts';
import { atBeginning } from '../../../metadata/words/inside-sentence.ts';
import { sentence } from '../../common/messages/index.ts';
import { labelKey, type SaidOtherwise } from '../../model/packages/said-by-publishes.ts';
import { shownAt } from './shown-at.ts';
import { isEdit, propertyOf } from './value-words.ts';
import { rolesSaid, sharingWords } from './who-may-words.ts';

type Say = (code: string, params: JsonObject) => string;

interface Telling {
  readonly language: Language;
  readonly model: Model;
  /** The labels of forms that the model does not have. */
  readonly forms: SaidOtherwise['forms'];
  readonly moved: SaidOtherwise['moved'];
  /** What something was called before a layer called it otherwise for the first time. */
  readonly below: (form: string, target: string) => Label | undefined;
}

const none: ReadonlyMap<string, Label> = new Map();
/** What is said of a form that another package has in the same publish: by the rule by which a layer tells it. */
const movedWords: Readonly<Record<string, string>> = {
  'form-removed': 'said-moved-to',
  'form-added': 'said-moved-from',
};

/** One difference in words that stand alone: which form, which field, what it was in the model in force. */
export function differenceWords(
  one: Difference,
  language: Language,
  { model, former }: { readonly model: Model; readonly former: Model },
): string {
  const below = (id: string, target: string) => {
    const form = former.formsById.get(id);
    return form && labelsOf(form, target).at(-1);
  };
  return inWords(one, { language, model, forms: none, moved: none, below });
}

const texts: ReadonlyMap<string, Label> = new Map();
/**
 * Rules that are not told of the customer's layer: its needs, and how records follow, come of what it says elsewhere.
 */
const unsaid = /^(need|prefix|step)-/;
/** Rules by which a layer's word on a thing of somebody else reads like its owner's. */
const likeOwn = /^(field|option)-hidden$/;

/** What a layer says of a form or a parameter type, in words that stand alone: which part, which property, what it is. */
export function settingWords(
  id: string,
  [target, value]: readonly [string, Json],
  language: Language,
  model: Model,
): string {
  const say: Say = (code, params) => sentence(code, params, language, texts);
  const form = model.formsById.get(id);
  const below = () => undefined;
  const name = form
    ? targetWords(form, target, { language, model, forms: none, moved: none, below })
    : paramWords(model.params.get(id), target)
        .map((label) => label[language])
        .join(' · ');
  const [, role] = /^fields\/[^/]+\/roles\/(.+)$/.exec(target) ?? [];
  if (role !== undefined) return rolesWords(name, [{}, { [role]: value }], say);
  const property = propertyOf({ target }, { language });
  const after = shownAt(value, language, { form: id, target }, model);
  const said = say('said-anew', { name, property, after });
  return language === 'en' ? atBeginning(said) : said;
}

/** The type of a parameter and the parameter that a target is of. */
function paramWords(type: ParamType | undefined, target: string): readonly Label[] {
  const [, key] = targetSegments(target);
  const param = type?.params.find((one) => one.key === key);
  return [type?.label, param?.field.label].flatMap((label) => (label ? [label] : []));
}

/** A line each; what is said in the same words is said once. */
export function saidLines(
  all: readonly SaidOtherwise[],
  language: Language,
  model: Model,
): readonly SaidLine[] {
  const lines = new Map<string, SaidLine>();
  // The layer tells where its forms went, or came from.
  const ofLayer = new Set(
    all
      .flatMap(({ package: name, differences }) => (name === localPackage ? differences : []))
      .flatMap(({ rule, place }) => (movedWords[rule] ? [place] : [])),
  );
  for (const said of all)
    for (const one of said.differences) {
      if (said.package === localPackage && unsaid.test(one.rule)) continue;
      if (said.package !== localPackage && movedWords[one.rule] && ofLayer.has(one.place)) continue;
      const { forms } = said;
      const moved = said.package === localPackage ? said.moved : none;
      const below = (id: string, target: string) => said.below.get(labelKey(id, target));
      const message = inWords(one, { language, model, forms, moved, below });
      const [id = ''] = one.place.split('/');
      const form = model.formsById.has(id) || forms.has(id) ? id : null;
      const { grade } = meaningOf(one);
      if (!lines.has(message))
        lines.set(message, { package: said.package, rule: one.rule, grade, form, message });
    }
  return [...lines.values()];
}

function inWords(one: Difference, telling: Telling): string {
  const { language } = telling;
  const say: Say = (code, params) => sentence(code, params, language, texts);
  const begun = (text: string) => (language === 'en' ? atBeginning(text) : text);
  const menu = one.place === '' ? menuIn(one) : undefined;
  if (menu) {
    const { labels, areNew } = menu;
    const names = labels.map((label) => label[language]).join(listing[language]);
    return areNew ? say('said-menu-new', { count: labels.length, names }) : say('said-menu', { names });
  }
  const [id = '', ...inside] = one.place.split('/');
  const form = telling.model.formsById.get(id);
  const called = (form?.label ?? telling.forms.get(id))?.[language] ?? id;
  const other = inside.length === 0 ? telling.moved.get(id) : undefined;
  const moves = other && movedWords[one.rule];
  if (moves) return say(moves, { form: called, package: other[language] });
  const shared = sharingWords(one, called);
  if (shared) return say(shared.says, shared.params);
  const target = form && targetOf(one);
  if (target && !(likeOwn.test(one.rule) && target.after === true)) {
    const name = targetWords(form, target.at, telling);
    const [, role] = /^fields\/[^/]+\/roles\/(.+)$/.exec(target.at) ?? [];
    if (role !== undefined)
      return rolesWords(name, [{ [role]: target.before }, { [role]: target.after }], say);
    const property = propertyOf({ target: target.at }, { language });
    const [before, after] = [target.before, target.after].map((value) =>
      shownAt(value, language, { form: form.id, target: target.at }, telling.model),
    ) as [string, string];
    const ofEdits = [target.before, target.after].some(isEdit);
    if (one.rule === 'said-no-more')
      return begun(say(ofEdits ? 'said-edit-gone' : 'said-as-below', { name, property, before }));
    const renamed = /(^|\/)label$/.test(target.at) && renamedWords(target, form, telling);
    if (renamed) return renamed;
    return begun(
      say(target.before === null ? 'said-anew' : ofEdits ? 'said-edit-instead' : 'said-instead', {
        ...{ name, property, before, after },
      }),
    );
  }
  const [was, is] = [one.before, one.after].map((side) => (isObject(side) ? side['roles'] : undefined));
  const plain =
    /^roles-/.test(one.rule) && (isObject(was) || isObject(is))
      ? rolesWords(
          one.label?.[language] ?? one.place,
          [isObject(was) ? was : {}, isObject(is) ? is : {}],
          say,
        )
      : one.rule === 'kind-changed'
        ? kindSentence(one, say, language)
        : differenceSentence(target ? ofTarget(one, form, target.at) : named(one, called), language);
  const options = isObject(one.after) ? one.after['options'] : undefined;
  const whole =
    typeof options === 'number' ? say('said-with-options', { said: plain, count: options }) : plain;
  const isOfForm = form !== undefined || telling.forms.has(id);
  if (!isOfForm || (inside.length === 0 && !target)) return begun(whole);
  // Of an option its field, of a field of rows those rows.
  const within = form && inside.length > 1 ? form.byId.get(inside[0] ?? '')?.label[language] : undefined;
  return say('said-of-form', { form: [called, within].filter(Boolean).join(' · '), said: whole });
}

/** Says what something was called and is called now; undefined: in this language it is called the same, or nobody knows. */
function renamedWords(
  { at, before, after }: { readonly at: string; readonly before: Json; readonly after: Json },
  form: Form,
  { language, below }: Telling,
): string | undefined {
  const [was, is] = [before ?? below(form.id, at), after].map((side) =>
    isObject(side) ? (side as Json as Label) : undefined,
  );
  if (!was || !is || was[language] === is[language]) return undefined;
  const said = differenceSentence({ rule: 'called-otherwise', place: at, before: was, after: is }, language);
  if (at === 'label') return said;
  // A part that the model does not have has no label there; what it stands in does.
  const inside = /\/options\//.test(at) ? 2 : 1;
  const within = labelsOf(form, at, below).slice(0, inside);
  return sentence(
    'said-of-form',
    { form: within.map((label) => label[language]).join(' · '), said },
    language,
    texts,
  );
}

const listing: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };

/** Names the form in a difference that is about it as a whole. */
function named(one: Difference, called: string): Difference {
  if (one.label || one.place.includes('/') || one.place === '') return one;
  return { ...one, label: { zh: called, en: called } };
}

/** As if it stood at the field or option that it is said of. */
function ofTarget(one: Difference, form: Form, target: string): Difference {
  const label = labelsOf(form, target).at(-1);
  return label ? { ...one, label } : one;
}

function kindSentence(one: Difference, say: Say, language: Language): string {
  const [before, after] = [one.before, one.after].map((kind) => say(`kind-${String(kind)}`, {}));
  return say('said-kind', {
    name: one.label?.[language] ?? one.place,
    before: before ?? '',
    after: after ?? '',
  });
}

/** Folders of the menu that are new, gone or otherwise, and whether all of them are new. */
function menuIn({
  before,
  after,
}: Difference): { readonly labels: readonly Label[]; readonly areNew: boolean } | undefined {
  const [was, is] = [before, after].map((side) => (isObject(side) ? side['menu'] : undefined));
  if (was === undefined && is === undefined) return undefined;
  const listed = (side: Json | undefined) => (Array.isArray(side) ? (side as readonly Json[]) : []);
  const texts = (side: Json | undefined) => new Set(listed(side).map((one) => JSON.stringify(one)));
  const [old, now] = [texts(was), texts(is)];
  const other = [
    ...listed(is).filter((one) => !old.has(JSON.stringify(one))),
    ...listed(was).filter((one) => !now.has(JSON.stringify(one))),
  ];
  const labels = new Map(
    other.map((one) => {
      const { path, label } = one as { readonly path: string; readonly label?: Label };
      return [path, label ?? { zh: path, en: path }] as const;
    }),
  );
  const paths = new Set(listed(was).map((one) => (one as { readonly path: string }).path));
  return { labels: [...labels.values()], areNew: [...labels.keys()].every((path) => !paths.has(path)) };
}

/** Answers the change of another's property, by its target: a label stands for itself. */
function targetOf({
  before,
  after,
  place,
}: Difference): { readonly at: string; readonly before: Json; readonly after: Json } | undefined {
  if (place.includes('/')) return undefined;
  const [was, is] = [before, after].map((side): JsonObject => {
    const said = isObject(side) ? side : {};
    return 'zh' in said ? { label: said } : said;
  });
  const [at, ...others] = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  if (at === undefined || others.length > 0 || !/^label$|\//.test(at)) return undefined;
  return { at, before: was?.[at] ?? null, after: is?.[at] ?? null };
}

/** `Paper · Colour · Red`: the form, the field, the option or part that a target is of. */
function targetWords(form: Form, target: string, { language, below }: Telling): string {
  return labelsOf(form, target, below)
    .map((label) => label[language])
    .join(' · ');
}

/** `below` tells what a field was called which the model does not have any more. */
function labelsOf(form: Form, target: string, below?: Telling['below']): readonly Label[] {
  const [kind = '', id = '', inside, value] = targetSegments(target);
  const field = kind === 'fields' ? form.byId.get(id) : undefined;
  const gone = kind === 'fields' && !field ? below?.(form.id, `fields/${id}/label`) : undefined;
  const option = inside === 'options' ? field?.options?.find((one) => one.value === value) : undefined;
  const isCalled = ({ name }: { readonly name: string }) => name === id;
  const rule = { rules: form.rules, unique: form.unique }[kind]?.find(isCalled);
  const named = { actions: form.actions, blocks: form.blocks, views: form.views }[kind]?.find(isCalled);
  const part = kind === 'layout' ? placeIn(form, inside) : undefined;
  const all = [form.label, field?.label ?? gone, option?.label, part?.label, rule?.message, named?.label];
  return all.flatMap((label) => (label ? [label] : []));
}

/** Says what roles may do with a field, by those whose right became another one. */
function rolesWords(name: string, [before, after]: readonly [JsonObject, JsonObject], say: Say): string {
  const roles = rolesSaid(before as FieldRoles, after as FieldRoles);
  return say('said-roles', { name, roles: roles.map(({ says, params }) => say(says, params)) });
}

/** A tab or group, by its name. */
function placeIn({ layout }: Form, name: string | undefined) {
  return layout.tabs.flatMap((tab) => [tab, ...tab.groups]).find((one) => one.name === name);
}
