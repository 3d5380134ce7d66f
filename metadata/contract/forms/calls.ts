import { anyObject, list, named, object } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { explain, explainedPlace } from '../common/explaining.ts';
import { formModel } from './form-model.ts';
import { folder, formOutline } from './outline.ts';

const one = '/api/forms/:form';

/** The model as its users need it: what they may see of the forms they may read. Labels come in both languages. */
export const forms = {
  list: call({
    method: 'GET',
    path: '/api/forms',
    access: 'signed-in',
    operation: 'forms',
    tagged: true,
    tag: 'forms',
    summary: { zh: '可见的表单和菜单', en: 'Forms and menu the caller may see' },
    answer: object({
      forms: list(named('FormOutline', formOutline)),
      menu: list(named('Folder', folder)),
    }),
  }),
  read: call({
    method: 'GET',
    path: one,
    access: { form: 'read' },
    operation: 'form',
    tagged: true,
    tag: 'forms',
    summary: { zh: '表单的模型', en: 'Model of a form' },
    query: { explain, of: explainedPlace },
    answer: named('FormModel', formModel),
  }),
  schema: call({
    method: 'GET',
    path: `${one}/schema`,
    access: { form: 'read' },
    operation: 'schema',
    tagged: true,
    tag: 'forms',
    summary: { zh: '记录的 JSON Schema', en: 'JSON Schema of a record' },
    answer: anyObject(),
    type: 'application/schema+json',
  }),
} as const;
