import type { Kind } from '../../field.ts';
import { loneField } from './lone-field.ts';

/** Tells whether the kind keeps texts that people type: no options, no records, nothing that the platform makes. */
export function holdsText(kind: Kind): boolean {
  if (kind.derived || kind.secret || kind.points || 'options' in kind.properties) return false;
  return kind.column(loneField(kind))?.type === 'text';
}

/** Tells whether a kind that holds texts takes this one, before anything is said of how long it may be. */
export function takesText(kind: Kind, text: string): boolean {
  return holdsText(kind) && kind.read(text, loneField(kind)).ok;
}

/** Tells whether a value of the kind is a list of several. */
export function holdsSeveral(kind: Kind): boolean {
  return kind.comparison(loneField(kind)) === 'list';
}
