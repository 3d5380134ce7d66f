import { parseDecimal } from '../../metadata/common/decimal.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import { isFlaw } from '../../metadata/common/pattern.ts';
import type { Leaf as LeafSource } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import { nearOptions, optionsOffered } from '../../metadata/kinds/common/option.ts';
import { formMeant, formsInWords, severalOf } from '../../metadata/kinds/common/pointed.ts';
import { parseDate, parseInstant, parseTime } from '../calendar.ts';
import type { Operand } from './compiled.ts';
import { currencySource } from './currency-source.ts';
import { factLabel } from './describe.ts';
import { nearFacts } from './near-facts.ts';
import { type Fact, type Line, onLine, resolveFact, type Scope, targetOf } from './scope.ts';
import { orderOf, type Ref, type Single, sameValue, toPointedRef, toRef } from './value.ts';
import { operatorWords, valueWords } from './words.ts';

/** So many values one list of a condition takes. */
export const operandLimit = 1000;

interface Reader {
  readonly scope: Scope;
  readonly problems: Problem[];
  readonly line?: Line;
}

/**
 * Checks and reads what stands right of the operator; null when `problems` got to know why not. Of a line, facts of
 * that line too.
 */
export function readOperand(
  leaf: LeafSource,
  fact: Fact,
  comparison: Comparison,
  { scope, problems, line }: Reader,
  pointer: string,
): Operand | null {
  const at = `${pointer}/value`;
  const refuse = (code: string, params: Problem['params'] = {}, path = at): null => {
    problems.push({ path, code, params });
    return null;
  };
  const { value, operator } = leaf;
  if (operator === 'isEmpty' || operator === 'isNotEmpty') {
    return value === undefined || value === null
      ? { values: [] }
      : refuse('operand-superfluous', { operator, words: operatorWords(operator, comparison) });
  }
  if (value === undefined)
    return refuse('operand-missing', { operator, words: operatorWords(operator, comparison) }, pointer);
  if (isFactOperand(value))
    return readFactOperand({ scope, line }, refuse, { value, leaf, fact, comparison });
  if (operator === 'matches') {
    if (typeof value !== 'string' || value === '')
      return refuse('operand-type', { expected: valueWords.text });
    const pattern = scope.patterns?.(value);
    if (!pattern) return refuse('pattern-unavailable');
    return isFlaw(pattern)
      ? refuse('pattern-invalid', { reason: pattern.flaw })
      : { values: [value], pattern };
  }
  const many = operator === 'in' || operator === 'notIn';
  if (many || operator === 'between') {
    if (!Array.isArray(value))
      return refuse('operand-list', { operator, words: operatorWords(operator, comparison) });
    if (operator === 'between' && value.length !== 2)
      return refuse('operand-list', { operator, words: operatorWords(operator, comparison) });
    if (value.length === 0)
      return refuse('operand-list-empty', { operator, words: operatorWords(operator, comparison) });
    if (value.length > operandLimit) return refuse('operand-list-long', { limit: operandLimit });
    return readSeveral(value, many, { fact, comparison, kept: scope.kept }, refuse, at);
  }
  // A part of an option's code is no option.
  const whole = operator !== 'startsWith' && operator !== 'endsWith' && !partOfText(operator, comparison);
  const one = readOne(value, fact, comparison, whole, scope.kept);
  return 'code' in one ? refuse(one.code, one.params) : { values: [one.value] };
}

type Refuse = (code: string, params?: Problem['params'], path?: string) => null;

interface Reading {
  readonly fact: Fact;
  readonly comparison: Comparison;
  readonly kept: boolean | undefined;
}

function readSeveral(
  list: readonly Json[],
  distinct: boolean,
  { fact, comparison, kept = false }: Reading,
  refuse: Refuse,
  at: string,
): Operand | null {
  const values: Single[] = [];
  let failed = false;
  for (const [index, item] of list.entries()) {
    const one = readOne(item, fact, comparison, true, kept);
    if ('code' in one) {
      refuse(one.code, one.params, `${at}/${index}`);
      failed = true;
    } else if (!distinct || !values.some((known) => sameValue(known, one.value))) values.push(one.value);
  }
  if (failed) return null;
  const [from, to] = values;
  if (!distinct && from !== undefined && to !== undefined && comparison !== 'time') {
    if ((orderOf(from, to, comparison) ?? 0) > 0) return refuse('operand-range');
  }
  return { values };
}

type One = { readonly value: Single } | { readonly code: string; readonly params: Record<string, Json> };

function readOne(value: Json, fact: Fact, comparison: Comparison, whole: boolean, kept = false): One {
  if (value === '' || value === null) return { code: 'operand-empty', params: {} };
  const compared = comparison === 'list' ? (fact.elements ?? 'text') : comparison;
  const read = literal(value, compared);
  if (read === null) return { code: 'operand-type', params: { expected: valueWords[compared] } };
  if (whole && typeof read === 'string' && compared === 'text' && fact.options) {
    const known = kept || optionOf(fact, read);
    if (!known) {
      const near = nearOptions(fact.options, read, 'value');
      return { code: 'operand-option', params: { value: read, ...optionsOffered(fact.options), near } };
    }
  }
  if (compared === 'any-reference' && typeof read === 'object') return ofItsForms(read, fact, kept);
  return { value: read };
}

