import type { Label } from '../../../metadata/common/label.ts';

/** The refusals when a decision is asked for; its own sentences stand in `rules/einvoicing/messages.ts`. */
export const decisionMessages: Readonly<Record<string, Label>> = {
  'decision-unknown': {
    zh: '没有名为“{decision}”的决策',
    en: 'There is no decision called “{decision}”',
  },
  'decision-input-wrong': {
    zh: '提交的内容有 {count} 处问题；请改正后再试',
    en: 'The input has {count|problem|problems}; correct it and try again',
  },
  'decision-trial-wrong': {
    zh: '试用的配置有 {count} 处问题，无法据此计算；请改正',
    en: 'The trial configuration has {count|problem|problems}, so it cannot be tried; correct it',
  },
  'decision-trial-unread': {
    zh: '这个决策不读取“{form}”；请从试用的配置中去掉它的记录',
    en: 'This decision does not use “{form}”: remove its records from the trial',
  },
  'decision-trial-many': {
    zh: '试用的配置最多点名 {most} 条记录，这里有 {count} 条',
    en: 'A trial can have at most {most} records, and this one has {count}: remove some',
  },
  'decision-moment-wrong': {
    zh: '所问的时刻有误；请改正',
    en: 'The time is not valid: correct it',
  },
  'decision-past-trial': {
    zh: '按过去的配置计算时不能同时试用草稿；请去掉其一',
    en: 'Drafts can be tried only with the current configuration, not with a past one: clear one of the two',
  },
  'decision-design-unknown': {
    zh: '没有这个未发布的设计，或者您看不到它；请另选一个',
    en: 'There is no such unpublished design, or you may not see it: choose another one',
  },
  'decision-design-broken': {
    zh: '设计“{name}”还有错误，先在设计器里改正再试算',
    en: 'The design “{name}” has errors: correct them in the designer first',
  },
  'decision-trial-designs': {
    zh: '这个变更集要与设计“{name}”一起发布，不能同时试用另一个设计',
    en: 'The change set is to be published with the design “{name}”, so no other design can be tried with it',
  },
};
