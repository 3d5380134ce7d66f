import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDecimal } from '../../metadata/common/decimal.ts';

/** A file of worked cases, as it was given. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as T;
}

export interface GoldenCase<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expect: Expected;
  readonly note?: string;
}

/** Each case of a file by its name, as `it.each` takes them. */
export function goldenCases<Input, Expected>(name: string) {
  const { cases } = readGolden<{ readonly cases: readonly GoldenCase<Input, Expected>[] }>(name);
  return cases.map((one) => [one.name, one] as const);
}

/** The codes of issues, as the cases name them. */
export function codesOf({ issues }: { readonly issues: readonly { readonly code: string }[] }) {
  return issues.map(({ code }) => code);
}

/** Every case of a file: what is answered holds all that the case names. */
export function itAnswers<Input>(name: string, answer: (input: Input) => unknown): void {
  it.each(goldenCases<Input, unknown>(name))('%s', async (_name, { input, expect: expected }) => {
    expect(differences(await answer(input), expected)).toEqual([]);
  });
}

const decimal = /^-?\d+(\.\d+)?$/;

/**
 * Lists the differences, each with its place: members the case does not name are not compared, numbers compare as
 * decimals, lists whole and in order, but `held` and names that end in `Set` in any order.
 */
export function differences(actual: unknown, expected: unknown, at = ''): readonly string[] {
  if (Array.isArray(expected)) {
    const found = Array.isArray(actual) ? actual : [];
    if (found.length !== expected.length) return [wrong(at, actual, expected)];
    if (!/\/(held|\w*Set)$/.test(at))
      return expected.flatMap((one, place) => differences(found[place], one, `${at}/${place}`));
    const left = [...found];
    return expected.flatMap((one) => {
      const place = left.findIndex((other) => differences(other, one, at).length === 0);
      if (place < 0) return [wrong(at, actual, one)];
      left.splice(place, 1);
      return [];
    });
  }
  if (typeof expected === 'object' && expected !== null)
    return Object.entries(expected).flatMap(([member, one]) =>
      differences((actual as Record<string, unknown> | null)?.[member], one, `${at}/${member}`),
    );
  return canonical(actual) === canonical(expected) ? [] : [wrong(at, actual, expected)];
}

function wrong(at: string, actual: unknown, expected: unknown): string {
  return `${at}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

function canonical(value: unknown): unknown {
  if (value === undefined) return null;
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && decimal.test(text) && text.length < 40 ? parseDecimal(text) : text;
}
