import { msg, str } from '@lit/localize';
import '../../fields/gj-form-pick.ts';
import { html, type LitElement } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import type { CopyAs } from '../../../metadata/design/copy-form.ts';
import { isFormName } from '../../../metadata/names.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { type DialogValues, own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { say } from '../../session/i18n.ts';
import { recentForms } from '../../session/recent.ts';
import { session } from '../../session/session.ts';
import { takeTogether } from '../steps/take-together.ts';
import { labelField, trimmedLabel } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { type SeenBy, seenByField, seenOf, sharingOf } from '../words/seen-by.ts';
import type { Drawn, FormTemplate } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { type FormHome, formNames, homeOf, madeHome, wrongName } from './form-home.ts';
import { templateChoice } from './template-choice.ts';
import './gj-form-home.ts';

type NewKind = 'master' | 'document' | 'setting';

interface Answers {
  readonly from: string;
  /** Id of the form that is copied. */
  readonly copied: string;
  /** Address of the template that is begun from. */
  readonly template: string;
  /** Id of the form whose records are judged by rules; empty: it is no form of rules. */
  readonly facts: string;
  readonly kind: string;
  readonly label: Label;
  /** The name that files and calls use; empty: one made from its label. */
  readonly called: string;
  readonly seen: SeenBy;
  /** The chosen place in the menu. Default: beside its like. */
  readonly home: FormHome | undefined;
}

/**
 * Asks for a form, empty, from a template or as another one is, and begins it. Answers its name; null: there is none.
 * `judged`: id of the form that it has rules for, at first. Default: it has none.
 */
