import type { RecordCheck } from '../../metadata/record-check.ts';
import { entryFlaws } from './host-flaws.ts';

/** Whether something can be called by an entry of the list of allowed hosts. */
export const hostCheck: RecordCheck = {
  name: 'host-can-be-called',
  label: { zh: '列出的主机须能访问', en: 'A listed host can be called' },
  reads: ['host', 'ports', 'private'],
  parameters: [],
  messages: {},
  find: entryFlaws,
};
