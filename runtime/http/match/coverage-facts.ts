import type { Condition } from '../../../metadata/condition.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { CoverageFacts } from '../../match/cover-rules.ts';
import type { Ask } from '../pipeline/ask.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { type CoverageBody, mostFacts } from './match-bodies.ts';

const pageSize = 250;

/** Facts that are sent, or stored documents of the form that rules ask, as far as the caller may read them. */
export async function coverageFacts(ask: Ask, asked: CoverageBody['facts']): Promise<CoverageFacts> {
  if (isList(asked)) return { facts: asked, stored: false };
  const form = ask.served.model.formsById.get(ask.form.match?.facts ?? '');
  const { form: name = form?.name, filter, limit = mostFacts } = asked;
  if (!form || name !== form.name)
    throw bodyWrong({}, [
      { path: '/facts/form', code: 'match-facts-form', params: { form: form?.name ?? '' } },
    ]);
  return { facts: await documents(ask, form, filter, limit), stored: true };
}

function isList(asked: CoverageBody['facts']): asked is readonly Json[] {
  return Array.isArray(asked);
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
