import {
  anything,
  closed,
  flag,
  integer,
  list,
  maybe,
  named,
  object,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';

const tag = 'me';
const viewsPath = '/api/me/views';
const preferencesPath = '/api/me/preferences';

/** A list under a name, one's own or one that somebody shares. */
export const view = object({
  id: text({ format: 'uuid' }),
  revision: integer(),
  name: text(),
  form: maybe(text()),
  shared: flag(),
  preferred: flag(),
  config: anything({ description: 'Columns, filter, order' }),
  mine: flag(),
});
export type SavedView = TypeOf<typeof view>;

const said = {
  config: optional(anything({ description: 'Columns, filter and order, as whoever saves them wants' })),
  shared: optional(flag()),
  preferred: optional(flag()),
};
const newView = closed({ form: text(), name: text(), ...said });
const changedView = closed({ form: optional(text()), name: optional(text()), ...said });
export type SentView = TypeOf<typeof changedView>;

/** A preference of one person, under a name that whoever asks chooses. */
export const preference = object({ name: text(), value: anything({ description: 'Any JSON' }) });

/** The calls for saved views: lists with columns, filter and order; those that others share are there to read. */
export const views = {
  list: call({
    method: 'GET',
    path: viewsPath,
    access: 'signed-in',
    operation: 'myViews',
    tag,
    summary: { zh: '自己的和他人共享的列表视图', en: 'The caller’s saved views, and those shared by others' },
    query: { form: { summary: { zh: '表单', en: 'Form' }, schema: text() } },
    answer: object({ items: list(named('View', view)) }),
  }),
  create: call({
    method: 'POST',
    path: viewsPath,
    access: 'signed-in',
    operation: 'createView',
    tag,
    summary: { zh: '保存视图', en: 'Save a view' },
    body: newView,
    answer: named('View', view),
    status: 201,
  }),
  change: call({
    method: 'PATCH',
    path: `${viewsPath}/:id`,
    access: 'signed-in',
    operation: 'changeView',
    tag,
    summary: { zh: '修改视图', en: 'Change a view' },
    body: changedView,
    answer: named('View', view),
    ifMatch: true,
  }),
  remove: call({
    method: 'DELETE',
    path: `${viewsPath}/:id`,
    access: 'signed-in',
    operation: 'deleteView',
    tag,
    summary: { zh: '删除视图', en: 'Delete a view' },
    status: 204,
  }),
} as const;

/** Column widths, language, what was opened last. Nobody else sees it. */
export const preferences = {
  list: call({
    method: 'GET',
    path: preferencesPath,
    access: 'signed-in',
    operation: 'myPreferences',
    tag,
    summary: { zh: '自己的偏好', en: 'The caller’s preferences' },
    answer: object({ items: list(named('Preference', preference)) }),
  }),
  set: call({
    method: 'PUT',
    path: `${preferencesPath}/:name`,
    access: 'signed-in',
    operation: 'setPreference',
    tag,
    summary: {
      zh: '保存自己的一项偏好：任意 JSON，最多 32 KiB',
      en: 'Store a preference of the caller: any JSON of up to 32 KiB',
    },
    body: anything({ description: 'Any JSON' }),
    status: 204,
  }),
  forget: call({
    method: 'DELETE',
    path: `${preferencesPath}/:name`,
    access: 'signed-in',
    operation: 'forgetPreference',
    tag,
    summary: { zh: '删除自己的一项偏好', en: 'Delete a preference of the caller' },
    status: 204,
  }),
} as const;
