import { amongTexts } from '../decisions/sentences.ts';
import type { Domain } from '../domain.ts';
import { imageCodeDecision } from './image-code/input.ts';
import { imagingLicenceDecision } from './imaging-licence/input.ts';
import { imagingModeDecision } from './imaging-mode/input.ts';
import { imagingDecision } from './imaging-route/input.ts';
import { texts } from './texts.ts';

/** Brings imaging to the rules. */
export const imaging: Domain = {
  name: 'imaging',
  capabilities: ['give-image-code', 'route-bill', 'push-images', 'match-images'],
  icons: {},
  decisions: [imagingDecision, imageCodeDecision, imagingModeDecision, imagingLicenceDecision],
  documents: [],
  actionTakes: {
    'route-bill': {
      members: {
        why: { type: 'string', description: 'What is asked for, where a bill is sent back.' },
      },
    },
  },
  recordChecks: [],
  messages: {},
  texts: amongTexts(texts),
  trailActions: {},
};
