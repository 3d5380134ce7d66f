const words = {
  zh: {
    title: '接口文档',
    search: '查找接口',
    other: 'English',
    parameters: '参数',
    name: '名称',
    where: '位置',
    type: '类型',
    meaning: '说明',
    body: '请求体',
    answer: '回答',
    example: '示例',
    try: '试一试',
    send: '发送',
    user: '用户',
    password: '密码',
    signIn: '登录',
    signInFirst: '登录后显示您可用的接口',
    signInThere: '登录还需要一步：请先登录系统，再打开本页',
    needed: '必填',
    nothing: '没有符合的接口',
    failed: '无法读取接口文档',
    common: '平台接口',
    forms: '表单数据接口',
    back: '返回系统',
    begin: '开始调用',
    address: '地址',
    sign: '身份',
    signBy:
      '在“账户与令牌”中新建访问令牌，随每次调用在 Authorization 头中发送；能做什么，由令牌的范围和您的权限决定',
    org: '组织',
    orgBy: '查询参数 org 指定组织编码；不写则为您的所属组织',
    language: '语言',
    languageBy: 'Accept-Language：zh 或 en；说明问题的文字和名称随之改变',
    change: '修改',
    changeBy: '读取时返回的 ETag 随 If-Match 发送；其间有人改过时回答 412 和当前内容',
    once: '重试',
    onceBy: '带上 Idempotency-Key，重发同一请求只生效一次',
    command: '命令行',
    copy: '复制',
    copied: '已复制',
  },
  en: {
    title: 'API documentation',
    search: 'Find a call',
    other: '中文',
    parameters: 'Parameters',
    name: 'Name',
    where: 'In',
    type: 'Type',
    meaning: 'Meaning',
    body: 'Body',
    answer: 'Answer',
    example: 'Example',
    try: 'Try it',
    send: 'Send',
    user: 'User',
    password: 'Password',
    signIn: 'Sign in',
    signInFirst: 'Sign in to see the calls you may make',
    signInThere: 'One more step is needed to sign in: sign in to the system, then open this page again',
    needed: 'required',
    nothing: 'No call matches',
    failed: 'The document cannot be read',
    common: 'Platform',
    forms: 'Records of forms',
    back: 'Back to the system',
    begin: 'Getting started',
    address: 'Address',
    sign: 'Authorisation',
    signBy:
      'Create a token under Account and tokens and send it with each call in the Authorization header; its scopes and your rights decide what it may do',
    org: 'Organisation',
    orgBy:
      'The query parameter org names the organisation by its number; without it, your home organisation is meant',
    language: 'Language',
    languageBy: 'Accept-Language: zh or en, for labels and for messages about problems',
    change: 'Changes',
    changeBy:
      'Send the ETag of what you read as If-Match; if somebody changed it since, the answer is 412 with the current content',
    once: 'Retries',
    onceBy: 'With an Idempotency-Key, a request that is sent again takes effect once',
    command: 'Command line',
    copy: 'Copy',
    copied: 'Copied',
  },
};

const key = 'guiju.preferences';

/** What somebody chose in the web UI holds here too. @returns {{ language?: unknown, theme?: unknown }} */
export function preferences() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** @type {'zh' | 'en'} */
let language = spoken();

/** @returns {'zh' | 'en'} */
function spoken() {
  const chosen = preferences().language;
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** @param {keyof typeof words.zh} key */
export function word(key) {
  return words[language][key];
}

export function currentLanguage() {
  return language;
}

export function otherLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem(key, JSON.stringify({ ...preferences(), language }));
}

/** Descriptions say both, Chinese first, with a dot between. @param {string | undefined} text */
export function said(text = '') {
  const [zh, en] = text.split(' · ');
  return language === 'zh' ? (zh ?? '') : (en ?? zh ?? '');
}
