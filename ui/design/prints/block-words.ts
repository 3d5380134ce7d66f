import { msg } from '@lit/localize';
import { replaceVariables } from '../../../metadata/kinds/common/variables.ts';
import { picturePaths } from '../../../metadata/print/print-fields.ts';
import type { Block, PrintSource, PrintText } from '../../../metadata/print-source.ts';
import type { IconName } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, listed, say } from '../../session/i18n.ts';
import { calledField, calledPictures } from './print-names.ts';

type BlockName = Block['block'];

interface BlockWords {
  readonly label: () => string;
  readonly icon: IconName;
}

/** How blocks are called and drawn, in the order in which they are offered. */
export const blockWords: Readonly<Record<BlockName, BlockWords>> = {
  text: { label: () => msg('文字', { id: 'print-block-text' }), icon: 'edit' },
  fields: { label: () => msg('字段', { id: 'print-block-fields' }), icon: 'list' },
  table: { label: () => msg('明细表', { id: 'print-block-table' }), icon: 'services' },
  columns: { label: () => msg('分栏', { id: 'print-block-columns' }), icon: 'columns' },
  group: { label: () => msg('组', { id: 'print-block-group' }), icon: 'box' },
  image: { label: () => msg('图片', { id: 'print-block-image' }), icon: 'image' },
  code: { label: () => msg('条码', { id: 'print-block-code' }), icon: 'scan' },
  sharing: { label: () => msg('使用组织', { id: 'print-block-sharing' }), icon: 'share' },
  line: { label: () => msg('横线', { id: 'print-block-line' }), icon: 'menu' },
  space: { label: () => msg('空白', { id: 'print-block-space' }), icon: 'insert' },
  page: { label: () => msg('换页', { id: 'print-block-page' }), icon: 'file' },
};

export const blockNames = Object.keys(blockWords) as readonly BlockName[];

/** A new block with what it needs to be right; undefined: the form has nothing for it. */
export function freshBlock(name: BlockName, form: FormModel): Block | undefined {
  const first = form.fields.find(({ rows, hidden, kind }) => !rows && !hidden && !kind.secret);
  const [photo] = picturePaths(form);
  const entries = form.entries.find(({ hidden }) => !hidden);
  switch (name) {
    case 'text':
      return { block: 'text', text: { zh: '文字', en: 'Text' } };
    case 'fields':
      return first && { block: 'fields', fields: [{ field: (form.number ?? first).id }] };
    case 'table': {
      const columns = (entries?.rows?.fields ?? [])
        .filter(({ hidden, kind }) => !hidden && !kind.secret)
        .slice(0, 4);
      return entries && columns.length > 0
        ? {
            block: 'table',
            rows: entries.id,
            numbered: true,
            columns: columns.map(({ id }) => ({ field: id })),
          }
        : undefined;
    }
    case 'columns':
      return { block: 'columns', columns: [{ blocks: [] }, { blocks: [] }] };
    case 'group':
      return { block: 'group', blocks: [] };
    case 'image':
      // A form without pictures has one brought, which its check asks for.
      return { block: 'image', ...(photo && { field: photo.path }), width: 30 };
    case 'code':
      return first && { block: 'code', code: 'qr', text: `[&${(form.number ?? first).id}&]`, width: 20 };
    case 'space':
      return { block: 'space', height: 5 };
    case 'sharing':
      return form.sharing && { block: 'sharing' };
    case 'line':
    case 'page':
      return { block: name };
  }
}

/** What stands in a block, in a few words for its line of the outline. */
export function blockSays(block: Block, form: FormModel, print: PrintSource): string {
  switch (block.block) {
    case 'text':
    case 'code':
      return replaceVariables(textSaid(block.text), (path) => `‹${calledField(form, print, path)}›`);
    case 'fields':
      return listed(
        block.fields.map(({ field, label }) => (label ? say(label) : calledField(form, print, field))),
      );
    case 'table':
      return say(form.byId.get(block.rows)?.label) || block.rows;
    case 'image':
      return block.field === undefined ? '' : calledPictures(form, block.field);
    case 'space':
      return `${block.height} mm`;
    default:
      return '';
  }
}

function textSaid(text: PrintText): string {
  return typeof text === 'string' ? text : text[language()];
}
