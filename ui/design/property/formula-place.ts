import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { render } from '../../../metadata/common/render.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { callTypes } from '../../../metadata/formula/call-types.ts';
import { defaultFlaws } from '../../../metadata/formula/default-formula.ts';
import { pathsIn } from '../../../metadata/formula/formula.ts';
import { functionWords } from '../../../metadata/formula/function-words.ts';
import { type FunctionName, formulaFunctions, isByCalendar } from '../../../metadata/formula/functions.ts';
import { parseFormula } from '../../../metadata/formula/parse-formula.ts';
import { pathInFormula, withPaths } from '../../../metadata/formula/print-formula.ts';
import { isOfOrg, readFormula, typeFormula } from '../../../metadata/formula/type-formula.ts';
import { formulaMessages } from '../../../metadata/messages/formula.ts';
import type { UsedCalendar } from '../../../metadata/work-calendar.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { type CallMember, callFacts } from '../../../rules/condition/system-facts.ts';
import { compileFormula } from '../../../rules/formula/compile-formula.ts';
import { inOneGo } from '../../../rules/formula/steps.ts';
import { storedValue } from '../../../rules/formula/stored-value.ts';
import { workDaysOf } from '../../../rules/work-days.ts';
import { language, say } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { FormulaParam } from './formula-params.ts';

/** The place of a formula: the fields beside it, those above, and the forms that references point at. */
export interface FormulaPlace {
  readonly form: FieldSet;
  /** Path of the entries in whose rows it stands; empty: the record. */
  readonly upper: string;
  /** By id. */
  readonly targets: ReadonlyMap<string, FieldSet>;
  /** The field whose default it is, evaluated when a record is made. Default: what it gives is computed at every save. */
  readonly begins?: Field;
  /** It is computed whenever a record is read, and may ask for the moment. Default: no. */
  readonly whenRead?: boolean;
  /** Parameters that it may ask, by path. Default: none are known here. */
  readonly params?: ReadonlyMap<string, FormulaParam>;
  /** The calendar of the organisation one works for, in which working days are tried. Default: Monday to Friday. */
  readonly calendar?: UsedCalendar;
}

type By = 'id' | 'name';
type Start = 'own' | 'parent' | 'row';

function shapeAt({ form }: FormulaPlace, upper: string): FieldSet | undefined {
  return upper === '' ? form : fieldAtPath(form, upper)?.rows;
}

interface Walked {
  readonly field: Field;
  readonly start: Start;
  /** From where it starts. */
  readonly fields: readonly Field[];
}

/** Goes along a path of names or of ids; undefined: it leads nowhere. */
function walk(place: FormulaPlace, path: string, by: By): Walked | undefined {
  const { upper, form, targets } = place;
  const segments = path.split('.');
  const [first = ''] = segments;
  const isRow = first === 'row' && segments.length > 1 && upper.includes('.');
  const start: Start = first === 'parent' && upper !== '' ? 'parent' : isRow ? 'row' : 'own';
  let shape: FieldSet | undefined =
    start === 'parent' ? form : shapeAt(place, start === 'row' ? upperOf(upper) : upper);
  const fields: Field[] = [];
  let hops = 0;
  for (const segment of start === 'own' ? segments : segments.slice(1)) {
    const field: Field | undefined =
      hops > 1 ? undefined : (by === 'id' ? shape?.byId : shape?.byName)?.get(segment);
    if (!field) return undefined;
    fields.push(field);
    if (!field.rows && (field.target ?? field.inner?.target) !== undefined) hops += 1;
    shape = field.rows ?? targets.get(field.target ?? field.inner?.target ?? '');
  }
  const field = fields.at(-1);
  return field && { field, start, fields };
}

/** The same path by the other way to name fields. */
function otherwise(place: FormulaPlace, path: string, by: By): string {
  const walked = walk(place, path, by);
  if (!walked) return path;
  const names = walked.fields.map((field) => field[by === 'id' ? 'name' : 'id']);
  return (walked.start === 'own' ? names : [walked.start, ...names]).join('.');
}

/** A formula as files keep it, with what its fields are called today. */
export const inNames = (place: FormulaPlace, text: string) =>
  withPaths(text, (path) => otherwise(place, path, 'id'));

