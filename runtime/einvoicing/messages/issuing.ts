import type { Label } from '../../../metadata/common/label.ts';
import { failureTitles } from './failure-titles.ts';

/** The sentences for documents that cannot be issued. */
export const issuingMessages: Readonly<Record<string, Label>> = {
  'decision-too-many': {
    zh: '一次最多 {most} 张单据；更多请以任务方式计算',
    en: 'At most {most|application|applications} at once; more are a job',
  },
  'decision-nothing-asked': {
    zh: '请给出申请单：applications、ids 或 filter 其中之一',
    en: 'Say which applications: one of applications, ids and filter',
  },
  'issue-answer-needed': { zh: '{text}', en: 'Please confirm: {text}' },
  'issue-too-many': {
    zh: '一次最多处理 {most} 张单据，本次选择了 {count} 张；请分批处理',
    en: 'At most {most} documents can be processed at once, and {count} are selected: select fewer',
  },
  'push-too-many': {
    zh: '一次最多推送 {most} 张应收单，本次推送了 {count} 张，均未接收；请分批推送',
    en: 'At most {most|receivable|receivables} come at once; {count} were pushed and none was taken. Push them in parts',
  },
  'push-while-auto-issue': {
    zh: '申请单 {numbers} 由自动开票方案 {schemes} 开具（下次执行：{next}），接口不能再直接开票；请等待自动开票，或开启参数“开启自动开票后仍允许推单”（{parameter}）',
    en: 'The auto-issue scheme {schemes} issues {numbers} (next run: {next}), so an interface does not issue it as well: wait for the scheme, or turn on the parameter “Pushes are allowed while auto-issue is on” ({parameter})',
  },
  'person-by-rule': {
    zh: '{role}“{person}”由开票人设置“{rule}”填入；不合适时可以修改',
    en: '{role} “{person}” was filled in by the drawer rule “{rule}”; change it if it does not fit',
  },
  'push-user-not-allowed': {
    zh: '用户“{creator}”不存在、已禁用，或没有新增开票申请单的权限，不能推单；请填写有权限的创建人',
    en: 'There is no user “{creator}” who is enabled and may create applications; name a creator who may',
  },
  'issue-not-approved': {
    zh: '申请单 {number} 尚未审核，不能开票',
    en: 'Application {number} is not approved yet, so it cannot be issued',
  },
  'delivery-missing': {
    zh: '待开发票 {number} 没有交付邮箱和手机号，按设置不能开票；请至少填写一个',
    en: 'Pending invoice {number} has neither an e-mail address nor a mobile number, and the settings require one: enter it, then issue again',
  },
  'issue-stopped': { zh: '没有生成待开发票：{why}', en: 'No pending invoices were created: {why}' },
  'application-unfit': {
    zh: '申请单 {number} 不能提交：{why}',
    en: 'Application {number} cannot be submitted: {why}',
  },
  'quota-month': {
    zh: '月份请按“2026-11”的格式填写',
    en: 'Write the month as in 2026-11',
  },
  'quota-fixed': {
    zh: '额度账户保存后，税号、月份、核定额度和乐企不能再改；额度有变请填写“调整”',
    en: 'Tax number, month, given quota and Leqi stay once the account is saved: enter changes of the quota under “Adjusted”',
  },
  'quota-return-amount': {
    zh: '请填写大于 0 的金额，最多两位小数',
    en: 'Enter an amount above 0, with two decimals at most',
  },
  'quota-return-more': {
    zh: '乐企未用的额度只有 {most:money}，不能退回更多',
    en: 'Leqi has {most:money} unused; no more can be returned',
  },
  'quota-return-reason': {
    zh: '请填写退回原因，最多 {most} 个字',
    en: 'Say why it is returned, in {most|character|characters} at most',
  },
  'credit-refused': {
    zh: '授信额度不足：额度 {limit:money}，已用 {used:money}，本次 {amount:money}',
    en: 'Not enough credit: the limit is {limit:money}, {used:money} is used, this needs {amount:money}',
  },
  'red-wrong-needs-whole': {
    zh: '开票有误须红冲整张发票，且此前未被红冲：发票 {blue} 只红冲一部分时，请改选其他红冲原因',
    en: 'An invoice issued wrongly is reversed as a whole, with nothing reversed before: for a part of invoice {blue}, choose another reason',
  },
  'nothing-to-reverse': {
    zh: '发票 {number} 没有可红冲的金额',
    en: 'Invoice {number} has no amount left to reverse',
  },
  'confirmation-unapproved': {
    zh: '红字确认单 {number} 尚未审核，不能提交税局；请先提交并审核',
    en: 'Red confirmation {number} is not approved yet, so it does not go to the bureau; submit and approve it first',
  },
  'confirmation-refused': {
    zh: '红字确认单 {number} 不能这样处理：{why}',
    en: 'Red confirmation {number} cannot be dealt with like this: {why}',
  },
  'scan-refused': { zh: '不能扫码开票：{why}', en: 'This scan cannot become an application: {why}' },
  'scan-code-over': {
    zh: '这个二维码已失效；请向商家索取新的二维码',
    en: 'This code is no longer in use. Ask the shop for a new one',
  },
  'scan-receipt-over': {
    zh: '没有找到这次开票申请；请联系商家',
    en: 'This request is no longer available. Please ask the shop',
  },
  'scan-slip-wrong': {
    zh: '地址里的小票信息不完整或被改动；请重新扫描小票上的二维码',
    en: 'The purchase in this address is incomplete or was changed. Scan the code on your receipt again',
  },
  'scan-not-ready': {
    zh: '这个二维码暂时不能自助开票；请联系商家',
    en: 'Invoices cannot be requested with this code yet. Ask the shop',
  },
  'scan-not-drawn': {
    zh: '这个二维码还没有生成，或是旧的；请先在记录上“生成二维码”',
    en: 'This code was not made yet, or is an old one: use “Make the QR code” on its record first',
  },
  'void-refused': { zh: '发票 {number} 不能作废：{why}', en: 'Invoice {number} cannot be voided: {why}' },
  'void-unconnected': {
    zh: '没有接入可以作废发票 {number} 的通道；请接入通道，或开具红字发票',
    en: 'No channel that voids is connected for invoice {number}; connect one, or issue a red invoice',
  },
  'blue-being-voided': {
    zh: '原蓝票 {number} 正在作废，不能红冲；请等作废完成，或取消作废',
    en: 'Blue invoice {number} is being voided, so it cannot be reversed; wait until that is over, or have it not voided',
  },
  'red-amount': {
    zh: '请填写大于 0 的金额，最多两位小数',
    en: 'Enter an amount above 0, with two decimals at most',
  },
  'red-tax': {
    zh: '请填写不小于 0 的税额，最多两位小数',
    en: 'Enter a tax of 0 or more, with two decimals at most',
  },
  'red-of-discount': {
    zh: '这是折扣行：折扣随被折扣行一起红冲，请改填被折扣行',
    en: 'This is a discount, which is reversed along with the line it belongs to: name that line',
  },
  'red-line-used': {
    zh: '这一行没有剩余可红冲金额',
    en: 'Nothing is left of this line to be reversed',
  },
  'red-too-much': {
    zh: '红冲金额 {amount:money} 超过剩余可红冲金额 {most:money}；请减少金额',
    en: 'The amount {amount:money} is more than the {most:money} that can still be reversed: reduce it',
  },
  'blue-used-up': {
    zh: '原蓝票 {number} 的可红冲余额已被其他红字发票占用；请删除本待开发票，再从申请单重新生成',
    en: 'Other red invoices have taken what was left of blue invoice {number}: delete this pending invoice, then plan its application again',
  },
  'red-confirmation-needed': {
    zh: '发票 {number} 需要购销双方确认的红字确认单后才能红冲',
    en: 'Invoice {number} can be reversed once both parties have confirmed a red confirmation',
  },
  'invoice-face-missing': { zh: '还没有生成二维码，请先生成', en: 'There is no code yet; make it first' },
  'connection-host-unknown': {
    zh: '找不到服务器 {host}；请核对地址',
    en: 'There is no server called {host}; check the address',
  },
  'connection-refused': {
    zh: '{host} 的 {port} 端口拒绝连接；请核对端口',
    en: '{host} refuses connections at port {port}; check the port',
  },
  'connection-sign-in': {
    zh: '{host} 拒绝了账号或密码，请核对：{reason}',
    en: '{host} refused the account or the password, check both: {reason}',
  },
  'connection-account': {
    zh: '{host} 拒绝了账号或密码，请核对',
    en: '{host} refused the account or the password; check both',
  },
  'connection-tls': {
    zh: '与 {host} 的加密连接没有建立，请核对 SSL 设置、端口和证书：{reason}',
    en: 'No encrypted connection to {host} could be made; check SSL, port and certificate: {reason}',
  },
  'connection-timeout': {
    zh: '{host}:{port} 没有应答；请核对地址、端口和防火墙',
    en: '{host}:{port} does not answer; check address, port and firewall',
  },
  'connection-failed': {
    zh: '{host} 没有接受连接：{reason}',
    en: '{host} did not accept the connection: {reason}',
  },
  'connection-not-made': {
    zh: '没有连接上 {host}:{port}；请核对地址、端口和加密方式，仍不行请管理员测试，管理员能看到对方如何应答',
    en: 'No connection to {host}:{port} could be made; check address, port and encryption, or ask an administrator to test it and see how it answered',
  },
  'connection-tried-often': {
    zh: '一分钟内最多测试 {most} 次连接；请稍后再试',
    en: 'Connections are tested at most {most|time|times} a minute; wait a little and try again',
  },
  'customs-without-address': {
    zh: '没有配置报关单接口地址（{setting}），不能验证；请由管理员配置后再验证',
    en: 'No address of the customs interface is configured ({setting}), so nothing can be verified; have an administrator set it, then verify',
  },
  'cloud-without-address': {
    zh: '没有配置云端地址（{setting}），不能同步；请由管理员配置后再同步',
    en: 'No address of the cloud is configured ({setting}), so nothing can be synchronised; have an administrator set it, then try again',
  },
  'licences-not-synced': {
    zh: '许可没有同步，许可数量和授权不变（{why}）',
    en: 'Licences were not synchronised; their numbers stay as they are ({why})',
  },
  'customs-without-isv-keys': {
    zh: 'ISV 公钥和私钥不是一对 RSA 密钥；请在【更换密钥】后填写厂商提供的一对，再验证和获取',
    en: 'The ISV public and private key are not a pair of RSA keys; change the keys to the pair of the vendor, verify, then fetch again',
  },
  'customs-not-fetched': {
    zh: '没有获取到报关单，没有生成申请单（{why}）',
    en: 'No declarations were fetched, and no applications made ({why})',
  },
  'customs-declaration-refused': {
    zh: '报关单 {number} 没有生成申请单（{problem}）；请让报关系统改正，下次获取时会再取',
    en: 'No application was created for the declaration {number} ({problem}); have it corrected, and the next fetch takes it again',
  },
  'connection-without-address': {
    zh: '没有可测试的地址：没有配置系统邮箱（GUIJU_SMTP），或地址、端口为空',
    en: 'There is no address to test: no system mailbox is configured (GUIJU_SMTP), or host or port is empty',
  },
  'mailbox-not-configured': {
    zh: '没有配置系统邮箱（GUIJU_SMTP），按此方案的邮件发不出去；请由管理员配置，或改用自定义邮箱',
    en: 'No system mailbox is configured (GUIJU_SMTP), so this scheme sends no e-mail; have an administrator configure it, or use an own mailbox',
  },
  'document-under-way': {
    zh: '待开发票 {number} 删除时已退回所占用的内容，不能恢复；请重新生成',
    en: 'What pending invoice {number} reserved was released when it was deleted; create it again instead of restoring it',
  },
  'outgoing-own': {
    zh: '回调和邮件由系统在开票后生成，不能手工新增；可在已有记录上重新发送',
    en: 'Callbacks and e-mails are created when something is issued and cannot be added by hand, but existing ones can be sent again',
  },
  'bureau-not-connected': {
    zh: '税号 {taxNo} 没有接入可处理红字确认单的通道；请接入通道，或先打开参数“数电发票模拟开票”来模拟',
    en: 'No channel that handles red confirmations is connected for {taxNo}; connect one, or switch on the parameter “Digital invoices are simulated”',
  },
  'channel-away': {
    zh: '税局通道没有应答，没有处理；请稍后再试（{why}）',
    en: 'The channel to the bureau did not answer, so nothing was done; try again a little later ({why})',
  },
  'red-info-needed': {
    zh: '发票 {number} 须凭已取得编号的红字信息表红冲；请先申请红字信息表，取得编号后再开红票',
    en: 'Invoice {number} is reversed through a red-letter information form: request one, and issue once the tax bureau has numbered it',
  },
  'red-info-refused': {
    zh: '税局没有撤销红字信息表 {number}：{why}',
    en: 'The bureau did not revoke red-letter information form {number}: {why}',
  },
  'red-info-unconnected': {
    zh: '没有接入可处理红字信息表 {number} 的税控通道；请接入后再提交',
    en: 'No tax-control channel that handles red-letter information forms is connected for {number}; connect one, then send it',
  },
  'pending-read-only': {
    zh: '待开发票由单据生成，只能修改备注、联系与交付信息和特定要素；请修改来源单据后重新生成',
    en: 'A pending invoice is created from documents: only its remark, contact, delivery and special elements can be changed. Change the original document, and create it again',
  },
  'red-info-tax': {
    zh: '税额应为金额乘以税率；参数“红字信息表税额调整”允许调整时，最多相差 ¥0.06',
    en: 'The tax must be amount × rate; if the parameters allow adjusting it, it may differ by at most ¥0.06',
  },
  'run-own': {
    zh: '执行记录由系统生成，不能手工新增；请在方案或任务上立即执行，或重试已有记录',
    en: 'Runs are made by the system, not added by hand; run the scheme or task now, or retry a run that is there',
  },
  'run-going': {
    zh: '“{name}”上一次执行尚未完成，请等待完成后再执行',
    en: 'The last run of “{name}” is still in progress: wait until it has finished',
  },
  'account-sync-off': {
    zh: '没有开启“从税控系统云同步电子税局账号”，账号由人工维护；请先开启该系统参数',
    en: 'Accounts are kept by hand: turn on the system parameter “Accounts are synchronised from the tax-control cloud” first',
  },
  'summary-own': {
    zh: '乐企汇总由系统在每月 1 号创建，不能手工新增、删除或恢复；可在记录上确认',
    en: 'Leqi summaries are created on the first of each month and cannot be added, deleted or restored, but open ones can be confirmed',
  },
  'summary-moved': {
    zh: '税号 {taxNo} {month} 的汇总有变动，已更新为 {count} 张、金额 {net:money}、税额 {tax:money}；请核对后再确认',
    en: 'The summary of {taxNo} for {month} has changed to {count|invoice|invoices}, net {net:money}, tax {tax:money}; check it, then confirm',
  },
  'ledger-own': {
    zh: '授信和额度的占用由系统在开票时记录，不能手工新增、修改、删除或恢复',
    en: 'Credit and quota entries are written by issuing and cannot be entered, changed, deleted or restored',
  },
  'channel-not-configured': { zh: '开票通道没有接入', en: 'The issuing channel is not connected' },
};

