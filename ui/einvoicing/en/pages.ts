import { str } from '@lit/localize';

/** The English texts that the domain adds to pages of the platform. */
export const texts = {
  archive: 'Electronic archive',
  'archive-month': 'Month of issue',
  'archive-open': 'Pack a month for the archive',
  'archive-pack': 'Pack',
  'archive-verify':
    'Whoever receives the package can check it offline: guiju archive verify <file>. Its fingerprint should be the one in the result of the job.',
  'archive-what':
    'One package with all invoices that this organisation issued in a month: PDF, OFD and XML files, an index as XML and CSV, and the SHA-256 of each file. The result and the index list files that are missing.',
  'codes-correction': 'As it was corrected before',
  'codes-hint': 'Proposed once you enter a name',
  'codes-issued': 'As it was issued before',
  'codes-item': 'As another invoice item has it',
  'codes-keyword': str`By the keyword “${0}”`,
  'codes-likeness': str`Like “${0}”`,
  'codes-name': 'By the name of the code',
  'codes-none': 'No code is like it: choose one below',
  'codes-pinyin': 'By its pinyin',
  'codes-proposed': 'Tax codes for this name',
  'codes-searching': 'Looking…',
  'design-impact-lab': 'Try this design in the lab',
  'design-impact-mend': 'Mend the mistakes that are marked first: a design that has some cannot be tried.',
  'design-impact-open': 'Which applications it concerns…',
  'design-impact-what':
    'The applications of the last 90 days are planned twice, as the configuration stands and with this design. Nothing is saved.',
  'licences-of-service': str`${0} (${1}/${2})`,
  'licences-used-of-all': 'Licences used/total',
  'case-held': 'Applications that wait',
  'case-invoice': str`Invoice ${0}`,
  'case-line': str`line ${0}`,
  'case-stopped': 'Applications that stopped',
  'invoice-face': 'Show the invoice',
  'titles-default': 'Default',
  'titles-filled': str`Filled in: ${0}.`,
  'titles-hint': 'Pick one to fill in what is empty of the buyer',
  'titles-kept': str`Kept as entered: ${0}.`,
  'titles-offered': 'Titles of this buyer',
  'titles-replace': 'Replace with the title',
  tagline: 'Configuration for invoicing and imaging',
};
