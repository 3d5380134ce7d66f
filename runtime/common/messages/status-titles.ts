import type { Label } from '../../../metadata/common/label.ts';

/** Titles of problems, by their status, or by their code where that says more. */
export const statusTitles: Readonly<Record<string, Label>> = {
  'status-400': { zh: '请求有误', en: 'The request is wrong' },
  'status-401': { zh: '需要登录', en: 'Sign-in needed' },
  'status-403': { zh: '没有权限', en: 'Not allowed' },
  'status-404': { zh: '找不到', en: 'Not found' },
  'status-405': { zh: '不支持的方法', en: 'Method not allowed' },
  'status-408': { zh: '等待超时', en: 'Too slow' },
  'status-409': { zh: '有冲突', en: 'Conflict' },
  'status-410': { zh: '已经过期', en: 'No longer available' },
  'status-412': { zh: '记录已被他人修改', en: 'Changed by someone else' },
  'status-413': { zh: '内容过大', en: 'Too large' },
  'status-415': { zh: '不支持的内容类型', en: 'Unsupported content type' },
  'status-416': { zh: '没有这一部分', en: 'No such part' },
  'status-422': { zh: '内容未通过检查', en: 'The content did not pass the checks' },
  'status-428': { zh: '缺少前提条件', en: 'Precondition needed' },
  'status-429': { zh: '请求过于频繁', en: 'Too many requests' },
  'status-431': { zh: '内容过大', en: 'Too large' },
  'status-499': { zh: '调用方已断开', en: 'The caller disconnected' },
  'status-500': { zh: '服务器出错', en: 'Server error' },
  'status-502': { zh: '上游服务出错', en: 'Another server failed' },
  'status-503': { zh: '暂时不可用', en: 'Temporarily unavailable' },
  'title-idempotency-key-reused': { zh: 'Idempotency-Key 已被使用', en: 'Idempotency-Key already used' },
  'title-batch-failed': { zh: '整批未写入', en: 'The batch was not written' },
  'title-decision-nothing-asked': { zh: '没有说明要问什么', en: 'Nothing was asked' },
  'status-507': { zh: '存储空间已满', en: 'Storage is full' },
};
