import { documentOf, listOf, object } from '../../decisions/schema.ts';
import { asWritten } from '../../decisions/written.ts';
import { decision } from '../forms/configuration.ts';
import { type FileNameQuestion, fileName } from './file-name.ts';

export const fileNameDecision = decision<FileNameQuestion>({
  name: 'file-name',
  label: { zh: '下载文件名', en: 'Download file name' },
  summary: {
    zh: '发票文件下载时的名称，按设置的字段和分隔符',
    en: 'The name under which an invoice file is downloaded, by the fields and separator of the settings',
  },
  input: object(
    {
      fileNameFields: listOf({ type: 'string' }),
      fileNameSeparator: { type: 'string', maxLength: 10 },
      invoice: documentOf('invoice'),
      format: { type: 'string', pattern: '^[a-z0-9]{1,10}$', examples: ['pdf'] },
    },
    ['invoice', 'format'],
  ),
  reads: { settings: ['other-settings'] },
  decide: (question, configuration, level) => {
    const { fileNameFields, fileNameSeparator } = configuration.setting('other-settings');
    return fileName(
      {
        ...(fileNameFields ? { fileNameFields } : {}),
        ...(fileNameSeparator ? { fileNameSeparator } : {}),
        ...question,
        invoice: asWritten(configuration.shape('invoice'), question.invoice),
      },
      level,
    );
  },
});
