import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { maySee, type ReadAsk } from '../../params/answer-parameter.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import { type EffectiveEntry, effectiveHistory, type Place } from '../../past/effective-history.ts';
import type { Ask } from '../pipeline/ask.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Parameter } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { agreedIn } from './agreed-in.ts';
import { namedParameter } from './named-parameter.ts';
import { momentOf } from './then-parameter.ts';

export const effectiveParameter: Parameter = {
  name: 'effective',
  summary: {
    zh: 'true：有效值的变化及原因（设置、取消、锁定、组织移动、日期、定义、时区）',
    en: 'true: how the effective value moved, and why: set, unset, locks, moves of organisations, dates, definitions, zones',
  },
  schema: { type: 'boolean' },
};

export const sinceParameter: Parameter = {
  name: 'since',
  summary: {
    zh: '与 effective 同用：只要这个时刻或修订号起的变化',
    en: 'With effective: only from this instant, or revision, on',
  },
  schema: { type: 'string' },
};

export const beforeParameter: Parameter = {
  name: 'before',
  summary: {
    zh: '上一页回答中的 next：只要在它之前的',
    en: '`next` of the page before: only what came before it',
  },
  schema: { type: 'string' },
};

const usual = 20;

/** How the effective value moved, a page of it. */
export async function effectivePage(ask: Ask) {
  const read = namedParameter(ask);
  const { past } = ask.host;
  const { entries, next } = await effectiveHistory({ reader: ask.reader, past }, read, {
    limit: wholeParameter(ask.query, 'limit', 1, 500) ?? usual,
    until: untilOf(ask),
    since: await sinceOf(ask),
  });
  const written = entries.flatMap(({ cause: { event } }) => (event ? [event.revision] : []));
  const agreed = await agreedIn(ask, written);
  return { items: entries.map((entry) => entryAnswer(read, entry, agreed)), next: next && placeText(next) };
}

function entryAnswer(
  read: ReadAsk,
  { at, revision, from, to, cause, model }: EffectiveEntry,
  agreed: (revision: number) => JsonObject,
): Json {
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
    by: seen ? { ...event.actor } : null,
    reason: seen ? event.reason : null,
    ...(seen && agreed(event.revision)),
  };
}

function placeText({ at, revision }: Place): string {
  return `${revision}.${at}`;
}

/** `<revision>.<milliseconds>`, as a page tells the next; default: now. */
function untilOf(ask: Ask): Place {
  const text = ask.query.get('before');
  if (text === null) return { at: ask.host.clock() + 1, revision: Number.MAX_SAFE_INTEGER };
  const [, revision, at] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (revision === undefined) throw parametersWrong({}, [{ path: '/before', code: 'cursor-wrong' }]);
  return { revision: Number(revision), at: Number(at) };
}

async function sinceOf(ask: Ask): Promise<number | undefined> {
  const text = ask.query.get('since');
  if (text === null) return undefined;
  const moment = momentOf(text, 'since');
  return 'instant' in moment ? moment.instant : (await ask.host.past.at(moment)).at;
}
