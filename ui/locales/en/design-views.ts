import { str } from '@lit/localize';

/** Views of a form, as they are designed. */
export const texts = {
  'design-tab-views': 'Views',
  'design-add-view': 'Add a view',
  'design-no-views':
    'No views yet: the list is always available. Add a board, calendar, gallery, tree or chart, and everybody can switch to it above the list.',
  'design-view-preview': 'Choose a view to preview it here.',
  'design-view-later': 'The preview is available once the form is published.',
  'design-pick-view': 'Choose a view to edit it here.',
  'design-view-up': str`Move ${0} up`,
  'design-view-down': str`Move ${0} down`,
  'design-view-unpublished': str`The view uses fields that are not published yet: ${0}. Its records appear once they are.`,
  'design-view-default': 'Default',
  'design-roles-all': 'None selected: everyone who may see the records can use it',
};
