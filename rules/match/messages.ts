import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { render } from '../../metadata/common/render.ts';

/** The reasons why candidates did not win, and oddities of rules. Params in both languages are put in by language. */
export const messages: Readonly<Record<string, Label>> = {
  'match-not-visible': {
    zh: '组织“{orgCalled}”不能使用该规则（管控策略：{sharing}）',
    en: '“{orgCalled}” may not use this rule (sharing: {sharing})',
  },
  'match-replaced': {
    zh: '组织“{orgCalled}”使用自己的个性化副本',
    en: '“{orgCalled}” uses its own copy',
  },
  'match-disabled': { zh: '已禁用', en: 'Disabled' },
  'match-not-yet': { zh: '{from} 起生效', en: 'Applies from {from}' },
  'match-expired': { zh: '有效期至 {to}，已失效', en: 'Expired on {to}' },
  'match-no-condition': { zh: '未设置匹配条件', en: 'No condition' },
  'match-broken-condition': {
    zh: '条件已无效，请打开规则修正',
    en: 'Its condition is no longer valid; open the rule and correct it',
  },
  'match-other-record': { zh: '不属于指定的单据', en: 'Belongs to another record' },
  'match-other-organisation': {
    zh: '适用于其他组织，不含“{orgCalled}”',
    en: 'Applies to other organisations, not to “{orgCalled}”',
  },
  'match-for-nobody': {
    zh: '没有指明适用于谁，对谁都不生效',
    en: 'It does not specify what it applies to, so it never applies',
  },
  'match-other-question': {
    zh: '适用于{label}{expected}，本次所问为 {actual}',
    en: 'Applies to {label} {expected}; {actual} was asked for',
  },
  'match-unasked': {
    zh: '适用于{label}{expected}，本次没有指明{label}',
    en: 'Applies to {label} {expected}; no {label} was given',
  },
  'match-other-fact': {
    zh: '适用于{label}{expected}，单据为 {actual}',
    en: 'Applies to {label} {expected}; the document has {actual}',
  },
  'match-failed': {
    zh: '不满足“{sentence}”，实际为 {actual}',
    en: 'Requires “{sentence}”, but found {actual}',
  },
  'match-denied': {
    zh: '满足了不应满足的“{sentence}”，实际为 {actual}',
    en: 'Must not be “{sentence}”, but found {actual}',
  },
  'match-failed-any': {
    zh: '以下满足一项即可，现在都不满足：{ways}',
    en: 'Any one of these would be enough, but none is met: {ways}',
  },
  'match-way': { zh: '“{sentence}”（实际为 {actual}）', en: '“{sentence}” (found {actual})' },
  'match-way-denied': {
    zh: '不满足“{sentence}”（实际为 {actual}）',
    en: 'not “{sentence}” (found {actual})',
  },
  'match-never': { zh: '条件不可能成立；请修正条件', en: 'The condition can never be met; correct it' },
  'match-outranked': {
    zh: '条件满足，但按“{by}”排在第 {place} 位的规则之后',
    en: 'It matches, but rule number {place} ranks higher by “{by}”',
  },
  'match-won': { zh: '匹配成功', en: 'Matched' },
  'rule-broken': {
    zh: '条件已无法判断，该规则不会匹配，请修正：{why}',
    en: 'The condition can no longer be evaluated, so the rule matches nothing until it is corrected: {why}',
  },
  'rule-outdated': {
    zh: '条件用到已去掉的内容：{fields}；新单据不再有这些值，请修正规则',
    en: 'Its condition uses what was removed: {fields}; new documents have no such values, so correct the rule',
  },
  'rule-never-matches': {
    zh: '该规则的条件互相矛盾，永远不会匹配；请修正条件',
    en: 'The conditions of this rule contradict each other, so it never matches; correct them',
  },
  'rule-for-others': {
    zh: '该规则的适用范围与其条件互相矛盾，永远不会匹配；请修正其一',
    en: 'The scope of this rule contradicts its condition, so it never matches; correct one of them',
  },
  'rule-for-nobody': {
    zh: '可以使用该规则的组织，都不在其适用的组织之内，该规则不会生效；请调整适用组织或管控策略',
    en: 'None of the organisations this rule applies to may use it, so it never wins; adjust its organisations or its sharing',
  },
  'rule-shadowed': {
    zh: '凡匹配该规则的，都先匹配了规则 {by}，该规则不会生效',
    en: 'Whatever matches this rule matches rule {by} first, so it never wins',
  },
  'rule-shadowed-together': {
    zh: '凡匹配该规则的，都先匹配了规则 {together} 之一，该规则不会生效',
    en: 'Whatever matches this rule matches one of the rules {together} first, so it never wins',
  },
  'rule-only-when-empty': {
    zh: '{facts} 一有值，就先匹配规则 {together}；该规则只在 {facts} 为空时可能生效',
    en: 'If {facts} is filled in, {together} matches first; this rule can win only if {facts} is empty',
  },
  'rule-all-options': {
    zh: '条件中有一处对“{fact}”的每个选项都成立，没有区分任何选项',
    en: 'Part of the condition is met by every option of “{fact}”, so it makes no difference',
  },
  'rule-no-options': {
    zh: '条件中有一处对“{fact}”的任何选项都不成立，只在“{fact}”为空时成立',
    en: 'Part of the condition is met by no option of “{fact}”, only if “{fact}” is empty',
  },
  'rule-overlaps': {
    zh: '与规则 {others} 优先级相同、结果不同，且可能同时匹配，{decides}决定先后',
    en: 'May match at the same time as {others}, with the same priority and a different result; {decides}',
  },
  'rule-not-indexable': {
    zh: '条件中没有必须成立的“等于”或“属于”，每次匹配都要判断它；这样的规则多了会变慢',
    en: 'No exact-match condition, so this rule is checked every time. Many of these slow matching down.',
  },
};

/** A code of `messages` as a sentence in both languages. */
export function reason(code: string, params: Readonly<Record<string, Json>>): Label {
  return said(messages, code, params);
}

/** The same of somebody else's messages. */
export function said(
  texts: Readonly<Record<string, Label>>,
  code: string,
  params: Readonly<Record<string, Json>>,
): Label {
  return { zh: render(texts, code, params, 'zh') ?? code, en: render(texts, code, params, 'en') ?? code };
}
