/** What the groups of calls that belong to no form are called. */
export const tagLabels: Readonly<Record<string, string>> = {
  session: '登录 · Signing in',
  me: '我的 · Yourself',
  users: '重设密码 · Resetting passwords',
  forms: '表单的元数据 · What forms are like',
  search: '查找 · Search',
  watch: '变更流 · Watching',
  jobs: '任务进度与结果 · Progress and results of jobs',
  audit: '审计 · Audit trail',
  model: '发布元数据 · Publishing',
  packages: '包 · Packages',
  params: '参数 · Parameters',
  changesets: '变更集 · Change sets',
  ofrep: 'OpenFeature（OFREP）· Parameters as flags',
  apollo: 'Apollo 读取协议 · Parameters as Apollo’s namespaces',
  operations: '运行 · Operations',
  documentation: '文档 · Documentation',
};
