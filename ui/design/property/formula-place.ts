import { msg, str } from '@lit/localize';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { render } from '../../../metadata/common/render.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { callTypes } from '../../../metadata/formula/call-types.ts';
import { defaultFlaws } from '../../../metadata/formula/default-formula.ts';
import { pathsIn } from '../../../metadata/formula/formula.ts';
import { functionWords } from '../../../metadata/formula/function-words.ts';
import { type FunctionName, formulaFunctions, isByCalendar } from '../../../metadata/formula/functions.ts';
import { parseFormula } from '../../../metadata/formula/parse-formula.ts';
import { pathInFormula } from '../../../metadata/formula/print-formula.ts';
import { isOfOrg, readFormula, typeFormula } from '../../../metadata/formula/type-formula.ts';
import { formulaMessages } from '../../../metadata/messages/formula.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { type CallMember, callFacts } from '../../../rules/condition/system-facts.ts';
import { compileFormula } from '../../../rules/formula/compile-formula.ts';
import { inOneGo } from '../../../rules/formula/steps.ts';
import { storedValue } from '../../../rules/formula/stored-value.ts';
import { workDaysOf } from '../../../rules/work-days.ts';
import { language, say } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import type { FormulaParam } from './formula-params.ts';
import {
  called,
  type FormulaPlace,
  inIds,
  meantPaths,
  pathOf,
  type Start,
  shapeAt,
  type Walked,
  walk,
  walkTyped,
} from './formula-paths.ts';
import { functionCallings } from './function-callings.ts';

/** A mistake, where it begins and what it says. */
export interface FormulaFlaw {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The field of which none is called so. Default: it is something else. */
  readonly unknown?: string;
}

/** Finds what is wrong with a formula as somebody typed it. */
export function flawsOf(place: FormulaPlace, text: string): readonly FormulaFlaw[] {
  const look = (path: string) => place.params?.get(path)?.field ?? walkTyped(place, path)?.field;
  const problems = place.begins
    ? defaultFlaws(text, place.begins, look, readFormula)
    : mistakesIn(text, look, place.whenRead ? 'when read' : undefined);
  // Which settings and parameters there are, and what they say, the server knows.
  const known = problems.filter(({ params }) => !isOfOrg(String(params?.['field'] ?? '')));
  return known.map(({ code, params = {} }) => {
    const from = Number(params['at'] ?? 1) - 1;
    const to = from + Number(params['length'] ?? 1);
    const flaw = { from, to, text: render(formulaMessages, code, params, language()) ?? code };
    if (code !== 'formula-unknown-field') return { ...flaw, ...labelAt(place, text, from) };
    const unknown = String(params['field']);
    const isSeveral = meantPaths(place, unknown).length > 1;
    const several = msg(str`几个字段都叫“${unknown}”，请选一个`, { id: 'design-formula-several' });
    return { ...flaw, unknown, ...(isSeveral && { text: several }) };
  });
}

