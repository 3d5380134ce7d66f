import type { Label } from '../../metadata/common/label.ts';

/** The sentences for bills that have no image code, or no cover. */
export const messages: Readonly<Record<string, Label>> = {
  'image-code-disabled': {
    zh: '业务应用“{application}”、单据类型“{billType}”没有启用的影像编码生成策略，无法生成影像编码；请启用一个策略后再试',
    en: 'No image code strategy is enabled for {billType} of {application}, so no image code can be given; enable one and try again',
  },
  'image-code-missing': {
    zh: '单据 {number} 还没有影像编码，不能打印封面；请先生成影像编码',
    en: 'Bill {number} has no image code yet, so it has no cover; give it one first',
  },
  'cover-missing': {
    zh: '业务应用“{application}”、单据类型“{billType}”没有封面模板；请设置影像模板，或把一个单据封面模板设为默认封面',
    en: 'No cover template is set for {billType} of {application}; set an image template, or make a cover template the default',
  },
};
