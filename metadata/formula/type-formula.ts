import { append } from '../common/append.ts';
import type { Problem } from '../common/issue.ts';
import { nearNames } from '../common/near-names.ts';
import type { Field, ReadFormula } from '../field.ts';
import { bothTypes, type FormulaType, type TypeName } from '../formula-type.ts';
import { paramIn } from '../param-path.ts';
import { unkeptOn } from '../virtual.ts';
import { callTypes } from './call-types.ts';
import { type Call, type Formula, formulaProblem, levels } from './formula.ts';
import type { FormulaFunction, Param } from './function-shape.ts';
import { formulaFunctions, functionNamed, isOfRows } from './functions.ts';
import { parseFormula } from './parse-formula.ts';
import { entriesOn, rowsOfCall } from './rows-of.ts';
import { typeOfField } from './type-of-field.ts';
import { typeWords } from './type-words.ts';

/** A field by its path from where the formula stands. */
export type Look = (path: string) => Field | undefined;

export interface Typed {
  readonly type: FormulaType;
  readonly problems: readonly Problem[];
}

/**
 * Finds what a formula comes to, and every mistake in it at its characters. `of a call`: it is evaluated at a moment, for
 * somebody, and may ask for them. `when read`: it is evaluated anew whenever somebody reads, and may ask for the moment.
 * Default: it is kept and has to say the same tomorrow.
 */
export function typeFormula(formula: Formula, look: Look, how?: How): Typed {
  const leads = (path: string) => look(path)?.rows !== undefined;
  const work: Work = { look, leads, how, problems: [] };
  const type = typeOf(formula, [], work);
  return { type, problems: work.problems };
}

/** Reads a formula as a file says it and finds what it comes to, or every mistake in it. */
export const readFormula: ReadFormula = (text, look, how) => {
  const parsed = parseFormula(text);
  if (!parsed.ok) return parsed;
  const { type, problems } = typeFormula(parsed.value, look, how);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { type, at: parsed.value.at } };
};

type How = Parameters<ReadFormula>[2];

interface Work {
  readonly look: Look;
  readonly leads: (path: string) => boolean;
  readonly how: How | undefined;
  readonly problems: Problem[];
}

/** What the organisation says: a field of its setting, `$setting.shop.rate`, or a parameter, `$param.shop.rate`. */
export function isOfOrg(path: string): boolean {
  return path.startsWith('$setting.') || paramIn(path) !== undefined;
}

/** What nobody can say: it is told once, and fits everywhere after that. */
const unknown: FormulaType = { is: 'empty' };

const ordered: readonly TypeName[] = ['number', 'date', 'time', 'datetime'];
const shown: readonly TypeName[] = ['text', 'number', 'date', 'time', 'datetime'];

/** `around`: the entries whose rows are gone through, so that a path through them has one value. */
function typeOf(formula: Formula, around: readonly string[], work: Work): FormulaType {
  switch (formula.type) {
    case 'number':
    case 'boolean':
    case 'text':
    case 'empty':
      return { is: formula.type };
    case 'path':
      return typeOfPath(formula, around, work);
    case 'sign':
      return typeOfSign(formula, around, work);
    case 'pair':
      return typeOfPair(formula, around, work);
    case 'call':
      return typeOfCall(formula, around, work);
  }
}

function refuse(work: Work, code: string, { at }: Formula, params: Problem['params'] = {}): FormulaType {
  work.problems.push(formulaProblem(code, at, params));
  return unknown;
}

function typeOfPath(
  formula: Extract<Formula, { readonly type: 'path' }>,
  around: readonly string[],
  work: Work,
): FormulaType {
  const { path } = formula;
  const ofCall = Object.hasOwn(callTypes, path) ? callTypes[path] : undefined;
  const isMoment = path === '$today' || path === '$now';
  if (ofCall && (work.how === 'of a call' || (work.how === 'when read' && isMoment))) return ofCall;
  if (isMoment) return refuse(work, 'formula-clock', formula, { path });
  const field = work.look(path);
  const several = throughSeveral(path, work.look);
  if (several && (!field || several.isOfOne))
    return refuse(work, 'formula-several-forms', formula, several.params);
  if (!field && paramIn(path)) return refuse(work, 'formula-unknown-parameter', formula, { field: path });
  if (!field) return refuse(work, 'formula-unknown-field', formula, { field: path });
  if (field.kind.secret) return refuse(work, 'formula-unknown-field', formula, { field: path });
  const unkept = unkeptOn(path, work.look, work.how === 'when read' ? 'when read' : 'kept');
  if (unkept) return refuse(work, 'formula-virtual', formula, { field: path, label: { ...unkept.label } });
  const many = entriesOn(path, work.leads).filter((one) => !around.includes(one));
  // Rows as such are what functions of rows go through.
  const free = field.rows ? many.filter((one) => one !== path) : many;
  if (free.length > 0)
    return refuse(work, 'formula-many-rows', formula, { field: path, label: { ...field.label } });
  return typeOfField(field);
}

/** The reference to one of several forms that a path goes through, and whether it asks for a field of one of them alone. */
function throughSeveral(path: string, look: Look) {
  const segments = path.split('.');
  for (const at of segments.slice(1).keys()) {
    const from = segments.slice(0, at + 1).join('.');
    const field = look(from);
    const forms = field?.targets ?? field?.inner?.targets;
    if (!forms) continue;
    const names = segments.slice(at + 1);
    const isOfOne = names.length > 1 && forms.some(({ id }) => id === names[0]);
    const params = {
      field: from,
      asked: names.at(-1) ?? '',
      forms: forms.map(({ label }) => ({ ...label })),
    };
    return { isOfOne, params };
  }
  return undefined;
}

