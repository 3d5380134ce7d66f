import { expect, it } from 'vitest';
import { render } from '../common/render.ts';
import { messages } from '../messages/messages.ts';
import { sharingNeeded } from './sharing-needed.ts';

it('asks of a new master who sees its records, with what to write', () => {
  const { code, severity, params = {} } = sharingNeeded('item', { package: 'own', pointer: '' });
  expect([code, severity]).toEqual(['sharing-needed', 'error']);
  for (const language of ['zh', 'en'] as const)
    expect(render(messages, code, params, language)).toMatch(/item.*"sharing": "everybody"/);
});
