/** The policy of pages: no more than Vaadin needs (`style-src`), and nothing from anywhere else. */
const pagePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * The policy of the frames that draw PDFs and read codes: they have no origin, whatever opens them, and fetch nothing but
 * what this server has for everybody. Decoders of pictures in them are WebAssembly.
 */
const framePolicy =
  "sandbox allow-scripts; default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; " +
  "connect-src 'self'; img-src blob: data:; font-src blob: data:; style-src 'unsafe-inline'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'self'";

/** The policy of the page that strangers open who scanned a code: its own script, styles and calls, and nothing else. */
const scanPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";

/** Data is never a page. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

const policies = { page: pagePolicy, frame: framePolicy, scan: scanPolicy, data: dataPolicy } as const;

export interface SecurityHeaders {
  readonly 'content-security-policy': string;
  readonly 'x-content-type-options': string;
  readonly 'referrer-policy': string;
  readonly 'strict-transport-security'?: string;
}

export function securityHeaders(of: keyof typeof policies, https: boolean): SecurityHeaders {
  return {
    'content-security-policy': policies[of],
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