/** The type of a part, which has to be one of these. */
function expect(
  formula: Formula,
  takes: readonly TypeName[],
  around: readonly string[],
  work: Work,
): FormulaType {
  const type = typeOf(formula, around, work);
  if (type.is === 'empty' || takes.includes(type.is)) return type;
  return refuse(work, 'formula-type', formula, {
    expected: takes.map((one) => typeWords[one]),
    found: typeWords[type.is],
  });
}

function typeOfSign(
  { sign, of }: Extract<Formula, { readonly type: 'sign' }>,
  around: readonly string[],
  work: Work,
): FormulaType {
  const is = sign === 'not' ? 'boolean' : 'number';
  expect(of, [is], around, work);
  return { is };
}

function typeOfPair(
  formula: Extract<Formula, { readonly type: 'pair' }>,
  around: readonly string[],
  work: Work,
): FormulaType {
  const { sign, left, right } = formula;
  const both = (takes: readonly TypeName[], is: 'boolean' | 'text' | 'number'): FormulaType => {
    expect(left, takes, around, work);
    expect(right, takes, around, work);
    return { is };
  };
  if (sign === 'and' || sign === 'or') return both(['boolean'], 'boolean');
  if (sign === '&') return both(shown, 'text');
  if (levels[sign] !== levels['=']) return both(['number'], 'number');
  const known = work.problems.length;
  const [a, b] = [typeOf(left, around, work), typeOf(right, around, work)];
  if (work.problems.length > known) return { is: 'boolean' };
  for (const side of [left, right])
    if (side.type === 'empty') return refuse(work, 'formula-compare-empty', side);
  const type = bothTypes(a, b);
  const equality = sign === '=' || sign === '!=';
  const vague = type && ['list', 'rows', 'other'].includes(type.is);
  if (!type || vague || !(equality || ordered.includes(type.is))) {
    const params = { left: typeWords[a.is], right: typeWords[b.is], sign };
    work.problems.push(formulaProblem('formula-compare', formula.at, params));
  } else knownOptions([left, right], work, [a, b]);
  return { is: 'boolean' };
}

/** A text that stands beside a choice has to be one of its options. */
function knownOptions(parts: readonly Formula[], work: Work, types: readonly FormulaType[]): void {
  const options = types.flatMap((type) => (type.is === 'text' && type.options ? [type.options] : []))[0];
  if (!options) return;
  for (const part of parts)
    if (part.type === 'text' && !options.some(({ value }) => value === part.value)) {
      const near = nearNames(
        part.value,
        options.map(({ value }) => value),
      );
      refuse(work, 'formula-option', part, { option: part.value, near });
    }
}

function typeOfCall(call: Call, around: readonly string[], work: Work): FormulaType {
  const known = functionNamed(call.name);
  if (!known) {
    const near = nearNames(call.name, Object.keys(formulaFunctions));
    return refuse(work, 'formula-unknown-function', call, { name: call.name, near });
  }
  const params = known.params(call.args.length);
  if (!params) return refuse(work, 'formula-places', call, { usage: known.usage });
  let inside = around;
  if (isOfRows(call.name)) {
    const { entries, apart } = rowsOfCall(call, around, work.leads);
    if (apart) return refuse(work, 'formula-rows-apart', apart, { name: call.name });
    if (entries.length === 0) return refuse(work, 'formula-no-rows', call, { name: call.name });
    inside = [...around, ...entries];
  }
  return typeOfPlaces(call, known, params, { around, inside, work });
}

interface Places {
  readonly around: readonly string[];
  /** The same with the rows that the call goes through. */
  readonly inside: readonly string[];
  readonly work: Work;
}

function typeOfPlaces(
  call: Call,
  known: FormulaFunction,
  params: readonly Param[],
  { around, inside, work }: Places,
): FormulaType {
  const groups = new Map<
    string,
    { type: FormulaType; readonly parts: Formula[]; readonly types: FormulaType[] }
  >();
  for (const [at, arg] of call.args.entries()) {
    const param = params[at];
    if (!param) continue;
    const type = expect(arg, param.takes, param.perRow ? inside : around, work);
    if (!param.group) continue;
    const group = groups.get(param.group) ?? { type: unknown, parts: [], types: [] };
    groups.set(param.group, group);
    const both = bothTypes(group.type, type);
    if (both) group.type = both;
    else {
      const expected = [typeWords[group.type.is]];
      append(work.problems, [
        formulaProblem('formula-type', arg.at, { expected, found: typeWords[type.is] }),
      ]);
    }
    group.parts.push(arg);
    group.types.push(type);
  }
  const keys = groups.get('key');
  if (keys) knownOptions(keys.parts, work, keys.types);
  const { gives } = known;
  if (gives !== 'value') return { is: gives } as FormulaType;
  const values = groups.get('value');
  return values ? chosen(values) : unknown;
}

/** Options and texts that are all among them stay a choice. */
function chosen({
  type,
  parts,
  types,
}: {
  readonly type: FormulaType;
  readonly parts: readonly Formula[];
  readonly types: readonly FormulaType[];
}): FormulaType {
  if (type.is !== 'text') return type;
  const options = types.flatMap((one) => (one.is === 'text' && one.options ? [one.options] : []))[0];
  const all = parts.every((part, at) => {
    const one = types[at];
    if (one?.is === 'empty') return true;
    if (part.type === 'text') return options?.some(({ value }) => value === part.value) ?? false;
    return (
      one?.is === 'text' &&
      one.options !== undefined &&
      bothTypes(one, { is: 'text', options: options ?? [] }) === one
    );
  });
  return options && all ? { is: 'text', options } : { is: 'text' };
}