export async function newForm(host: LitElement, drawn: Drawn, judged?: string): Promise<string | null> {
  let name: string | null = null;
  const rules = judged === undefined ? undefined : drawn.templates.find(({ facts }) => facts !== undefined);
  await openForm(host, {
    label: msg('新表单', { id: 'design-new-form' }),
    begins: 'label',
    fields: {
      from: {
        kind: 'ways',
        start: rules ? 'template' : 'empty',
        label: msg('从哪里开始', { id: 'design-form-from' }),
        choices: [
          { value: 'empty', text: msg('空表单', { id: 'design-form-empty' }) },
          ...(drawn.templates.length > 0
            ? [{ value: 'template', text: msg('从模板开始', { id: 'design-form-from-template' }) }]
            : []),
          { value: 'copy', text: msg('复制另一个', { id: 'design-form-copy' }) },
        ],
      },
      template: own<string>({
        label: msg('模板', { id: 'design-form-template' }),
        start: rules?.address ?? '',
        required: true,
        control: ({ value, change }) => html`${templateChoice(drawn.templates, value, change)}`,
        when: isFromTemplate,
      }),
      facts: {
        kind: 'choice',
        label: msg('规则判断哪个表单', { id: 'design-form-facts' }),
        hint: msg('条件用这个表单的字段来写，例如金额大于 1000。', { id: 'design-form-facts-help' }),
        required: true,
        start: judged ?? '',
        choices: [{ value: '', text: msg('（请选择）', { id: 'design-choose' }) }, ...judgedForms(drawn)],
        when: (values) => templateOf(values, drawn)?.facts !== undefined,
      },
      copied: own<string>({
        label: msg('复制来源', { id: 'design-form-copied' }),
        start: '',
        required: true,
        control: ({
          value,
          change,
        }) => html`<div class="text-field"><span aria-hidden="true">${msg('复制来源', { id: 'design-form-copied' })}<span
          class="in-error"> *</span></span><gj-form-pick label=${msg('复制来源', { id: 'design-form-copied' })}
          .forms=${drawn.lines} .value=${value} placeholder=${msg('（请选择）', { id: 'design-choose' })}
          @pick=${({ detail }: CustomEvent<string>) => change(detail)}></gj-form-pick></div>`,
        when: isCopied,
      }),
      kind: {
        kind: 'choice',
        label: msg('类型', { id: 'design-form-kind' }),
        hint: msg(
          '基础资料：供人引用的名单，如客户、物料、规则。单据：一笔笔发生的事，如申请、订单。配置：每个组织一份。',
          { id: 'design-form-kind-help' },
        ),
        choices: [
          { value: 'master', text: msg('基础资料', { id: 'design-kind-master' }) },
          { value: 'document', text: msg('单据', { id: 'design-kind-document' }) },
          { value: 'setting', text: msg('配置（每组织一份）', { id: 'design-kind-setting' }) },
        ],
        when: (values) => !isBegunFrom(values),
      },
      seen: own<SeenBy>({
        label: msg('谁能看到数据', { id: 'design-seen-by' }),
        start: '',
        required: true,
        isEmpty: (seen, values) => seen === '' && values['kind'] === 'master' && !isBegunFrom(values),
        control: ({ value, values, change }) =>
          html`${
            isBegunFrom(values)
              ? seenByField(begunKind(values, drawn), value, change, { like: likeOf(values, drawn) })
              : seenByField(values['kind'] as NewKind, value, change)
          }`,
      }),
      label: labelField((values) => templateOf(values, drawn)?.label),
      called: {
        label: msg('接口里的名称', { id: 'workbook-api-name' }),
        placeholder: msg('按名称自动取', { id: 'design-param-key-auto' }),
        wrong: (called) => {
          if (!isFormName(called.trim())) return wrongName();
          const taken = drawn.lines.find(({ id, name }) => [id, name].includes(called.trim()));
          return taken
            ? msg(str`已被表单“${say(taken.label)}”使用，请换一个`, { id: 'design-form-name-taken' })
            : null;
        },
      },
      home: own<FormHome | undefined>({
        label: msg('菜单位置', { id: 'design-menu' }),
        start: undefined,
        required: true,
        isEmpty: (home, values) => {
          const place = placeOf(home, values, drawn);
          return place !== null && 'fresh' in place && place.fresh.trim() === '';
        },
        control: ({ value, values, change }) =>
          html`<gj-form-home .drawn=${drawn} .home=${placeOf(value, values, drawn)} name=${calledSoFar(values, drawn)}
            @home=${({ detail }: CustomEvent<FormHome>) => change(detail)}></gj-form-home>`,
      }),
    },
    act: msg('开始设计', { id: 'design-form-begin' }),
    send: async (answers) => {
      name = await begin(answers, drawn);
    },
  });
  return name;
}

/** What the form will be called as it stands: as its template is, until somebody says otherwise. */
function calledSoFar(values: DialogValues, drawn: Drawn): string {
  return say(values['label'] as Label) || say(templateOf(values, drawn)?.label);
}

/** Forms whose records rules can judge: documents first, then what is of the platform last. */
function judgedForms({ lines }: Drawn): readonly { readonly value: string; readonly text: string }[] {
  const rank = ({ kind }: Drawn['lines'][number]) =>
    ['document', 'master', 'setting', 'platform'].indexOf(kind);
  return lines
    .toSorted((a, b) => rank(a) - rank(b) || say(a.label).localeCompare(say(b.label)))
    .map(({ id, label }) => ({ value: id, text: say(label) }));
}

function isCopied({ from }: DialogValues): boolean {
  return from === 'copy';
}

function isFromTemplate({ from }: DialogValues): boolean {
  return from === 'template';
}

/** Whether what it is and who sees it is said by another form. */
function isBegunFrom(values: DialogValues): boolean {
  return isCopied(values) || isFromTemplate(values);
}

function templateOf(values: DialogValues, { templates }: Drawn): FormTemplate | undefined {
  return isFromTemplate(values) ? templates.find(({ address }) => address === values['template']) : undefined;
}

