import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about values of parameters. */
export const paramMessages: Readonly<Record<string, Label>> = {
  'parameters-own': {
    zh: '参数值只能通过参数接口修改',
    en: 'Parameter values can only be changed through the parameter API',
  },
  'parameter-locked': {
    zh: '“{type}.{key}”已被“{name}”锁定，下级不能另设',
    en: '“{type}.{key}” is locked by “{name}” and cannot be set in child organisations',
  },
  'parameter-unknown': {
    zh: '没有参数“{type}.{key}”，或者没有查看的权限',
    en: 'There is no parameter “{type}.{key}”, or you may not see it',
  },
  'parameter-forbidden': {
    zh: '没有权限为“{org}”设置“{type}”类参数',
    en: 'You may not set parameters of the type “{type}” for “{org}”',
  },
  'parameter-gone': {
    zh: '要替换的值已不存在，请重新查看后再设置',
    en: 'The value this was meant to replace no longer exists; check again before you set it',
  },
  'parameter-taken': {
    zh: '这里刚由别人设了值，请重新查看后再设置',
    en: 'Someone has just set a value here; check it before you set it',
  },
  'parameter-which': {
    zh: '这里有 {count} 个值，请用 id 指明是哪一个',
    en: 'There are {count|value|values} here; specify which one by its id',
  },
  'parameter-not-set': {
    zh: '这里没有设置值，读到的是继承来的',
    en: 'No value is set here; the value is inherited',
  },
  'parameters-not-kept': {
    zh: '已安装的包“{package}”（{version}）还不能保存参数值：请先把它升级到本服务自带的版本',
    en: 'The installed package “{package}” ({version}) cannot store parameter values yet: upgrade it to the version that comes with this server first',
  },
  'client-name-wrong': {
    zh: '请求头 Guiju-Client 写作“名称/版本”，如 erp/4.2：名称不超过 64 个字母、数字、点、横线、下划线，不能是“{value}”',
    en: 'The header Guiju-Client must be name/version, such as erp/4.2, with up to 64 letters, digits, dots, dashes and underscores, not “{value}”',
  },
  'then-not-kept': {
    zh: '这个时刻以前的定义没有保留，最早可以问到 {since}（修订号 {revision}）',
    en: 'Definitions before that were not kept; the earliest available is {since} (revision {revision})',
  },
  'then-ahead': {
    zh: '这个时刻还没有到；将来某天的值请用 on 指明日期',
    en: 'This time is in the future; to read the value on a future day, give the date with “on”',
  },
  'then-unreadable': {
    zh: '当时的定义（修订号 {revision}）这个版本的服务已读不懂',
    en: 'This server can no longer read the definitions of that time (revision {revision})',
  },
  'then-no-organisation': {
    zh: '当时没有编号为“{org}”的组织，或者没有查看的权限',
    en: 'There was no organisation “{org}” then, or you may not see it',
  },
  'parameter-moment': {
    zh: '“{name}”应为带时区的 RFC 3339 时间（如 2026-01-31T08:30:00Z），或修订号',
    en: '“{name}” must be an RFC 3339 time with a time zone, such as 2026-01-31T08:30:00Z, or a revision',
  },
  'param-place-twice': {
    zh: '同一参数、组织和日期只能出现一次',
    en: 'The same parameter, organisation and dates may be given only once',
  },
  'param-moved': {
    zh: '这里的值已被别人改过，现在的版本是 {revision}',
    en: 'Someone has changed this value; its revision is now {revision}',
  },
  'param-file-head': {
    zh: '找不到列标题：首行应有“参数类型”和“参数键”（或 type 和 key）',
    en: 'No headings were found: the first row must contain “Parameter type” and “Key”, or type and key',
  },
  'param-file-column': {
    zh: '不认识的列“{column}”',
    en: 'Unknown column “{column}”',
  },
  'param-file-json': {
    zh: '不是参数文件：应为 JSON，成员 parameters 是值的列表',
    en: 'This is not a parameter file: it must be JSON whose member “parameters” is a list of values',
  },
  'param-file-state': {
    zh: '“以何为准”应为下列之一：{states}；值和原始写法都为空时必须填写',
    en: '“What counts” must be one of: {states}; it is required if both the value and the original spelling are empty',
  },
  'param-file-differs': {
    zh: '值“{value}”不是原始写法“{raw}”的意思：请改成一致，或清空其中一个',
    en: 'The value “{value}” does not match the original spelling “{raw}”: make them agree, or clear one of them',
  },
  'params-too-many': {
    zh: '一次最多写入 {most} 个值，这里有 {count} 个：请分几次',
    en: 'At most {most} values can be written at once, but there are {count}: split them into several requests',
  },
  'params-partly-written': {
    zh: '已写入 {written} 个值并保留；写入期间有别人改动，其余 {left} 个没有写入：请重新导入同一文件',
    en: '{written|value was|values were} written and will be kept. The remaining {left} were not written because someone made changes in the meantime: import the same file again',
  },
  'params-files-missing': {
    zh: '请以表单字段 a（和 b）上传要比较的文件',
    en: 'Send the files to compare as the form fields a and b',
  },
  'param-value-or-raw': {
    zh: 'value（按类型）与 raw（原始写法）须给出且只给出一个',
    en: 'Send either “value” (typed) or “raw” (the original spelling), not both',
  },
  'secret-copied': {
    zh: '复制保密的值须有查看来源组织明文的权限：其他组织读到它，就等于看到了它',
    en: 'To copy a secret, you need the right to reveal it where it comes from, because others would be able to read it',
  },
  'parameter-reveal-forbidden': {
    zh: '没有查看“{org}”的 {type} 参数明文的权限；令牌须有“查看保密参数的明文”这一用途',
    en: 'You may not reveal secrets of {type} for “{org}”; a token needs the scope “reveal” as well',
  },
  'ofrep-secret': {
    zh: '参数“{name}”是保密的，不作为开关提供：有权限的程序用 GET /api/params/…?reveal=true 读取',
    en: 'The parameter “{name}” is secret and not provided as a flag: programs with the right to read it use GET /api/params/…?reveal=true',
  },
  'ofrep-context': {
    zh: 'context 应为对象',
    en: '“context” must be an object',
  },
  'ofrep-org': {
    zh: 'context 中的 org（或 targetingKey）“{org}”不是您可以代表的组织编号',
    en: '“{org}” in context (org or targetingKey) is not the number of an organisation you may act for',
  },
  'ofrep-instance': {
    zh: '“{instance}”不是维度值：只能由字母、数字和 . _ - 组成，最长 64 个字符',
    en: '“{instance}” is not a valid dimension value: use only letters, digits and . _ -, at most 64 characters',
  },
  'ofrep-flag': {
    zh: '没有参数“{name}”，没有查看的权限，或者它没有值',
    en: 'There is no parameter “{name}”, you may not see it, or it has no value',
  },
  'apollo-unknown': {
    zh: '没有命名空间“{namespace}”或集群“{cluster}”，或者没有读取的权限',
    en: 'There is no namespace “{namespace}” or cluster “{cluster}”, or you may not read it',
  },
  'apollo-notifications': {
    zh: 'notifications 应为 JSON 数组，每项有 namespaceName 和 notificationId，最多 {most} 项',
    en: '“notifications” must be a JSON array of at most {most} items, each with namespaceName and notificationId',
  },
  'watch-name': {
    zh: '“{name}”不是参数名：应为 类型.键、类型.* 或 *',
    en: '“{name}” is not a parameter name: use type.key, type.* or *',
  },
  'watch-instance': {
    zh: '“{instance}”不是维度值：应为税号，或税号与机器编号（中间用 : 隔开）',
    en: '“{instance}” is not a valid dimension value: use a tax number, or tax number:machine',
  },
  'watch-since': {
    zh: '“{since}”不是订阅位置：应为版本，或某个事件的 id',
    en: '“{since}” is not a valid position to resume from: use a revision or the id of an event',
  },
  'watch-either': {
    zh: 'forms 和 params 不能同时使用：请分别订阅',
    en: '“forms” and “params” cannot be used together: subscribe to them separately',
  },
  'param-reason': {
    zh: '这个参数会关闭检查或切换环境，请说明原因（请求头 Guiju-Reason）',
    en: 'This parameter turns off a check or switches the environment: give a reason in the Guiju-Reason header',
  },
};