/** The sentences for failures of a pending invoice, and the titles of failures. */
export const failureTexts: Readonly<Record<string, Label>> = {
  'customs-flaw-of-field': { zh: '{field}：{problem}', en: '{field}: {problem}' },
  'customs-flaw-of-line': { zh: '第 {line} 行的{field}：{problem}', en: 'line {line}, {field}: {problem}' },
  'channel-unreachable': {
    zh: '连接不上开票通道“{channel}”，将自动重试',
    en: 'The channel “{channel}” cannot be reached; it is retried automatically',
  },
  'channel-late': {
    zh: '开票通道“{channel}”在 {seconds} 秒内没有应答；将先查询结果，不会重复开票',
    en: 'The channel “{channel}” did not answer within {seconds} s; it is asked what became of the request, and nothing is issued twice',
  },
  'channel-answered': {
    zh: '开票通道“{channel}”返回了 HTTP {status}，将自动重试',
    en: 'The channel “{channel}” answered HTTP {status}; it is retried automatically',
  },
  'channel-refused-key': {
    zh: '开票通道“{channel}”不接受签名（HTTP {status}）；请核对通道的签名密钥',
    en: 'The channel “{channel}” does not accept the signature (HTTP {status}); check the signing key of the channel',
  },
  'channel-unreadable': {
    zh: '开票通道“{channel}”的应答不符合接口约定；请联系通道的提供方',
    en: 'The answer of the channel “{channel}” does not follow the interface; contact its provider',
  },
  'issue-interrupted': {
    zh: '处理时发生意外，系统会自动重试，不会重复开票；如果一直这样，请管理员查看日志',
    en: 'Something went wrong on the way; it is retried automatically, and nothing is issued twice. If the problem persists, an administrator finds the cause in the log',
  },
  'issue-unconnected': {
    zh: '开票通道没有接入，不能开具真实发票；数电票可先打开参数“数电发票模拟开票”来模拟',
    en: 'No issuing channel is connected, so no real invoice can be issued; to simulate digital invoices, switch on the parameter “Digital invoices are simulated”',
  },
  'issue-channel-unconnected': {
    zh: '开票通道“{channel}”没有接入，不能开具真实发票；数电票可先打开参数“数电发票模拟开票”来模拟',
    en: 'The issuing channel “{channel}” is not connected, so no real invoice can be issued; to simulate digital invoices, switch on the parameter “Digital invoices are simulated”',
  },
  'issue-licence-withdrawn': {
    zh: '税号 {taxNo} 的开票许可已取消授权',
    en: 'The issuing licence of tax number {taxNo} is withdrawn',
  },
  ...failureTitles,
};
