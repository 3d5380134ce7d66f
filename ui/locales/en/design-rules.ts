import { str } from '@lit/localize';

export const texts = {
  'design-conditions': 'Shown, required and read-only',
  'design-line-folded': str`${0}: folded away`,
  'design-line-visible': str`${0}: shown`,
  'design-line-required': str`${0}: required`,
  'design-line-follows': str`${0}: follows its formula`,
  'design-line-readonly': str`${0}: read-only`,
  'design-colon': ': ',
  'when-required': str`When is “${0}” required?`,
  'when-required-never': str`Without a condition, “${0}” is never required.`,
  'when-visible': str`When is “${0}” shown?`,
  'when-visible-always': str`Without a condition, “${0}” is always shown.`,
  'when-readonly': str`When is “${0}” read-only?`,
  'when-readonly-never': str`Without a condition, “${0}” can always be edited.`,
  'when-folded': str`When is “${0}” folded away?`,
  'when-folded-never': str`Without a condition, “${0}” is never folded away.`,
  'when-follows': str`When does “${0}” follow its formula?`,
  'what-is-picked': str`Which records can be picked in “${0}”?`,
  'what-is-picked-any': str`Without a condition, any record can be picked in “${0}”.`,
  'condition-of-thing': str`${0}: ${1}`,
  'design-trial-none': '(none)',
  'design-trial-holds': 'Met',
  'design-trial-fails': 'Not met',
  'design-trial-alone': 'Unique',
  'design-trial-twice': 'Duplicate',
  'design-trial-offered': 'Offered',
  'design-trial-not-offered': 'Not offered now',
  'design-match-add': 'Match documents of this form',
  'design-match-none':
    'Turns each record into a rule: its condition checks a document, and one of the rules is chosen for it.',
  'design-rules-none':
    'What must be true when a record is saved, with the message people see if it is not, such as “The end date must not be before the start date”.',
  'design-unique-none': 'Fields whose combined values must be unique.',
  'design-actions-none':
    'Buttons on records that change some fields, such as “Close”. “Add approval” adds submitting, approving and sending back at once; whoever may approve finds submitted records in the inbox.',
  'design-match-remove': 'Remove matching',
  'design-match-open': 'Matching rules…',
  'design-match-table': 'Matching rules (rule table)',
  'design-new-rules': str`New form of rules that judge “${0}”…`,
  'design-match-kind':
    'Only records of master data can become rules: create such a form, or start from the template “Approval rule”',
  'design-match-foreign': 'This form comes with a package, and only the package can add matching to it',
  'design-match-no-document':
    'Rules need documents to judge, and there is no document form yet: create one first.',
  'design-order-sharing': 'Closest to the organisation first',
  'design-order-id': 'Oldest first',
};
