import type { DecisionTexts } from '../decisions/sentences.ts';

/** The texts in which the decisions of imaging are told. */
export const texts: DecisionTexts = {
  steps: {
    'image-code-made': {
      zh: '按策略 {rule} 生成影像编码 {code}',
      en: 'The image code {code} is made by the strategy {rule}',
    },
    'cover-chosen': { zh: '封面使用模板 {rule}', en: 'The cover uses the template {rule}' },
    'cover-none': { zh: '没有设置封面模板', en: 'No template is set for a cover' },
    'imaging-not-integrated': {
      zh: '应用“{application}”未集成影像系统，单据不需要影像、编码和封面',
      en: '{application} is not integrated with imaging: its bills need no images, code or cover',
    },
    'imaging-no-scheme': {
      zh: '没有适用的影像方案，按基础模式',
      en: 'No imaging scheme applies: basic mode',
    },
    'imaging-mode-chosen': { zh: '按方案 {rule} 为 {mode}', en: '{mode} by the scheme {rule}' },
    'imaging-seat-held': { zh: '可以上传和审批影像', en: 'Images may be uploaded and approved' },
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
    'imaging-push-off': {
      zh: '方案 {scheme} 是 {mode}，但收票管理配置没有打开“是否推送星瀚影像系统”，按基础模式处理；请打开',
      en: 'The scheme {scheme} uses {mode}, but “Push to the imaging system” is off in the receiving settings, so basic mode applies; switch it on',
    },
    'imaging-licence-missing': {
      zh: '方案 {scheme} 是 {mode}，但其收票许可没有授权，按基础模式处理；请授权收票许可',
      en: 'The scheme {scheme} uses {mode}, but its receiving licence is not authorised, so basic mode applies; authorise it',
    },
    'imaging-system-missing': {
      zh: '方案 {scheme} 是 {mode}，但没有启用的影像系统，按基础模式处理；请启用一个影像系统（如 IMC）',
      en: 'The scheme {scheme} uses {mode}, but no imaging system is enabled, so basic mode applies; enable one, such as IMC',
    },
    'business-system-missing': {
      zh: '没有启用的默认业务系统，单据的进展没有通知业务系统；请在业务系统设置中启用',
      en: 'No default business system is enabled, so none is notified about the bill; enable one under Business systems',
    },
    'imaging-held-unmatched': {
      zh: '还没有匹配到影像系统送来的影像，按方案挂起；请在影像到件中匹配后再试',
      en: 'No image from the imaging system matches it yet, so its scheme keeps it on hold; match it under Arrivals of images',
    },
    'imaging-unmatched': {
      zh: '没有匹配到影像系统送来的影像，按方案放行；请核对影像',
      en: 'No image from the imaging system matches it, but its scheme lets it pass; check its images',
    },
    'imaging-no-upload-node': {
      zh: '影像方案要求上传影像，但其流程没有影像上传节点，单据没有挂起；请在工作流影像节点中添加',
      en: 'Its scheme requires images, but its process has no upload node, so it did not wait; add one under Imaging nodes',
    },
    'imaging-reject-marked': {
      zh: '影像上有标记，节点 {node} 不允许直接驳回；请选择退扫、驳回并退扫，或先去掉标记',
      en: 'Its images are marked, so the node {node} does not allow a plain rejection; ask for a rescan, or remove the marks',
    },
    'imaging-seat-expired': {
      zh: '许可分组 {group} 的影像许可已于 {day} 到期；请更新许可',
      en: 'The imaging licences of the group {group} ended on {day}; renew them',
    },
    'imaging-seat-missing': {
      zh: '许可分组 {group} 没有分配给该用户的影像许可；请在许可分配用户中分配',
      en: 'No imaging licence of the group {group} is assigned to this user; assign one under Licences of users',
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
    basic: { zh: '基础模式', en: 'basic mode' },
    sync: { zh: '同步模式', en: 'sync mode' },
    match: { zh: '匹配模式', en: 'match mode' },
    'next.submit': { zh: '提交节点', en: 'submitting' },
    'next.upload': { zh: '影像上传节点', en: 'uploading' },
    'next.next': { zh: '下一节点', en: 'the next node' },
  },
};
