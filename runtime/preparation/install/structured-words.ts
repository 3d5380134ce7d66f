import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { fieldOfPath, upperOf } from '../../../metadata/field-of-path.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import { withPaths } from '../../../metadata/formula/print-formula.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { askedBy, targetSegments } from '../../../metadata/property/target-place.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import {
  entriesAt,
  type FormContext,
  pickPlace,
  placeAt,
  scopeOf,
} from '../../../rules/behaviour/condition-place.ts';
import { describeSource, looksLikeCondition } from '../../../rules/condition/describe-source.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { callFacts } from '../../../rules/condition/system-facts.ts';
import { said, shownValue } from './value-words.ts';

/** The place at which something is said, and who reads it. */
export interface Said {
  readonly form: Form | undefined;
  readonly target: string;
  readonly model: Model;
  readonly language: Language;
}

/**
 * A value that has parts, in words by what the parts mean: a condition, what is carried or computed, what an action sets.
 * Undefined: it has none, or they mean nothing beyond what they are called.
 */
export function structuredWords(value: Json, at: Said): string | undefined {
  if (Array.isArray(value) && makers[propertyAt(at.target)])
    return value.map((one: Json) => structuredWords(one, at) ?? shownValue(one, at.language)).join('；');
  if (!isObject(value)) return undefined;
  if (looksLikeCondition(value)) return conditionWords(value, at);
  return makers[propertyAt(at.target)]?.(value, at);
}

/** `label`, `list/columns`. */
export function propertyAt(target: string): string {
  return askedBy(target).property.join('/');
}

/** The field that a target is of, with the rows it stands in. */
export function fieldAt({ form, target }: Pick<Said, 'form' | 'target'>): Field | undefined {
  const [part, path = ''] = targetSegments(target);
  return form && part === 'fields' ? fieldOfPath(form, path) : undefined;
}

/**
 * What the fields along a path are called, from where somebody stands who names it: of his own rows, of the rows around
 * them, or of the record. Undefined: nothing is called so.
 */
export function calledAt(path: string, at: Said): string | undefined {
  const { form, target, language, model } = at;
  const own = targetSegments(target)[0] === 'fields' ? (targetSegments(target)[1] ?? '') : '';
  const rows = (of: string): FieldSet | undefined =>
    of !== '' && form ? fieldOfPath(form, of)?.rows : undefined;
  const shapes = [rows(own), rows(upperOf(own)), form];
  const inside = path.replace(/^(parent|row)\./, '');
  for (const shape of shapes) {
    const labels = shape && along(shape, inside, model);
    if (labels) return labels.map((label) => label[language]).join(' › ');
  }
  return isSystemMember(path) ? systemMembers[path].label[language] : undefined;
}

/** Labels of the fields on a path by ids, through rows and references. */
function along(from: FieldSet, path: string, model: Model): readonly Label[] | undefined {
  const labels: Label[] = [];
  let shape: FieldSet | undefined = from;
  for (const id of path.split('.')) {
    const field: Field | undefined = shape?.byId.get(id);
    if (!field) return undefined;
    labels.push(field.label);
    shape = field.rows ?? model.formsById.get(field.target ?? field.inner?.target ?? '');
  }
  return labels;
}

type Maker = (value: JsonObject, at: Said) => string | undefined;

const ops: Readonly<Record<string, Label>> = {
  sum: { zh: '相加', en: 'sum' },
  difference: { zh: '相减', en: 'difference' },
  product: { zh: '相乘', en: 'product' },
  quotient: { zh: '相除', en: 'quotient' },
};

const makers: Readonly<Record<string, Maker>> = {
  carry: ({ from, field }, at) => {
    const target = at.model.formsById.get(carriedFrom(String(from), at)?.target ?? '');
    const last = target?.byId.get(String(field))?.label[at.language] ?? String(field);
    return `${calledAt(String(from), at) ?? String(from)} › ${last}`;
  },
  compute: computeWords,
  default: beginningWords,
  imported: beginningWords,
  preset: factWords,
  'unset/value': factWords,
  params: setsWords,
  series: ({ pattern, when }, at) =>
    `${String(pattern)}${said.aside[at.language].replace('{text}', conditionWords(when ?? null, at))}`,
  menu: ({ path }, { model, language }) => {
    const ways = String(path).split('/');
    const folders = ways.map((_, index) => ways.slice(0, index + 1).join('/'));
    return folders
      .map(
        (one) => model.menu.find((folder) => folder.path === one)?.label?.[language] ?? one.split('/').at(-1),
      )
      .join(' › ');
  },
  'match/for': (value, at) => {
    const label = isObject(value['label']) ? value['label'][at.language] : undefined;
    const field = String(value['field']);
    const asked = [value['fact'], value['question'], label].find((one) => typeof one === 'string');
    const name = typeof value['fact'] === 'string' ? factName(value['fact'], at) : asked;
    const own = calledAt(field, at) ?? field;
    return typeof name === 'string' ? `${own} = ${name}` : own;
  },
};

