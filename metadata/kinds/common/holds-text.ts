import type { Field, Kind } from '../../field.ts';

/** Tells whether the kind keeps texts that people type: no options, no records, nothing that the platform makes. */
export function holdsText(kind: Kind): boolean {
  if (kind.derived || kind.secret || kind.points || 'options' in kind.properties) return false;
  return kind.column(bare(kind))?.type === 'text';
}

/** Tells whether a kind that holds texts takes this one, before anything is said of how long it may be. */
export function takesText(kind: Kind, text: string): boolean {
  return holdsText(kind) && kind.read(text, bare(kind)).ok;
}

/** Tells whether a value of the kind is a list of several. */
export function holdsSeveral(kind: Kind): boolean {
  return kind.comparison(bare(kind)) === 'list';
}

/** A field of which nothing is said. */
function bare(kind: Kind): Field {
  const label = { zh: '', en: '' };
  return {
    id: '',
    name: '',
    path: '',
    kind,
    package: '',
    label,
    props: {},
    source: [],
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
  };
}
