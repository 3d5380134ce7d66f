import type { Field } from '../../../../metadata/field.ts';
import type { CallFacts } from '../../../../rules/condition/facts.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { EvaluateVirtual } from '../answer/answers.ts';
import { withLeftEmpty } from '../answer/left-empty.ts';
import type { Stored } from '../record/stored.ts';
import { createTargets } from '../sql/targets.ts';
import type { StoreParts } from './parts.ts';
import { factsAsked } from './setting.ts';

type Parts = Pick<StoreParts, 'layout' | 'layouts' | 'behaviours' | 'copies'>;

/**
 * Evaluates by the rules that complete a record when it is saved, of the same facts. Records that others refer to are read
 * once for all, settings and calendars once for each organisation, and others run between two records. Where records share
 * what they may take, those that come first have it.
 */
export function createEvaluate(parts: () => Parts): EvaluateVirtual {
  return async (reader, call, form, stored, effort) => {
    const { behaviours, copies, layouts } = parts();
    const rules = await behaviours.of(form, call.served.model);
    const targets = createTargets(reader, call, layouts, copies);
    if (rules.virtualReferences.size > 0) await targets.loadAll(form, stored, rules.virtualReferences);
    const pause = timeSlices();
    const facts = new Map<string, CallFacts>();
    const made: Stored[] = [];
    for (const record of stored) {
      const { org } = record;
      const asked = facts.get(org) ?? (await factsAsked(parts(), reader, call, rules, org));
      facts.set(org, asked);
      const left: Field[] = [];
      const tooMuch = (field: Field) => void left.push(field);
      const context = { call: asked, target: targets.target, pause, tooMuch, ...(effort && { effort }) };
      const one = (await rules.evaluated(record, context)) as Stored;
      made.push(
        left.length > 0 ? withLeftEmpty(one, left, effort ? 'not-evaluated-here' : 'not-evaluated') : one,
      );
      await pause();
    }
    return made;
  };
}
