import type { Label } from '../../../metadata/common/label.ts';

/** The refusals of signing in by a provider, with more than a password, and of provisioners (SCIM). */
export const signInMessages: Readonly<Record<string, Label>> = {
  'code-refused': { zh: '两步验证没有通过', en: 'Two-step verification failed' },
  'code-wrong': {
    zh: '验证码不对、已过期或已用过：请输入验证器应用现在显示的 6 位数字，或一个未用过的恢复码；仍不对时请核对手机的时间',
    en: 'The code is wrong, too old or already used: enter the 6 digits that the authenticator app shows now, or a recovery code not used yet; if that fails, check the clock of your phone',
  },
  'app-code-wrong': {
    zh: '验证码不对或已过期：请扫描上面的二维码，输入应用现在显示的 6 位数字；仍不对时请核对手机的时间',
    en: 'The code is wrong or too old: scan the QR code above and enter the 6 digits that the app shows now; if that fails, check the clock of your phone',
  },
  'passkey-wrong': {
    zh: '这个通行密钥没有通过，或已经用过：请再试一次，或换用验证码',
    en: 'This passkey was not accepted, or was used already: try again, or use a code instead',
  },
  'reset-ended': {
    zh: '这个链接已过期或已用过：请在登录页再点一次“忘记密码”',
    en: 'This link is too old or was used: choose “Forgot the password?” on the sign-in page again',
  },
  'resets-not-offered': {
    zh: '系统没有配置邮箱，不能发送重设链接：请管理员为您重设密码',
    en: 'The system has no mailbox to send a link from: ask an administrator to reset your password',
  },
  'confirmation-needed': {
    zh: '这项更改涉及安全：请先用验证码或通行密钥确认是您本人，再试一次',
    en: 'This change is about security: first confirm with a code or a passkey that it is you, then try again',
  },
  'passkey-refused': {
    zh: '这个通行密钥不能登录：它没有添加到任何用户，或没有核对指纹、面容或 PIN；请再试一次，或用密码登录',
    en: 'This passkey does not sign in: no user has it, or it did not check finger, face or PIN; try again, or sign in with your password',
  },
  'passkeys-not-here': {
    zh: '通行密钥只用于以 https 和域名访问的地址；请改用验证器应用，或请管理员设置 GUIJU_URL',
    en: 'Passkeys need an https address with a name: use an authenticator app, or ask an administrator to set GUIJU_URL',
  },
  'sign-in-step-ended': {
    zh: '这一步放得太久，或密码在此期间已改：请从头再来一次',
    en: 'This took too long, or the password was changed meanwhile: start again',
  },
  'authenticator-needed': {
    zh: '您的角色要求两步验证，不能移除最后一个验证器应用或通行密钥；请先添加另一个',
    en: 'Your role asks for two-step verification, so the last authenticator app or passkey cannot be removed: add another first',
  },
  'sign-in-provider-unknown': {
    zh: '没有这个登录提供方，或已停用；请用其他方式登录',
    en: 'There is no such sign-in provider, or it is disabled; sign in another way',
  },
  'sign-in-provider-down': {
    zh: '现在无法连接{provider}；请稍后再试，有密码的用户可以用密码登录',
    en: '{provider} cannot be reached; try again later, or sign in with your password if you have one',
  },
  'sign-in-provider-other': {
    zh: '{provider}的应答与这里的设置不符（{reason}）；请管理员核对登录提供方的地址、客户端 ID 和密钥',
    en: 'The answer of {provider} does not fit its settings here ({reason}); ask an administrator to check address, client ID and client secret of the sign-in provider',
  },
  'sign-in-host-not-listed': {
    zh: '登录{provider}要访问的主机 {host}（端口 {port}）没有列为允许访问；请管理员在“允许访问的主机”中添加，签发者在内网时在登录提供方勾选“内网地址”',
    en: 'To sign in by {provider} the host {host} (port {port}) has to be called, which is not allowed: ask an administrator to add it to Allowed hosts or, where the issuer is in the private network, to select Private addresses of the sign-in provider',
  },
  'sign-in-denied': {
    zh: '没有在{provider}完成登录（{reason}）；请重新登录，仍不成功时请联系其管理员',
    en: 'The sign-in at {provider} was not completed ({reason}); sign in again, and ask its administrator if that fails',
  },
  'sign-in-expired': {
    zh: '这次登录已经过期，或是在其他浏览器中开始的；请重新登录',
    en: 'This sign-in has expired, or was begun in another browser; sign in again',
  },
  'sign-in-used': {
    zh: '这次登录已经完成，不能再用一次；请重新登录',
    en: 'This sign-in was completed before and cannot be used again; sign in again',
  },
  'sign-in-untrusted': {
    zh: '{provider}的应答不可信（{reason}）；请重新登录，仍不成功时请管理员核对登录提供方的设置和服务器时间',
    en: 'The answer of {provider} cannot be trusted ({reason}); sign in again, and if that fails ask an administrator to check the settings of the sign-in provider and the clocks',
  },
  'sign-in-number-missing': {
    zh: '{provider}没有说明您的登录名（声明“{claim}”为空）；请管理员核对登录提供方的“登录名取自”',
    en: '{provider} does not tell your user name (the claim “{claim}” is empty); ask an administrator to check “User name from” of the sign-in provider',
  },
  'sign-in-person-unknown': {
    zh: '这里没有登录名为“{user}”的用户；请管理员新建后再登录',
    en: 'There is no user “{user}” here; ask an administrator to create one, then sign in again',
  },
  'sign-in-person-disabled': {
    zh: '用户“{user}”已停用，不能登录；需要恢复时请联系管理员',
    en: 'The user “{user}” is disabled and cannot sign in; ask an administrator to enable it',
  },
  'sign-in-person-other': {
    zh: '用户“{user}”已对应{provider}的另一个账号；确认是同一人后，请管理员在该用户的页面解除对应',
    en: 'The user “{user}” belongs to another account of {provider}; if it is the same person, ask an administrator to unlink the account on the page of the user',
  },
  'sign-in-no-rule': {
    zh: '没有规则允许“{user}”登录；请管理员查看登录提供方“{provider}”的规则',
    en: 'No rule lets “{user}” in; ask an administrator to look at the rules of the sign-in provider “{provider}”',
  },
  'sign-in-unasked': {
    zh: '这次登录不是从这里开始的；请在本系统的登录页重新登录',
    en: 'This sign-in was not begun here; sign in again from the sign-in page of this system',
  },
  'sign-in-answer-too-large': {
    zh: '登录提供方的应答超过 {most} 字节；请管理员在提供方减少送来的属性（如只送用到的用户组）',
    en: 'The answer of the sign-in provider has more than {most|byte|bytes}; ask an administrator to have fewer attributes sent, such as only the groups that are used',
  },
  'sign-in-encrypted': {
    zh: '{provider}的应答加了密，这里不能解开；请管理员在提供方为本系统关闭断言加密',
    en: 'The answer of {provider} is encrypted, which is not supported here; ask an administrator to turn off encryption of assertions for this system at the provider',
  },
  'sign-in-signature-weak': {
    zh: '{provider}用 {reason} 签名，这种算法已不安全；请管理员在提供方改用 RSA-SHA256',
    en: '{provider} signs with {reason}, which is no longer secure; ask an administrator to choose RSA-SHA256 at the provider',
  },
  'sign-in-name-passing': {
    zh: '{provider}每次登录都给出不同的 NameID（transient），认不出是谁；请管理员在提供方改用固定的 NameID（如 persistent）',
    en: '{provider} tells another NameID at each sign-in (transient), so nobody can be recognised; ask an administrator to choose one that stays, such as persistent, at the provider',
  },
  'saml-metadata-unreadable': {
    zh: '这不是身份提供方的 SAML 元数据；请粘贴从提供方下载的完整 XML（EntityDescriptor）',
    en: 'This is no SAML metadata of an identity provider; paste the whole XML (EntityDescriptor) as the provider offers it',
  },
  'saml-metadata-lacks': {
    zh: '元数据中没有 {what}；请核对它是不是身份提供方（IdP）的元数据，或改为逐项填写',
    en: 'The metadata has no {what}; check that it is that of an identity provider, or fill in the fields one by one',
  },
  'saml-metadata-several': {
    zh: '元数据中有 {count} 个身份提供方；请只粘贴其中一个的 EntityDescriptor',
    en: 'The metadata describes {count|identity provider|identity providers}; paste the EntityDescriptor of one of them alone',
  },
  'saml-certificate-unreadable': {
    zh: '第 {number} 个证书无法读取；请粘贴完整的 X.509 证书（PEM，或其中的 Base64）',
    en: 'Certificate {number} cannot be read; paste the whole X.509 certificate (PEM, or the base64 of it)',
  },
  'saml-certificate-weak': {
    zh: '第 {number} 个证书的密钥不是 2048 位以上的 RSA 密钥，不能使用；请在提供方换用这样的密钥',
    en: 'The key of certificate {number} is no RSA key of at least 2048 bits and cannot be used; choose such a key at the provider',
  },
  'saml-certificate-ended': {
    zh: '证书“{subject}”已于 {day} 过期；提供方换用新证书后，请在这里也换成新的',
    en: 'The certificate “{subject}” expired on {day}; once the provider has a new one, enter it here, too',
  },
  'sign-in-claims-unreadable': {
    zh: '这里没有可读的 ID 令牌、SAML 应答或 JSON 对象；请粘贴完整的令牌、应答或声明',
    en: 'There is no ID token, answer by SAML or JSON object here that can be read; paste the whole token, answer or claims',
  },
  'scim-filter-wrong': {
    zh: '筛选无法读取，问题在“{part}”；请按 RFC 7644 第 3.4.2.2 节书写，如 userName eq "ann"',
    en: 'The filter cannot be read at “{part}”: write it as RFC 7644, section 3.4.2.2, has it, such as userName eq "ann"',
  },
  'scim-filter-too-wide': {
    zh: '这个筛选要逐条查看 {most} 条以上的记录；请加上 userName、externalId 或 active 等条件',
    en: 'This filter has to look at more than {most|record|records} one by one: add a condition on userName, externalId or active',
  },
  'scim-path-wrong': {
    zh: '属性路径无法读取，问题在“{part}”；请按 RFC 7644 第 3.10 节书写，如 name.formatted',
    en: 'The attribute path cannot be read at “{part}”: write it as RFC 7644, section 3.10, has it, such as name.formatted',
  },
  'scim-value-wrong': {
    zh: '属性“{name}”缺少值，或值的类型不对；请核对后重新发送',
    en: 'The attribute “{name}” has no value, or one of another type: check it and send it again',
  },
  'scim-operation-wrong': {
    zh: 'PATCH 的操作有误，问题在“{part}”；请发送 Operations，每项带 op（add、replace 或 remove）、path 和 value',
    en: 'An operation of the PATCH is wrong at “{part}”: send Operations, each with op (add, replace or remove), path and value',
  },
  'scim-target-missing': {
    zh: '没有可按“{path}”修改的值；请先添加，或核对路径中的条件',
    en: 'There is no value to change at “{path}”: add one first, or check the filter in the path',
  },
  'scim-name-taken': {
    zh: '“{name}”已被使用；请换一个名称，或同步已有的那一个',
    en: '“{name}” is taken: choose another name, or provision the existing one',
  },
  'scim-member-unknown': {
    zh: '没有内码为“{id}”的用户；请先同步该用户，再加入成员',
    en: 'There is no user with the id “{id}”: provision the user first, then add it as a member',
  },
  'scim-resource-unknown': {
    zh: '没有名为“{name}”的定义；请先列出全部，再选择其中之一',
    en: 'There is no definition “{name}”: list all of them and choose one',
  },
  'scim-administrators-kept': {
    zh: '仅用于同步用户的令牌不能授予平台管理员权限，也不能启用管理员或修改其登录名（{user}）；请由平台管理员操作',
    en: 'A token that only provisions users cannot make anyone a platform administrator, nor enable or rename one ({user}): ask a platform administrator to do it',
  },
};
