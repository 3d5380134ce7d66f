import {
  closed,
  flag,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { filter, sort, view } from '../common/listing.ts';
import { search } from '../common/paging.ts';
import { actor, label, maybeInstant } from '../common/shared.ts';

const tag = 'files';
const binary = text({ format: 'binary' });
const one = '/api/uploads/:upload';

const pages = object({ pages: integer() });

/** A file on its way into a record. */
const upload = object({
  id: text({ format: 'uuid', description: 'By which a record names it when it is saved' }),
  name: text(),
  size: integer(),
  received: integer({ description: 'Bytes that are there' }),
  type: maybe(text({ description: 'What it is, told by its content, once all of it is there' })),
  expiresAt: instant(),
});

/** What one zip of a list has. */
const held = object({
  records: integer({ description: 'Records that hold a file' }),
  files: integer(),
  size: integer({ description: 'Bytes' }),
});

/** The first rows of a workbook, to be looked at. */
const book = object({
  sheets: list(
    object({
      name: text(),
      rows: list(list(text()), { description: 'Cells as people read them; at most 200 rows of 50' }),
      cut: flag({ description: 'Whether it has more rows or columns than these' }),
    }),
    { description: 'Those that are not hidden, at most 10' },
  ),
  cut: flag({ description: 'Whether there are more sheets' }),
});
export type BookPreview = TypeOf<typeof book>;

const links = '/api/forms/:form/records/:id/files/:file/links';
const linksOfRecord = '/api/forms/:form/records/:id/links';

/** An address that was made of a file just now. */
const madeLink = object({
  id: text({ format: 'uuid' }),
  url: text({ format: 'uri', description: 'Told once: nobody can be told it again' }),
  expiresAt: instant(),
});

/** One whose time is not over and that nobody withdrew. */
const link = object({
  id: text({ format: 'uuid' }),
  file: maybe(text({ format: 'uuid', description: 'The file that it leads to' })),
  print: maybe(text({ description: 'The print of the record that it leads to, by its template' })),
  called: maybe(text({ description: 'The name under which it is downloaded; null: the file’s own' })),
  carriedBy: maybe(
    object(
      { form: text(), label, id: text({ format: 'uuid' }) },
      { description: 'The message that it went out with; null: somebody made it' },
    ),
  ),
  by: actor,
  at: instant(),
  expiresAt: instant(),
  usedAt: { ...maybeInstant, description: 'When it was used first' },
  lostAt: {
    ...maybeInstant,
    description:
      'When it ended for good: somebody followed it, and its maker might no longer hand the file out. Null: it leads to the file',
  },
});
export type FileLink = TypeOf<typeof link>;

const as = {
  summary: {
    zh: 'download（默认）：下载；inline：图片、PDF 和纯文本在浏览器里看',
    en: 'download (default); inline: the browser shows pictures, PDF and plain text',
  },
  schema: oneOf(['download', 'inline'], { type: 'string' }),
} as const;

const asRead = {
  summary: {
    zh: `${as.summary.zh}；small：图片缩小为最长边 256 像素的 WebP；print：供打印的 JPEG，最长边 1200 像素`,
    en: `${as.summary.en}; small: a picture made small, WebP of at most 256 pixels a side; print: one for paper, JPEG of at most 1200 pixels a side`,
  },
  schema: oneOf(['download', 'inline', 'small', 'print'], { type: 'string' }),
} as const;

/** Files: brought piece by piece by tus 1.0, then named by the record that takes them, and read with it. */
export const files = {
  begin: call({
    method: 'POST',
    path: '/api/forms/:form/uploads',
    access: { anyOf: ['create', 'edit'] },
    of: 'files',
    operation: 'beginUpload',
    tag,
    summary: {
      zh: '按 tus 1.0 开始上传：Upload-Length 为字节数，Upload-Metadata 含 filename 和 field（字段路径，如 lines.scan）；Location 是上传地址，其中的 id 写进记录',
      en: 'Start an upload with tus 1.0: Upload-Length in bytes, Upload-Metadata with filename and field (its path, such as lines.scan); Location is its address, and its id is used in the record',
    },
    tus: 'begin',
    status: 201,
  }),
  state: call({
    method: 'GET',
    path: one,
    access: 'signed-in',
    operation: 'uploadState',
    tag,
    summary: {
      zh: '自己的上传到了哪里（HEAD 也可，见 Upload-Offset）',
      en: 'The progress of the caller’s own upload (also HEAD, see Upload-Offset)',
    },
    answer: upload,
  }),
  append: call({
    method: 'PATCH',
    path: one,
    access: 'signed-in',
    operation: 'appendUpload',
    tag,
    summary: {
      zh: '从 Upload-Offset 起续传，内容类型 application/offset+octet-stream',
      en: 'Continue an upload from Upload-Offset, as application/offset+octet-stream',
    },
    tus: 'piece',
    status: 204,
  }),
  abandon: call({
    method: 'DELETE',
    path: one,
    access: 'signed-in',
    operation: 'abandonUpload',
    tag,
    summary: { zh: '放弃自己的上传', en: 'Cancel the caller’s own upload' },
    tus: 'end',
    status: 204,
  }),
  preview: call({
    method: 'GET',
    path: `${one}/content`,
    access: 'signed-in',
    operation: 'uploadContent',
    tagged: true,
    tag,
    summary: {
      zh: '自己上传、记录还没保存的文件',
      en: 'The caller’s own file, before a record uses it',
    },
    query: { as },
    answer: binary,
    type: '*/*',
  }),
  previewSheets: call({
    method: 'GET',
    path: `${one}/sheets`,
    access: 'signed-in',
    operation: 'uploadSheets',
    tag,
    summary: {
      zh: '自己上传、记录还没保存的工作簿：各表的前几行',
      en: 'The first rows of the caller’s own workbook, before a record uses it',
    },
    answer: book,
  }),
  previewPages: call({
    method: 'GET',
    path: `${one}/pages`,
    access: 'signed-in',
    operation: 'uploadPages',
    tag,
    summary: {
      zh: '自己上传、记录还没保存的图片有几页',
      en: 'The number of pages of the caller’s own picture, before a record uses it',
    },
    answer: pages,
  }),
  previewPage: call({
    method: 'GET',
    path: `${one}/pages/:page`,
    access: 'signed-in',
    operation: 'uploadPage',
    tagged: true,
    tag,
    summary: {
      zh: '自己上传、记录还没保存的图片的一页，从 1 起，WebP',
      en: 'A page of the caller’s own picture as WebP, from 1, before a record uses it',
    },
    answer: binary,
    type: 'image/webp',
  }),
  read: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/files/:file',
    access: { form: 'read' },
    of: 'files',
    operation: 'readFile',
    tagged: true,
    tag,
    summary: {
      zh: '记录里的一个文件；支持 Range 和 If-None-Match',
      en: 'A file of a record; supports Range and If-None-Match',
    },
    query: { as: asRead },
    answer: binary,
    type: '*/*',
  }),
  face: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/face',
    access: { form: 'read' },
    of: 'files',
    operation: 'readFace',
    status: [200, 204],
    tag,
    summary: {
      zh: '记录的头像：表单的“记录头像”字段里的图片，缩小为最长边 256 像素的 WebP；没有或无权查看时为 204',
      en: 'The face of a record: the picture in the field that its form names, WebP of at most 256 pixels a side; 204 where there is none that the caller may see',
    },
    answer: binary,
    type: 'image/webp',
  }),
  readSheets: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/files/:file/sheets',
    access: { form: 'read' },
    of: 'files',
    operation: 'readSheets',
    tag,
    summary: {
      zh: '记录里一个工作簿各表的前几行，供预览；最多 10 张表、每张 200 行 50 列',
      en: 'A preview of a workbook of a record; at most 10 sheets with 200 rows and 50 columns each',
    },
    answer: book,
  }),
  readPages: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/files/:file/pages',
    access: { form: 'read' },
    of: 'files',
    operation: 'readPages',
    tag,
    summary: {
      zh: '记录里一张图片有几页：TIFF 可有多页',
      en: 'The number of pages of a picture of a record; a TIFF can have several',
    },
    answer: pages,
  }),
  readPage: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/files/:file/pages/:page',
    access: { form: 'read' },
    of: 'files',
    operation: 'readPage',
    tagged: true,
    tag,
    summary: {
      zh: '记录里一张图片的一页，从 1 起，WebP，长边最多 3600 像素：浏览器不能显示的 TIFF 也能看',
      en: 'A page of a picture of a record as WebP, from 1, at most 3,600 pixels per side; also for TIFF, which browsers cannot show',
    },
    answer: binary,
    type: 'image/webp',
  }),
  makeLink: call({
    method: 'POST',
    path: links,
    access: { form: 'link' },
    of: 'files',
    operation: 'makeFileLink',
    tag,
    summary: {
      zh: '生成一个限时链接：拿到的人不用登录就能下载这个文件。每次打开都按生成人此刻的权限判断；要能导出这条记录，且角色没有除外“分享链接”',
      en: 'Create a temporary link, with which anyone can download the file without signing in. Whenever it is opened, the current rights of its creator apply; requires the right to export the record, which a role can restrict for links',
    },
    body: closed({
      hours: optional(integer({ minimum: 1, maximum: 720, description: 'How long it holds. Default: 72' })),
    }),
    bodyOptional: true,
    answer: madeLink,
    status: 201,
    secretAnswer: true,
  }),
  links: call({
    method: 'GET',
    path: links,
    access: { form: 'read' },
    of: 'files',
    operation: 'fileLinks',
    tag,
    summary: {
      zh: '文件现有的链接里自己可以撤销的：自己生成的，可编辑记录的人看到全部；最多 100 个',
      en: 'The valid links of a file that the caller may revoke: the caller’s own, or all for those who may edit the record; at most 100',
    },
    answer: object({ items: list(link) }),
  }),
  withdrawLink: call({
    method: 'DELETE',
    path: `${links}/:link`,
    access: { form: 'read' },
    of: 'files',
    operation: 'withdrawFileLink',
    tag,
    summary: { zh: '撤销一个链接', en: 'Revoke a link' },
    status: 204,
  }),
  recordLinks: call({
    method: 'GET',
    path: linksOfRecord,
    access: { form: 'read' },
    operation: 'recordLinks',
    tag,
    summary: {
      zh: '记录现有的链接里自己可以撤销的：文件的，和邮件、回调带出去的打印件的；最多 100 个',
      en: 'The valid links of a record that the caller may revoke: to its files, and to prints sent with e-mails and callbacks; at most 100',
    },
    answer: object({ items: list(link) }),
  }),
  withdrawRecordLink: call({
    method: 'DELETE',
    path: `${linksOfRecord}/:link`,
    access: { form: 'read' },
    operation: 'withdrawRecordLink',
    tag,
    summary: { zh: '撤销记录的一个链接', en: 'Revoke a link of a record' },
    status: 204,
  }),
  linked: call({
    method: 'GET',
    path: '/files/:token',
    // Whoever was sent it has no account here.
    access: 'public',
    operation: 'linkedFile',
    tagged: true,
    tag,
    summary: {
      zh: '凭限时链接下载文件，不需要登录；支持 Range',
      en: 'Download a file through its link; no sign-in needed, supports Range',
    },
    answer: binary,
    type: ['*/*', 'text/html'],
  }),
  held: call({
    method: 'GET',
    path: '/api/forms/:form/files',
    access: { form: 'export' },
    of: 'files',
    operation: 'heldFiles',
    tag,
    summary: {
      zh: '列表中的记录有多少文件可打成一个 zip；打不了的，说明原因',
      en: 'The number of files of the records in a list for one zip; if no zip is possible, the reason',
    },
    query: { view, filter, q: search, sort },
    fieldFilters: true,
    answer: held,
  }),
  zip: call({
    method: 'GET',
    path: '/api/forms/:form/files.zip',
    access: { form: 'export' },
    of: 'files',
    operation: 'zipFiles',
    tag,
    summary: {
      zh: '列表中记录的全部文件打成一个 zip，一条记录一个文件夹；一次最多 5000 个文件、4096 MB，多了先说明再拒绝',
      en: 'All files of the records in a list as one zip with a folder per record; at most 5,000 files and 4,096 MB; more is refused before anything is sent',
    },
    query: { view, filter, q: search, sort },
    fieldFilters: true,
    answer: binary,
    type: 'application/zip',
  }),
} as const;
