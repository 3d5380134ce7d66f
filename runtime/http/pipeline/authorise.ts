import type { Call } from '../../call/call.ts';
import { actionOf } from '../../call/form-actions.ts';
import { type Action, mayAnywhere, missingRight, type Rights, rightFor } from '../../call/rights.ts';
import { asPlatform } from '../../call/system-call.ts';
import { noSuchAction } from '../../storage/store/record/refusals.ts';
import type { Ask } from './ask.ts';
import type { Endpoint } from './endpoint.ts';
import {
  administratorsOnly,
  designersOnly,
  forbidden,
  readOnlyToken,
  seesOnly,
  tokenNotAdministering,
  tokenNotProvisioning,
} from './refusals.ts';

/** Refuses a caller who may not make the call at all; on which records is the store's to judge. */
export function authorise({ access, method, asks }: Endpoint, ask: Ask): void {
  if (access === 'public' || access === 'anybody') return;
  if (access === 'provisions' && ask.principal.provisions) return;
  const { writes, user } = ask.principal;
  if (method !== 'GET' && !asks && !writes)
    throw user.seenBy ? seesOnly({ number: user.number, name: user.name }) : readOnlyToken();
  if (access === 'signed-in') return;
  if (access === 'provisions')
    throw ask.principal.credential === 'token' ? tokenNotProvisioning() : administratorsOnly();
  const { rights } = ask.principal;
  if (access === 'administers') {
    if (!rights.administers) throw mayNotAdminister(ask) ? tokenNotAdministering() : administratorsOnly();
    return;
  }
  if (access === 'designs') {
    if (!rights.designs('design')) throw designersOnly();
    return;
  }
  if (access === 'packages') {
    if (!knowsPackages(rights)) throw mayNotAdminister(ask) ? tokenNotAdministering() : designersOnly();
    return;
  }
  const actions: readonly Action[] =
    'form' in access
      ? [access.form]
      : 'anyOf' in access
        ? [...access.anyOf, ...ask.form.actions.map(({ name }) => name)]
        : [rightFor(ask.param(access.named))];
  if (actions.some((action) => mayAnywhere(rights, ask.form, action))) return;
  if ('named' in access) requireNamed(ask, ask.param(access.named));
  if (ask.form.kind === 'platform' && mayNotAdminister(ask)) throw tokenNotAdministering();
  throw forbidden(missingRight(ask.served.model, ask.form, actions[0] ?? ''));
}

/** Nobody lacks the right to what there is not: whoever reads the records is told what there is instead. */
function requireNamed({ form, principal: { rights } }: Ask, action: string): void {
  if (actionOf(form, action, {}) || !mayAnywhere(rights, form, 'read')) return;
  throw noSuchAction(form, action);
}

/** Tells whether somebody is told what is installed: who runs the platform, and who designs upon it. */
export function knowsPackages(rights: Rights): boolean {
  return rights.administers || rights.designs('design');
}

/** A token may be given less than its user has: then it is the token that is in the way. */
function mayNotAdminister({ principal }: Ask): boolean {
  return !principal.administering;
}

/** Done by the user himself, but by the platform's right: one's own needs no role. */
export function ownCall(ask: Ask): Call {
  return asPlatform(ask.call);
}
