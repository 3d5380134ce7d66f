import { isObject, type Json } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Patterns } from '../../metadata/common/pattern.ts';
import { type OperatorName, operatorNames } from '../../metadata/condition.ts';
import { compileCondition } from './compile.ts';
import { describe, describeFact } from './describe.ts';
import { resolveFact, type Scope } from './scope.ts';
import { grammar, operatorWords } from './words.ts';

/**
 * A condition as it is written, in words as far as it is known: one that does not read, as it asks what is no more, by
 * its parts.
 */
export function describeSource(value: Json, scope: Scope, language: Language): string {
  const compiled = compileCondition(value, { ...scope, patterns: unread, kept: true });
  return compiled.ok ? describe(compiled.value, language) : byParts(value, scope, language);
}

/** Whether a value has the form of a condition, whatever it asks. */
export function looksLikeCondition(value: Json): boolean {
  if (!isObject(value)) return false;
  const of = (name: string) => Object.hasOwn(value, name);
  return of('all') || of('any') || of('not') || of('some') || (of('fact') && of('operator'));
}

/** What a pattern means is not asked of its words. */
const unread: Patterns = () => ({ matches: () => false, groups: () => null, count: 0 });

function byParts(value: Json, scope: Scope, language: Language): string {
  const g = grammar[language];
  if (!isObject(value)) return spoken(value, scope, language);
  const { all, any, not, some, where, fact, operator, value: operand } = value;
  const inside = (one: Json) => {
    const text = byParts(one, scope, language);
    return isObject(one) && (Array.isArray(one['all']) || Array.isArray(one['any']))
      ? g.group.say({ text })
      : text;
  };
  if (Array.isArray(all)) return all.length === 0 ? g.always : all.map(inside).join(g.and);
  if (Array.isArray(any)) return any.map(inside).join(g.or);
  if (not !== undefined) return g.not.say({ text: byParts(not, scope, language) });
  if (some !== undefined)
    return g.oneRow.say({
      lines: called(some, scope, language),
      text: byParts(where ?? null, scope, language),
    });
  const known = operatorNames.find((name): name is OperatorName => name === operator);
  return [
    called(fact ?? null, scope, language),
    ...(operator === undefined ? [] : [known ? operatorWords(known, 'text')[language] : String(operator)]),
    ...(operand === undefined ? [] : [spoken(operand, scope, language)]),
  ].join(' ');
}

/** A fact by what people call it, else as it is written. */
function called(fact: Json, scope: Scope, language: Language): string {
  const path = String(fact);
  const found = resolveFact(path, scope);
  return found ? describeFact(found, language) : path;
}

function spoken(value: Json, scope: Scope, language: Language): string {
  const g = grammar[language];
  if (value === null) return g.empty;
  if (typeof value === 'boolean') return value ? g.yes : g.no;
  if (Array.isArray(value)) return value.map((one: Json) => spoken(one, scope, language)).join(g.list);
  if (typeof value === 'string') return g.quote.say({ text: value });
  if (!isObject(value)) return String(value);
  const { fact, number, id } = value;
  return fact === undefined
    ? spoken(number ?? id ?? Object.values(value).map(String).join(g.list), scope, language)
    : called(fact, scope, language);
}
