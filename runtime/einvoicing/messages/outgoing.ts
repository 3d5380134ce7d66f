import type { Label } from '../../../metadata/common/label.ts';

/** The sentences for messages that did not go out: written into their records, in both languages. */
export const outgoingTexts = {
  'sending-failed': {
    zh: '发送时服务器内部出错，请把服务器日志交给管理员',
    en: 'The server failed while sending; its log shows the cause',
  },
  'sending-interrupted': {
    zh: '发送过程中服务器中断，不知道对方是否已收到；请与对方核对后再决定是否重新发送',
    en: 'The server stopped in the middle of sending, so it is not known whether it arrived; ask the other side before sending it again',
  },
  'callback-without-address': {
    zh: '没有可用的回调地址；请在【业务系统回调地址】中新增或启用后重新发送',
    en: 'There is no callback address to use; add or enable one under “Callback addresses”, then send again',
  },
  'callback-answered': {
    zh: '业务系统拒绝接收；管理员在审计记录中能看到对方的应答',
    en: 'The business system refused it; administrators find its answer in the audit trail',
  },
  'callback-redirected': {
    zh: '业务系统要求跳转，回调不跟随跳转；请填写最终地址',
    en: 'The business system redirected the callback, and callbacks follow no redirect; enter the final address',
  },
  'callback-unreachable': {
    zh: '连接不上 {url}；原因见审计记录，由管理员查看',
    en: 'Could not reach {url}; administrators find the reason in the audit trail',
  },
  // Written by former servers; today it is told as unreachable.
  'callback-timeout': {
    zh: '{url} 没有及时应答',
    en: '{url} did not answer in time',
  },
  'outgoing-not-allowed': {
    zh: '服务器不可以访问 {host}（端口 {port}）；请管理员在【系统管理】的【允许访问的主机】中允许它，之后会自动发送',
    en: 'The server may not call {host} (port {port}); ask an administrator to allow it under Administration, Allowed hosts, and it is sent automatically',
  },
  'outgoing-host-wrong': {
    zh: '发送设置中填写的服务器不是主机名或地址；请改正后重新发送',
    en: 'The server in the sending settings is not a host name or address: correct it, then send again',
  },
  'push-answered': {
    zh: '{system} 拒绝接收；管理员在审计记录中能看到对方的应答',
    en: '{system} refused it; administrators find its answer in the audit trail',
  },
  'push-redirected': {
    zh: '{system} 要求跳转，推送不跟随跳转；请填写最终地址',
    en: '{system} redirected it, and pushes follow no redirect; enter the final address',
  },
  'push-unreachable': {
    zh: '连接不上 {system}；原因见审计记录，由管理员查看',
    en: 'Could not reach {system}; administrators find the reason in the audit trail',
  },
  'push-without-system': {
    zh: '推送的目标系统已停用、删除或没有地址；请启用或填写后重新推送',
    en: 'The target system is disabled, deleted or without an address; correct that, then send again',
  },
  'push-without-file': {
    zh: '推送的文件 {name} 读不出来；请联系管理员检查文件存储',
    en: 'The attached file {name} cannot be read; ask an administrator to check the file storage',
  },
  'mail-held': {
    zh: '发票 {number} 的 {format} 下载链接尚未生成，生成后自动发送',
    en: 'Invoice {number} has no {format} link yet; the e-mail goes out once it is there',
  },
  'mail-without-mailbox': {
    zh: '没有配置系统邮箱；请由管理员配置，或在邮箱方案中使用自有邮箱',
    en: 'No system mailbox is configured; have an administrator set it, or use an own mailbox in the mail scheme',
  },
  'mail-too-heavy': {
    zh: '超过 {limit} MB 的附件上限，没有附上：{files}',
    en: 'Not attached, as attachments may have {limit} MB at most: {files}',
  },
  'mail-linked-instead': {
    zh: '超过 {limit} MB 的附件上限，改在邮件里给出限时链接：{files}',
    en: 'Links in the e-mail instead of attachments, which may have {limit} MB at most: {files}',
  },
  'print-not-there': {
    zh: '没有名为“{print}”的打印模板；请改正发送设置后重新发送',
    en: 'There is no print template called “{print}”; correct the sending settings, then send again',
  },
  'print-not-made': {
    zh: '“{print}”没有打印成功（{number}），因此没有发送',
    en: '“{print}” could not be printed ({number}), so nothing was sent',
  },
  'mail-without-scheme': {
    zh: '该组织没有启用的发票推送邮箱方案；请启用一个后重新发送',
    en: 'The organisation has no enabled mail scheme; enable one, then send again',
  },
  'mail-template-wrong': {
    zh: '邮件模板有误：{problem}',
    en: 'The mail template is wrong: {problem}',
  },
  'mail-sign-in': {
    zh: '邮件服务器 {host} 拒绝了账号或密码',
    en: 'The mail server {host} refused the account or password',
  },
  'mail-recipient-refused': {
    zh: '邮件服务器不接受收件人 {recipient}；管理员在审计记录中能看到它的应答',
    en: 'The mail server does not accept the recipient {recipient}; administrators find its answer in the audit trail',
  },
  'mail-refused': {
    zh: '邮件服务器拒绝了邮件；管理员在审计记录中能看到它的应答',
    en: 'The mail server refused the e-mail; administrators find its answer in the audit trail',
  },
  'mail-unreachable': {
    zh: '连接不上邮件服务器 {host}；原因见审计记录，由管理员查看',
    en: 'Could not reach the mail server {host}; administrators find the reason in the audit trail',
  },
  'mail-unclear': {
    zh: '与邮件服务器 {host} 的连接在发送中断开，不知道邮件是否已发出',
    en: 'The connection to {host} broke while sending, so it is not known whether the e-mail was sent',
  },
  'confirmation-settled': {
    zh: '红字确认单 {number} 的状态已经变化，不再需要发送',
    en: 'The status of the red confirmation {number} has changed, so this is no longer sent',
  },
  'confirmation-mail-without-address': {
    zh: '没有{recipient}的邮箱地址；请在红字确认单或员工资料中补充，或在推送设置中指定收件邮箱',
    en: 'The {recipient} has no e-mail address; add it to the red confirmation or to the staff record, or list one in the push setting',
  },
  'cloud-refused': {
    zh: '云端不接受签名；请核对 Client ID、租户和密钥后再试',
    en: 'The cloud does not accept the signature; check client ID, tenant and key, then try again',
  },
  'cloud-answered': {
    zh: '云端没有给出正常应答；管理员在审计记录中能看到对方的应答',
    en: 'The cloud gave no proper answer; administrators find it in the audit trail',
  },
  'cloud-timeout': {
    zh: '云端在 {seconds} 秒内没有应答，请稍后再试',
    en: 'The cloud did not answer within {seconds} seconds; try again later',
  },
  'cloud-unreachable': {
    zh: '连接不上云端，请由管理员检查地址；原因见审计记录',
    en: 'Could not reach the cloud; have an administrator check the address, the audit trail has the reason',
  },
  'cloud-not-connected': {
    zh: '云端地址已取消配置，或授权配置已删除，没有发送；配置后重新发送',
    en: 'The cloud is no longer configured, or the authorisation was removed, so it was not sent; configure it, then send again',
  },
  'customs-refused': {
    zh: '报关单接口不接受该应用 ID 或 secret；请核对后再验证',
    en: 'The customs interface does not accept the app ID or the secret; check them, then verify again',
  },
  'customs-answered': {
    zh: '报关单接口没有给出正常应答，无法判断应用 ID 和 secret 是否正确；管理员在审计记录中能看到它的应答',
    en: 'The customs interface gave no proper answer, so nothing is known of the app ID and secret; administrators find its answer in the audit trail',
  },
  'customs-timeout': {
    zh: '报关单接口在 {seconds} 秒内没有应答，请稍后再验证',
    en: 'The customs interface did not answer within {seconds} seconds; verify again later',
  },
  'customs-unreachable': {
    zh: '连接不上报关单接口；请管理员核对配置的地址，原因见审计记录',
    en: 'Could not reach the customs interface; have an administrator check the address, the audit trail has the reason',
  },
  'sms-without-gateway': {
    zh: '没有配置短信网关（GUIJU_SMS），短信没有发出；请由管理员配置后重新发送',
    en: 'No gateway for text messages is configured (GUIJU_SMS), so none was sent; have an administrator set it, then send again',
  },
  'sms-refused': {
    zh: '短信网关拒绝了短信；管理员在审计记录中能看到它的应答',
    en: 'The gateway refused the text message; administrators find its answer in the audit trail',
  },
  'sms-unreachable': {
    zh: '连接不上短信网关；原因见审计记录，由管理员查看',
    en: 'Could not reach the gateway for text messages; administrators find the reason in the audit trail',
  },
  'sms-unclear': {
    zh: '与短信网关的连接中断，不知道短信是否已发出',
    en: 'The connection to the gateway broke, so it is not known whether the text message was sent',
  },
  'file-not-made': {
    zh: '{format} 文件没有生成成功；稍后会再试',
    en: 'The {format} file could not be made; it is tried again later',
  },
  'file-not-ready': {
    zh: '开票通道还没有准备好 {format} 文件；稍后会再取',
    en: 'The channel does not have the {format} file yet; it is asked again later',
  },
  'file-not-fetched': {
    zh: '没有从开票通道取得 {format} 文件；请检查通道的地址和密钥，稍后会再取',
    en: 'The {format} file could not be fetched from the channel; check the channel’s address and key. It is asked again later',
  },
  'file-without-channel': {
    zh: '没有可用的开票通道来取 {format} 文件；请启用通道后点【重新获取】',
    en: 'No channel is there to fetch the {format} file from; enable one, then use “Try again”',
  },
  'file-wrong': {
    zh: '开票通道给出的不是可用的 {format} 文件，或超过 20 MB；请与通道方核对后点【重新获取】',
    en: 'The channel provided no usable {format} file, or one of more than 20 MB; contact its operator, then use “Try again”',
  },
  'file-invoice-gone': {
    zh: '发票已不存在，不再生成文件',
    en: 'The invoice no longer exists, so no file is created',
  },
} as const satisfies Readonly<Record<string, Label>>;

export type OutgoingCode = keyof typeof outgoingTexts;
