import { str } from '@lit/localize';

/** Views of a form, as they are designed. */
export const texts = {
  'design-tab-views': 'Views',
  'design-add-view': 'Add a view',
  'design-no-views':
    'No views yet: the list itself is always there. Add a board, calendar, gallery or tree, and everybody can switch to it above the list.',
  'design-view-preview': 'Pick a view to preview it here.',
  'design-view-later': 'The preview is there once the form is published.',
  'design-pick-view': 'Pick a view to change it here.',
  'design-view-up': str`Move ${0} up`,
  'design-view-down': str`Move ${0} down`,
  'design-view-remove': str`Delete ${0}`,
  'design-view-default': 'Default',
  'design-roles-all': 'None: everybody who reads the records has it',
};
