import { str } from '@lit/localize';

export const texts = {
  'design-drag-width': 'Drag to change the width',
  'design-effective': 'JSON in effect',
  'design-effective-close': 'Close the JSON in effect',
  'design-effective-open': 'JSON in effect beside the canvas',
  'design-name-here': str`Name of “${0}”`,
  'design-said-before': str`“${0}” moved before “${1}”`,
  'design-said-columns': str`“${0}” has {${1}|column|columns}`,
  'design-said-end': str`“${0}” moved to the end`,
  'design-said-last': str`“${0}” moved to the end of “${1}”`,
  'design-said-span': str`“${0}” takes {${1}|column|columns}`,
  'design-said-width': str`“${0}” is ${1} pixels wide`,
  'design-typed-back': 'Back to what is in effect',
  'design-typed-id': 'An id stays for good.',
  'design-typed-kind': 'Change the kind in the panel: it says what becomes of values.',
  'design-typed-locked': 'Nobody can change it once it is out.',
  'design-typed-order': 'Drag on the canvas to change the order.',
  'design-typed-owner': str`${0} has decided this; this layer cannot change it.`,
  'design-typed-part': 'A name is needed here.',
  'design-typed-twice': 'One before it has this name.',
  'design-typed-waits': 'A line cannot be changed; nothing was changed yet.',
};
