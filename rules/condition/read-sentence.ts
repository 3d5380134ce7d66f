import type { Result } from '../../metadata/common/issue.ts';
import { isObject, type Json } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Condition, OperatorName } from '../../metadata/condition.ts';
import { compileCondition } from './compile.ts';
import type { Compiled } from './compiled.ts';
import { describe, factSaid, namesOf } from './describe.ts';
import type { Fact, Line, Scope } from './scope.ts';
import { factsIn, type Head, type Heads, sentenceHeads } from './sentence-heads.ts';
import { operatorsOf } from './system-facts.ts';
import { grammar, operatorWords, type Phrase } from './words.ts';

export interface SentenceReader {
  /** Reads a sentence as a condition; refused where it means nothing, or more than one thing. */
  read(sentence: string): Result<Compiled>;
  /** The condition as a sentence that `read` understands as just that; undefined where there is none. */
  write(condition: unknown): string | undefined;
}

/** A part that was read, and where it ends. */
interface Read<T> {
  readonly value: T;
  readonly next: number;
}

/** Number of attempts to read a sentence: one that needs more is a knot, no sentence. */
const patience = 50_000;
const restShown = 40;

/** Reads what `describe` writes. Ambiguous words are tried in every way, so what is read has one meaning only. */
export function sentenceReader(scope: Scope, language: Language): SentenceReader {
  let facts: readonly Fact[] | undefined;
  const known = new Map<string, Heads>();
  const headsOf = (line: Line | undefined): Heads => {
    const key = pathsOf(line).join(' ');
    const found = known.get(key);
    if (found) return found;
    facts ??= factsIn(scope);
    const heads = sentenceHeads(facts, line, language);
    known.set(key, heads);
    return heads;
  };
  const reader: SentenceReader = {
    read(sentence) {
      const text = sentence.trim();
      const parse = new Parse(text, language, headsOf);
      const meanings = new Map<string, Compiled>();
      let refused: Result<Compiled> | undefined;
      for (const { value, next } of parse.whole()) {
        if (next !== text.length) continue;
        const compiled = compileCondition(value, scope);
        if (!compiled.ok) refused ??= compiled;
        else meanings.set(meaningOf(value), compiled.value);
        if (meanings.size > 1) return { ok: false, problems: [{ path: '', code: 'sentence-unclear' }] };
      }
      const [only] = meanings.values();
      if (only && !parse.gaveUp) return { ok: true, value: only };
      const rest = text.slice(parse.furthest, parse.furthest + restShown);
      return (
        refused ?? {
          ok: false,
          problems: [
            { path: '', code: 'sentence-unread', params: { rest, left: text.length - parse.furthest } },
          ],
        }
      );
    },
    write(condition) {
      const compiled = compileCondition(condition, scope);
      if (!compiled.ok) return undefined;
      const sentence = describe(compiled.value, language, { inFull: true });
      const again = reader.read(sentence);
      if (!again.ok || describe(again.value, language, { inFull: true }) !== sentence) return undefined;
      return meaningOf(again.value.condition) === meaningOf(compiled.value.condition) ? sentence : undefined;
    },
  };
  return reader;
}

function pathsOf(line: Line | undefined): readonly string[] {
  return line ? [...pathsOf(line.upper), line.fact.path] : [];
}

/**
 * Conditions that say the same in different trees are one meaning: brackets that are not needed, what is taken unless
 * said.
 */
function meaningOf(condition: Condition): string {
  return JSON.stringify(plain(condition));
}

