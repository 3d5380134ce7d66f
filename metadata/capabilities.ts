/** What the platform can do where a form declares an action. */
export const capabilities = ['set-fields', 'authorise-licence', 'withdraw-licence'] as const;

export type Capability = (typeof capabilities)[number];
