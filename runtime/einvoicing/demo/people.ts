import type { DemoPerson } from '../../tenant/demo-people.ts';

/** Whoever tries the demo sees it as they do. */
export const demoPeople: readonly DemoPerson[] = [
  {
    number: 'clerk',
    name: '李开',
    label: { zh: '开票员（上海电子有限公司）', en: 'Invoicing clerk of SHANGHAI' },
    role: 'invoicing-clerk',
    organisation: 'SHANGHAI',
  },
  {
    number: 'approver',
    name: '王审',
    label: { zh: '审核员（华东公司及其下级）', en: 'Approver of EAST and below' },
    role: 'invoicing-approver',
    organisation: 'EAST',
  },
  {
    number: 'manager',
    name: '周理',
    label: { zh: '公司管理员（深圳科技有限公司）', en: 'Administrator of SHENZHEN' },
    role: 'configurator',
    organisation: 'SHENZHEN',
  },
  {
    number: 'auditor',
    name: '赵计',
    label: { zh: '审计（全集团，只读）', en: 'Auditor of the group, read-only' },
    role: 'reader',
    organisation: 'root',
  },
];