function plain(condition: Condition): Json {
  if ('not' in condition) return { not: plain(condition.not) };
  if ('some' in condition) return { some: condition.some, where: plain(condition.where) };
  if ('fact' in condition) {
    const { fact, operator, value = null, over = null } = condition;
    return { fact, operator, value: plainValue(value, operator), over: over === 'any' ? null : over };
  }
  const [head, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
  const flat = parts.map(plain).flatMap((part) => {
    const inner = isObject(part) ? part[head] : undefined;
    return Array.isArray(inner) && inner.length > 0 ? (inner as readonly Json[]) : [part];
  });
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { [head]: flat };
}

function plainValue(value: Json, operator: OperatorName): Json {
  if (Array.isArray(value)) {
    const each = value.map((one: Json) => plainValue(one, 'equal'));
    return operator === 'between' ? each : [...new Set(each.map((one) => JSON.stringify(one)))];
  }
  return typeof value === 'number' ? String(value) : value;
}

class Parse {
  /** Up to where anything was understood. */
  furthest = 0;
  gaveUp = false;
  readonly #text: string;
  readonly #language: Language;
  readonly #heads: (line: Line | undefined) => Heads;
  #left = patience;

  constructor(text: string, language: Language, heads: (line: Line | undefined) => Heads) {
    this.#text = text;
    this.#language = language;
    this.#heads = heads;
  }

  whole(): Generator<Read<Condition>> {
    return this.#expression(0, undefined);
  }

  *#expression(at: number, line: Line | undefined): Generator<Read<Condition>> {
    const { and, or } = grammar[this.#language];
    for (const first of this.#term(at, line)) {
      yield first;
      yield* this.#joined('all', and, [first.value], first.next, line);
      yield* this.#joined('any', or, [first.value], first.next, line);
    }
  }

  *#joined(
    head: 'all' | 'any',
    word: string,
    parts: readonly Condition[],
    at: number,
    line: Line | undefined,
  ): Generator<Read<Condition>> {
    const start = this.#after(word, at);
    if (start === undefined) return;
    for (const { value, next } of this.#term(start, line)) {
      const more = [...parts, value];
      yield { value: head === 'all' ? { all: more } : { any: more }, next };
      yield* this.#joined(head, word, more, next, line);
    }
  }

  *#term(at: number, line: Line | undefined): Generator<Read<Condition>> {
    if (--this.#left < 0) {
      this.gaveUp = true;
      return;
    }
    const g = grammar[this.#language];
    const always = this.#after(g.always, at);
    if (always !== undefined) yield { value: { all: [] }, next: always };
    yield* this.#bracketed(g.group, at, line);
    for (const { value, next } of this.#bracketed(g.not, at, line)) yield { value: { not: value }, next };
    const heads = this.#heads(line);
    for (const { meaning: whole, next: start } of heads.lines.at(this.#text, at)) {
      const inner: Line = { fact: whole, ...(line ? { upper: line } : {}) };
      const [, close] = g.oneRow.around('text');
      for (const { value, next } of this.#expression(start, inner)) {
        const end = this.#after(close, next);
        if (end !== undefined) yield { value: { some: whole.path, where: value }, next: end };
      }
    }
    for (const { meaning, next } of heads.words.at(this.#text, at)) yield* this.#leaf(meaning, next, line);
  }

  *#bracketed(phrase: Phrase, at: number, line: Line | undefined): Generator<Read<Condition>> {
    const [open, close] = phrase.around('text');
    const start = this.#after(open, at);
    if (start === undefined) return;
    for (const { value, next } of this.#expression(start, line)) {
      const end = this.#after(close, next);
      if (end !== undefined) yield { value, next: end };
    }
  }

  *#leaf({ path, fact, over }: Head, at: number, line: Line | undefined): Generator<Read<Condition>> {
    const start = this.#after(' ', at);
    if (start === undefined) return;
    const measured = over === 'count' || over === 'sum';
    const comparison = measured ? 'number' : fact.comparison;
    const leaf = { fact: path, ...(over && over !== 'any' ? { over } : {}) };
    for (const operator of measured ? operatorsOf('number') : fact.operators) {
      const next = this.#after(operatorWords(operator, comparison)[this.#language], start);
      if (next === undefined) continue;
      if (operator === 'isEmpty' || operator === 'isNotEmpty') {
        yield { value: { ...leaf, operator }, next };
        continue;
      }
      const operand = this.#after(' ', next);
      if (operand === undefined) continue;
      const said = factSaid({
        type: 'leaf',
        pointer: '',
        fact,
        comparison,
        operator,
        operand: { values: [] },
        ...(over ? { over } : {}),
      });
      for (const { value, next: end } of this.#operand(operator, said, operand, line))
        yield { value: { ...leaf, operator, value }, next: end };
    }
  }

  *#operand(operator: OperatorName, fact: Fact, at: number, line: Line | undefined): Generator<Read<Json>> {
    const g = grammar[this.#language];
    for (const { meaning, next } of this.#heads(line).words.at(this.#text, at))
      if (!meaning.over) yield { value: { fact: meaning.path }, next };
    if (operator === 'between') {
      for (const low of this.#value(fact, at)) {
        const start = this.#after(g.to, low.next);
        if (start === undefined) continue;
        for (const high of this.#value(fact, start))
          yield { value: [low.value, high.value], next: high.next };
      }
      return;
    }
    if (operator === 'in' || operator === 'notIn') yield* this.#list(fact, [], at);
    else yield* this.#value(fact, at);
  }

  *#list(fact: Fact, values: readonly Json[], at: number): Generator<Read<Json>> {
    for (const { value, next } of this.#value(fact, at)) {
      const more = [...values, value];
      yield { value: more, next };
      const start = this.#after(grammar[this.#language].list, next);
      if (start !== undefined) yield* this.#list(fact, more, start);
    }
  }

  *#value(fact: Fact, at: number): Generator<Read<Json>> {
    const g = grammar[this.#language];
    if (fact.comparison === 'boolean') {
      for (const [word, value] of [
        [g.yes, true],
        [g.no, false],
      ] as const) {
        const next = this.#after(word, at);
        if (next !== undefined) yield { value, next };
      }
      return;
    }
    const [open, close] = g.quote.around('text');
    const start = this.#after(open, at);
    if (start !== undefined) {
      // A text with such a mark in it could be many sentences: none is written of it.
      const end = this.#text.indexOf(close, start);
      if (end < 0) return;
      const text = this.#text.slice(start, end);
      const next = this.#after(close, end) ?? end;
      const meant = namesOf(fact)
        .filter(({ label }) => label[this.#language] === text)
        .map(({ value }) => value);
      // What names a code is not meant as one itself.
      const isName = meant.length > 0 && (fact.titles ?? []).length > 0;
      for (const value of new Set(isName ? meant : [...meant, text])) yield { value, next };
      return;
    }
    const [word] = /^[-+\d][\d.:TZ+%-]*/.exec(this.#text.slice(at)) ?? [];
    if (word === undefined) return;
    const next = at + word.length;
    if (!word.endsWith('%')) yield { value: word, next: this.#after(word, at) ?? next };
    const field = 'field' in fact.member ? (fact.member.field.inner ?? fact.member.field) : undefined;
    const read = word.endsWith('%') ? field?.kind.parse(word, field, this.#language) : undefined;
    if (read?.ok) yield { value: read.value, next: this.#after(word, at) ?? next };
  }

  /** Returns where the text goes on behind a word; undefined where the word does not stand there. */
  #after(word: string, at: number): number | undefined {
    if (!this.#text.startsWith(word, at)) return undefined;
    const next = at + word.length;
    this.furthest = Math.max(this.furthest, next);
    return next;
  }
}