/** Of settings each organisation has its own: nobody chooses who sees them. */
function begunKind(values: DialogValues, drawn: Drawn): NewKind {
  const copied = drawn.lines.find(({ id }) => id === values['copied']);
  const kind = isCopied(values) ? copied?.kind : templateOf(values, drawn)?.kind;
  return kind === 'setting' ? 'setting' : 'master';
}

/** Says who sees the records of the form that is begun from, where nobody chose any. */
function likeOf(values: DialogValues, drawn: Drawn): ReturnType<typeof seenOf> {
  const template = templateOf(values, drawn);
  const copied = session.formById(String(values['copied']));
  if (template) {
    const { seen, text } = seenOf(template.sharing);
    return { seen, text: msg(str`与模板相同：${text}`, { id: 'design-seen-template' }) };
  }
  if (isCopied(values) && copied) {
    const { seen, text } = seenOf(copied.sharing);
    return { seen, text: msg(str`与“${say(copied.label)}”相同：${text}`, { id: 'design-seen-like' }) };
  }
  return {
    seen: '',
    text: isCopied(values)
      ? msg('与被复制的表单相同', { id: 'design-seen-copied' })
      : msg('（先选择模板）', { id: 'design-seen-no-template' }),
  };
}

/** Answers the place of the form in the menu: the chosen one, else beside the form it copies, or beside one's own. */
function placeOf(home: FormHome | undefined, values: DialogValues, drawn: Drawn): FormHome {
  if (home !== undefined) return home;
  const copied = drawn.lines.find(({ id }) => id === values['copied'])?.menu;
  return isCopied(values) && copied ? { path: copied.path } : homeOf(drawn, design.packages, recentForms());
}

async function begin(answers: Answers, drawn: Drawn): Promise<string> {
  const typed = trimmedLabel(answers.label);
  const label = typed.zh === '' ? (templateOf({ ...answers }, drawn)?.label ?? typed) : typed;
  const [proposed = 'form'] = answers.called === '' ? await proposedNames([label], { of: 'form' }) : [];
  const name = answers.called || freeName(proposed, formNames(drawn.lines));
  const { steps, menu } = await madeHome(placeOf(answers.home, { ...answers }, drawn), drawn);
  const begun =
    answers.from === 'empty' ? empty(answers, name, label) : await fromAnother(answers, { name, label });
  const content: FormSource = { ...begun, ...(menu && { menu }) };
  await takeTogether([...steps, { do: 'add-form', content }]);
  return name;
}

function empty({ kind: asked, seen }: Answers, name: string, label: Label): FormSource {
  const kind = asked as NewKind;
  const sharing = sharingOf(kind, seen);
  const named = { zh: '名称', en: 'Name' };
  const numbered = { zh: '编码', en: 'Number' };
  const number = { name: 'number', kind: 'number', label: numbered, pattern: '{seq:5}', editable: true };
  // A document is known by its number.
  const needed = kind !== 'document' && { required: true };
  const plain = { name: 'name', kind: 'text', length: 100, label: named, ...needed };
  return {
    name,
    kind,
    label,
    ...(sharing && { sharing }),
    fields: kind === 'setting' ? [plain] : [number, plain],
  };
}

async function fromAnother(
  { from, copied, template, facts, seen }: Answers,
  as: CopyAs,
): Promise<FormSource> {
  const { drawing } = design;
  const begun = facts === '' ? as : { ...as, facts };
  const copy =
    from === 'copy' ? await drawing.copyOf(copied, as) : await drawing.fromTemplate(template, begun);
  if (!copy) throw new Error('the form that is begun from is gone');
  const { menu: _, ...whole } = copy;
  const kind = copy.kind === 'platform' ? 'master' : copy.kind;
  // A form that said nothing was open; its copy says so.
  const sharing = seen === '' ? (copy.sharing ?? 'everybody') : sharingOf(kind, seen);
  return { ...whole, kind, ...(kind !== 'setting' && sharing && { sharing }) };
}
