import { str } from '@lit/localize';

export const texts = {
  'design-drag-width': 'Drag to change the width',
  'design-name-here': str`Name of “${0}”`,
  'design-said-before': str`“${0}” moved before “${1}”`,
  'design-said-columns': str`“${0}” has {${1}|column|columns}`,
  'design-said-end': str`“${0}” moved to the end`,
  'design-said-last': str`“${0}” moved to the end of “${1}”`,
  'design-said-span': str`“${0}” takes {${1}|column|columns}`,
  'design-said-width': str`“${0}” is ${1} pixels wide`,
};