function carriedFrom(path: string, { form, target }: Said): Field | undefined {
  const [, own = ''] = targetSegments(target);
  const upper = upperOf(own);
  const shape = form && upper !== '' ? fieldOfPath(form, upper)?.rows : form;
  return (shape ?? form)?.byId.get(path) ?? form?.byId.get(path);
}

function factName(path: string, { form, model, language }: Said): string {
  const facts = model.formsById.get(form?.match?.facts ?? '');
  return (facts && fieldOfPath(facts, path)?.label[language]) ?? path;
}

/** What is done with which fields; what is computed first stands in brackets. */
function computeWords({ op, of, ...rest }: JsonObject, at: Said): string | undefined {
  const { language } = at;
  const name = ops[String(op)]?.[language];
  if (name === undefined || !Array.isArray(of)) return undefined;
  const parts = of.map((one: Json) => {
    if (isObject(one)) {
      const inner = computeWords(one, at);
      return inner === undefined ? String(one['value'] ?? '') : said.aside[language].replace('{text}', inner);
    }
    return calledAt(String(one), at) ?? String(one);
  });
  const { scale } = rest;
  const digits = scale === undefined ? '' : said.beside[language] + said.scale[language] + String(scale);
  return name + said.colon[language] + parts.join(said.and[language]) + digits;
}

/** A formula that is evaluated when a record is made, or what holds then. */
function beginningWords(value: JsonObject, at: Said): string | undefined {
  const formula = defaultFormula(value);
  return formula === undefined ? factWords(value, at) : formulaWords(formula, at);
}

/** A formula whose fields are called what people call them. */
export function formulaWords(text: string, at: Said): string {
  const [, path = ''] = targetSegments(at.target);
  return withPaths(text, (one) => labelsAlong(upperOf(path), one, at));
}

/** What the fields on a path are called that a formula in the rows at `upper` names. */
function labelsAlong(upper: string, path: string, { form, model, language }: Said): string {
  const segments = path.split('.');
  const [first = ''] = segments;
  const isAbove = (first === 'parent' && upper !== '') || (first === 'row' && upper.includes('.'));
  const from = !isAbove ? upper : first === 'row' ? upperOf(upper) : '';
  const shape = from === '' || !form ? form : fieldOfPath(form, from)?.rows;
  const inside = (isAbove ? segments.slice(1) : segments).join('.');
  const labels = shape && along(shape, inside, model);
  return labels ? labels.map((label) => label[language]).join('.') : path;
}

/** What holds when a record is made. */
function factWords({ fact }: JsonObject, { language }: Said): string | undefined {
  const known: Readonly<Record<string, { readonly label: Label }>> = callFacts;
  return typeof fact === 'string' ? (known[fact]?.label[language] ?? fact) : undefined;
}

/** What an action makes of fields. */
function setsWords({ fields, ...others }: JsonObject, at: Said): string | undefined {
  const { form, language } = at;
  if (!isObject(fields)) return undefined;
  const lines = Object.entries(fields).map(([id, becomes]) => {
    const field = form && fieldOfPath(form, id);
    const option = field?.options?.find(({ value }) => value === becomes);
    const words =
      option?.label[language] ??
      (isObject(becomes) ? factWords(becomes, at) : undefined) ??
      shownValue(becomes, language);
    return `${field?.label[language] ?? id} → ${words}`;
  });
  const rest = Object.keys(others).length > 0 ? [shownValue(others, language)] : [];
  return [...lines, ...rest].join(said.beside[language]);
}

function conditionWords(value: Json, at: Said): string {
  const scope = scopeAt(at);
  return scope ? describeSource(value, scope, at.language) : describeSource(value, nothing, at.language);
}

const nothing: Scope = { shape: { fields: [], entries: [], byId: new Map(), byName: new Map() } };

/** What a condition may ask at the place where it is said. */
function scopeAt({ form, target, model }: Said): Scope | undefined {
  if (!form) return undefined;
  const known: FormContext = { target: (id) => model.formsById.get(id), checks: model.recordChecks };
  const [part = '', name = ''] = targetSegments(target);
  const property = propertyAt(target);
  const field = fieldAt({ form, target });
  const each = part === 'rules' ? form.rules.find((rule) => rule.name === name)?.each : undefined;
  const upper = part === 'fields' ? upperOf(name) : '';
  const entries = entriesAt(form, each ?? (upper === '' ? undefined : upper)) ?? [];
  if (field && property === 'optionsFilter') return pickPlace(form, field, entries, known).scope;
  const facts = field?.kind.about === 'facts' ? model.formsById.get(String(field.props['facts'])) : undefined;
  if (facts && /^(default|imported)$/.test(property)) return scopeOf(facts, known);
  return placeAt(form, entries, known).scope;
}
