import type { Shape } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { type Scope, targetOf } from '../../rules/condition/scope.ts';
import { isQuestion, questionOf } from '../../rules/match/questions.ts';

/** Facts that were found by ids as callers say them, without what is empty anyway. */
function factsByNames(facts: JsonObject, scope: Scope): JsonObject {
  return named(facts, scope.shape, scope);
}

/** `{ facts, ask? }`: what was found for rules, as a call says it. */
export function exampleByNames(found: JsonObject, scope: Scope): JsonObject {
  const facts: Record<string, Json> = {};
  const ask: Record<string, Json> = {};
  for (const [name, value] of Object.entries(factsByNames(found, scope)))
    if (isQuestion(name)) ask[questionOf(name)] = value;
    else facts[name] = value;
  return Object.keys(ask).length > 0 ? { facts, ask } : { facts };
}

function named(holder: JsonObject, shape: Shape | undefined, scope: Scope): JsonObject {
  const named: Record<string, Json> = {};
  for (const [id, value] of Object.entries(holder)) {
    if (value === null) continue;
    const field = shape?.byId.get(id);
    const target = field && targetOf(field);
    const inner = field?.rows ?? (target === undefined ? undefined : scope.target?.(target));
    named[field?.name ?? id] = inside(value, inner, scope);
  }
  return named;
}

function inside(value: Json, shape: Shape | undefined, scope: Scope): Json {
  if (!shape) return value;
  if (Array.isArray(value)) return value.map((one: Json) => inside(one, shape, scope));
  return typeof value === 'object' && value !== null ? named(value as JsonObject, shape, scope) : value;
}
