import { listOf, object, oneOf, text, yes } from '../../decisions/schema.ts';
import { decision } from '../../einvoicing/forms/configuration.ts';
import { type ImagingQuestion, imagingRoute } from './imaging-route.ts';

const event = oneOf('submit', 'upload', 'agree', 'reject', 'rescan', 'reject-rescan');

export const imagingDecision = decision<ImagingQuestion>({
  name: 'imaging-route',
  label: { zh: '影像流转', en: 'Route of a document with images' },
  summary: {
    zh: '单据在流程中下一步去哪个节点，已有影像是否保留',
    en: 'To which node of the workflow a document goes on, and whether its images still count',
  },
  input: object(
    { event, at: text, imagesRequired: { type: 'boolean' }, imagesKept: yes, history: listOf(event) },
    ['event'],
  ),
  reads: {},
  decide: (question, _configuration, level) => imagingRoute(question, level),
});
