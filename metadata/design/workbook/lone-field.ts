import type { Json } from '../../common/json.ts';
import type { Field } from '../../field.ts';
import { kinds } from '../../kinds/index.ts';

/** A field that stands in no form yet, so that its kind can say whether it reads a text. */
export function loneField(kind: string, props: Readonly<Record<string, Json>> = {}): Field {
  const known = kinds.get(kind);
  if (!known) throw new Error(`no kind is called ${kind}`);
  return {
    id: 'x',
    name: 'x',
    path: 'x',
    kind: known,
    package: '',
    label: { zh: '', en: '' },
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props,
    source: [],
  };
}
