/** What the groups of calls that belong to no form are called. */
export const tagLabels: Readonly<Record<string, string>> = {
  session: '登录 · Signing in',
  me: '我的 · One’s own',
  users: '用户 · Users',
  forms: '表单模型 · Forms',
  search: '查找 · Search',
  watch: '变更流 · Watching',
  jobs: '后台任务 · Jobs',
  audit: '审计 · Audit trail',
  model: '发布元数据 · Publishing',
  packages: '包 · Packages',
  operations: '运行 · Operations',
  documentation: '文档 · Documentation',
};
