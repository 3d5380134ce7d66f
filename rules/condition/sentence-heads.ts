import type { Language } from '../../metadata/common/label.ts';
import type { Over } from '../../metadata/condition.ts';
import type { FieldSet } from '../../metadata/field.ts';
import { describeHead, linesOf } from './describe.ts';
import { type Fact, type Line, onLine, resolveFact, type Scope, targetOf } from './scope.ts';
import { callFacts, systemFacts } from './system-facts.ts';
import { grammar } from './words.ts';

/** A fact with which a part of a sentence may begin. */
export interface Head {
  /** As a condition writes it. */
  readonly path: string;
  /** As it is on the line that is spoken of. */
  readonly fact: Fact;
  readonly over?: Over;
}

export interface Heads {
  readonly words: Phrases<Head>;
  /** Up to the bracket before what one and the same row is like. */
  readonly lines: Phrases<Fact>;
}

/** Collects the words for all facts that a sentence can speak of; about a line of rows, its own words come first. */
export function sentenceHeads(facts: readonly Fact[], line: Line | undefined, language: Language): Heads {
  const words = new Phrases<Head>();
  const lines = new Phrases<Fact>();
  const said = facts.flatMap((whole) => {
    const fact = onLine(whole, line);
    return fact ? [{ whole, fact }] : [];
  });
  const near = said.filter(({ fact }) => fact.line !== undefined);
  for (const { whole, fact } of near) add(whole, fact, () => true);
  const taken = new Set(words.texts);
  for (const { whole, fact } of said) if (!fact.line) add(whole, fact, (text) => !taken.has(text));
  return { words, lines };

  function add(whole: Fact, fact: Fact, isFree: (text: string) => boolean): void {
    for (const over of oversOf(fact)) {
      const text = describeHead(fact, language, over);
      if (isFree(text)) words.add(text, { path: whole.path, fact, ...(over ? { over } : {}) });
    }
    if ('rows' in fact.member) lines.add(beforeRow(linesOf(fact, language), language), whole);
  }
}

/** Facts that a condition of this scope may ask for; settings, which it cannot list, are left out. */
export function factsIn(scope: Scope): readonly Fact[] {
  const paths = [
    ...Object.keys(callFacts),
    ...pathsOf(scope.shape, '', scope),
    ...(scope.parent ? pathsOf(scope.parent, 'parent.', scope) : []),
    ...(scope.row ? pathsOf(scope.row, 'row.', scope) : []),
  ];
  return paths.flatMap((path) => resolveFact(path, scope) ?? []);
}

function pathsOf(shape: FieldSet, before: string, scope: Scope): readonly string[] {
  return [
    ...Object.keys(systemFacts).map((name) => before + name),
    ...shape.fields.flatMap((field) => {
      const path = before + field.id;
      if (field.rows) return [path, ...pathsOf(field.rows, `${path}.`, scope)];
      const target = targetOf(field);
      const beyond = target === undefined ? undefined : scope.target?.(target);
      const members = beyond ? [...beyond.byId.keys(), ...Object.keys(systemFacts)] : [];
      return [path, ...members.map((member) => `${path}.${member}`)];
    }),
  ];
}

function oversOf(fact: Fact): readonly (Over | undefined)[] {
  if ('rows' in fact.member) return [undefined, 'count'];
  if (fact.entries.length === 0) return [undefined];
  return fact.comparison === 'number' ? ['any', 'every', 'count', 'sum'] : ['any', 'every', 'count'];
}

/** Returns the words before the inner condition, the last that a language says of a row but its bracket. */
function beforeRow(lines: string, language: Language): string {
  return grammar[language].oneRow.around('text', { lines })[0];
}

/** Texts with what they mean, found where they begin. */
export class Phrases<T> {
  readonly #meanings = new Map<string, T[]>();
  readonly #lengths = new Set<number>();

  get texts(): Iterable<string> {
    return this.#meanings.keys();
  }

  add(text: string, meaning: T): void {
    const known = this.#meanings.get(text);
    if (known) known.push(meaning);
    else this.#meanings.set(text, [meaning]);
    this.#lengths.add(text.length);
  }

  /** Every meaning that `text` may have at `at`, with where it ends. */
  *at(text: string, at: number): Generator<{ readonly meaning: T; readonly next: number }> {
    for (const length of this.#lengths) {
      if (at + length > text.length) continue;
      for (const meaning of this.#meanings.get(text.slice(at, at + length)) ?? [])
        yield { meaning, next: at + length };
    }
  }
}
