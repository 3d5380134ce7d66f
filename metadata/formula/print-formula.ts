import { type Formula, formulaWords, levels } from './formula.ts';
import { functionMeant } from './functions.ts';
import { tokensOf } from './tokens.ts';

/** The text of a formula: no parenthesis too many, and the same tree when it is read again. */
export function printFormula(formula: Formula): string {
  return print(formula, 0);
}

const whole = 9;

function print(formula: Formula, least: number): string {
  const text = written(formula);
  return levelOf(formula) < least ? `(${text})` : text;
}

function written(formula: Formula): string {
  switch (formula.type) {
    case 'text':
      return `"${formula.value.replaceAll('"', '""')}"`;
    case 'number':
      return formula.value;
    case 'boolean':
      return String(formula.value);
    case 'empty':
      return 'empty';
    case 'path':
      return pathInFormula(formula.path);
    case 'sign':
      return formula.sign === 'not'
        ? `not ${print(formula.of, levels.not)}`
        : `-${print(formula.of, levels.negative)}`;
    case 'pair': {
      const level = levels[formula.sign];
      // Of comparisons neither side may be another one.
      const left = print(formula.left, level === levels['='] ? level + 1 : level);
      return `${left} ${formula.sign} ${print(formula.right, level + 1)}`;
    }
    case 'call':
      return `${formula.name}(${formula.args.map((one) => print(one, 0)).join(', ')})`;
  }
}

function levelOf(formula: Formula): number {
  if (formula.type === 'pair') return levels[formula.sign];
  if (formula.type === 'sign') return formula.sign === 'not' ? levels.not : levels.negative;
  return whole;
}

/** In braces where it would be read as something else. */
export function pathInFormula(path: string): string {
  const [first, second] = tokensOf(path).tokens;
  const plain = first?.type === 'word' && second?.type === 'end' && !formulaWords.has(path);
  return plain ? path : `{${path}}`;
}

/**
 * The same text with other paths in it, and nothing else changed: ids become names for whoever reads it, and the other way
 * round. A text that does not read is left as it is.
 */
export function withPaths(text: string, become: (path: string) => string): string {
  const { tokens, problem } = tokensOf(text);
  if (problem) return text;
  let made = '';
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.type !== 'path' && (token.type !== 'word' || formulaWords.has(token.value))) continue;
    const called = token.type === 'word' && next?.type === 'sign' && next.value === '(';
    made +=
      text.slice(from, token.from) +
      (called ? functionMeant(token.value) : pathInFormula(become(token.value)));
    from = token.to;
  }
  return made + text.slice(from);
}
