import type { Label } from '../../../metadata/common/label.ts';

/** The refusals when a decision is asked for; its own sentences stand in `rules/einvoicing/messages.ts`. */
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
  'decision-trial-unread': {
    zh: '这个决策不读取“{form}”，试用它的记录没有意义',
    en: 'This decision does not use “{form}”, so there is nothing to try there',
  },
  'decision-trial-many': {
    zh: '试用的配置最多点名 {most} 条记录，这里有 {count} 条',
    en: 'A trial can name at most {most} records; this one names {count}',
  },
  'decision-moment-wrong': {
    zh: '所问的时刻有误',
    en: 'This is not a valid moment',
  },
  'decision-past-trial': {
    zh: '按过去的配置计算时不能同时试用草稿',
    en: 'A trial is tried on the configuration as it is, not as it was',
  },
  'decision-design-unknown': {
    zh: '没有这个未发布的设计，或者你看不到它',
    en: 'There is no such unpublished design, or you may not see it',
  },
  'decision-design-broken': {
    zh: '设计“{name}”还有错误，先在设计器里改正再试算',
    en: 'The design "{name}" has mistakes: correct them in the designer first',
  },
  'decision-trial-designs': {
    zh: '这个变更集要与设计“{name}”一起发布，不能同时试用另一个设计',
    en: 'The change set is published with the design "{name}": no other can be tried with it',
  },
};
