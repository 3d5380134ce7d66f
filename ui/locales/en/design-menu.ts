import { str } from '@lit/localize';

export const texts = {
  'design-menu-add': 'Add a folder',
  'design-menu-add-in': str`Add a folder in “${0}”`,
  'design-menu-down': str`Move “${0}” down`,
  'design-menu-en': 'Name of the folder (English)',
  'design-menu-by-kind': 'By kind of form',
  'design-menu-space': str`Part of the menu that has the forms in “${0}”`,
  'design-menu-icon': str`Icon of “${0}”`,
  'design-menu-into': str`Folder of “${0}”`,
  'design-menu-keys': 'Alt+↑↓ moves',
  'design-menu-not-empty': 'Move its contents out first',
  'design-menu-own': '(automatic: in the folder of its package)',
  'design-menu-plain': '(icon)',
  'design-menu-remove': str`Delete “${0}”`,
  'design-menu-rename': str`Rename “${0}”`,
  'design-menu-up': str`Move “${0}” up`,
  'design-menu-zh': 'Name of the folder (Chinese)',
};
