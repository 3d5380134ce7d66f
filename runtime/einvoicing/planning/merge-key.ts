import type { JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../../rules/decisions/given.ts';
import { groupKey } from '../../../rules/einvoicing/merge/group.ts';
import type { PlanConfig, PlanQuestion } from '../../../rules/einvoicing/plan/config.ts';
import { prepare } from '../../../rules/einvoicing/plan/prepare.ts';
import { choiceFor } from '../../../rules/einvoicing/plan/split-used.ts';

/** Applications with the same key may become one invoice; `place` tells those apart that stay alone. */
export async function mergeKey(
  application: JsonObject,
  place: number,
  config: PlanConfig,
  asked: Pick<PlanQuestion, 'split' | 'splits'>,
): Promise<string> {
  const { prepared, trace } = await prepare(application, place, config, 'none');
  const { mergeRule, splitRule } = prepared;
  const alone = `alone ${place}`;
  const choice = choiceFor(application, asked);
  if (trace.stopped || !mergeRule || choice.by === 'hand') return alone;
  const keys = mergeRule.documentKeys;
  const document = { ...prepared.application, number: '', lines: [] };
  const own = groupKey(document, Array.isArray(keys) ? keys.map(String) : []);
  const rules = [mergeRule, splitRule].map((rule) => (rule ? textIn(rule, 'id') : ''));
  return own === null ? alone : JSON.stringify([...rules, choice, own]);
}
