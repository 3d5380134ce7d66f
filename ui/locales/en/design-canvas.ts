import { str } from '@lit/localize';

export const texts = {
  'design-add-column': 'Add a column',
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
  'design-typed-back': 'Revert to the JSON in effect',
  'design-typed-broken': 'What you typed in the JSON was incomplete, so nothing was changed.',
  'design-typed-id': 'An id never changes.',
  'design-typed-kind':
    'Change the kind in the properties panel, which explains what happens to existing values.',
  'design-typed-locked': 'This cannot be changed once it is set.',
  'design-typed-order':
    'This layer cannot put it there: what other packages add comes first, your own after it.',
  'design-typed-order-blocks':
    'Headings, notes, links and buttons stand where their “before” and “group” say.',
  'design-typed-twofold': 'The order in “fields” and the order in “layout” differ. Change one of them.',
  'design-typed-unplaced':
    'A field is missing from every group. Add it to one, or hide the field with "hidden": true.',
  'design-typed-unknown-field': 'There is no such field.',
  'design-typed-not-said':
    'This layer did not write this line, so it cannot be removed here; it can be changed.',
  'design-typed-owner': str`This comes from ${0} and cannot be changed here.`,
  'design-typed-left':
    'One line of what you just typed in the JSON cannot be changed, so nothing was changed.',
  'design-typed-list': 'This has to be a list, with each entry in { }.',
  'design-typed-part': 'A name is needed here; an option needs a value.',
  'design-typed-twice': 'This name is already used above.',
  'design-typed-unknown': 'There is no such property.',
  'design-typed-waits': 'One line cannot be changed, so nothing has been changed yet.',
  'job-news': str`${0}: “${1}” has changed`,
  'published-tell': 'Tell colleagues…',
  'tell-do': 'Tell them',
  'tell-done': str`{${0}|person was told|people were told}`,
  'tell-all-begun': 'Everybody who may see it is being told. “Jobs and notifications” shows how far it is.',
  'tell-everybody': 'All colleagues who may see it',
  'tell-more': str`There are many; ${0} of them are listed here.`,
  'tell-nobody': 'Nobody else can see this form.',
  'tell-note': 'Add a note',
  'tell-of': str`Tell colleagues that “${0}” has changed`,
  'tell-whom': 'Who is told',
};
