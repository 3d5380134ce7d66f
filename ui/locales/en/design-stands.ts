import { str } from '@lit/localize';

/** The designer: what stands in the way of a publish, and what cannot be said. */
export const texts = {
  'design-overtaken-self': 'You published other values after starting this draft',
  'design-by-you': 'You',
  'design-not-said': 'No longer changed',
  'design-gone': 'What these steps change no longer exists',
  'design-gone-help':
    'After this draft was started, what they change was undone or deleted. Bring it back first, or drop these changes.',
  'design-gone-all': 'There is nothing else to publish: discard the draft if you do not need them.',
  'design-drop': 'Drop these changes and publish the rest',
  'design-same': 'This design is exactly what is in effect, so there is nothing to publish.',
  'design-reason-help': 'Shown in the publish history; optional',
  'design-not-empty': str`${0} cannot be empty`,
  'design-option-twice': str`There is already an option “${0}”`,
  'design-option-last': 'At least one option has to stay',
  'design-form-name-taken': str`Already used by the form “${0}”: choose another`,
  'design-problems-beside': str`{${0}|problem|problems} elsewhere`,
  'design-whole': str`{${0}|step|steps} in the whole design`,
  'design-form-unchanged': 'This form is unchanged',
  'design-undone-elsewhere': str`Undone, elsewhere: ${0}`,
  'design-redone-elsewhere': str`Redone, elsewhere: ${0}`,
  'design-formula-by-zero': 'Division by zero: the result is empty',
  'design-formula-gives-none': 'The result is empty',
  'design-removed-option': str`Option “${0}” deleted; {${1}|record has|records have} it, and keep it`,
  'design-said-descending': str`${0} (descending)`,
  'design-said-adds': 'adds: ',
  'design-said-removes': 'removes: ',
  'design-said-order': 'order: ',
};