/** A form may be said by its name, too; one that is no more fails its leaf alone. */
function ofItsForms(read: Ref, fact: Fact, kept: boolean): One {
  const targets = ('field' in fact.member && severalOf(fact.member.field)) || [];
  const form = formMeant(targets, read.form ?? '')?.id;
  if (form !== undefined) return { value: { ...read, form } };
  if (kept) return { value: read };
  return { code: 'operand-form', params: { form: read.form ?? '', forms: formsInWords(targets) } };
}

/** Tells whether the fact offers an option, or offered it once, or may have what never was one: that is still understood. */
function optionOf({ options = [], formerOptions = [], keepsOthers }: Fact, value: string): boolean {
  return keepsOthers === true || [...options, ...formerOptions].some((option) => option.value === value);
}

function literal(value: Json, comparison: Comparison): Single | null {
  if (comparison === 'number') {
    return typeof value === 'number' || typeof value === 'string' ? parseDecimal(value) : null;
  }
  if (comparison === 'boolean') return typeof value === 'boolean' ? value : null;
  if (typeof value !== 'string') return null;
  switch (comparison) {
    case 'date':
      return parseDate(value);
    case 'time':
      return parseTime(value);
    case 'datetime':
      return parseInstant(value);
    case 'reference':
      return toRef(value);
    case 'any-reference':
      return toPointedRef(value);
    default:
      return value;
  }
}

/** A fact that is compared with another one. */
interface FactCompared {
  /** The other one. */
  readonly value: { readonly fact: string };
  readonly leaf: LeafSource;
  readonly fact: Fact;
  readonly comparison: Comparison;
}

function readFactOperand(
  { scope, line }: Pick<Reader, 'scope'> & { readonly line: Line | undefined },
  refuse: Refuse,
  { value, leaf, fact, comparison }: FactCompared,
): Operand | null {
  const found = resolveFact(value.fact, scope);
  if (!found) return refuse('unknown-fact', { fact: value.fact, near: nearFacts(value.fact, scope) });
  const other = onLine(found, line) ?? found;
  if (other.entries.length > 0)
    return refuse('operand-on-lines', { fact: value.fact, label: factLabel(other) });
  if (!comparable(leaf, fact, comparison, other)) {
    return refuse('operand-not-comparable', {
      fact: leaf.fact,
      other: value.fact,
      label: factLabel(fact),
      otherLabel: factLabel(other),
    });
  }
  const [own, its] = leaf.over === 'count' ? [] : [fact, other].map((one) => currencySource(one, scope));
  if (own !== undefined && its !== undefined && own !== its) {
    return refuse('operand-currency', {
      fact: leaf.fact,
      other: value.fact,
      label: factLabel(fact),
      otherLabel: factLabel(other),
    });
  }
  return { fact: other };
}

function comparable(leaf: LeafSource, fact: Fact, comparison: Comparison, other: Fact): boolean {
  if (leaf.operator === 'between' || leaf.operator === 'matches') return false;
  if (leaf.operator === 'in' || leaf.operator === 'notIn') {
    return other.comparison === 'list' && kindsFit(comparison, fact, other.elements ?? 'text', other);
  }
  // A number names a record; which of two comes first, or what it begins with, says nothing of either.
  const named = comparison === 'text' && other.comparison === 'reference';
  if (named && leaf.operator !== 'equal' && leaf.operator !== 'notEqual') return false;
  if (comparison === 'list') return kindsFit(fact.elements ?? 'text', fact, other.comparison, other);
  return (
    other.comparison !== 'none' &&
    other.comparison !== 'list' &&
    kindsFit(comparison, fact, other.comparison, other)
  );
}

/** `$org` and `$user` are numbers of records; two references compare when they point at the same form. */
function kindsFit(a: Comparison, fact: Fact, b: Comparison, other: Fact): boolean {
  if (a === 'reference' && b === 'reference') {
    const forms = [pointsAt(fact), pointsAt(other)];
    return forms.includes(undefined) || forms[0] === forms[1];
  }
  if (a === 'reference') return 'call' in other.member && b === 'text';
  if (b === 'reference') return 'call' in fact.member && a === 'text';
  return a === b;
}

/** Undefined for members every record has (org, createdBy): they may be compared with any reference. */
function pointsAt(fact: Fact): string | undefined {
  return 'field' in fact.member ? targetOf(fact.member.field) : undefined;
}

function partOfText(operator: string, comparison: Comparison): boolean {
  return (operator === 'contains' || operator === 'notContains') && comparison === 'text';
}

function isFactOperand(value: Json): value is { readonly fact: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1 &&
    typeof (value as { readonly fact?: Json }).fact === 'string'
  );
}
