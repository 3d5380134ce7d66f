import type { Condition } from '../../../metadata/condition.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { CoverageFacts } from '../../match/cover-rules.ts';
import type { Ask } from '../pipeline/ask.ts';
import { type MatchBody, mostFacts } from './match-body.ts';

const pageSize = 250;

/** Facts that are sent, or stored documents of the form that rules ask, as far as the caller may read them. */
export async function coverageFacts(ask: Ask, body: MatchBody, asked: Json): Promise<CoverageFacts> {
  if (!isObject(asked)) {
    if (!Array.isArray(asked)) body.wrong('/facts', 'array-expected');
    else if (asked.length > mostFacts) body.wrong('/facts', 'too-many-items', { most: mostFacts });
    body.done();
    return { facts: asked as readonly Json[], stored: false };
  }
  const form = ask.served.model.formsById.get(ask.form.match?.facts ?? '');
  const { form: name = form?.name ?? null, filter, limit = mostFacts, ...others } = asked;
  for (const member of Object.keys(others)) body.wrong(`/facts/${member}`, 'unknown-member');
  if (!form || name !== form.name) body.wrong('/facts/form', 'match-facts-form', { form: form?.name ?? '' });
  if (filter !== undefined && !isObject(filter)) body.wrong('/facts/filter', 'object-expected');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > mostFacts)
    body.wrong('/facts/limit', 'too-many-items', { most: mostFacts });
  body.done();
  return {
    facts: form ? await documents(ask, form, filter as unknown as Condition | undefined, Number(limit)) : [],
    stored: true,
  };
}

async function documents(
  ask: Ask,
  form: Form,
  filter: Condition | undefined,
  limit: number,
): Promise<readonly JsonObject[]> {
  const { rights } = ask.principal;
  const fields = form.fields
    .filter((field) => !field.hidden && rights.readable(form, field))
    .map((field) => field.name);
  const found: JsonObject[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask.host.store.list(ask.call, form, {
      fields,
      limit: Math.min(pageSize, limit - found.length),
      ...(filter === undefined ? {} : { filter }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < limit);
  return found;
}
