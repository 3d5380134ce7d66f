import type { Shape } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { type Scope, targetOf } from '../../rules/condition/scope.ts';

/** Facts that were found by ids as callers say them, without what is empty anyway. */
export function factsByNames(facts: JsonObject, scope: Scope): JsonObject {
  return named(facts, scope.shape, scope);
}

function named(holder: JsonObject, shape: Shape | undefined, scope: Scope): JsonObject {
  const told: Record<string, Json> = {};
  for (const [id, value] of Object.entries(holder)) {
    if (value === null) continue;
    const field = shape?.byId.get(id);
    const target = field && targetOf(field);
    const inner = field?.rows ?? (target === undefined ? undefined : scope.target?.(target));
    told[field?.name ?? id] = inside(value, inner, scope);
  }
  return told;
}

function inside(value: Json, shape: Shape | undefined, scope: Scope): Json {
  if (!shape) return value;
  if (Array.isArray(value)) return value.map((one: Json) => inside(one, shape, scope));
  return typeof value === 'object' && value !== null ? named(value as JsonObject, shape, scope) : value;
}
