import type { Label } from '../../../metadata/common/label.ts';

/** What is said of files of records: as they are brought, taken, served, and looked for. */
export const fileMessages: Readonly<Record<string, Label>> = {
  'upload-version': {
    zh: '上传须按 tus {version}：请带上请求头 Tus-Resumable: {version}',
    en: 'Uploads use tus {version}: send the header Tus-Resumable: {version}',
  },
  'upload-length': {
    zh: 'Upload-Length 应为文件的字节数',
    en: 'Upload-Length must be the size of the file in bytes',
  },
  'upload-offset': {
    zh: '已收到 {offset} 字节，请从那里续传',
    en: '{offset|byte has|bytes have} been received; continue from there',
  },
  'upload-metadata': {
    zh: 'Upload-Metadata 应为“名称 值”，值用 base64，各项以逗号分隔',
    en: 'Upload-Metadata must be a comma-separated list of names with base64 values',
  },
  'upload-too-much': {
    zh: '文件说好是 {size} 字节，来的更多',
    en: 'The file was announced as {size|byte|bytes}, but more data was sent',
  },
  'upload-unknown': {
    zh: '没有这个上传，或已过期；请重新上传',
    en: 'There is no such upload, or it has expired; upload the file again',
  },
  'upload-field': {
    zh: '“{form}”里没有名为“{field}”的文件字段',
    en: '“{form}” has no file field “{field}”',
  },
  'zip-too-much': {
    zh: '这些记录的文件超过 {most} 个或 {largest} MB，一个 zip 放不下；请缩小范围，分几次下载',
    en: 'These records have more than {most} files or {largest} MB, too much for one zip: select fewer records and download in several parts',
  },
  'zip-empty': {
    zh: '这些记录里没有您可以看的文件',
    en: 'These records have no files that you may see',
  },
  'zip-missing': {
    zh: '“{name}”没有打包：它的内容读不到，请管理员运行 guiju doctor',
    en: '“{name}” was not included because its content cannot be read; ask an administrator to run guiju doctor',
  },
  'zip-holds-too-much': {
    zh: 'zip 里的文件超过 {most} 个，或（解压后）超过 {largest} MB；请分成几个导入',
    en: 'The zip contains more than {most} files or {largest} MB (packed or unpacked): split it into several imports',
  },
  'zip-damaged': {
    zh: 'zip 已损坏，打不开',
    en: 'The zip is damaged and cannot be opened',
  },
  'zip-encrypted': {
    zh: 'zip 里的“{name}”有密码；请不加密码重新打包',
    en: '“{name}” in the zip is protected by a password: pack it without one',
  },
  'zip-path': {
    zh: 'zip 里的路径“{name}”指向包外或无效；请重新打包',
    en: 'The path “{name}” in the zip is invalid or points outside it: create the zip again',
  },
  'zip-link': {
    zh: 'zip 里的“{name}”是链接，不是文件；请把文件本身打包',
    en: '“{name}” in the zip is a link, not a file: pack the file itself',
  },
  'zip-twice': {
    zh: 'zip 里有两个“{name}”（不分大小写）；请改名后重新打包',
    en: 'The zip has “{name}” twice (ignoring case): rename one and create the zip again',
  },
  'zip-packing': {
    zh: 'zip 里的“{name}”用了不支持的压缩方法；请用普通的 zip 格式重新打包',
    en: '“{name}” in the zip uses an unsupported compression method: create a standard zip',
  },
  'zip-no-workbook': {
    zh: 'zip 里没有 Excel 工作簿（.xlsx）或 csv；请把它和文件一起打包，放在最外层',
    en: 'The zip contains no Excel workbook (.xlsx) or csv: add it at the top level, together with the files',
  },
  'zip-workbooks': {
    zh: 'zip 的最外层只能有一个工作簿或 csv，现有：{names}',
    en: 'The zip must have exactly one workbook or csv at the top level; it has {names}',
  },
  'file-not-beside': {
    zh: 'zip 里没有“{name}”，记录里也没有这个名称的文件',
    en: 'There is no “{name}” in the zip, and the record has no file of that name',
  },
  'file-not-there': {
    zh: '记录里没有名为“{name}”的文件；新文件请和工作簿打成一个 zip 导入',
    en: 'The record has no file “{name}”; to add a new one, import a zip with this workbook and the file',
  },
  'file-broken': {
    zh: '“{name}”在 zip 里已损坏',
    en: '“{name}” is damaged in the zip',
  },
  'upload-refused': { zh: '不能上传“{name}”', en: '“{name}” cannot be uploaded' },
  'files-full': {
    zh: '{whose}的文件已用 {used} MB，上限 {limit} MB，放不下这个文件',
    en: 'Files of {whose} already use {used} of {limit} MB: there is not enough space for this file',
  },
  'files-elsewhere': {
    zh: '{place} 不是这个系统存放文件的地方：多台服务器须共用同一个文件夹或存储桶（GUIJU_HOME 下的 files，或 GUIJU_FILES）；换了地方，先用 guiju files move 搬过去，或用 guiju restore 恢复',
    en: '{place} is not where this system stores its files: all servers must share one folder or bucket (files in GUIJU_HOME, or GUIJU_FILES). To use another location, move the files with guiju files move or restore them with guiju restore',
  },
  'record-file-unknown': {
    zh: '记录里没有这个文件，或者您无权查看',
    en: 'The record has no such file, or you may not see it',
  },
  'file-link-gone': {
    zh: '这个链接已过期或已撤销；需要文件，请向发给您链接的人再要一个',
    en: 'This link has expired or was revoked: if you still need the file, ask the sender for a new one',
  },
  'file-link-unknown': {
    zh: '没有这个链接，或者您不能撤销它：生成人和可编辑记录的人才可以',
    en: 'There is no such link, or you may not revoke it: its creator may, and those who may edit the record',
  },
  'file-not-workbook': {
    zh: '“{name}”按内容不是 xlsx 工作簿，没有表可看',
    en: '“{name}” is not an xlsx workbook by its content, so it has no sheets to show',
  },
  'range-wrong': {
    zh: '文件共 {size} 字节，没有所要的部分',
    en: 'The file has {size|byte|bytes}; the requested range is outside it',
  },
  'file-unknown': {
    zh: '没有这个文件，或它不是您上传的；请重新上传',
    en: 'There is no such file, or you did not upload it; upload it again',
  },
  'file-not-whole': { zh: '“{name}”还没有传完', en: '“{name}” has not been fully uploaded' },
  'file-elsewhere': {
    zh: '“{name}”是为另一个字段上传的；请为“{label}”重新上传',
    en: '“{name}” was uploaded for another field; upload it again for “{label}”',
  },
  'file-not-sealed': {
    zh: '“{name}”没有加密保存，不能放进存放个人信息的字段；请重新上传',
    en: '“{name}” is not stored encrypted and cannot be used for personal data; upload it again',
  },
  'file-type-refused': {
    zh: '“{name}”按内容是 {type}；这里可以放：{types}',
    en: '“{name}” is of type {type} by its content; this field accepts {types}',
  },
  'file-too-large': {
    zh: '“{name}”超过 {limit} MB',
    en: '“{name}” is larger than {limit} MB',
  },
  'file-two-things': {
    zh: '“{name}”既是 {type}，又可以当作 {also} 打开；这样的文件可能骗过打开它的程序，请另存后再上传',
    en: '“{name}” is {type} but can also be opened as {also}; such files can deceive programs that open them. Save it under the right type and upload it again',
  },
  'picture-too-many-pixels': {
    zh: '“{name}”有 {width} × {height} 像素，超过 {most} 百万像素；请缩小后再上传',
    en: '“{name}” has {width} × {height} pixels, more than {most} million; reduce its size and upload it again',
  },
  'file-unpacks-too-far': {
    zh: '“{name}”有 {packed} MB，解开后至少 {unpacked} MB；展开得这么大的文件可能是故意的，不能上传',
    en: '“{name}” is {packed} MB and unpacks to at least {unpacked} MB; a file that expands this much may be malicious and cannot be uploaded',
  },
  'file-infected': {
    zh: '“{name}”没有通过病毒扫描：{found}；文件没有保存',
    en: '“{name}” did not pass the virus scan ({found}) and was not saved',
  },
  'file-not-scanned': {
    zh: '“{name}”超过病毒扫描程序一次能扫描的大小，不能上传；请管理员调大 clamd 的 StreamMaxLength',
    en: '“{name}” is larger than the virus scanner accepts and cannot be uploaded; ask an administrator to increase StreamMaxLength of clamd',
  },
  'scanner-away': {
    zh: '病毒扫描程序现在没有应答，文件已经上传，扫描之后才能使用；请稍后重试',
    en: 'The virus scanner is not responding. The file has been uploaded but cannot be used until it is scanned; try again later',
  },
  'file-without-pages': {
    zh: '“{name}”不是可以逐页显示的图片，或者超过 64 MB；请下载后查看',
    en: '“{name}” is not an image that can be shown page by page, or is larger than 64 MB; download it to view it',
  },
  'file-page-unknown': {
    zh: '“{name}”没有第 {page} 页，或者这一页已损坏',
    en: '“{name}” has no page {page}, or that page is damaged',
  },
  'picture-none': {
    zh: '这个文件没有可以缩小显示的图片',
    en: 'This file is not an image that can be resized',
  },
  'doctor-files': {
    zh: '文件的 {count} 个内容都在',
    en: 'all contents of files are there ({count})',
  },
  'doctor-files-missing': {
    zh: '{place} 里缺少 {count} 个文件的内容（表单 记录 文件名）：{first}；从备份旁的 backup-files 文件夹恢复，或在记录里重新上传',
    en: 'the contents of {count|file is|files are} missing in {place} (form, record, file): {first}; restore them with guiju restore from the folder backup-files beside a backup, or upload them again',
  },
};
