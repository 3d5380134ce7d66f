import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { isInstance } from '../../../rules/params/address.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Instances } from './flag.ts';

/** For whom flags are evaluated, as the context says. */
export interface FlagContext {
  readonly org: string;
  readonly instances: Instances;
  /** As it came, in one order. */
  readonly text: string;
}

/** A flaw of the context; the sentence for it is `messages` code. */
export interface ContextWrong {
  readonly code: 'ofrep-context' | 'ofrep-org' | 'ofrep-instance';
  readonly params: JsonObject;
}

/**
 * `org` names the organisation, else `targetingKey` does, else it is the caller's own. `taxNumber`, with
 * `machineNumber` where one is meant, `form` and `sourceSystem` say what keys with a dimension are taken from.
 */
export function flagContext(ask: Ask, given: Json | undefined): FlagContext | ContextWrong {
  const context = given ?? {};
  if (!isObject(context)) return { code: 'ofrep-context', params: {} };
  const org = orgOf(ask, context);
  if (org === undefined)
    return {
      code: 'ofrep-org',
      params: { org: textOf(context['org'] ?? context['targetingKey']).slice(0, 100) },
    };
  const taxNumber = textOf(context['taxNumber']);
  const machine = textOf(context['machineNumber']);
  const said = {
    'tax-number': taxNumber,
    'tax-number+machine': taxNumber === '' || machine === '' ? taxNumber : `${taxNumber}:${machine}`,
    form: textOf(context['form']),
    'source-system': textOf(context['sourceSystem']),
  } as const;
  const instances: Record<string, string> = {};
  for (const [dimension, instance] of Object.entries(said)) {
    if (instance === '') continue;
    if (!isInstance(dimension as keyof typeof said, instance) || instance.includes('*'))
      return { code: 'ofrep-instance', params: { instance: instance.slice(0, 100) } };
    instances[dimension] = instance;
  }
  return {
    org,
    instances,
    text: JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Undefined: there is none of that number, or it is not for the caller. */
function orgOf({ call, principal, served }: Ask, context: JsonObject): string | undefined {
  const named = context['org'] ?? context['targetingKey'] ?? '';
  if (named === '') return call.org;
  const org = typeof named === 'string' ? served.orgs.byNumber(named) : undefined;
  return org && (org.id === principal.org || principal.rights.uses(org.id)) ? org.id : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
