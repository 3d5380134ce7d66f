import { list, named, object } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { folder, formOutline } from './outline.ts';

/** The model as its users need it: what they may see of the forms they may read. Labels come in both languages. */
export const forms = {
  list: call({
    method: 'GET',
    path: '/api/forms',
    access: 'signed-in',
    operation: 'forms',
    tag: 'forms',
    summary: { zh: '可见的表单和菜单', en: 'Forms and menu the caller may see' },
    answer: object({
      forms: list(named('FormOutline', formOutline)),
      menu: list(named('Folder', folder)),
    }),
  }),
} as const;
