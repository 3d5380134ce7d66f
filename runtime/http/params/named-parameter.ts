import { type Address, addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import type { ParameterAccess, Rights, Scope } from '../../call/rights.ts';
import { refusal } from '../../common/refusal.ts';
import type { Then } from '../../effective/past/past.ts';
import { answerParameter, parameterUnknown, type ReadAsk } from '../../params/answer-parameter.ts';
import { scopeName } from '../../params/scope-name.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter } from '../pipeline/check-query.ts';
import { callThen } from './then-parameter.ts';

const parameterForbidden = refusal('parameter-forbidden', 403);

/** The parameter the path names, with what the caller may see of it; what he may not see is as if it were not. */
export function namedParameter(ask: Ask): ReadAsk {
  return namedIn(ask, ask.writeCall);
}

/** The same by what was served then, of which one sees what one may see today. */
export function namedThen(ask: Ask, then: Then): ReadAsk {
  return namedIn(ask, callThen(ask, then));
}

function namedIn(ask: Ask, call: Call): ReadAsk {
  const [type, key] = [ask.param('type'), ask.param('key')];
  const address = addressOf(call.served.model, type, key);
  const sight = ask.principal.rights.parameters(type, 'read');
  const org = scopeOf(ask, call);
  if (!address || !covers(sight, org)) throw parameterUnknown({ type, key });
  return { call, address, org, sight };
}

/** Null: the whole system. */
function scopeOf(ask: Ask, call: Call): string | null {
  const scope = choiceParameter(ask.query, 'scope', ['organisation', 'system']);
  return scope === 'system' ? null : call.org;
}

/** Tells whether a right reaches a scope; the whole system is seen by whoever sees anything of the type. */
export function covers(sight: Scope, org: string | null): boolean {
  return sight === 'all' || (org === null ? sight.size > 0 : sight.has(org));
}

export function requireSetting(ask: Ask, { address, org, call }: ReadAsk): void {
  if (maySet(ask.principal.rights, address, org)) return;
  throw parameterForbidden({ type: address.type, org: scopeName(call, org) });
}

function maySet(rights: Rights, { type }: Address, org: string | null): boolean {
  const access: ParameterAccess = org === null ? 'system' : 'write';
  return covers(rights.parameters(type, access), org);
}

/** Answers a read after a write, on this node as it is now. */
export function answerNow(ask: Ask, { org, ...read }: ReadAsk) {
  const call = { ...read.call, served: ask.host.served() };
  return answerParameter({ ...read, org, call }, true);
}
