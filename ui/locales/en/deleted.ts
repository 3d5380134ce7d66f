import { str } from '@lit/localize';

/** Records that were deleted, and looking at records without opening them. */
export const texts = {
  'before-deletion': 'Content before deletion',
  'deleted-at': 'Deleted on',
  'deleted-by': 'Deleted by',
  'deleted-help': 'Deleted records can be restored',
  'deleted-of': str`Deleted ${0}`,
  'deleted-view': 'Deleted',
  'deleted-why': 'A restored record returns with its number and sharing.',
  'find-deleted': 'Find by number or name',
  'has-come-back': str`Restored “${0}”`,
  'load-news': 'Load the changes',
  'more-rows': str`{${0}|more row|more rows}`,
  'not-sent': 'The server cannot be reached. Nothing was saved; your input is still here.',
  'nothing-deleted': 'No deleted records',
  peek: 'Preview',
  'record-after': 'Next',
  'record-before': 'Previous',
  'restore-named': str`Restore “${0}”`,
  'rows-warned': str`{${0}|row|rows}: ${1}`,
  'saved-elsewhere': 'You have just saved this record elsewhere.',
  'saved-by-other': str`${0} has just saved this record.`,
  'view-changed': ' (changed)',
};
