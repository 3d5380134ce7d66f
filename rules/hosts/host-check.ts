import type { RecordCheck } from '../../metadata/record-check.ts';
import { entryFlaws } from './host-flaws.ts';

/** The check that an entry of the list of allowed hosts lets something be called. */
export const hostCheck: RecordCheck = {
  name: 'host-can-be-called',
  label: { zh: '列出的主机须能访问', en: 'A listed host can be called' },
  reads: ['host', 'ports', 'private'],
  parameters: [],
  messages: {},
  find: entryFlaws,
};
