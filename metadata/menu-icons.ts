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
