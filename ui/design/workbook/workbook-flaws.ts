import { msg, str } from '@lit/localize';
import type { Json } from '../../../metadata/common/json.ts';
import { entriesOf, formOfSheet, referredSheet } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import { isFormName } from '../../../metadata/names.ts';
import { say } from '../../session/i18n.ts';
import { formNames, wrongName } from '../forms/form-home.ts';
import type { FormLine } from '../work/bench-shapes.ts';

/** The flaws that keep a proposal from becoming forms, in words; `drafted`: forms that it replaces. */
export function flawsOf(
  proposal: WorkbookProposal,
  all: readonly FormLine[],
  drafted: readonly FormLine[],
): readonly string[] {
  const lines = all.filter((line) => !drafted.includes(line));
  const forms = proposal.sheets.filter(({ use }) => use === 'records' || use === 'form');
  return forms.flatMap((sheet) => {
    const { name, label } = formOfSheet(proposal, sheet);
    const others = forms.filter((one) => one !== sheet).map((one) => formOfSheet(proposal, one).name);
    const taken = new Set([...formNames(lines), ...others]);
    const called = say(label).trim() || sheet.title;
    return flawsOfForm(proposal, sheet, { name, label, taken }).map((flaw) =>
      forms.length > 1 ? msg(str`“${called}”：${flaw}`, { id: 'workbook-flaw-of' }) : flaw,
    );
  });
}

function flawsOfForm(
  proposal: WorkbookProposal,
  sheet: ProposedSheet,
  { name, label, taken }: Pick<WorkbookProposal, 'name' | 'label'> & { readonly taken: ReadonlySet<string> },
): readonly string[] {
  const used = [sheet, ...entriesOf(proposal, sheet)];
  const fields = used.flatMap(({ columns }) => columns.filter(({ use }) => use === 'field'));
  const twice = used.some(({ columns }) => {
    const names = columns.flatMap((column) => (column.use === 'field' ? [column.name] : []));
    return new Set(names).size < names.length;
  });
  const isUnnamed = label.zh.trim() === '' || fields.some((one) => one.label.zh.trim() === '');
  const flaws: readonly (readonly [boolean, string])[] = [
    [isUnnamed, msg('请给表单和每个字段写上名称。', { id: 'workbook-unnamed' })],
    [!isFormName(name), wrongName()],
    [taken.has(name), msg('已有表单在接口里叫这个名称，请换一个。', { id: 'workbook-name-taken' })],
    [
      fields.some((column) => isLost(column, proposal)),
      msg('请给每个引用字段选好表单。', { id: 'workbook-no-target' }),
    ],
    [
      fields.some(({ kind, props }) => kind === 'choice' && !hasOptions(props['options'])),
      msg('单选字段要有选项：这一列没有值，请换一个类型。', { id: 'workbook-no-options' }),
    ],
    [fields.length === 0, msg('请至少保留一列。', { id: 'workbook-no-fields' })],
    [twice, msg('两个字段在接口里的名称相同，请改其中一个。', { id: 'workbook-field-twice' })],
  ];
  return flaws.flatMap(([isSo, text]) => (isSo ? [text] : []));
}

/** Whether a reference has no form that it refers to. */
function isLost(column: ProposedColumn, proposal: WorkbookProposal): boolean {
  return column.kind === 'reference' && !column.props['form'] && !referredSheet(column, proposal);
}

function hasOptions(options: Json | undefined): boolean {
  return Array.isArray(options) && options.length > 0;
}
