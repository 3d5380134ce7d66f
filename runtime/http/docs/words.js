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
    needed: '必填',
    nothing: '没有符合的接口',
    failed: '无法读取接口文档',
    common: '平台接口',
    forms: '表单数据接口',
    back: '返回系统',
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
    needed: 'required',
    nothing: 'No call matches',
    failed: 'The document cannot be read',
    common: 'Platform',
    forms: 'Records of forms',
    back: 'Back to the system',
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
