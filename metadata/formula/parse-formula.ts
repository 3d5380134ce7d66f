import type { Problem, Result } from '../common/issue.ts';
import {
  type Formula,
  formulaLimits,
  formulaProblem,
  formulaWords,
  levels,
  type PairSign,
  type Span,
} from './formula.ts';
import { functionMeant } from './functions.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Reads a formula by its grammar alone: whether its names are there and its types fit is judged by `typeFormula`. The
 * first mistake is told, at its character.
 */
export function parseFormula(text: string): Result<Formula> {
  if (text.length > formulaLimits.characters)
    return refused(formulaProblem('formula-long', { from: 0, to: 1 }, { limit: formulaLimits.characters }));
  const { tokens, problem } = tokensOf(text);
  if (problem) return refused(problem);
  const reader = new Reader(tokens);
  try {
    const formula = reader.pair(1);
    if (reader.token.type !== 'end')
      return refused(formulaProblem('formula-superfluous', reader.token, { found: reader.token.value }));
    return { ok: true, value: formula };
  } catch (error) {
    if (error instanceof Mistake) return refused(error.problem);
    throw error;
  }
}

function refused(problem: Problem): Result<never> {
  return { ok: false, problems: [problem] };
}

/** Leaves the reader at the first mistake. */
class Mistake extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const pairs: ReadonlySet<string> = new Set(
  Object.keys(levels).filter((one) => one !== 'not' && one !== 'negative'),
);
const comparison = levels['='];

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #nodes = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  /** Everything that binds at least so close. */
  pair(level: number): Formula {
    const { from } = this.token;
    let left = this.#signed(level);
    for (;;) {
      const sign = this.#pairSign();
      if (!sign || levels[sign] < level) return left;
      this.#next += 1;
      const right = this.pair(levels[sign] + 1);
      left = this.#node({ type: 'pair', sign, left, right, at: this.#since(from) });
      // One comparison of two comparisons is a slip more often than meant.
      const more = this.#pairSign();
      if (more && levels[sign] === comparison && levels[more] === comparison)
        this.#refuse('formula-superfluous', this.token, { found: more });
    }
  }

  #pairSign(): PairSign | undefined {
    const { type, value } = this.token;
    return (type === 'sign' || type === 'word') && pairs.has(value) ? (value as PairSign) : undefined;
  }

  #signed(level: number): Formula {
    const { token } = this;
    if (token.type === 'word' && token.value === 'not' && level <= levels.not)
      return this.#sign('not', levels.not);
    if (token.type === 'sign' && token.value === '-') return this.#sign('-', levels.negative);
    return this.#value();
  }

  #sign(sign: 'not' | '-', level: number): Formula {
    const { token } = this;
    this.#next += 1;
    const of = this.#deeper(token, () => this.pair(level));
    return this.#node({ type: 'sign', sign, of, at: this.#since(token.from) });
  }

  #value(): Formula {
    const { token } = this;
    const { value, from, to } = token;
    const at = { from, to };
    this.#next += 1;
    if (token.type === 'number' || token.type === 'text') return this.#node({ type: token.type, value, at });
    if (token.type === 'path') return this.#node({ type: 'path', path: value, at });
    if (token.type === 'word') {
      if (this.token.type === 'sign' && this.token.value === '(' && !formulaWords.has(value))
        return this.#call(token);
      if (value === 'true' || value === 'false')
        return this.#node({ type: 'boolean', value: value === 'true', at });
      if (value === 'empty') return this.#node({ type: 'empty', at });
      if (!formulaWords.has(value)) return this.#node({ type: 'path', path: value, at });
    }
    if (token.type === 'sign' && value === '(') {
      const inner = this.#deeper(token, () => this.pair(1));
      this.#expect(')');
      return inner;
    }
    if (token.type === 'end') return this.#refuse('formula-ends', token, {});
    return this.#refuse('formula-value-missing', token, { found: value });
  }

  #call({ value: written, from }: Token): Formula {
    const name = functionMeant(written);
    const open = this.token;
    this.#next += 1;
    const args: Formula[] = [];
    this.#deeper(open, () => {
      if (this.#is(')')) return;
      args.push(this.pair(1));
      while (this.#is(',')) {
        this.#next += 1;
        args.push(this.pair(1));
      }
    });
    const { to } = this.#expect(')');
    return this.#node({ type: 'call', name, args, at: { from, to } });
  }

  /** Up to what was read last, with parentheses that stand around parts. */
  #since(from: number): Span {
    return { from, to: this.#tokens[this.#next - 1]?.to ?? from };
  }

  #is(sign: string): boolean {
    return this.token.type === 'sign' && this.token.value === sign;
  }

  #expect(sign: string): Token {
    const { token } = this;
    if (!this.#is(sign)) {
      if (token.type === 'end') return this.#refuse('formula-open', token, { sign });
      return this.#refuse('formula-superfluous', token, { found: token.value });
    }
    this.#next += 1;
    return token;
  }

  #deeper<T>(at: Span, read: () => T): T {
    this.#depth += 1;
    if (this.#depth > formulaLimits.depth) this.#refuse('formula-deep', at, { limit: formulaLimits.depth });
    const found = read();
    this.#depth -= 1;
    return found;
  }

  #node(formula: Formula): Formula {
    this.#nodes += 1;
    if (this.#nodes > formulaLimits.nodes)
      this.#refuse('formula-large', formula.at, { limit: formulaLimits.nodes });
    return formula;
  }

  #refuse(code: string, at: Span, params: { readonly [param: string]: string | number }): never {
    throw new Mistake(formulaProblem(code, at, params));
  }
}
