import type { Label } from '../../metadata/common/label.ts';

/** The sentences for bills that have no image code or no cover, and for those that cannot go on as asked. */
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
  'imaging-event-not-offered': {
    zh: '单据 {number} 所在的节点没有此决策；请在工作流影像节点中添加，或改用其他决策',
    en: 'The node where bill {number} stands does not offer this decision; add it to the imaging node, or decide otherwise',
  },
  'images-missing': {
    zh: '单据 {number} 还没有影像；请在“影像”中上传后再试',
    en: 'Bill {number} has no images yet; upload them to “Images”, and try again',
  },
  'scanner-other': {
    zh: '单据 {number} 的影像由指定的扫描人上传，没有指定时由提交人上传；请由其操作',
    en: 'The images of bill {number} are brought by the scanner person of its node, or by who submitted it if the node names nobody; ask them',
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
    en: 'The file cannot be read: it is no PDF, JPEG, PNG, TIFF or WebP, or it is damaged; scan it again, or save it anew',
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
  'scan-page-landed': {
    zh: '扫描页 {number} 已入影像单据，不能再改动',
    en: 'Page {number} is with its bill already and cannot be changed',
  },
  'scan-pages-missing': {
    zh: '没有归属到影像单据 {number} 的扫描页；请先归属',
    en: 'No pages are assigned to bill {number}; assign some first',
  },
};
