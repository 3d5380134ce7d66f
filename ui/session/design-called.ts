/** What people look for who want to change a form, whatever it is called on the page. */
export const designCalled: readonly string[] = [
  ...[
    '修改此表单',
    '改表单',
    '加字段',
    '添加字段',
    '新建字段',
    '新建表单',
    '自定义表单',
    '表单设计器',
    '设计中心',
  ],
  ...['change this form', 'edit form', 'add field', 'new field', 'new form', 'custom field'],
  ...['打印模板', '报表设计', 'print template', 'report designer'],
  ...['customise', 'customize', 'form builder', 'form designer', 'design centre', 'design center'],
];
