import { msg } from '@lit/localize';
import type { LitElement } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { isParamName, isParamType } from '../../../metadata/names.ts';
import type { ParamSource } from '../../../metadata/source.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { say } from '../../session/i18n.ts';
import { freshOptions } from '../words/fresh-options.ts';
import { kindWords } from '../words/kind-words.ts';
import { labelField, trimmedLabel } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { paramKinds, valueOfKind } from './param-kinds.ts';

type Dimension = NonNullable<ParamSource['dimension']>;
const dimensions: readonly Dimension[] = ['tax-number', 'tax-number+machine', 'form', 'source-system'];

interface Answers {
  readonly label: Label;
  /** Empty: a new one. */
  readonly type: string;
  readonly typeName: string;
  readonly dimension: string;
  readonly key: string;
  readonly kind: string;
  /** A line each. */
  readonly options: string;
  /** Id of a form. */
  readonly about: string;
}

/**
 * Asks for a parameter, of a type that is there or of a new one, and adds it. Answers its address; null: there is none.
 */
export async function addParam(host: LitElement, drawn: Drawn): Promise<string | null> {
  const { params, lines } = drawn;
  const types = new Map(params.map(({ type, typeLabel }) => [type, typeLabel]));
  const like = params.find((line) => line.package === 'local' && !line.gone);
  const choose = { value: '', text: msg('（请选择）', { id: 'design-choose' }) };
  let address: string | null = null;
  await openForm(host, {
    label: msg('新参数', { id: 'design-new-param' }),
    fields: {
      label: labelField(),
      type: {
        kind: 'choice',
        label: msg('分类', { id: 'design-param-type' }),
        half: true,
        start: like?.type ?? '',
        choices: [
          { value: '', text: msg('（新分类）', { id: 'design-param-new-type' }) },
          ...[...types].map(([value, label]) => ({ value, text: say(label) })),
        ],
      },
      typeName: {
        label: msg('新分类的名称', { id: 'design-param-type-name' }),
        half: true,
        required: true,
        when: ({ type }) => type === '',
      },
      dimension: {
        kind: 'choice',
        label: msg('分别设值', { id: 'design-param-dimension' }),
        half: true,
        choices: [
          { value: '', text: msg('只有一个值', { id: 'design-param-one-key' }) },
          ...dimensions.map((value) => ({ value, text: dimensionWord(value) })),
        ],
      },
      key: {
        label: msg('键（接口用）', { id: 'design-param-key' }),
        half: true,
        placeholder: msg('按名称自动取', { id: 'design-param-key-auto' }),
        when: ({ dimension }) => dimension === '',
        wrong: (key) =>
          isParamName(key.trim())
            ? null
            : msg('键只能用字母、数字和 . _ -，以字母开头。', { id: 'design-param-key-wrong' }),
      },
      kind: {
        kind: 'choice',
        label: msg('类型', { id: 'design-kind' }),
        start: 'text',
        choices: paramKinds().map((value) => ({ value, text: kindWords(value).label })),
      },
      options: {
        kind: 'lines',
        label: msg('选项，每行一个', { id: 'design-param-options' }),
        required: true,
        most: 20_000,
        when: ({ kind }) => asksOptions(String(kind)),
      },
      about: {
        kind: 'choice',
        label: msg('表单', { id: 'design-tab-form' }),
        required: true,
        choices: [
          choose,
          ...lines
            .map(({ id, label }) => ({ value: id, text: say(label) }))
            .toSorted((a, b) => a.text.localeCompare(b.text)),
        ],
        when: ({ kind }) => aboutOf(String(kind)) !== undefined,
      },
    },
    act: msg('添加参数', { id: 'design-did-add-param' }),
    send: async (answers) => {
      const { type, typeLabel } = await typeOf(answers, drawn);
      const content = { ...(await addressOf(type, answers, drawn)), ...(await contentOf(answers)) };
      await design.take({ do: 'add-param', type, ...(typeLabel && { label: typeLabel }), content });
      address = `${type}/${content.key ?? `{${content.dimension ?? ''}}`}`;
    },
  });
  return address;
}

function asksOptions(kind: string): boolean {
  return kinds.get(kind)?.requires?.includes('options') ?? false;
}

/** The property that says of which form a kind is, where it has to be said. */
function aboutOf(kind: string): string | undefined {
  return kinds.get(kind)?.requires?.find((one) => one === 'form' || one === 'facts');
}

async function typeOf({ type, typeName }: Answers, { params }: Drawn) {
  if (type !== '') return { type };
  const typeLabel = { zh: typeName, en: typeName };
  const [proposed = 'settings'] = await proposedNames([typeLabel], { of: 'option' });
  const taken = new Set(params.map((line) => line.type));
  return { type: freeName(isParamType(proposed) ? proposed : 'settings', taken), typeLabel };
}

async function addressOf(
  type: string,
  { dimension, key, label }: Answers,
  { params }: Drawn,
): Promise<Pick<ParamSource, 'key' | 'dimension'>> {
  const chosen = dimensions.find((one) => one === dimension);
  if (chosen) return { dimension: chosen };
  if (key !== '') return { key };
  const [proposed = 'key'] = await proposedNames([trimmedLabel(label)], { of: 'field' });
  const taken = params.flatMap((line) => (line.type === type ? [line.address.slice(type.length + 1)] : []));
  return { key: freeName(proposed, new Set(taken)) };
}

async function contentOf({
  label,
  kind,
  options,
  about,
}: Answers): Promise<Omit<ParamSource, 'key' | 'dimension'>> {
  const texts = asksOptions(kind) ? options.split('\n').flatMap((text) => text.trim() || []) : [];
  const form = aboutOf(kind);
  return {
    label: trimmedLabel(label),
    value: { ...valueOfKind(kind, await freshOptions(texts)), ...(form !== undefined && { [form]: about }) },
    unset: { label: { zh: '未设置', en: 'Not set' } },
  };
}

function dimensionWord(dimension: Dimension): string {
  switch (dimension) {
    case 'tax-number':
      return msg('每个税号', { id: 'design-param-per-tax-number' });
    case 'tax-number+machine':
      return msg('每个税号的每台设备', { id: 'design-param-per-machine' });
    case 'form':
      return msg('每个表单', { id: 'design-param-per-form' });
    case 'source-system':
      return msg('每个来源系统', { id: 'design-param-per-source' });
  }
}
