import { parseInstant } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import type { Moment } from '../../effective/past/commit-then.ts';
import type { Then } from '../../effective/past/past.ts';
import type { Ask } from '../pipeline/ask.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

const notThere = refusal('then-no-organisation', 404);

/** The state that `at=` asks for; undefined: that of now. */
export function thenOf(ask: Ask): Promise<Then> | undefined {
  const text = ask.query.get('at');
  return text === null ? undefined : ask.host.past.at(momentOf(text, 'at'));
}

/** An instant or a revision, as the parameter with that name says it. */
export function momentOf(text: string, name: string): Moment {
  if (/^\d{1,15}$/.test(text)) return { revision: Number(text) };
  const instant = parseInstant(text);
  if (instant === null)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-moment', params: { name } }]);
  return { instant: Date.parse(instant) };
}

/** Returns the call of who asks today, about what was served then. */
export function callThen(ask: Ask, then: Then): Call {
  const org = orgThen(ask, then);
  return { ...ask.call, served: then.served, org, now: then.now(org) };
}

/**
 * The organisation of a call, then: the one that is called so today, where it was there; else the one that was called
 * so. Of one that is gone only he is told who sees all of them.
 */
function orgThen(ask: Ask, { served }: Then): string {
  const number = ask.query.get('org');
  const today = number === null ? ask.call.org : ask.served.orgs.byNumber(number)?.id;
  if (today !== undefined && served.orgs.get(today)) return today;
  const org = number === null ? undefined : served.orgs.byNumber(number)?.id;
  if (org === undefined || (ask.served.orgs.get(org) && !ask.principal.rights.uses(org)))
    throw notThere({ org: number ?? ask.served.orgs.get(ask.call.org)?.number ?? '' });
  return org;
}

export function momentAnswer({ revision, at }: Then) {
  return { revision, instant: new Date(at).toISOString() };
}
