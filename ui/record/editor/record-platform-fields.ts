import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Field } from '../../../metadata/field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabels } from '../../model/sharing-label.ts';

/**
 * Answers the fields that the platform itself has people fill in: the days a record holds, and the sharing of a new
 * one.
 */
export function platformFields({
  form,
  base,
}: {
  readonly form: FormModel;
  readonly base: object | null;
}): readonly Field[] {
  const known = made.get(form) ?? make(form);
  made.set(form, known);
  return base ? known.filter(({ id }) => id !== 'sharing') : known;
}

const made = new WeakMap<FormModel, readonly Field[]>();

function make({ sharing, validity }: FormModel): readonly Field[] {
  const several = sharing && sharing.allowed.length > 1;
  return [
    ...(several
      ? [
          fieldOf('sharing', 'choice', { zh: '管控策略', en: 'Sharing' }, sharing.default, {
            options: sharing.allowed.map((value) => ({
              value,
              label: sharingLabels.get(value) ?? { zh: value, en: value },
            })),
          }),
        ]
      : []),
    ...(validity
      ? [
          fieldOf('validFrom', 'date', { zh: '生效日期', en: 'Valid from' }),
          fieldOf('validTo', 'date', { zh: '失效日期', en: 'Valid to' }),
        ]
      : []),
  ];
}

function fieldOf(id: string, kind: string, label: Label, start?: Json, more: Partial<Field> = {}): Field {
  const found = kinds.get(kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return {
    id,
    name: id,
    path: '',
    kind: found,
    package: '',
    label,
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props: {},
    source: [],
    ...(start === undefined ? {} : { default: start }),
    ...more,
  };
}
