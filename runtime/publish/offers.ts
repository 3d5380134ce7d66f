import type { Issue } from '../../metadata/issue.ts';
import type { JsonObject } from '../../metadata/json.ts';
import type { Language } from '../../metadata/label.ts';
import type { ToPublish } from '../call/publisher.ts';
import { sentence } from '../messages/index.ts';
import { refusal } from '../refusal.ts';
import type { Fill } from './fill-defaults.ts';

const bodyWrong = refusal('publish-body', 400);

/** What a publish could do for the records there are, if somebody wants it: answered with `fill`. */
export function offersIn(issues: readonly Issue[], language: Language): readonly JsonObject[] {
  return issues.flatMap(({ form = '', params }) => {
    const { fill, count, field, default: value } = params;
    if (typeof fill !== 'string') return [];
    const spoken = { ...params, default: typeof value === 'string' ? value : JSON.stringify(value) };
    const message = sentence('fill-offered', spoken, language, new Map());
    return [{ fill, form, field: field ?? null, records: count ?? null, default: value ?? null, message }];
  });
}

/** What of the offers somebody takes; refuses what is none. Left out: nothing. */
export function chosenFills(said: ToPublish['fill'], offers: readonly JsonObject[]): readonly Fill[] {
  const offered = offers.map(({ fill }) => String(fill));
  if (said === undefined || said === false) return [];
  if (said === true) return offered;
  const wrong = said.flatMap((fill, at) =>
    offered.includes(fill) ? [] : [{ path: `/fill/${at}`, code: 'publish-fill', params: { fill, offered } }],
  );
  if (wrong.length > 0) throw bodyWrong({}, wrong);
  return said;
}
