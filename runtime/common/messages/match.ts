import type { Label } from '../../../metadata/common/label.ts';

/** The steps by which a match narrows down rules. */
export const matchSteps: Readonly<Record<string, Label>> = {
  'match-step-all': {
    zh: '全部规则，含停用和其他组织的',
    en: 'all rules, with disabled ones and those of other organisations',
  },
  'match-step-eligible': { zh: '本组织可用且生效', en: 'usable by the organisation, and in force' },
  'match-step-record': { zh: '属于指定的记录', en: 'of the record that was named' },
  'match-step-matched': { zh: '条件满足', en: 'whose condition is met' },
  'match-gap-anything': { zh: '任何数据', en: 'Any facts' },
  'match-unlooked-lines': { zh: '是明细行上的内容', en: 'it is on rows' },
  'match-unlooked-through': { zh: '来自所引用的数据', en: 'it comes from a record that is referred to' },
  'match-unlooked-part': {
    zh: '规则按文本的一部分判断',
    en: 'rules use a part of the text',
  },
  'match-unlooked-compared': { zh: '与另一字段比较', en: 'it is compared with another field' },
  'match-unlooked-list': { zh: '可以同时有多个值', en: 'it may have several values at once' },
  'match-unlooked-many': { zh: '规则用到的值太多', en: 'rules name too many values of it' },
  'match-unlooked-mixed': {
    zh: '规则用到的值无法互相区分',
    en: 'the values used by rules cannot be distinguished',
  },
};

/** The refusals, notes and names of matching over HTTP; why rules lose stands in `rules/match/messages.ts`. */
export const matchingMessages: Readonly<Record<string, Label>> = {
  'match-none': { zh: '表单“{form}”没有匹配条件', en: 'The form “{form}” has no match' },
  'match-facts-wrong': { zh: '要匹配的数据有 {count} 处问题', en: 'The facts have {count|problem|problems}' },
  'match-candidate-wrong': {
    zh: '要检查的规则有 {count} 处问题',
    en: 'The rule to look at has {count|problem|problems}',
  },
  'match-row-unknown': { zh: '没有第 {row} 行', en: 'There is no row {row}' },
  'match-question-wrong': {
    zh: '提问有 {count} 处问题',
    en: 'The question has {count|problem|problems}',
  },
  'match-question-required': { zh: '请指明“{label}”', en: 'Say which “{label}” is asked about' },
  'match-within-required': {
    zh: '“{form}”按行匹配，请用 within 指明在哪一条记录的行中匹配',
    en: 'Rows of “{form}” match: name with within the record whose rows are asked',
  },
  'match-within-unknown': {
    zh: '没有可用的{form}：{record}',
    en: 'There is no {form} {record} that may be used',
  },
  'match-moment-wrong': { zh: '时刻无法识别', en: 'The moment is not understood' },
  'match-rule-unknown': { zh: '没有这条规则：{rule}', en: 'There is no such rule: {rule}' },
  'match-analysis-stopped': { zh: '分析已中止', en: 'The analysis was stopped' },
  'match-at': {
    zh: 'at 应为日期（2026-01-31）、当地时间（2026-01-31T08:00）或时刻（2026-01-31T00:00:00Z）',
    en: 'at is a date (2026-01-31), a local time (2026-01-31T08:00) or an instant (2026-01-31T00:00:00Z)',
  },
  'match-after': {
    zh: 'after 用于接着列出一条数据的匹配过程：facts 只能是一条，并须同时给出 trace',
    en: 'after goes on with the trace of one match: facts have to be one, and trace has to be given',
  },
  'match-trace': { zh: 'trace 应为 true、false 或 "full"', en: 'trace is true, false or "full"' },
  'match-rule-needed': { zh: '请用 id 或 number 指明规则', en: 'Name the rule by id or number' },
  'match-facts-form': {
    zh: '应为匹配所用单据的表单“{form}”',
    en: 'It has to be the form the match is about, “{form}”',
  },
  'match-unsaid': { zh: '条件不满足', en: 'Its condition is not met' },
  'rule-shadowed-unseen': {
    zh: '凡匹配该规则的，都先匹配了其他规则，该规则不会生效',
    en: 'Whatever matches this rule matches another one first, so it never wins',
  },
  'rule-shadowed-together-more': {
    zh: '凡匹配该规则的，都先匹配了规则 {together} 等之一，该规则不会生效',
    en: 'Whatever matches this rule matches {together} or others first, so it never wins',
  },
  'rule-only-when-empty-more': {
    zh: '{facts} 一有值，就先匹配规则 {together} 等；该规则只在 {facts} 为空时可能生效',
    en: 'If {facts} is filled in, {together} or others match first; this rule can win only if {facts} is empty',
  },
  'rule-only-when-empty-unseen': {
    zh: '{facts} 一有值，就先匹配其他规则；该规则只在 {facts} 为空时可能生效',
    en: 'If {facts} is filled in, other rules match first; this rule can win only if {facts} is empty',
  },
  'rule-overlaps-unseen': {
    zh: '与其他规则优先级相同、结果不同，且可能同时匹配，{decides}决定先后',
    en: 'May match at the same time as other rules, with the same priority and a different result; {decides}',
  },
  'rule-overlaps-more': {
    zh: '与规则 {others} 等优先级相同、结果不同，且可能同时匹配，{decides}决定先后',
    en: 'May match at the same time as {others} and other rules, with the same priority and a different result; {decides}',
  },
  'package-unknown': {
    zh: '没有安装包 {package}：请先安装它，或核对包名',
    en: 'The package {package} is not installed: install it first, or look at how it is spelt',
  },
};
