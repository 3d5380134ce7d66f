import type { Label } from '../../metadata/label.ts';

/** What asking for a decision refuses; what a decision itself says stands in `rules/decisions/messages.ts`. */
export const decisionMessages: Readonly<Record<string, Label>> = {
  'decision-unknown': {
    zh: '没有名为“{decision}”的决策',
    en: 'There is no decision "{decision}"',
  },
  'decision-input-wrong': {
    zh: '提交的内容有 {count} 处问题',
    en: 'What was asked has {count|problem|problems}',
  },
  'decision-trial-wrong': {
    zh: '试用的配置有 {count} 处问题，无法据此计算',
    en: 'The trial has {count|problem|problems}, so nothing can be decided by it',
  },
  'decision-moment-wrong': {
    zh: '所问的时刻有误',
    en: 'The moment that was asked for is none',
  },
  'decision-past-trial': {
    zh: '按过去的配置计算时不能同时试用草稿',
    en: 'A trial is tried on the configuration as it is, not as it was',
  },
  'decision-too-many': {
    zh: '一次最多 {most} 张单据；更多请以任务方式计算',
    en: 'At most {most|application|applications} at once; more are a job',
  },
  'decision-nothing-asked': {
    zh: '请给出申请单：applications、ids 或 filter 其中之一',
    en: 'Say which applications: one of applications, ids and filter',
  },
};
