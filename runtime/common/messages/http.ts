import type { Label } from '../../../metadata/common/label.ts';

/** The refusals of calls before the store is asked. */
export const httpMessages: Readonly<Record<string, Label>> = {
  'document-unknown': {
    zh: '没有编号为“{number}”的{form}；请填写存在的单据编号或 id',
    en: 'There is no {form:inside} with the number {number}: enter the number or id of an existing one',
  },
  'document-number-twice': {
    zh: '有 {count} 张编号为“{number}”的{form}；请用 id 指定是哪一张',
    en: '{count} records of “{form}” have the number {number}: specify which one by its id',
  },
  'sign-in-needed': {
    zh: '请先登录，或在 Authorization 头中提供有效的令牌',
    en: 'Sign in first, or send a valid token in the Authorization header',
  },
  'sign-in-failed': {
    zh: '登录名或密码不正确；还没有密码或忘了密码，请找管理员设置',
    en: 'The user name or password is wrong; if you have no password yet or forgot it, ask an administrator to set one',
  },
  'too-many-attempts': {
    zh: '尝试次数过多，请在 {seconds} 秒后再试',
    en: 'Too many attempts; try again in {seconds|second|seconds}',
  },
  'csrf-missing': {
    zh: '用 Cookie 登录的写请求须带 X-CSRF-Token 头，其值见 GET /api/session',
    en: 'Writes with the cookie need the header X-CSRF-Token; GET /api/session returns it',
  },
  forbidden: {
    zh: '您没有对“{form}”执行“{action}”的权限；请联系管理员授权',
    en: 'You do not have the right “{action}” for “{form}”: ask an administrator to grant it',
  },
  'forbidden-here': {
    zh: '您在组织“{orgCalled}”没有对“{form}”执行“{action}”的权限；有此权限的组织：{orgsCalled}（共 {count} 个），请切换组织，或在请求中用 ?org={first} 指定',
    en: 'You do not have the right “{action}” for “{form}” in “{orgCalled}”; you have it in {orgsCalled} ({count} in all): switch to one of them, or add ?org={first} to the request',
  },
  'administrators-only': {
    zh: '只有平台管理员可以这样做；请联系管理员',
    en: 'Only platform administrators may do this: ask one of them',
  },
  'organisation-forbidden': {
    zh: '没有编号为“{org}”的组织，或您不能代表它操作',
    en: 'There is no organisation “{org}”, or you may not act for it',
  },
  'form-unknown': { zh: '没有名为“{form}”的表单', en: 'There is no form “{form}”' },
  'record-unknown': {
    zh: '没有这条记录，或者您无权查看',
    en: 'There is no such record, or you may not see it',
  },
  'route-unknown': { zh: '没有这个地址：{path}', en: 'There is nothing at {path}' },
  'method-not-allowed': {
    zh: '这个地址不支持 {method}，可用：{allowed}',
    en: 'This address does not take {method}; it takes {allowed}',
  },
  'parameters-wrong': { zh: '查询参数有误', en: 'Query parameters are wrong' },
  'unknown-parameter': { zh: '不认识的查询参数“{name}”', en: 'Unknown query parameter “{name}”' },
  'multipart-parts': {
    zh: '一次最多随记录发送 {most} 个文件；请先上传，再写进记录',
    en: 'At most {most} files may come with a record: upload them before, and name them in it',
  },
  'part-unknown': {
    zh: '“{name}”不是文件：record 部分是记录的 JSON，其余各部分都应带文件名',
    en: '“{name}” is no file: the part record is the JSON, and every other has a file name',
  },
  'part-row-missing': {
    zh: 'record 部分里没有这一行',
    en: 'The part record has no such row',
  },
  'multipart-wrong': {
    zh: '请求体不是完整的 multipart/form-data',
    en: 'The body is no whole multipart/form-data',
  },
  'parameter-twice': {
    zh: '查询参数“{name}”只能出现一次',
    en: 'Query parameter “{name}” may be given only once',
  },
  'parameter-number': {
    zh: '“{name}”应为 {least} 到 {most} 的整数',
    en: '“{name}” has to be a whole number from {least} to {most}',
  },
  'parameter-switch': { zh: '“{name}”应为 true 或 false', en: '“{name}” has to be true or false' },
  'parameter-choice': { zh: '“{name}”应为下列之一：{choices}', en: '“{name}” has to be one of: {choices}' },
  'parameter-uses': {
    zh: 'uses 应写成 1:form,2:none 这样：工作表从 0 数，用途为 form、entries 或 none，以逗号分隔',
    en: '`uses` has to be written as in 1:form,2:none: sheets counted from 0, each with form, entries or none',
  },
  'parameter-columns': {
    zh: 'columns 应为 JSON：每张表写 sheet、first、columns，分录再写 entries',
    en: '`columns` has to be JSON: of each sheet `sheet`, `first` and `columns`, of entries `entries` as well',
  },
  'not-summed': {
    zh: '“{field}”不能合计：要是数值列，并且在 fields 之中',
    en: '“{field}” cannot be added up: only number columns among the `fields` can',
  },
  'parameter-meant': {
    zh: '“meant”应为 JSON：{"表单内码": {"文件里写的": "名称或编号"}}',
    en: '"meant" has to be JSON: {"id of the form": {"text of the file": "name or number"}}',
  },
  'parameter-mended': {
    zh: '“mended”应为 JSON 列表，每项依次为表、行、列和内容；行和列从 1 开始，行写文字则指该列所有写着它的行，最多 {most} 项',
    en: '`mended` has to be JSON: [[sheet, row, column, "text"], …], rows and columns from 1, or instead of a row the text of all rows of the column that say it, at most {most}',
  },
  'parameter-needed': { zh: '缺少查询参数“{name}”', en: 'The query parameter “{name}” is needed' },
  'parameter-time': {
    zh: '“{name}”应为带时区的 RFC 3339 时间，如 2026-01-31T08:30:00Z',
    en: '“{name}” has to be an RFC 3339 time with its zone, such as 2026-01-31T08:30:00Z',
  },
  'operator-unknown': {
    zh: '不认识的比较“{operator}”，可用：{choices}',
    en: 'Unknown comparison “{operator}”; known are {choices}',
  },
  'body-missing': {
    zh: '请求体是空的：这个接口需要 JSON',
    en: 'The body is empty: this call needs JSON',
  },
  'body-wrong': { zh: '请求体有误', en: 'The body is wrong' },
  'body-too-large': { zh: '请求体超过 {limit} 字节', en: 'The body is larger than {limit|byte|bytes}' },
  'head-too-large': {
    zh: '地址与请求头合计超过 {limit} 字节',
    en: 'Address and headers together are larger than {limit|byte|bytes}',
  },
  'request-too-slow': {
    zh: '请求没有在规定的时间内发完，连接已关闭',
    en: 'The request did not arrive in time; the connection is closed',
  },
  'body-cut-off': {
    zh: '请求体没有发完，连接就断开了',
    en: 'The connection ended before all of the body was there',
  },
  'request-malformed': { zh: '这不是 HTTP 请求', en: 'This is no HTTP request' },
  'body-not-utf8': { zh: '请求体不是 UTF-8', en: 'The body is not UTF-8' },
  'type-unsupported': {
    zh: '内容类型应为 {expected}，现为 {type}',
    en: 'The content type has to be {expected}; it is {type}',
  },
  'json-syntax': {
    zh: 'JSON 语法错误：第 {line} 行第 {column} 列',
    en: 'JSON syntax error at line {line}, column {column}',
  },
  'json-deep': { zh: 'JSON 嵌套超过 {most} 层', en: 'The JSON is nested deeper than {most|level|levels}' },
  'json-values': {
    zh: '请求体最多可含 {most} 个值，请分几次发送',
    en: 'A request can contain at most {most|value|values}; send it in parts',
  },
  'json-names': {
    zh: '请求体最多可含 {most} 个不同的成员名',
    en: 'A request can contain at most {most} different member names',
  },
  'json-name': {
    zh: '成员名最长 {most} 字节',
    en: 'The name of a member can be at most {most|byte|bytes} long',
  },
  'judged-partly': {
    zh: '内容较多，只检查了前面一部分，其余部分可能还有问题',
    en: 'Only the first part was checked; there may be more problems further on',
  },
  'problems-more': {
    zh: '另有至少 {count} 处问题，未逐条列出',
    en: 'and at least {count|more problem|more problems}',
  },
  'number-digits': {
    zh: '数字 {value} 超过 {most} 位有效数字，会被舍入；请写成字符串',
    en: 'The number {value} has more than {most} significant digits and would be rounded; write it as a string',
  },
  'object-expected': { zh: '这里应为 JSON 对象', en: 'A JSON object is expected here' },
  'array-expected': { zh: '这里应为 JSON 数组', en: 'A JSON array is expected here' },
  'text-expected': { zh: '这里应为文本', en: 'A text is expected here' },
  'number-expected': { zh: '这里应为整数', en: 'A whole number is expected here' },
  'too-many-items': { zh: '最多 {most} 项', en: 'At most {most|item|items}' },
  'batch-operation': { zh: '操作应为下列之一：{choices}', en: 'The operation has to be one of: {choices}' },
  'if-match-missing': {
    zh: '修改和删除须带 If-Match 头，其值为您所读版本的 ETag；参数的值用 own 中该值的 revision，加引号',
    en: 'Changing and deleting need the header If-Match with the ETag of the version you read; of a parameter, the revision of the value as given in own, in quotes',
  },
  'batch-if-match': {
    zh: '改动已有记录须带 ifMatch，其值为所读记录的 revision',
    en: 'Changing an existing record needs ifMatch, the revision of the record you read',
  },
  'if-match-wrong': {
    zh: 'If-Match 应为一个 ETag，如 "123"',
    en: 'If-Match has to be one ETag such as "123"',
  },
  'revision-ahead': {
    zh: '本节点尚未到达版本 {revision}，请稍后再试',
    en: 'This node has not reached revision {revision} yet; try again shortly',
  },
  'idempotency-key-reused': {
    zh: '这个 Idempotency-Key 已用于另一个请求',
    en: 'This Idempotency-Key was used for another request',
  },
  'idempotency-key-busy': {
    zh: '同一个 Idempotency-Key 的请求仍在处理',
    en: 'A request with this Idempotency-Key is still under way',
  },
  'idempotency-key-wrong': {
    zh: 'Idempotency-Key 应为 1 到 {most} 个可见 ASCII 字符',
    en: 'Idempotency-Key has to be 1 to {most} visible ASCII characters',
  },
  unavailable: { zh: '数据库暂时不可用，请稍后再试', en: 'The database is not available; try again shortly' },
  'database-read-only': {
    zh: '数据库目前只能读取，没有写入任何内容；查看不受影响，请稍后再试',
    en: 'The database is read-only at present, so nothing was written; viewing still works. Try again shortly',
  },
  'server-busy': {
    zh: '服务器正忙，请稍后再试',
    en: 'The server is busy; try again in a moment',
  },
  'outcome-unknown': {
    zh: '保存时与数据库的连接中断，或本服务器停顿过久，无法确定是否已保存。请先查看结果，再决定是否重试',
    en: 'The connection to the database was lost while saving, or this server stalled for too long, and it is not known whether it was saved. Check the result before you try again',
  },
  'read-too-long': {
    zh: '查询超过 {seconds} 秒，已停止。请按编码或有索引的字段过滤、缩小范围、按编码排序或去掉 count=true；需要全部数据时请用导出任务',
    en: 'The read took longer than {seconds|second|seconds} and was stopped. Filter by the number or an indexed field, sort by the number, leave out count=true; for all of it, export it as a job',
  },
  'reads-too-many': {
    zh: '您已有 {most} 个耗时的查询在等待。请等它们结束或取消不再需要的，{seconds} 秒后再试',
    en: 'You already have {most|long read|long reads} waiting. Wait for them or cancel those no longer needed, and try again in {seconds|second|seconds}',
  },
  'streams-too-many': {
    zh: '您已有 {most} 个事件流连接，请关闭不再需要的页面或连接，{seconds} 秒后再试',
    en: '{most|event stream of yours is|event streams of yours are} open already. Close pages or connections no longer needed, and try again in {seconds|second|seconds}',
  },
  'streams-full': {
    zh: '服务器上已有 {most} 个事件流连接，请 {seconds} 秒后再试',
    en: '{most|event stream is|event streams are} open on this server already; try again in {seconds|second|seconds}',
  },
  'caller-left': {
    zh: '调用方已断开，查询已停止',
    en: 'The caller disconnected, so the read was stopped',
  },
  'query-stopped': {
    zh: '数据库中止了这次查询，这一步没有写入任何内容，之前已完成的步骤保留；请稍后再试',
    en: 'This query was ended in the database: this step wrote nothing, and steps finished before it stay; try again shortly',
  },
  'storage-full': {
    zh: '存储空间已满，这一步没有写入任何内容，之前已完成的步骤保留；请管理员清理磁盘，然后再试',
    en: 'The storage is full: this step wrote nothing, and steps finished before it stay; the server’s operator has to free up disk space',
  },
  'statement-too-large': {
    zh: '一次写入的内容超过了数据库一次能接收的大小，这一步没有写入任何内容，之前已完成的步骤保留；请分几次写入，或由管理员调大数据库的 max_allowed_packet',
    en: 'This write is larger than the database accepts: this step wrote nothing, and steps finished before it stay; write it in several parts, or ask the operator of the database to raise max_allowed_packet',
  },
  'storage-damaged': {
    zh: '数据库已损坏；请管理员停止服务，用 guiju doctor 检查，并从备份恢复（guiju restore --replace；SQLite 先移走数据目录中的 guiju.db*）',
    en: 'The database is damaged; the operator of the server has to stop it, check it with guiju doctor and restore a backup (guiju restore --replace; with SQLite, move guiju.db* out of the data folder first)',
  },
  unexpected: {
    zh: '服务器内部错误，请把编号 {id} 告诉管理员',
    en: 'Something went wrong on the server: give your administrator the number {id}',
  },
  'password-wrong': { zh: '当前密码不正确，请重新输入', en: 'The current password is wrong: enter it again' },
  'password-same': {
    zh: '新密码与当前密码相同，请换一个',
    en: 'The new password is the same as the current one: choose another',
  },
  'password-short': {
    zh: '密码至少 {least} 个字符',
    en: 'A password needs at least {least|character|characters}',
  },
  'password-long': { zh: '密码最多 {most} 个字符', en: 'A password has at most {most|character|characters}' },
  'password-guessable': {
    zh: '这个密码太容易猜到，请换一个',
    en: 'This password is too easy to guess: choose another',
  },
  'password-holds-name': {
    zh: '密码不能包含登录名，请换一个',
    en: 'A password must not contain the user name: choose another',
  },
  'password-common': {
    zh: '很多人用这个密码，或只在前后加几个数字和符号，很容易猜到；请换一个',
    en: 'Many people have this password, or it with a few digits and signs around it, so it is easy to guess: choose another',
  },
  'expiry-past': { zh: '“有效期至”应在将来', en: '“Valid until” has to be in the future' },
  'since-too-old': {
    zh: '版本 {since} 之后的变更已不能逐条提供，请重新读取全部',
    en: 'Changes since revision {since} are no longer available one by one; read everything again',
  },
  'switch-expected': { zh: '这里应为 true 或 false', en: 'true or false is expected here' },
  'schema-any': { zh: '不是此处允许的任何一种写法', en: 'This is not allowed here' },
  'schema-pattern': { zh: '应符合 {pattern}', en: 'This must match {pattern}' },
  'unknown-member': { zh: '不认识的成员；可用：{allowed}', en: 'Unknown member; known are {allowed}' },
  'members-at-top': {
    zh: '这个接口没有“{name}”：其中的成员直接写在请求体中',
    en: 'There is no “{name}” here: this call takes its members at the top of the body',
  },
  'parameter-long': {
    zh: '“{name}”最多 {most} 个字符',
    en: '“{name}” has at most {most|character|characters}',
  },
  'token-reads-only': {
    zh: '这个令牌只能读取：它的范围里没有“修改”',
    en: 'This token may only read: its scopes do not include “Write”',
  },
  'sees-only': {
    zh: '您正在以用户 {number} 的身份查看，什么也不能更改：请先结束查看',
    en: 'You are seeing as user {number}, and nothing can be changed: end it first',
  },
  'user-disabled': {
    zh: '用户 {number} 已停用，不能以其身份查看：请先启用',
    en: 'User {number} is disabled and nothing can be seen as that user: enable it first',
  },
  'scope-not-held': {
    zh: '令牌不能有“{scope}”：它的用户现在没有这个权限',
    en: 'The token cannot have “{scope}”: its user does not have that right now',
  },
  'scope-unknown': {
    zh: '没有“{scope}”这种用途；这个用户的令牌可用：{named}',
    en: 'There is no scope “{scope}”; tokens of this user can have {named}',
  },
  'token-not-provisioning': {
    zh: '这个令牌不能同步用户；请由平台管理员创建用途含“SCIM 同步”的令牌',
    en: 'This token cannot provision users: a platform administrator has to create one with the scope “SCIM”',
  },
  'token-not-administering': {
    zh: '这个令牌不能管理平台：它的范围里没有“管理”',
    en: 'This token may not administer the platform: its scopes do not include “Administer”',
  },
  'own-full': {
    zh: '每人最多保存 {most} 个，请先删除不用的',
    en: 'A person can keep at most {most} of these: delete some first',
  },
  'own-too-much': {
    zh: '今天保存得太多了（每天 {megabytes} MB），请明天再试',
    en: 'You have reached today’s limit ({megabytes} MB): continue tomorrow',
  },
  'token-unknown': { zh: '没有这个有效的令牌', en: 'There is no such active token' },
  'session-unknown': {
    zh: '没有这处登录：可能已经结束，请刷新后再看',
    en: 'There is no such session: it may have ended; refresh the list',
  },
  'session-needed': {
    zh: '令牌不能这样做，请用密码登录',
    en: 'A token cannot do this; sign in with the password',
  },
  'preference-name': {
    zh: '名称应以小写字母开头，由最多 {most} 个字母、数字、点、冒号、下划线和连字符组成',
    en: 'A name begins with a small letter and has at most {most} letters, digits, dots, colons, underscores and hyphens',
  },
  'preferences-full': {
    zh: '每人最多保存 {most} 项偏好，请先删除不用的',
    en: 'At most {most} preferences are kept for a person; delete what is not used first',
  },
  'job-file-rights-changed': {
    zh: '结果按生成时的权限取数，此后您的权限已改变，不能再下载；需要时请重新生成',
    en: 'The result contains what you could see when it was created, and your rights have changed since; create it again if you still need it',
  },
  'job-not-again': {
    zh: '只有发布留下的任务可以再做一次：填入默认值，或重新计算',
    en: 'Only a job that a publish left can be repeated: filling in defaults, or recomputing',
  },
  'job-not-undone': {
    zh: '这个任务没有可以撤销的记录：它不是导入，写入的记录过多，或者已经撤销',
    en: 'This job has no records that can be undone: it was no import, wrote too many records, or was undone already',
  },
  'job-under-way': {
    zh: '这个任务正在进行，请等它结束',
    en: 'This job is under way already. Wait until it has finished',
  },
  'job-unfinished': { zh: '任务没有可下载的结果', en: 'The job has no result to download' },
  'password-refused': { zh: '密码未被接受', en: 'The password was not accepted' },
};
