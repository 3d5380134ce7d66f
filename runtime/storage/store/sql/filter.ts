import type { Problem } from '../../../../metadata/common/issue.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import { formsOf } from '../../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../../metadata/model.ts';
import { compileCondition } from '../../../../rules/condition/compile.ts';
import type { Compiled } from '../../../../rules/condition/compiled.ts';
import type { CallFacts } from '../../../../rules/condition/facts.ts';
import type { FilterNode } from '../../../../rules/condition/filter.ts';
import { namedProblems, renameCondition } from '../../../../rules/condition/rename.ts';
import type { Fact, Scope } from '../../../../rules/condition/scope.ts';
import { toFilter } from '../../../../rules/condition/to-filter.ts';
import { currencyOf } from '../../../../rules/sharing/org-tree.ts';
import type { Call } from '../../../call/call.ts';
import { askedShape } from '../record/asked-shape.ts';
import { queryWrong } from '../record/refusals.ts';
import { sightOf } from '../sight/sight.ts';

/** Leaves of one query, and values of one `in`: what a database is asked stays small. */
const mostLeaves = 100;
const mostValues = 1_000;

/** A caller's filter: for a database, and the same for memory. */
export interface Filter {
  readonly node: FilterNode;
  readonly compiled: Compiled;
}

/** A caller's filter, in today's names, as a database can judge it; every mistake is named with its place. */
export function compileFilter(call: Call, form: Form, filter: Condition): Filter {
  const { model } = call.served;
  const scope: Scope = {
    shape: askedShape(call.rights, form),
    target(id) {
      const target = model.formsById.get(id);
      if (!target || sightOf(call, target).reach === 'nothing') return undefined;
      return askedShape(call.rights, target);
    },
  };
  const compiled = compileCondition(named(filter, scope), scope);
  if (!compiled.ok)
    throw wrong(namedProblems(compiled.problems, scope).map((problem) => withNear(call, form, problem)));
  const hidden = unreadable(call, compiled.value);
  if (hidden.length > 0) throw wrong(namedProblems(hidden, scope));
  const node = toFilter(compiled.value, { call: callFacts(call) });
  if (!node.ok) throw wrong(namedProblems(node.problems, scope));
  const { leaves, values } = cost(node.value);
  if (leaves > mostLeaves || values > mostValues)
    throw wrong([
      { path: '', code: 'filter-too-costly', params: { leaves: mostLeaves, values: mostValues } },
    ]);
  return { node: node.value, compiled: compiled.value };
}

export function callFacts(call: Call): CallFacts {
  const org = call.served.orgs.get(call.org)?.number;
  const { localDate: today, localTime: time, instant: now } = call.now;
  const currency = currencyOf(call.served.orgs, call.org);
  return { user: call.user.number, today, time, now, currency, ...(org === undefined ? {} : { org }) };
}

/** Only names that may be read are offered in the place of one that is not known. */
function withNear(call: Call, form: Form, problem: Problem): Problem {
  const { fact } = problem.params ?? {};
  if (problem.code !== 'unknown-fact' || typeof fact !== 'string') return problem;
  const fields = form.fields.filter((field) => !field.hidden && call.rights.readable(form, field));
  const near = nearNames(
    fact,
    fields.map(({ name }) => name),
  );
  return { ...problem, params: { fact, near } };
}

/** Renames a filter's facts to ids; one that has no shape of a condition is left to the compiler to complain of. */
function named(filter: Condition, scope: Scope): Condition {
  return typeof filter === 'object' ? renameCondition(filter, scope, 'toIds') : filter;
}

/** Calls facts of forms that the caller sees nothing of unknown, since filters could find out their values. */
function unreadable(call: Call, compiled: Compiled): readonly Problem[] {
  return compiled.facts
    .filter((fact) => !mayAsk(call, fact))
    .map((fact) => ({ path: '', code: 'unknown-fact', params: { fact: fact.path } }));
}

function mayAsk(call: Call, { via }: Fact): boolean {
  const targets = via ? formsOf(via).flatMap((id) => call.served.model.formsById.get(id) ?? []) : [];
  return targets.every((target) => sightOf(call, target).reach !== 'nothing');
}

function cost(node: FilterNode): { leaves: number; values: number } {
  switch (node.type) {
    case 'all':
    case 'any': {
      const parts = node.nodes.map(cost);
      return {
        leaves: parts.reduce((sum, part) => sum + part.leaves, 0),
        values: parts.reduce((sum, part) => sum + part.values, 0),
      };
    }
    case 'not':
    case 'lines':
      return cost(node.node);
    case 'compare':
      return { leaves: 1, values: 'values' in node.operand ? node.operand.values.length : 1 };
    default:
      return { leaves: 1, values: 0 };
  }
}

function wrong(problems: readonly Problem[]): Error {
  return queryWrong(
    {},
    problems.map((problem) => ({ ...problem, path: `/filter${problem.path}` })),
  );
}
