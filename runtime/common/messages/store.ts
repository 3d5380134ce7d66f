import type { Label } from '../../../metadata/common/label.ts';

/** The refusals of the store, and its complaints about bodies and queries. */
export const storeMessages: Readonly<Record<string, Label>> = {
  'formula-rows': {
    zh: '“{label}”的公式在每一行都要查看成千上万的其他行，一次保存算不完；请减少明细行，或修改公式',
    en: 'The formula of “{label}” looks at thousands of other rows at every row, more than one save can do; have fewer rows, or change the formula',
  },
  'not-evaluated': {
    zh: '“{label}”没有算出，留空：这条数据的公式在每一行都要查看成千上万的其他行，读取时算不完；请减少明细行，或修改公式',
    en: '“{label}” could not be computed and is empty: a formula of this record looks at thousands of other rows at every row, more than can be done whenever it is read; have fewer rows, or change the formula',
  },
  'not-evaluated-here': {
    zh: '“{label}”在这里没有算出，留空：这一页的数据合起来要查看太多行；请打开这条数据再看',
    en: '“{label}” is not computed here and is empty: the formulas of this page look at too many rows together; open the record to have it computed',
  },
  'work-days-recounted': {
    zh: '{forms}中按工作日历算出的已保存的值，将由后台任务重新计算',
    en: 'A background job now recomputes the stored values of {forms} that are counted by working days',
  },
  'action-alone': {
    zh: '“{action}”不能放进整批成败的写入或变更集，请单独执行',
    en: '“{action}” cannot be part of an all-or-nothing batch or of a change set; run it separately',
  },
  'field-dropped': {
    zh: '字段“{label}”（{field}）已被去掉：值已保存，但不再显示给任何人',
    en: 'The field “{label}” ({field}) was removed: its value is kept, but no longer shown',
  },
  'tax-number-shared': {
    zh: '{others}已使用同一纳税人识别号；如属同一纳税人（总分机构），可以忽略',
    en: '{others} already uses this tax number; ignore this if they are one taxpayer, such as a head office and its branch',
  },
  'value-not-taken': {
    zh: '“{label}”（{field}）由系统填写，传入的值没有采用',
    en: '“{label}” ({field}) is filled in by the system; the value sent was ignored',
  },
  'content-wrong': { zh: '内容有 {count} 处未通过检查', en: 'The content did not pass {count|check|checks}' },
  'query-wrong': { zh: '查询条件有误', en: 'The query is wrong' },
  'cursor-wrong': {
    zh: '翻页标记无效：它只适用于产生它的那个查询',
    en: 'The cursor is not valid: it belongs to the query that returned it',
  },
  conflict: {
    zh: '记录已被修改，请重新载入后再改',
    en: 'The record was changed in the meantime: reload it and make your change again',
  },
  'deleted-meanwhile': {
    zh: '记录已被删除；请返回列表',
    en: 'The record was deleted in the meantime: go back to the list',
  },
  'not-creator': {
    zh: '“{form}”的这条数据由组织“{orgCalled}”创建，只有对该组织有“{action}”权限的人可以这样做',
    en: 'This record of “{form}” was created by “{orgCalled}”; only who may “{action}” there can do this',
  },
  'beyond-limits': {
    zh: '“{form}”的这条数据不在自己可以“{action}”的范围内：角色把这项权限限定在部分数据上',
    en: 'This record of “{form}” is not among those you can “{action}”: your role limits that right to some records',
  },
  'outside-limits': {
    zh: '角色把“{action}”限定在自己的数据上，“{label}”不能是这个值',
    en: 'Your role limits “{action}” to records of your own, so “{label}” cannot have this value',
  },
  'still-referred': {
    zh: '这条“{form}”仍被 {count} 处引用，不能删除；请先去掉引用，或改为禁用',
    en: 'This record of “{form}” is still used in {count|place|places} and cannot be deleted: remove the references first, or disable it instead',
  },
  'hosts-without-list': {
    zh: '已安装的平台包还没有允许访问的主机；请先运行 guiju upgrade',
    en: 'The installed platform package has no list of allowed hosts yet; run guiju upgrade first',
  },
  'record-locked': { zh: '{why}', en: '{why}' },
  'licence-refused': { zh: '{why}', en: '{why}' },
  'number-taken': {
    zh: '编码“{number}”已被另一条“{form}”使用；请换一个编码',
    en: 'The number “{number}” is already used by another record of “{form}”: choose another',
  },
  'number-taken-elsewhere': {
    zh: '有组织将同时看到两条编码为“{number}”的“{form}”；请换一个编码',
    en: 'An organisation would see two records of “{form}” with the number “{number}”: choose another number',
  },
  'unique-taken': {
    zh: '另一条“{form}”已有相同的值（规则 {rule}）；请修改其一',
    en: 'Another record of “{form}” already has the same values (rule {rule}): change one of them',
  },
  'root-stays': {
    zh: '根组织不能禁用或删除：其他组织都在它之下',
    en: 'The root organisation cannot be disabled or deleted, because all others are below it',
  },
  'token-without-secret': {
    zh: '这样创建的令牌没有内容，无法使用；请登录后用 POST /api/me/tokens 或页面“个人设置 → 令牌”，或用 guiju token create <用户> 创建，内容只显示一次',
    en: 'A token that is made like this has no secret and opens nothing; make it with POST /api/me/tokens when signed in (in the browser: your own settings, tokens), or with guiju token create <user>: it is shown this once',
  },
  'preset-kept': {
    zh: '这条“{form}”由元数据包预置，不能{action}',
    en: 'This record of “{form}” came with a package and cannot be {action}',
  },
  'sharing-refused': { zh: '管控策略不允许这样做', en: 'Its sharing does not allow this' },
  'sharing-unknown': { zh: '没有名为“{sharing}”的管控策略', en: 'There is no sharing “{sharing}”' },
  'action-unknown': {
    zh: '“{form}”没有操作“{action}”；可用：{allowed}',
    en: '“{form}” has no action “{action}”; it has {allowed}',
  },
  'action-params': { zh: '操作的参数有误', en: 'The parameters of the action are wrong' },
  'action-reason': {
    zh: '“{action}”须说明原因，请填写',
    en: '“{action}” needs a reason: enter one',
  },
  'action-kept': {
    zh: '“{action}”不能再撤销：只有本人在十分钟内、此后没有变化时才能撤销；请打开该数据，用其中的操作处理',
    en: '“{action}” can no longer be undone: only the person who did it can, within ten minutes and before anything else happens. Open the record and use its actions instead',
  },
  'action-refused': {
    zh: '{record}现在不能执行“{action}”{why}',
    en: '“{action}” cannot be done to {record} now{why}',
  },
  'setting-only': {
    zh: '“{form}”是设置，每个组织只有一份，不能新建；请用 PATCH 或 PUT 修改 /api/forms/{name}/record',
    en: '“{form}” is a setting: each organisation has one, and none is created; change it with PATCH or PUT at /api/forms/{name}/record',
  },
  'version-unknown': { zh: '没有版本 {revision}', en: 'There is no version {revision}' },
  'version-unfit': {
    zh: '该版本中的值“{value}”不符合字段现在的类型，已留空',
    en: 'The value “{value}” of that version does not fit what the field is now, which was left empty',
  },
  'batch-failed': {
    zh: '有 {count} 条未通过，整批都没有写入',
    en: '{count|item was|items were} refused, so nothing of the batch was written',
  },
  'too-busy': { zh: '写入冲突过多，请稍后再试', en: 'Too many changes at once: try again shortly' },
  'model-moved': {
    zh: '元数据刚刚更新，请稍后再试',
    en: 'The definitions have just been updated: try again shortly',
  },
  'job-form-changed': {
    zh: '作业进行时“{form}”发布了新的定义，作业已停止：已写入的数据保留，请核对后重新发起其余部分',
    en: '“{form}” was published again while the job ran, so it stopped: what it wrote stays; check it, then start the rest again',
  },
  'not-writable': { zh: '您不能修改“{label}”', en: 'You may not write “{label}”' },
  'last-administrator': {
    zh: '这样就没有能登录的平台管理员了；请先让另一个能登录的用户成为管理员',
    en: 'No platform administrator who can sign in would be left; make another user an administrator first',
  },
  'administrators-own': {
    zh: '这属于一位平台管理员，只有平台管理员可以改动',
    en: 'This belongs to a platform administrator: only platform administrators may change it',
  },
  'rights-not-yours': {
    zh: '其中 {count} 处会给出您自己没有的权限；请由管理员设置',
    en: '{count|place|places} would grant rights you do not have yourself: ask an administrator',
  },
  'owner-not-you': { zh: '只能归在您自己名下', en: 'It can be made in your own name only' },
  'token-wider': {
    zh: '别人的令牌只能收窄，不能放宽',
    en: 'Someone else’s token can be narrowed, not widened',
  },
  'organisation-gives-rights': {
    zh: '移到那里会使那里的人对它有权限；请由平台管理员移动',
    en: 'Moving it there would give people there rights for it: ask a platform administrator to move it',
  },
  'not-restored': {
    zh: '“{label}”没有恢复：它的值不能由您给出',
    en: '“{label}” was not restored: its value is not yours to give',
  },
  'too-large': { zh: '内容超过 {most} KB', en: 'This is larger than {most} KB' },
  'signature-stands': {
    zh: '已经签名，不能再改或删去',
    en: 'It has been signed, so it cannot be changed or removed',
  },
  'not-copied': {
    zh: '“{label}”没有复制：它的值不能由您给出',
    en: '“{label}” was not copied: its value is not yours to give',
  },
  'use-action': {
    zh: '“{name}”不能直接修改，请使用操作“{action}”',
    en: '“{name}” is not changed like this; use the action “{action}”',
  },
  'id-differs': { zh: '内码与地址中的不同，应为 {id}', en: 'The id is not that of the address, {id}' },
  'org-not-of-call': {
    zh: '新数据由调用的组织（{org}）创建；要为其他组织创建，请用 ?org=',
    en: 'New records belong to the organisation of the call ({org}); use ?org= for another',
  },
  'org-unknown': {
    zh: '没有这个组织，或您不能代表它操作：{org}',
    en: 'There is no such organisation, or you may not act for it: {org}',
  },
  'reference-unknown': {
    zh: '“{form}”中没有您能使用的“{named}”',
    en: 'There is no “{named}” in “{form}” that you may use',
  },
  'reference-disabled': {
    zh: '“{form}”中的“{named}”已禁用',
    en: '“{named}” in “{form}” is disabled',
  },
  'row-twice': { zh: '分录行 {id} 出现了两次', en: 'Row {id} appears twice' },
  'row-unknown': { zh: '没有分录行 {id}', en: 'There is no row {id}' },
  'tree-loop': {
    zh: '不能放在自己或自己的下级之下',
    en: 'A record cannot be below itself or its children',
  },
  'validity-reversed': {
    zh: '“失效日期”（{to}）早于“生效日期”（{from}）',
    en: '“Valid to” ({to}) is before “Valid from” ({from}): correct the dates',
  },
  'filter-too-costly': {
    zh: '过滤条件过多：最多 {leaves} 个条件、{values} 个值',
    en: 'The filter is too large: at most {leaves|condition|conditions} and {values|value|values}',
  },
  'sort-too-many': { zh: '最多按 {most} 个字段排序', en: 'At most {most|field|fields} can be sorted by' },
  'schema-format': {
    zh: '格式应为 {format}，如 {example}',
    en: 'It has to be a {format}, such as {example}',
  },
  'schema-example': { zh: '应写成 {example} 这样', en: 'It has to be written like {example}' },
};
