import type { Issue } from '../../../metadata/common/issue.ts';
import { loadPatterns } from '../../../metadata/common/pattern.ts';
import { render } from '../../../metadata/common/render.ts';
import { messages } from '../../../metadata/messages/messages.ts';
import { checkBehaviour } from '../../../rules/behaviour/check-behaviour.ts';
import { usesPatterns } from '../../../rules/condition/compile.ts';
import { messages as ofRules } from '../../../rules/messages.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';

/** A flaw in words, with its place. */
interface ConditionIssue extends Pick<Issue, 'code' | 'severity' | 'params' | 'pointer'> {
  readonly message: { readonly zh: string; readonly en: string };
  readonly form: string;
  readonly place: string;
}

/** The form that was judged last. */
let last: { readonly hash: string; readonly issues: Promise<readonly ConditionIssue[]> } | null = null;

/**
 * What is wrong with the conditions of a form that is designed, and what stands still by them, before a publish finds it:
 * though something else of the design be wrong. What the page does not know of other forms is left to that.
 */
export function conditionIssues(form: FormModel): Promise<readonly ConditionIssue[]> {
  if (last?.hash !== form.hash) last = { hash: form.hash, issues: judge(form) };
  return last.issues;
}

async function judge(form: FormModel): Promise<readonly ConditionIssue[]> {
  const said = [form.fields, form.rules, form.layout, form.actions, form.blocks, form.views];
  const text = JSON.stringify(said);
  const { targets } = await forms.around(form);
  const isWhole = [...form.targetNames.keys()].every((id) => targets.has(id));
  if (!isWhole || text.includes('"$setting.') || text.includes('"$param.')) return [];
  const checks = new Map((await forms.recordChecks()).map((one) => [one.name, one]));
  const patterns = usesPatterns(JSON.parse(text)) ? { patterns: await loadPatterns() } : {};
  const found = checkBehaviour(form, { target: (id) => targets.get(id), checks, ...patterns });
  return found.filter(({ code }) => code !== 'unknown-check').map((issue) => worded(issue, form));
}

function worded({ code, severity, params, pointer }: Issue, { id }: FormModel): ConditionIssue {
  const says = (language: 'zh' | 'en') =>
    render(ofRules, code, params, language) ?? render(messages, code, params, language) ?? code;
  const message = { zh: says('zh'), en: says('en') };
  return { code, severity, params, pointer, message, form: id, place: placeOf(pointer) };
}

/** `/layout/tabs/main/groups/basic/visible` → `layout/groups/basic` */
function placeOf(pointer: string): string {
  const [, part = '', second = '', third = '', fourth, fifth] = pointer.split('/');
  if (part !== 'layout') return `${part}/${second}`;
  return fourth === 'groups' ? `layout/groups/${fifth ?? ''}` : `layout/${second}/${third}`;
}