/** A formula as somebody typed it, as files keep it. */
export const inIds = (place: FormulaPlace, text: string) =>
  withPaths(text, (path) => otherwise(place, path, 'name'));

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
  const look = (path: string) => place.params?.get(path)?.field ?? walk(place, path, 'name')?.field;
  const problems = place.begins
    ? defaultFlaws(text, place.begins, look, readFormula)
    : mistakesIn(text, look, place.whenRead ? 'when read' : undefined);
  // Which settings and parameters there are, and what they say, the server knows.
  const known = problems.filter(({ params }) => !isOfOrg(String(params?.['field'] ?? '')));
  return known.map(({ code, params = {} }) => {
    const from = Number(params['at'] ?? 1) - 1;
    const to = from + Number(params['length'] ?? 1);
    const flaw = { from, to, text: render(formulaMessages, code, params, language()) ?? code };
    return code === 'formula-unknown-field' ? { ...flaw, unknown: String(params['field']) } : flaw;
  });
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
  readonly label: string;
  readonly isFunction: boolean;
}

const most = 8;

/** The word that ends at the cursor; only types of parameters have strokes in them. */
export const wordBefore = (text: string) =>
  /(?:\$param\.[A-Za-z0-9_-]+(?:\.[\p{L}\p{N}_.]*)?|[\p{L}\p{N}_.$]*)$/u.exec(text)?.[0] ?? '';

/** Fields and functions whose names or labels have what was typed in them, those that begin so first. */
export function offersFor(place: FormulaPlace, typed: string): readonly Offer[] {
  const wanted = typed.toLowerCase();
  // A number is not the beginning of a name.
  if (!/[\p{L}$_]/u.test(wanted)) return [];
  const all = [
    ...(place.begins || place.whenRead ? ofCall(place) : []),
    ...fieldOffers(place, typed),
    ...paramsOf(place),
    ...functions(),
  ];
  const rank = ({ text, label }: Offer) => {
    if (text.toLowerCase().startsWith(wanted)) return 0;
    return label.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted) ? 1 : 2;
  };
  return all
    .filter((offer) => rank(offer) < 2 && offer.text !== typed)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, most);
}

/** The fields that a formula may read; beyond a reference those of the one that is typed. */
export function fieldOffers(place: FormulaPlace, typed: string): readonly Offer[] {
  const { form, upper, targets } = place;
  const below = (shape: FieldSet, before: string, words: string): readonly Offer[] =>
    shape.fields.flatMap((field): readonly Offer[] => {
      if (field.dropped || field.kind.secret) return [];
      const own = { text: before + field.name, label: words + say(field.label), isFunction: false };
      const beyond = targets.get(field.target ?? field.inner?.target ?? '');
      // What stands behind a reference is offered once somebody went there.
      const isOpen = beyond !== undefined && typed.startsWith(`${own.text}.`);
      const inside = field.rows ?? (isOpen ? beyond : undefined);
      const more = inside ? below(isOpen ? plain(inside) : inside, `${own.text}.`, `${own.label} · `) : [];
      return [own, ...more];
    });
  const own = shapeAt(place, upper);
  return [...(own ? below(own, '', '') : []), ...(upper === '' ? [] : below(form, 'parent.', ''))];
}

/** One step through a reference, and no further. */
function plain(shape: FieldSet): FieldSet {
  return { ...shape, fields: shape.fields.filter(({ rows }) => !rows) };
}

/** What the organisation reads of parameters; they are written in braces where their keys have strokes. */
function paramsOf({ params = new Map() }: FormulaPlace): readonly Offer[] {
  return Array.from(params, ([path, { label }]) => ({ text: pathInFormula(path), label, isFunction: false }));
}

/** What is known of the call. */
function ofCall({ begins }: FormulaPlace): readonly Offer[] {
  const known = begins ? Object.keys(callTypes) : ['$today', '$now'];
  return known.map((text) => ({
    text,
    label: say(callFacts[text as CallMember].label),
    isFunction: false,
  }));
}

function functions(): readonly Offer[] {
  return Object.entries(formulaFunctions).map(([name, { usage }]) => ({
    text: `${name}(`,
    label: `${usage}　${say(functionWords[name as FunctionName])}`,
    isFunction: true,
  }));
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

/** What a formula gives of these values, as a text; undefined: it cannot be told here. */
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
  return stored === null ? '∅' : String(stored);
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
