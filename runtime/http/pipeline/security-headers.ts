/** The policy of pages: no more than Vaadin needs (`style-src`), and nothing from anywhere else. */
const pagePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Data is never a page. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

export interface SecurityHeaders {
  readonly 'content-security-policy': string;
  readonly 'x-content-type-options': string;
  readonly 'referrer-policy': string;
  readonly 'strict-transport-security'?: string;
}

export function securityHeaders(of: 'page' | 'data', https: boolean): SecurityHeaders {
  return {
    'content-security-policy': of === 'page' ? pagePolicy : dataPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
