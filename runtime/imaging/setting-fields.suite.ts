import { standardModel } from '../../workshop/standard-model.ts';

/** Forms in which imaging is set up; the rest of its package are documents that come of it. */
const settings = [
  'bill-integration',
  'business-system',
  'cover-template',
  'image-code-strategy',
  'image-template',
  'imaging-global',
  'imaging-scheme',
  'imaging-system',
  'licence-assignment',
  'receipt-setting',
  'workflow-node',
];

/** Every field in which somebody sets up imaging, of rows `form.rows.field`; remarks are for people. */
export async function settingFields(): Promise<readonly string[]> {
  const model = await standardModel();
  return settings.flatMap((id) => {
    const form = model.formsById.get(id);
    return (form?.fields ?? []).flatMap((field) => {
      const fields = field.rows ? field.rows.fields : [field];
      return fields.filter(({ id: of }) => of !== 'remark').map(({ path }) => `${id}.${path}`);
    });
  });
}
