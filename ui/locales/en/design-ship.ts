import { str } from '@lit/localize';

export const texts = {
  'design-api': 'What programs that call the API will see',
  'design-api-breaks': 'Calls of before may fail',
  'ship-all': 'All',
  'ship-back': 'Change it',
  'ship-do': 'Make a package',
  'ship-done': str`The package “${0}” is made; data and API are as they were.`,
  'ship-download': 'Download .tgz',
  'ship-empty': 'The local layer says nothing yet: design something and publish it first.',
  'ship-from': 'Make a package…',
  'ship-help':
    'Data, ids and names in the API stay; from then on it is upgraded, exported and brought elsewhere as other packages are.',
  'ship-name': 'Package name',
  'ship-notes': 'Release notes',
  'ship-open': 'See the package',
  'ship-package': 'Package',
  'ship-places': 'What goes into it',
  'ship-plan': 'See what it would do',
  'ship-prefix': 'Prefix',
  'ship-sort-actions': 'added action',
  'ship-sort-changes': 'all changes of this form',
  'ship-sort-fields': 'added field',
  'ship-sort-form': 'form of one’s own',
  'ship-sort-data': 'records that come along',
  'ship-sort-cases': 'cases',
  'ship-sort-params': 'definitions of parameters',
  'ship-sort-messages': 'messages in other words',
  'ship-sort-rules': 'added rule',
  'ship-sort-unique': 'unique key',
  'ship-stays':
    'What is not chosen stays with the local changes and holds as before: other names and help texts belong to “all changes of this form”; a form of one’s own takes the records and cases along that come with it, those of other forms are chosen by themselves.',
  'ship-prefix-help':
    'The prefix begins the names of what the package adds to forms of others from now on; names there are stay.',
  'ship-unsaid': 'Say the names, the prefix and the version, and choose what goes into it.',
  'ship-version': 'Version',
};
