/** Where a scanner for viruses listens: on a port, or on a socket of this machine. */
export type ScannerPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** The port of clamd where nobody says another. */
const usualPort = 3310;

/**
 * `clamd://scanner.example:3310` or `clamd:///run/clamav/clamd.ctl`; null: it is no such address, undefined: nothing is
 * said.
 */
export function readScannerPlace(said: string | undefined): ScannerPlace | null | undefined {
  if (said === undefined) return undefined;
  if (!said.startsWith('clamd://') || !URL.canParse(said)) return null;
  const { hostname, port, pathname, search, hash } = new URL(said);
  if (search + hash !== '') return null;
  if (hostname === '') return pathname.length > 1 ? { path: decodeURIComponent(pathname) } : null;
  if (pathname !== '' && pathname !== '/') return null;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usualPort : Number(port) };
}
