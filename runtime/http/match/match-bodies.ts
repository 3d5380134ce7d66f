import { append } from '../../../metadata/common/append.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { type AskedBeside, type FactsToCover, mostFacts } from '../../../metadata/contract/match/sent.ts';
import type { Form } from '../../../metadata/model.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { CoverageFacts } from '../../effective/match/cover-rules.ts';
import type { Asking } from '../../effective/match/prepare.ts';
import type { Ask } from '../pipeline/ask.ts';
import { bodyWrong } from '../pipeline/refusals.ts';

export function askingIn({ at, ask, within }: AskedBeside): Asking {
  return { at: at ?? undefined, ask: ask ?? undefined, within: within ?? undefined };
}

/** Documents that are read in one piece. */
const pageSize = 50;

/** Facts that are sent, or stored documents of the form that rules ask, as far as the caller may read them. */
export async function coverageFacts(ask: Ask, asked: FactsToCover): Promise<CoverageFacts> {
  if (isList(asked)) return { facts: asked, stored: false };
  const form = ask.served.model.formsById.get(ask.form.match?.facts ?? '');
  const { form: name = form?.name, filter, limit = mostFacts } = asked;
  if (!form || name !== form.name)
    throw bodyWrong({}, [
      { path: '/facts/form', code: 'match-facts-form', params: { form: form?.name ?? '' } },
    ]);
  return { facts: await documents(ask, form, filter, limit), stored: true };
}

/** Tells whether several facts were sent. */
export function isList(sent: FactsToCover | JsonObject): sent is readonly Json[] {
  return Array.isArray(sent);
}

async function documents(
  ask: Ask,
  form: Form,
  filter: Condition | undefined,
  limit: number,
): Promise<readonly JsonObject[]> {
  const { rights } = ask.principal;
  const readable = form.fields.filter((field) => !field.hidden && rights.readable(form, field));
  const fields = [...readable.map((field) => field.name), 'createdAt'];
  const found: JsonObject[] = [];
  const pause = timeSlices();
  let cursor: string | undefined;
  do {
    const page = await ask.host.store.list(ask.call, form, {
      fields,
      limit: Math.min(pageSize, limit - found.length),
      ...(filter === undefined ? {} : { filter }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    append(found, page.items);
    cursor = page.next ?? undefined;
    await pause();
  } while (cursor !== undefined && found.length < limit);
  return found;
}
