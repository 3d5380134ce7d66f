import { str } from '@lit/localize';

/** What becomes of stored values where a field becomes one of another kind. */
export const texts = {
  'design-kind-codes': str`Existing values become the codes of their options, no longer their names: ${0}`,
  'design-kind-names': str`Existing values become the names of their options instead of codes: ${0}`,
  'design-kind-language': 'Language of the names that values become',
  'design-kind-stays': 'Existing values stay as they are.',
  'design-kind-unread':
    'Existing values stay as they are. Those that the new type cannot store are listed before you publish; you can change or empty them.',
  'design-kind-as-text': 'Existing values become text, exactly as shown.',
  'design-kind-read':
    'Existing values are read as the new type. Those that cannot be read are listed and counted before you publish; you can change or empty them.',
  'design-kind-one':
    'A single value is kept. Where there are several, they are listed before you publish and can be emptied.',
  'design-kind-list': 'An existing value becomes the first of the list.',
  'design-kind-labels': 'Existing options become their labels, as text.',
  'design-kind-numbers':
    'Existing options become the records whose numbers are their codes; options without such a record are listed before you publish.',
  'design-kind-midnight': str`Existing dates become 00:00 of that day, in the time zone of the root organisation (${0}).`,
  'design-kind-day': str`Existing moments become their day, in the time zone of the root organisation (${0}); the history keeps the time of day.`,
  'design-kind-clock': str`Existing moments become their time of day, in the time zone of the root organisation (${0}); the history keeps the day.`,
  'design-kind-made': 'The values are computed again; former values stay in the history.',
  'design-kind-hidden': 'The new type stores nothing: existing values are kept but no longer shown.',
  'design-kind-none': 'The field has no values that could be converted; former contents stay in the history.',
  'design-kind-unfit':
    'The new type cannot store existing values. They are listed and counted before you publish, and can be emptied; the history keeps them.',
  'fit-values': str`Values that do not fit “${0}”`,
  'fit-becomes': 'Becomes',
  'fit-becomes-of': str`“${0}” becomes`,
  'fit-empty-others': 'Empty those that are left blank; history keeps the former values',
  'fit-do': 'Apply',
  'fit-count': str`The new type cannot store the values of {${0}|row|rows}.`,
  'design-meant-texts': str`The values of {${0}|row|rows} are rewritten for the new type. Please check:`,
  'design-unfit-texts': str`The values of {${0}|row|rows} do not fit the new type. Change or empty them before you publish:`,
  'design-unfit-left': str`The values of {${0}|row|rows} do not fit the new type. Change or empty them before you publish`,
  'fit-most': str`These are the {${0}|most frequent one|most frequent ones}; the values of {${1}|row|rows} more are not listed.`,
  'fit-read': str`{${0}|of them is|of them are} already filled in for the new type. Please check.`,
  'fit-each': 'Give each a value that fits, or leave it blank to empty it.',
  'fit-each-option': 'Choose an option for each; without one it stays as it is.',
  'fit-empty': 'Empty',
  'fit-open-option': 'Turn into options…',
  'fit-stays': 'Keep as it is',
  'design-stored-values': str`{${0}|value|values} in use`,
  'design-stored-rows': str`{${0}|row|rows}`,
  'design-stored-no-option': 'not an option yet',
  'design-stored-more': str`and {${0}|more value|more values}`,
  'design-stored-make': str`Make options of {${0}|value|values}`,
  'fit-caption': 'Values that do not fit',
  'fit-held': 'Existing value',
  'fit-rows': 'Rows',
  'fit-wrong': 'This field cannot store such a value',
  'fit-open': 'Change or empty them…',
};
