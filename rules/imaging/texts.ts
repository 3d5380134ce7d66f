import type { DecisionTexts } from '../decisions/sentences.ts';

/** The texts in which the decisions of imaging are told. */
export const texts: DecisionTexts = {
  steps: {
    'image-code-made': {
      zh: '按策略 {rule} 生成影像编码 {code}',
      en: 'The image code {code} is made by the strategy {rule}',
    },
    'cover-chosen': { zh: '封面使用模板 {rule}', en: 'The cover goes by the template {rule}' },
    'cover-none': { zh: '没有设置封面模板', en: 'No template is set for a cover' },
    'imaging-routed': { zh: '{event} 之后转到 {next}', en: 'After {event} on to {next}' },
  },
  issues: {
    'image-code-disabled': {
      zh: '没有启用的影像编码生成策略，不生成影像编码；需要时请启用',
      en: 'No strategy for image codes is enabled, so none is made; enable one where it is needed',
    },
    'cover-without-code': {
      zh: '封面模板 {number} 的二维码不是影像编码，扫描后无法识别；请修改模板',
      en: 'The cover template {number} has no QR code of the image code, so scans are not recognised; change the template',
    },
    'cover-code-place': {
      zh: '封面模板 {number} 的二维码不在左上角或右上角，可能影响扫描识别',
      en: 'The QR code of the cover template {number} is in neither upper corner, which scanners may miss',
    },
  },
  words: {
    submit: { zh: '提交', en: 'it is submitted' },
    upload: { zh: '上传影像', en: 'its images are uploaded' },
    agree: { zh: '同意', en: 'it is agreed to' },
    reject: { zh: '退回', en: 'it is rejected' },
    rescan: { zh: '退回重扫', en: 'a new scan is asked for' },
    'reject-rescan': { zh: '退回并重扫', en: 'it is rejected for a new scan' },
    'next.submit': { zh: '提交节点', en: 'submitting' },
    'next.upload': { zh: '影像上传节点', en: 'uploading' },
    'next.next': { zh: '下一节点', en: 'the next node' },
  },
};
