import { append } from '../../../metadata/common/append.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { CoverageFacts } from '../../match/cover-rules.ts';
import type { Asking } from '../../match/prepare.ts';
import type { UnsavedRule } from '../../match/read-candidates.ts';
import { timeSlices } from '../../time-slices.ts';
import type { Ask } from '../pipeline/ask.ts';
import { bodyWrong } from '../pipeline/refusals.ts';

/** Facts of one call. */
export const mostFacts = 1_000;

type OrNull<T> = T | null;

/** What is said beside the facts. */
interface Beside {
  readonly at?: OrNull<string>;
  readonly ask?: Json;
  readonly within?: Json;
}

export function askingIn({ at, ask, within }: Beside): Asking {
  return { at: at ?? undefined, ask: ask ?? undefined, within: within ?? undefined };
}

/** What is sent to match, as `match-schemas` says it. */
export interface MatchBody extends Beside {
  /** One, or several. */
  readonly facts: JsonObject | readonly Json[];
  readonly trace?: boolean | 'full';
  readonly all?: OrNull<boolean>;
  readonly after?: OrNull<string>;
}

export interface ExplainBody extends Beside {
  readonly id?: OrNull<string>;
  readonly number?: OrNull<string>;
  readonly facts: JsonObject;
}

export interface CoverageBody extends Beside {
  readonly facts: readonly Json[] | StoredFacts;
}

/** Stored documents of the form that rules ask. */
interface StoredFacts {
  readonly form?: string;
  readonly filter?: Condition;
  readonly limit?: number;
}

export interface AnalysisBody {
  readonly records?: OrNull<readonly string[]>;
  readonly after?: OrNull<string>;
  readonly candidate?: OrNull<UnsavedRule>;
}

export type GapsBody = Beside;

export interface CaseBody extends Beside {
  readonly facts: JsonObject;
  readonly name?: OrNull<string>;
}

/** Documents that are read in one piece. */
const pageSize = 50;

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
