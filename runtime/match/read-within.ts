import type { Problem, Result } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import { readPointer } from '../../metadata/kinds/pointer.ts';
import type { Snapshot } from '../../rules/match/snapshot.ts';
import type { Call } from '../call/call.ts';
import { findNamed } from '../store/sql/find-named.ts';
import type { MatchParts } from './match-parts.ts';
import type { RuleForm } from './rule-form.ts';

interface WithinSaid {
  readonly snapshot: Snapshot;
  readonly said: Json | undefined;
  /** It is not left out where the form wants it. */
  readonly whole: boolean;
}

/**
 * Id of the record whose rows are asked, of those the organisation of the call uses; undefined: all are. With
 * `whole`, it is not left out where the form wants it.
 */
export async function readWithin(
  parts: Pick<MatchParts, 'reader' | 'layouts'>,
  call: Call,
  { form, match }: RuleForm,
  { snapshot, said, whole }: WithinSaid,
): Promise<Result<string | undefined>> {
  if (said === undefined || said === null) {
    const isMissing = whole && match.within === 'required';
    return isMissing
      ? refused({ path: '', code: 'match-within-required', params: { form: { ...form.label } } })
      : { ok: true, value: undefined };
  }
  if (match.entries === undefined) return refused({ path: '', code: 'match-within-rows' });
  const read = readPointer(said);
  if (!read.ok) return { ok: false, problems: read.problems };
  const name = typeof read.value === 'string' ? read.value : read.value.number;
  // Whoever may use it is found by the index.
  if (snapshot.ranksOfRecord(name.toLowerCase()).length > 0) return { ok: true, value: name.toLowerCase() };
  const found = await findNamed(parts.reader, call, parts.layouts.of(call.served, form), [name]);
  const record = found.get(name);
  if (!record)
    return refused({
      path: '',
      code: 'match-within-unknown',
      params: { form: { ...form.recordLabel }, record: name },
    });
  return { ok: true, value: record.id };
}

function refused(problem: Problem): Result<never> {
  return { ok: false, problems: [problem] };
}
