import type { Problem } from '../../metadata/issue.ts';
import { isObject, type Json, type JsonObject, pointerTo } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { nearNames } from '../../metadata/near-names.ts';
import type { Call } from '../call/call.ts';
import { type NamedRef, readFacts } from './read-facts.ts';
import type { RuleForm } from './rule-form.ts';

/** What a call says beside the facts, and as it stands among them. */
export interface ReadAsk {
  /** By question. */
  readonly said: JsonObject;
  /** By the ids below which rules look for it. */
  readonly record: JsonObject;
  readonly refs: readonly NamedRef[];
  readonly problems: readonly Problem[];
}

/** Every question is known and has a value of its kind; with `whole`, none that is required is left out. */
export function readAsk(ask: Json | undefined, rules: RuleForm, call: Call, whole: boolean): ReadAsk {
  const { questions } = rules.matching;
  const said = ask ?? {};
  if (!isObject(said))
    return { said: {}, record: {}, refs: [], problems: [{ path: '', code: 'object-expected' }] };
  const problems: Problem[] = [];
  for (const name of Object.keys(said))
    if (!questions.has(name))
      problems.push({
        path: pointerTo(name),
        code: 'unknown-question',
        params: { question: name, near: nearNames(name, questions.keys()) },
      });
  const fields = [...questions.values()];
  // Read as facts are: the questions are all the form there is.
  const form = { fields, byId: new Map(), byName: questions, entries: [] } as unknown as Form;
  const known = Object.fromEntries(Object.entries(said).filter(([name]) => questions.has(name)));
  const read = readFacts(known, form, call, 'names');
  problems.push(...read.problems);
  for (const [name, { required, label }] of questions)
    if (whole && required === true && (said[name] ?? '') === '')
      problems.push({
        path: pointerTo(name),
        code: 'match-question-required',
        params: { label: { ...label } },
      });
  return { said: known as JsonObject, record: read.record, refs: read.refs, problems };
}