/** The label that somebody wrote without braces, or in quotes as a text, where a mistake is. */
function labelAt(place: FormulaPlace, text: string, at: number): Partial<FormulaFlaw> {
  const said = text.toLowerCase();
  const found = fieldOffers(place, '').flatMap(({ called: [label = ''] }) => {
    const sought = label.toLowerCase();
    const from = sought === '' ? -1 : said.lastIndexOf(sought, at + 1);
    const end = from + sought.length;
    if (from < 0 || end < at) return [];
    const isQuoted = /["“]/.test(text[from - 1] ?? '') && /["”]/.test(text[end] ?? '');
    const isBraced = /[{[｛【]/.test(text[from - 1] ?? '');
    if (isBraced || !(isQuoted || pathInFormula(label) !== label)) return [];
    const inBraces = msg(str`“${label}”是字段名称，要写在大括号里`, { id: 'design-formula-braces' });
    return [
      { from: isQuoted ? from - 1 : from, to: isQuoted ? end + 1 : end, unknown: label, text: inBraces },
    ];
  });
  return found.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0] ?? mistypedAt(place, text, at);
}

/** Several words without braces where a mistake is, which are nearly what a field is called. */
function mistypedAt(place: FormulaPlace, text: string, at: number): Partial<FormulaFlaw> {
  const labels = fieldOffers(place, '').flatMap(({ called: [label = ''] }) =>
    pathInFormula(label) === label ? [] : [label],
  );
  for (const { 0: words, index } of text.matchAll(/[\p{L}\p{N}_.]+(?:[ \u3000]+[\p{L}\p{N}_.]+)+/gu)) {
    const to = index + words.length;
    if (index > at || at >= to || nearNames(words, labels).length === 0) continue;
    const problem = { field: words, at: index + 1 };
    const said = render(formulaMessages, 'formula-unknown-field', problem, language());
    return { from: index, to, unknown: words, ...(said !== undefined && { text: said }) };
  }
  return {};
}

function mistakesIn(
  text: string,
  look: (path: string) => Field | undefined,
  how: 'when read' | undefined,
): readonly Problem[] {
  const parsed = parseFormula(text);
  return parsed.ok ? typeFormula(parsed.value, look, how).problems : parsed.problems;
}

/** Something that may be written where the cursor stands. */
export interface Offer {
  readonly text: string;
  /** Said beside it. */
  readonly label: string;
  /** What it is called otherwise. */
  readonly called: readonly string[];
}

const most = 8;

/** The word that ends at the cursor, or what was begun in braces; only types of parameters have strokes in them. */
const wordBefore = (text: string) =>
  /(?:[{[｛【][^{}[\]｛｝【】"\n]*|\$param\.[A-Za-z0-9_-]+(?:\.[\p{L}\p{N}_.]*)?|[\p{L}\p{N}_.$]*)$/u.exec(
    text,
  )?.[0] ?? '';

/** What an offer takes the place of: the beginning of what it is called, which may have blanks in it, else the word. */
export function typedOf({ text, called }: Offer, before: string): string {
  const said = before.toLowerCase();
  const word = wordBefore(before);
  const begun = [text, ...called].flatMap((one) => {
    const whole = one.toLowerCase();
    for (let length = Math.min(whole.length, said.length); length > word.length; length -= 1)
      if (said.endsWith(whole.slice(0, length))) return before.slice(-length);
    return [];
  });
  return begun.toSorted((a, b) => b.length - a.length)[0] ?? word;
}

/**
 * Fields and functions whose names or labels have what was typed in them, those that begin so first, and those that are
 * only described so behind those that are called so; parameters, of which there are hundreds, come last. Behind a formula with
 * which nothing is wrong (`isWhole`) only what the server alone knows: whoever goes on typing is offered it again.
 */
export function offersFor(place: FormulaPlace, before: string, isWhole = false): readonly Offer[] {
  const typed = wordBefore(before).replace(/^[{[｛【]/, '');
  const wanted = typed.toLowerCase();
  if (isWhole && !wanted.startsWith('$')) return [];
  // A number is not the beginning of a name.
  if (!/[\p{L}$_]/u.test(wanted)) return [];
  const rank = ({ text, label, called: names }: Offer) => {
    const callings = [text, ...names].map((one) => one.toLowerCase());
    const begins = (one: string) => one.startsWith(wanted) || one.startsWith(`{${wanted}`);
    if (callings.some(begins) || begins(label.toLowerCase())) return 0;
    if (callings.some((one) => one.includes(wanted))) return 1;
    return label.toLowerCase().includes(wanted) ? 2 : 3;
  };
  const ranked = (offers: readonly Offer[]) =>
    offers.filter((offer) => rank(offer) < 3 && offer.text !== typed).toSorted((a, b) => rank(a) - rank(b));
  const ofRecord = [
    ...(place.begins || place.whenRead ? ofCall(place) : []),
    ...fieldOffers(place, typed),
    ...functions(),
  ];
  return [...ranked(ofRecord), ...ranked(paramsOf(place))].slice(0, most);
}

/** The fields that a formula may read; beyond a reference those of the one that is typed. */
export function fieldOffers(place: FormulaPlace, typed: string): readonly Offer[] {
  const { form, upper, targets } = place;
  const below = (shape: FieldSet, before: Walked['fields'], start: Start): readonly Offer[] =>
    shape.fields.flatMap((field): readonly Offer[] => {
      if (field.dropped || field.kind.secret) return [];
      const walked = { field, start, fields: [...before, field] };
      const [name, label] = [pathOf(walked, (one) => one.name), pathOf(walked, (one) => say(one.label))];
      const words = walked.fields.map((one) => say(one.label)).join(' · ');
      const shown = isUnseen(field)
        ? msg(str`${name}（已隐藏）`, { id: 'design-formula-hidden-field' })
        : name;
      const own = { text: pathInFormula(called(place, walked)), label: shown, called: [label, words] };
      const beyond = targets.get(field.target ?? field.inner?.target ?? '');
      // What stands behind a reference is offered once somebody went there.
      const went = typed.toLowerCase();
      const isOpen =
        beyond !== undefined && [name, label].some((one) => went.startsWith(`${one.toLowerCase()}.`));
      const inside = field.rows ?? (isOpen ? beyond : undefined);
      return [own, ...(inside ? below(isOpen ? plain(inside) : inside, walked.fields, start) : [])];
    });
  const own = shapeAt(place, upper);
  return [...(own ? below(own, [], 'own') : []), ...(upper === '' ? [] : below(form, [], 'parent'))];
}

/** One step through a reference, and no further. */
function plain(shape: FieldSet): FieldSet {
  return { ...shape, fields: shape.fields.filter(({ rows }) => !rows) };
}

/** What the organisation reads of parameters; they are written in braces where their keys have strokes. */
function paramsOf({ params = new Map() }: FormulaPlace): readonly Offer[] {
  return Array.from(params, ([path, { label }]) => ({ text: pathInFormula(path), label, called: [path] }));
}

/** What is known of the call. */
function ofCall({ begins }: FormulaPlace): readonly Offer[] {
  const known = begins ? Object.keys(callTypes) : ['$today', '$now'];
  return known.map((text) => ({
    text,
    label: say(callFacts[text as CallMember].label),
    called: [],
  }));
}

function functions(): readonly Offer[] {
  return Object.entries(formulaFunctions).map(([key, { usage }]) => {
    const name = key as FunctionName;
    const words = functionWords[name];
    return {
      text: `${name}(`,
      label: `${usage}　${say(words)}`,
      called: functionCallings[name]?.split(' ') ?? [],
    };
  });
}

/** A value that a trial needs: of a field, or one for each row with commas between. */
export interface TrialInput {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** The values that a formula is tried with, as they are typed, with samples where nobody typed one. */
export function trialInputs(
  place: FormulaPlace,
  text: string,
  typed: ReadonlyMap<string, string>,
): readonly TrialInput[] {
  const parsed = parseFormula(inIds(place, text));
  if (!parsed.ok) return [];
  return pathsIn(parsed.value).flatMap((path) => {
    const param = place.params?.get(path);
    if (param) return [{ path, label: param.label, text: typed.get(path) ?? paramSample(param) }];
    const walked = walk(place, path, 'id');
    if (!walked || walked.field.rows) return [];
    const label = walked.fields.map((field) => say(field.label)).join(' · ');
    const isMany = walked.fields.slice(0, -1).some(({ rows }) => rows);
    return [{ path, label, text: typed.get(path) ?? sampleOf(walked.field, isMany) }];
  });
}

function paramSample({ field, value }: FormulaParam): string {
  return value === null
    ? sampleOf(field, false)
    : field.kind.format(field.kind.write(value, field), field, language());
}

function sampleOf(field: Field, isMany: boolean): string {
  const own = field.inner ?? field;
  const option = own.options?.[0];
  const comparison = own.kind.comparison(own);
  const samples: Readonly<Record<string, string>> = {
    number: isMany ? '10, 20' : '10',
    boolean: own.kind.format(true, own, language()),
    date: '2026-01-31',
    datetime: '2026-01-31T08:00:00Z',
    time: '08:00',
    text: isMany ? 'A, B' : say(field.label),
  };
  return option ? say(option.label) : (samples[comparison] ?? '');
}

/** What a formula gives of these values, as a text; empty: nothing; undefined: it cannot be told here. */
export function tried(
  place: FormulaPlace,
  text: string,
  inputs: readonly TrialInput[],
  field: Pick<Field, 'props'>,
): string | undefined {
  const parsed = parseFormula(inIds(place, text));
  if (!parsed.ok) return undefined;
  const parts: Record<Start, { [id: string]: Json }> = { own: {}, parent: {}, row: {} };
  const settings = new Map<string, { [id: string]: Json }>();
  for (const input of inputs) {
    const param = place.params?.get(input.path);
    const walked = walk(place, input.path, 'id');
    if (walked) put(parts[walked.start], walked.fields, input.text);
    else if (param) {
      const document = {};
      put(document, [param.field], input.text);
      settings.set(input.path, document);
    }
  }
  const { upper, form, targets } = place;
  const own = shapeAt(place, upper);
  const row = upper.includes('.') ? shapeAt(place, upperOf(upper)) : undefined;
  if (!own) return undefined;
  const scope: Scope = {
    shape: own,
    target: (id) => targets.get(id),
    param: (path) => place.params?.get(path)?.field,
    ...(upper === '' ? {} : { parent: form }),
    ...(row ? { row } : {}),
  };
  const compiled = compileFormula(parsed.value, scope);
  if (compiled.unknown.length > 0) return undefined;
  const value = inOneGo(
    compiled.evaluate({
      record: parts.own,
      parent: parts.parent,
      row: parts.row,
      call: {
        settings,
        ...(place.begins || place.whenRead ? serverClock.callFacts : {}),
        ...(place.calendar ? { workDays: workDaysOf(place.calendar) } : {}),
      },
    }),
  );
  const scale = Number(field.props['scale'] ?? 2);
  const known = own.fields[0];
  if (!known) return undefined;
  const stored = storedValue(value, { ...known, props: { scale } });
  return stored === null ? '' : String(stored);
}

/** Tells what of the organisation a formula goes by, beside the record. */
export function goesBy(
  place: FormulaPlace,
  text: string,
): { readonly calendar: boolean; readonly org: boolean } {
  const parsed = parseFormula(inIds(place, text));
  if (!parsed.ok) return { calendar: false, org: false };
  return { calendar: isByCalendar(parsed.value), org: pathsIn(parsed.value).some(isOfOrg) };
}

/** The fields that a formula reads and nobody sees, as people call them: their values count all the same. */
export function unseenIn(place: FormulaPlace, text: string): readonly string[] {
  const parsed = parseFormula(inIds(place, text));
  if (!parsed.ok) return [];
  const unseen = pathsIn(parsed.value).flatMap((path) => {
    const fields = walk(place, path, 'id')?.fields ?? [];
    return fields.some(isUnseen) ? [fields.map((field) => say(field.label)).join(' · ')] : [];
  });
  return [...new Set(unseen)];
}

function isUnseen({ hidden, visible }: Field): boolean {
  return hidden || visible === false;
}

/** Puts a value where a path leads: into the record, into rows, or beside the reference that it is read through. */
function put(part: { [id: string]: Json }, [field, ...rest]: readonly Field[], text: string): void {
  if (!field) return;
  if (field.rows) {
    const rows = (part[field.id] ?? []) as { [id: string]: Json }[];
    part[field.id] = rows;
    for (const [at, one] of text.split(/[,，]/).entries()) {
      rows[at] ??= {};
      put(rows[at], rest, one.trim());
    }
    return;
  }
  if (rest.length > 0) {
    const pointed = (part[field.id] ?? { number: '1' }) as { [id: string]: Json };
    part[field.id] = pointed;
    put(pointed, rest, text);
    return;
  }
  const own = field.inner ?? field;
  const read = text === '' ? undefined : own.kind.parse(text, own, language());
  part[field.id] = read?.ok ? read.value : null;
}
