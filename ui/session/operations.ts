import { msg } from '@lit/localize';
import { session } from './session.ts';

export interface Operation {
  readonly address: string;
  readonly text: string;
}

/** Pages that belong to no form, for whoever runs the platform. */
export function operations(): readonly Operation[] {
  return session.who?.administers ? pagesWithoutForm() : [];
}

export function pagesWithoutForm(): readonly Operation[] {
  return [
    { address: '/organisations', text: msg('组织树', { id: 'organisation-tree' }) },
    { address: '/jobs', text: msg('后台任务', { id: 'jobs' }) },
    { address: '/audit', text: msg('审计记录', { id: 'audit-trail' }) },
    { address: '/packages', text: msg('元数据包', { id: 'packages' }) },
    { address: '/health', text: msg('运行状态', { id: 'health' }) },
    { address: '/docs', text: msg('接口文档', { id: 'api-docs' }) },
  ];
}
