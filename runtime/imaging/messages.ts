import type { Label } from '../../metadata/common/label.ts';
import { unconfiguredText } from '../../rules/imaging/texts.ts';

/** The sentences for bills that have no image code or no cover, and for those that cannot go on as asked. */
export const messages: Readonly<Record<string, Label>> = {
  'image-code-disabled': {
    zh: '业务应用“{application}”、单据类型“{billType}”没有启用的影像编码生成策略，无法生成影像编码；请启用一个策略后再试',
    en: 'No image code strategy is enabled for {billType} of {application}, so no image code can be given; enable one and try again',
  },
  'image-bill-unconfigured': unconfiguredText,
  'image-code-missing': {
    zh: '单据 {number} 还没有影像编码，不能打印封面；请先生成影像编码',
    en: 'Bill {number} has no image code yet, so it has no cover; give it one first',
  },
  'cover-missing': {
    zh: '业务应用“{application}”、单据类型“{billType}”没有封面模板；请设置影像模板，或把一个单据封面模板设为默认封面',
    en: 'No cover template is set for {billType} of {application}; set an image template, or make a cover template the default',
  },
  'imaging-event-not-offered': {
    zh: '单据 {number} 所在的节点没有此决策；请在工作流影像节点中添加，或改用其他决策',
    en: 'The current node of bill {number} does not offer this decision; add it to the imaging node, or choose another one',
  },
  'imaging-off': {
    zh: '应用“{application}”没有集成影像系统，其单据没有影像编码和封面；需要时请在影像集成参数中改为“是”',
    en: '{application} does not use the imaging system, so its bills have no image code and no cover; switch it on under Imaging integration',
  },
  'images-unmatched': {
    zh: '单据 {number} 还没有匹配到影像系统送来的影像，按影像方案挂起；请在影像到件中匹配后再试',
    en: 'No image from the imaging system matches bill {number} yet, so its scheme keeps it on hold; match it under Arrivals of images, and try again',
  },
  'reject-marked': {
    zh: '单据 {number} 的影像上有标记，节点“{node}”不允许直接驳回；请选择退扫、驳回并退扫，或先去掉标记',
    en: 'The images of bill {number} are marked, so the node {node} does not allow a plain rejection; choose a rescan, or a rejection with rescan, or remove the marks first',
  },
  'push-not-set': {
    zh: '单据 {number} 不是同步或匹配模式，影像不向外推送；请设置影像方案、收票推送和影像系统',
    en: 'Bill {number} is in neither sync nor match mode, so nothing is pushed; set its imaging scheme, the receiving settings and an imaging system',
  },
  'push-own': {
    zh: '影像推送由系统在单据流转时生成，不能手工新增；可在单据上重新推送',
    en: 'Image pushes are created when bills move on and cannot be added by hand, but a bill can be pushed again',
  },
  'imaging-seat-missing': {
    zh: '许可分组 {group} 没有分配给 {user} 的影像许可；请管理员在许可分配用户中分配',
    en: 'No imaging licence of the group {group} is assigned to {user}; ask an administrator to assign one under Licences of users',
  },
  'imaging-seat-expired': {
    zh: '许可分组 {group} 的影像许可已于 {day} 到期；请管理员{renew}',
    en: 'The imaging licences of the group {group} expired on {day}; ask an administrator to {renew}',
  },
  'image-format-refused': {
    zh: '{name} 是 {type} 文件，影像全局配置只允许 {formats}',
    en: '{name} is a {type} file; the global imaging settings take {formats}',
  },
  'image-too-large': {
    zh: '{name} 超过影像全局配置的单个文件上限 {limit} MB',
    en: '{name} is larger than the {limit} MB that the global imaging settings take of a file',
  },
  'images-missing': {
    zh: '单据 {number} 还没有影像；请在“影像”中上传后再试',
    en: 'Bill {number} has no images yet; upload them to “Images”, and try again',
  },
  'scanner-other': {
    zh: '单据 {number} 的影像由指定的扫描人上传，没有指定时由提交人上传；请由其操作',
    en: 'The images of bill {number} are uploaded by the scanner person of its node, or by its submitter if the node has none; ask them',
  },
  'rescan-reason-missing': {
    zh: '请填写单据 {number} 的退回原因后再试',
    en: 'Say why bill {number} is sent back, then try again',
  },
  'rescan-reason-long': {
    zh: '单据 {number} 的退回原因最多 {limit} 个字，现有 {actual} 个',
    en: 'The reason why bill {number} is sent back has at most {limit} characters, and this one has {actual}',
  },
  'scan-unreadable': {
    zh: '无法读取该文件：它不是 PDF、JPEG、PNG、TIFF 或 WebP，或者已损坏；请重新扫描或另存后再试',
    en: 'The file cannot be read: it is not a PDF, JPEG, PNG, TIFF or WebP, or it is damaged; scan it again, or save it as one of these',
  },
  'scan-page-unreadable': {
    zh: '无法读取第 {page} 页：文件已损坏；请重新扫描后再试',
    en: 'Page {page} cannot be read: the file is damaged; scan it again',
  },
  'scan-encrypted': {
    zh: '该 PDF 已加密，无法读取；请取消密码后再试',
    en: 'The PDF is locked with a password and cannot be read; save it without one, and try again',
  },
  'scan-pages': {
    zh: '一个文件最多 {limit} 页，该文件有 {actual} 页；请分成几个文件',
    en: 'A file has at most {limit} pages, and this one has {actual}; split it',
  },
  'scan-pixels': {
    zh: '第 {page} 页过大：最多 {limit} 百万像素，实际 {actual} 百万；请用较低的分辨率扫描',
    en: 'Page {page} is too large: at most {limit} megapixels, and it has {actual}; scan it with fewer dots an inch',
  },
  'scan-too-slow': {
    zh: '读取该页超时；请用较低的分辨率重新扫描',
    en: 'Reading the page took too long; scan it with fewer dots an inch',
  },
  'scan-too-much': {
    zh: '读取该文件需要的内存过多；请分成几个文件，或用较低的分辨率扫描',
    en: 'Reading the file needs too much memory; split it, or scan it with fewer dots an inch',
  },
  'stack-read': {
    zh: '扫描批次 {number} 已读取，不能再次读取',
    en: 'Stack {number} was read already',
  },
  'scan-bill-unknown': {
    zh: '当前组织没有影像编码、编码或单据编号为“{said}”的影像单据；请核对后再输入',
    en: 'The organisation has no bill with the image code, the number or the bill number “{said}”; check it and type it again',
  },
  'scan-bill-ambiguous': {
    zh: '有多张单据的编号为“{said}”；请输入影像编码',
    en: 'Several bills have the number “{said}”; type the image code instead',
  },
  'scan-bill-refused': {
    zh: '不能归属到影像单据 {number}：{why}',
    en: 'Pages cannot go to bill {number}: {why}',
  },
  'stack-reading': {
    zh: '扫描批次 {number} 还没有读完，单据 {bill} 可能还有页；请等读完（中断的请重新读取），或删除该批次',
    en: 'Scanned stack {number} is not read to its end, and bill {bill} may have more pages in it: wait until it is, read it again where it broke off, or delete the stack',
  },
  'scan-page-landed': {
    zh: '扫描页 {number} 已入影像单据，不能再改动',
    en: 'Page {number} is with its bill already and cannot be changed',
  },
  'scan-pages-missing': {
    zh: '没有归属到影像单据 {number} 的扫描页；请先归属',
    en: 'No pages are assigned to bill {number}; assign some first',
  },
};

/** What the inbox tells of imaging. */
export const inboxTexts: Readonly<Record<string, Label>> = {
  'inbox-of-imaging': { zh: '影像', en: 'Imaging' },
  'inbox-review': {
    zh: '{count} 张影像单据等您审批',
    en: '{count|bill with images waits|bills with images wait} for your approval',
  },
};
