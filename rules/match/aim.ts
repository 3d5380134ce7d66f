import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { MatchFor } from '../../metadata/model.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Compiled } from '../condition/compiled.ts';
import { resolveFact, type Scope } from '../condition/scope.ts';
import { questionId } from './questions.ts';

/** The aim of a rule: whom it says it is for, in facts and questions, as conditions that must hold beside its own. */
export interface Aim {
  /** A part for each of `said`, in that order. */
  readonly alone: Compiled;
  /** Together with the condition. */
  readonly whole: Compiled;
  readonly said: readonly MatchFor[];
}

/** The statements of a rule on whom it is for: none, an aim, organisations. */
export interface Said {
  readonly alone?: Compiled;
  readonly said: readonly MatchFor[];
  readonly users?: readonly string[];
  /** Reasons why its aim can no longer be compiled. */
  readonly problems: readonly Problem[];
}

/** `read`: what the rule has at a path. `scope`: of facts and questions. */
export function aimOf(all: readonly MatchFor[], read: (path: string) => Json, scope: Scope): Said {
  const said: MatchFor[] = [];
  const parts: Condition[] = [];
  let users: readonly string[] | undefined;
  for (const one of all) {
    const values = valuesOf(read(one.field));
    if (values.length === 0) {
      const isForAll = one.empty === 'all' || (one.unless !== undefined && read(one.unless) === true);
      if (!isForAll) users = [];
    } else if (one.organisation) users = common(users, values.map(String));
    else {
      const part = partOf(one, values, scope);
      if (!part) continue;
      said.push(one);
      parts.push(part);
    }
  }
  const own = { said, ...(users ? { users } : {}) };
  if (parts.length === 0) return { ...own, problems: [] };
  const compiled = compileCondition({ all: parts }, { ...scope, kept: true });
  return compiled.ok
    ? { ...own, alone: compiled.value, problems: [] }
    : { ...own, problems: compiled.problems };
}

/** Null: it is for everything that can be said. */
function partOf(one: MatchFor, values: readonly Json[], scope: Scope): Condition | null {
  const fact = one.fact ?? questionId(one.question ?? '');
  const { options, comparison } = resolveFact(fact, scope) ?? {};
  if (one.required && options?.every(({ value }) => values.includes(value))) return null;
  if (comparison === 'list') {
    const any = values.map((value): Condition => ({ fact, operator: 'contains', value }));
    const [only] = any;
    return any.length === 1 && only ? only : { any };
  }
  const [value = null] = values;
  return values.length === 1 ? { fact, operator: 'equal', value } : { fact, operator: 'in', value: values };
}

function valuesOf(value: Json): readonly Json[] {
  const all: readonly Json[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => one !== null && one !== '');
}

function common(known: readonly string[] | undefined, more: readonly string[]): readonly string[] {
  return known ? known.filter((one) => more.includes(one)) : more;
}

/** With the condition of the rule; without one, the aim is all there is. */
export function aimWith(alone: Compiled, said: readonly MatchFor[], own: Compiled | null): Aim {
  if (!own) return { alone, said, whole: alone };
  const facts = new Map([...alone.facts, ...own.facts].map((fact) => [fact.path, fact]));
  const first = alone.node.type === 'all' ? alone.node.nodes : [alone.node];
  const whole: Compiled = Object.freeze({
    condition: Object.freeze({ all: [alone.condition, own.condition] }),
    node: Object.freeze({ type: 'all', nodes: Object.freeze([...first, own.node]) }),
    scope: alone.scope,
    facts: [...facts.values()],
  });
  return { alone, said, whole };
}
