import type { QueryOf } from '../../../metadata/contract/common/call.ts';
import type { params } from '../../../metadata/contract/params/calls.ts';
import type { EffectiveEntry } from '../../../metadata/contract/params/history.ts';
import type { Agreement } from '../../../metadata/contract/params/value.ts';
import { spokenReason } from '../../call/spoken-reason.ts';
import { actorIn } from '../../call/system-call.ts';
import {
  type EffectiveEntry as EntryThen,
  effectiveHistory,
  type Place,
} from '../../effective/past/effective-history.ts';
import { maySee, type ReadAsk } from '../../params/answer-parameter.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import type { Ask } from '../pipeline/ask.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { agreedIn } from './agreed-in.ts';
import { namedParameter } from './named-parameter.ts';
import { momentOf } from './then-parameter.ts';

type Query = QueryOf<typeof params.history>;

const usual = 20;

/** Returns a page of the changes of an effective value. */
export async function effectivePage(ask: Ask, { limit = usual, before, since }: Query) {
  const read = namedParameter(ask);
  const { past } = ask.host;
  const { entries, next } = await effectiveHistory({ reader: ask.reader, past }, read, {
    limit,
    until: untilOf(ask, before),
    since: await sinceOf(ask, since),
  });
  const written = entries.flatMap(({ cause: { event } }) => (event ? [event.revision] : []));
  const agreed = await agreedIn(ask, written);
  return { items: entries.map((entry) => entryAnswer(read, entry, agreed)), next: next && placeText(next) };
}

function entryAnswer(
  read: ReadAsk,
  { at, revision, from, to, cause, model }: EntryThen,
  agreed: (revision: number) => Agreement,
): EffectiveEntry {
  const { event, org } = cause;
  const seen = event !== undefined && maySee(read.sight, org ?? null);
  const place = org === undefined || org === null ? undefined : read.call.served.orgs.get(org);
  return {
    at: new Date(at).toISOString(),
    revision,
    cause: cause.kind,
    org: place ? { id: place.id, number: place.number, name: place.name } : null,
    from: wireEffective(from, read.address, model),
    to: wireEffective(to, read.address, model),
    by: seen ? actorIn(read.call.language, event.actor) : null,
    reason: seen ? spokenReason(event.reason, read.call) : null,
    ...(seen && agreed(event.revision)),
  };
}

function placeText({ at, revision }: Place): string {
  return `${revision}.${at}`;
}

/** `<revision>.<milliseconds>`, as a page tells the next; default: now. */
function untilOf(ask: Ask, text: string | undefined): Place {
  if (text === undefined) return { at: ask.host.clock() + 1, revision: Number.MAX_SAFE_INTEGER };
  const [, revision, at] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (revision === undefined) throw parametersWrong({}, [{ path: '/before', code: 'cursor-wrong' }]);
  return { revision: Number(revision), at: Number(at) };
}

async function sinceOf(ask: Ask, text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  const moment = momentOf(text, 'since');
  return 'instant' in moment ? moment.instant : (await ask.host.past.at(moment)).at;
}
