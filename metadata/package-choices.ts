/** What a folder of the menu may be drawn with; the browser has a drawing for each. */
export const menuIcons = [
  'automation',
  'company',
  'customs',
  'data',
  'finance',
  'goods',
  'image',
  'invoice',
  'issue',
  'mail',
  'people',
  'receive',
  'scan',
  'services',
  'settings',
  'shield',
  'workflow',
] as const;

export type MenuIcon = (typeof menuIcons)[number];

/** What the platform can do where a form declares an action. */
export const capabilities = [
  'set-fields',
  'authorise-licence',
  'withdraw-licence',
  'send-again',
  'submit-application',
  'plan-application',
  'issue-application',
  'issue-pending',
  'reverse-invoice',
  'draw-qr',
  'give-image-code',
  'run-now',
  'run-again',
  'try-mailbox',
  'try-address',
  'verify-customs',
] as const;

export type Capability = (typeof capabilities)[number];

/** How an option of a choice looks where records are shown: as it should be, under way, to be looked at, wrong, or of no interest. */
export const tones = ['ok', 'accent', 'warn', 'error', 'quiet'] as const;
export type Tone = (typeof tones)[number];
