import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { type Facts, readOnce } from '../../../rules/condition/facts.ts';
import { targetOf } from '../../../rules/condition/scope.ts';
import type { Ref } from '../../../rules/condition/value.ts';
import type { Hit, HitOptions, Rules } from '../../../rules/decisions/rules.ts';
import { match } from '../../../rules/match/match.ts';
import { questionId } from '../../../rules/match/questions.ts';
import type { Snapshot } from '../../../rules/match/snapshot.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { span } from '../../common/traces/trace.ts';
import { callFacts } from '../../storage/store/sql/filter.ts';
import { completeRefs } from '../match/complete-refs.ts';
import type { MatchParts } from '../match/match-parts.ts';
import type { Needs } from '../match/needs.ts';
import type { NamedRef } from '../match/read-facts.ts';
import type { View } from './view.ts';

/** The rules of a form at the moment of a decision. */
export interface RulesThen {
  readonly form: Form;
  readonly facts: Form;
  readonly snapshot: Snapshot;
  readonly needs: Needs;
  readonly view: View;
}

export interface RulesParts {
  readonly parts: Pick<MatchParts, 'reader' | 'layouts' | 'answers'>;
  readonly call: Call;
  /** By id of the form; forms that are absent have no rules for whoever asks. */
  readonly forms: ReadonlyMap<string, RulesThen>;
  /** Told of the rule that won. */
  readonly won: (form: string, record: JsonObject) => void;
}

/** Matches over rules as they were gathered: what is written meanwhile changes nothing. */
export function rulesIn({ parts, call, forms, won }: RulesParts): Rules {
  const { org, served, now } = call;
  const pause = timeSlices();
  const known = callFacts(call);
  const asked = { org, tree: served.orgs, localDate: now.localDate, pause };
  const targets = new Targets(parts, call);

  return {
    async hits(id: string, record: JsonObject, options: HitOptions = {}): Promise<readonly Hit[]> {
      const rules = forms.get(id);
      if (!rules || rules.snapshot.ranked.length === 0) return [];
      const { within, ask = {}, first = false } = options;
      const target = await targets.of(rules, record);
      const said = Object.fromEntries(Object.entries(ask).map(([name, value]) => [questionId(name), value]));
      const facts: Facts = readOnce({ record: { ...record, ...said }, call: known, target });
      const question = { ...asked, ...(within === undefined ? {} : { record: within }) };
      const matched = await span('match', { 'guiju.form': rules.form.name }, () =>
        match(rules.snapshot, facts, first ? question : { ...question, trace: true }),
      );
      const ranks = first
        ? [(matched.place ?? 0) - 1]
        : (matched.trace?.judged ?? []).flatMap(({ rank, holds }) => (holds ? [rank] : []));
      const hits = ranks.flatMap((rank): readonly Hit[] => {
        const candidate = rules.snapshot.ranked[rank];
        const rule = candidate && rules.view.byId.get(candidate.record);
        if (!candidate || !rule) return [];
        return [{ record: rule, ...(candidate.seq === undefined ? {} : { seq: candidate.seq }) }];
      });
      if (hits[0]) won(id, hits[0].record);
      return hits;
    },
  };
}

type Target = NonNullable<Facts['target']>;

/** Records that facts only name, looked up once for all that rules ask of them. */
class Targets {
  readonly #parts: RulesParts['parts'];
  readonly #call: Call;
  readonly #asked = new Set<string>();
  readonly #found: Target[] = [];

  constructor(parts: RulesParts['parts'], call: Call) {
    this.#parts = parts;
    this.#call = call;
  }

  readonly #target: Target = (form, ref) => {
    for (const target of this.#found) {
      const record = target(form, ref);
      if (record) return record;
    }
    return undefined;
  };

  async of({ form, facts, needs }: RulesThen, record: JsonObject): Promise<Target> {
    const refs = [...needs.paths()].flatMap((path) => refsAt(facts, record, path));
    const open = refs.filter(({ path, target, value }) => {
      const key = JSON.stringify([form.id, path, target, value['id'] ?? null, value['number'] ?? null]);
      if (this.#asked.has(key)) return false;
      this.#asked.add(key);
      return true;
    });
    if (open.length > 0) {
      const { target } = await completeRefs(this.#parts, this.#call, needs, open);
      this.#found.push(target);
    }
    // A record that was found before completes other questions about it.
    for (const { target, value } of refs) {
      const found = this.#target(target, value as Ref);
      if (found) value['id'] ??= found['id'] ?? null;
    }
    return this.#target;
  }
}

/** References of facts at a path by ids: `businessType`, `lines.vehicle`. */
function refsAt(form: Form, record: JsonObject, path: string): readonly NamedRef[] {
  const [first = '', second] = path.split('.');
  const field = form.byId.get(first);
  const value = record[first];
  if (second !== undefined && field?.rows && Array.isArray(value)) {
    const inner = field.rows.byId.get(second);
    return value.flatMap((row: Json) => (isObject(row) ? refsOf(row[second], path, inner) : []));
  }
  return refsOf(value, path, field);
}

function refsOf(value: Json | undefined, path: string, field: Field | undefined): readonly NamedRef[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((one: Json | undefined) => {
    if (!isObject(one) || !field) return [];
    const said = (one as JsonObject)['form'];
    const target = severalOf(field) ? said : targetOf(field);
    return typeof target === 'string' ? [{ path, target, value: one as Record<string, Json> }] : [];
  });
}
