import { flag, text } from '../../shape/shape.ts';

/** Words of queries by which a call tells also who said what. */
export const explain = {
  summary: { zh: '同时说明每个属性由哪些包、哪一层给出', en: 'Also tells which packages set each property' },
  schema: flag(),
};

export const explainedPlace = {
  summary: {
    zh: '与 explain=true 一起：只说明这一处（fields/rate、layout/groups/basic、definition，空为表单本身），连同谁在何时设置、此前的值；限管理员',
    en: 'With explain=true: only this place (fields/rate, layout/groups/basic, definition; empty: the form itself), with who set it, when, and its earlier values; for administrators',
  },
  schema: text({ maxLength: 400 }),
};
