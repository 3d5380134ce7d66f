import type { Label } from '../common/label.ts';

/** The messages of kinds about a value, in a record, a sheet or a package. */
export const valueMessages: Readonly<Record<string, Label>> = {
  'not-text': { zh: '应为文本', en: 'This must be text' },
  'not-keepable': { zh: '含有无法保存的字符', en: 'This contains characters that cannot be stored' },
  'line-break': { zh: '不能换行', en: 'This must be a single line' },
  'too-long': {
    zh: '最多 {length} 个字符，现有 {actual} 个',
    en: 'At most {length|character|characters}; there are {actual}',
  },
  'not-integer': { zh: '应为整数', en: 'This must be a whole number' },
  'not-decimal': { zh: '应为数字', en: 'This must be a number' },
  'too-many-decimals': {
    zh: '最多 {scale} 位小数',
    en: 'At most {scale|digit|digits} after the decimal point',
  },
  'too-many-digits': {
    zh: '整数部分最多 {digits} 位，现有 {actual} 位',
    en: 'At most {digits|digit|digits} before the decimal point; there are {actual}',
  },
  'too-small': { zh: '不能小于 {min}', en: 'This must be at least {min}' },
  'percent-too-great': {
    zh: '不能大于 {percent}；6% 传为 0.06，不是 6',
    en: 'This must be at most {percent}; 6% is sent as 0.06, not as 6',
  },
  'percent-too-fine': {
    zh: '百分数最多 {percent} 位小数；写成小数最多 {scale} 位',
    en: 'At most {percent|digit|digits} after the decimal point as a percentage, or {scale} as a fraction',
  },
  'too-great': { zh: '不能大于 {max}', en: 'This must be at most {max}' },
  'not-boolean': { zh: '应为是或否', en: 'This must be yes or no' },
  'not-date': { zh: '应为日期，如 2026-01-31', en: 'This must be a date such as 2026-01-31' },
  'year-unlikely': { zh: '年份是 {year}，请核对日期', en: 'The year is {year}; please check the date' },
  'not-time': { zh: '应为时间，如 08:30:00', en: 'This must be a time such as 08:30:00' },
  'not-datetime': {
    zh: '应为带时区的日期时间，如 2026-01-31T08:30:00Z',
    en: 'This must be a date and time with a zone, such as 2026-01-31T08:30:00Z',
  },
  'not-time-range': {
    zh: '应为时间段，如 08:00:00~17:30:00',
    en: 'This must be a time range such as 08:00:00~17:30:00',
  },
  'not-duration': {
    zh: '应为时长，如 1 小时 30 分、45 分、1:30（一个半小时）；只写数字不知道是几分还是几秒',
    en: 'This must be a duration such as 1h 30m, 45m or 1:30 (an hour and a half); a bare number could be minutes or seconds',
  },
  'not-colour': { zh: '应为颜色，如 #1F6FEB', en: 'This must be a colour such as #1F6FEB' },
  'not-currency': {
    zh: '没有币种“{value}”：应为 ISO 4217 的代码，如 CNY',
    en: 'There is no currency “{value}”: enter an ISO 4217 code such as CNY',
  },
  'currency-decimals': {
    zh: '{currency} 的金额最多 {scale} 位小数',
    en: 'Amounts in {currency} can have at most {scale|digit|digits} after the decimal point',
  },
  'currency-other': {
    zh: '这是 {currency} 的金额，不是 {other} 的',
    en: 'This is an amount in {currency}, not in {other}',
  },
  'not-an-option': {
    zh: '“{value}”不在选项中，可填：{shown}',
    en: '“{value}” is not one of the options: {shown}',
  },
  'not-a-form': { zh: '没有表单“{form}”', en: 'There is no form “{form}”' },
  'not-a-parameter-type': { zh: '没有参数类型“{type}”', en: 'There is no type of parameters “{type}”' },
  'not-any-reference': {
    zh: '应写明表单和编号，如 contract/HT-001；可以是：{forms}',
    en: 'Enter the form and the number, such as contract/HT-001; possible forms: {forms}',
  },
  'not-of-these-forms': {
    zh: '“{form}”不在可以指向的表单之列：{forms}',
    en: '“{form}” cannot be used here; possible forms: {forms}',
  },
  'not-list': { zh: '应为列表', en: 'This must be a list' },
  'not-object': { zh: '应为对象', en: 'This must be an object' },
  'not-file': { zh: '请上传一个文件', en: 'Upload a file' },
  'file-named-by': {
    zh: '文件不能按“{field}”命名：明细、文件和保密的字段不行',
    en: 'Files cannot be named after “{field}”: entries, files and secret fields cannot be used for this',
  },
  'file-not-ownable': {
    zh: '文件字段不能由各组织各填各的：请去掉 ownable',
    en: 'A file field cannot be filled in by each organisation separately: remove ownable',
  },
  'files-too-many': {
    zh: '最多 {most} 个文件，现有 {actual} 个',
    en: 'At most {most} files; there are {actual}',
  },
  'not-reference': { zh: '请指明一条记录：编码，或 id', en: 'Name a record by its number or id' },
  'not-id': { zh: 'id 应为 UUID', en: 'An id must be a UUID' },
  'unknown-field': { zh: '没有名为“{field}”的字段', en: 'There is no field “{field}”' },
  'not-a-condition': {
    zh: '这不是条件：每一层是 all、any、not 或 fact 之一',
    en: 'This is not a condition: each level must be one of all, any, not and fact',
  },
  'condition-empty-any': { zh: '“任一满足”下至少要有一个条件', en: '“Any of” needs at least one condition' },
  'condition-too-deep': {
    zh: '条件嵌套超过 {limit} 层；请简化',
    en: 'The condition is nested more than {limit} levels deep; simplify it',
  },
  'condition-too-large': { zh: '条件超过 {limit} 项', en: 'The condition has more than {limit|part|parts}' },
  'condition-without-value': {
    zh: '运算“{operator}”缺少比较的值',
    en: 'The operator “{operator}” needs a value',
  },
  'unknown-operator': {
    zh: '没有名为“{operator}”的运算，可用：{known}',
    en: 'There is no operator “{operator}”; known are {known}',
  },
  'unknown-over': {
    zh: 'over 不能是“{over}”，可用：{words}',
    en: 'over cannot be “{over}”; it can be {words}',
  },
  'not-a-field-name': { zh: '应为字段名', en: 'This must be the name of a field' },
  'field-forced': { zh: '“{label}”是必选字段', en: '“{label}” is always in the list' },
  'field-not-offered': { zh: '不能选“{label}”', en: '“{label}” cannot be selected' },
  'picked-twice': { zh: '“{name}”选了两次', en: '“{name}” is selected twice' },
  'not-email': { zh: '不是邮箱地址', en: 'This is not an e-mail address' },
  'not-phone': { zh: '不是电话号码', en: 'This is not a telephone number' },
  'rich-text-refused': {
    zh: '富文本里不能有：{refused}。可用的是段落、标题、列表、引用、代码、加粗、斜体、下划线、删除线和 http、https、mailto 链接',
    en: 'Rich text cannot contain {refused}. It can contain paragraphs, headings, lists, quotes, code, bold, italic, underline, strikethrough and http, https and mailto links',
  },
  'rich-text-dropped': {
    zh: '富文本里只影响外观的内容没有保存：{dropped}',
    en: 'Formatting that is not supported was removed: {dropped}',
  },
  'rich-text-too-deep': {
    zh: '列表和引用嵌套太深，最多 8 层',
    en: 'Lists and quotes are nested too deeply; at most 8 levels',
  },
  'not-geolocation': {
    zh: '应为纬度和经度，如 22.543096, 114.057865',
    en: 'This must be a latitude and a longitude such as 22.543096, 114.057865',
  },
  'not-latitude': {
    zh: '纬度在 -90 到 90 之间，不能是 {value}',
    en: 'A latitude is between -90 and 90, not {value}',
  },
  'not-longitude': {
    zh: '经度在 -180 到 180 之间，不能是 {value}',
    en: 'A longitude is between -180 and 180, not {value}',
  },
  'not-address': { zh: '应为地址', en: 'This must be an address' },
  'address-part': { zh: '地址没有“{part}”这一部分', en: 'An address does not have the part “{part}”' },
  'address-country': {
    zh: '国家（地区）应为两个字母，如 CN',
    en: 'The country must be two letters such as CN',
  },
  'not-signature': {
    zh: '应为签名：手写的线条，或输入的姓名',
    en: 'This must be a signature: lines that were drawn, or a name that was typed',
  },
  'signature-beyond': {
    zh: '签名超出了 {width}×{height} 的范围',
    en: 'The signature exceeds the area of {width} by {height}',
  },
  'barcode-blank': { zh: '条码不能只有空格', en: 'A code cannot consist only of spaces' },
  'barcode-letters': {
    zh: '{code} 条码不能有这些字符：只能用半角字母、数字和常用符号',
    en: 'A {code} barcode cannot contain these characters: use only plain letters, digits and common symbols',
  },
  'not-ean13': { zh: 'EAN-13 条码是 13 位数字', en: 'An EAN-13 barcode has 13 digits' },
  'ean13-check': {
    zh: '最后一位校验位应为 {check}，不是 {actual}，请核对',
    en: 'The last digit, which checks the others, should be {check}, not {actual}; please check it',
  },
  'tax-number-form': {
    zh: '税号一般为 15、17、18 或 20 位数字和大写字母，请核对',
    en: 'A tax number usually has 15, 17, 18 or 20 digits and capital letters; please check it',
  },
  'template-unknown': {
    zh: '没有名为“{variable}”的变量',
    en: 'There is no variable “{variable}”',
  },
  'template-list': {
    zh: '变量“{variable}”是列表，只能用在展示列表的内容中',
    en: 'The variable “{variable}” is a list, which can only be used where a list is shown',
  },
  'field-not-kept': {
    zh: '“{label}”的值不保存，读取时才计算，在这里总是空的：请选别的字段',
    en: '“{label}” is not stored but computed when read, and would always be empty here: choose another field',
  },
  'field-of-rows': {
    zh: '“{label}”是明细字段，这里只能选单据字段',
    en: '“{label}” is a field of the lines; only fields of the document can be selected here',
  },
  'tax-number-check': {
    zh: '校验位不符合 GB 32100，请确认号码无误',
    en: 'The check digit (GB 32100) does not match; please verify the number',
  },
  'not-url': { zh: '应为 http 或 https 地址', en: 'This must be an http or https address' },
  'url-with-user': {
    zh: '地址不含用户名和密码：请去掉“@”及其之前的部分；凭据填在专门的字段里，如签名密钥、令牌',
    en: 'An address must not contain a user name or password: remove everything up to the “@”, and enter them in a field of their own, such as a signing key or a token',
  },
  'not-file-name': {
    zh: '文件名不能为空，不能含 / \\ : * ? " < > |，首尾不能是空格或点',
    en: 'A file name cannot be empty, contain / \\ : * ? " < > |, or begin or end with a space or a dot',
  },
  'template-open': {
    zh: '变量应写作 [&名称&]，有一处没有配对',
    en: 'Variables are written [&name&]; one is not closed',
  },
  'template-variable': { zh: '“{variable}”不能作变量名', en: '“{variable}” cannot be a variable' },
  'not-json': { zh: '不是合法的 JSON', en: 'This is not valid JSON' },
  'json-not-offered': { zh: '此处不能写这个值', en: 'This value cannot be used here' },
  'json-member-unknown': { zh: '没有名为“{member}”的成员', en: 'There is no member “{member}” here' },
  'json-too-deep': { zh: 'JSON 嵌套超过 {limit} 层', en: 'The JSON is nested more than {limit} levels deep' },
  'secret-masked': { zh: '掩码不是密钥的内容', en: 'The mask is not the secret' },
};
