import type { Json } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';

/** A field that stands in no form, so that its kind can say what it keeps and whether it reads a text. */
export function loneField(kind: Kind, props: Readonly<Record<string, Json>> = {}): Field {
  return {
    id: 'x',
    name: 'x',
    path: 'x',
    kind,
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
