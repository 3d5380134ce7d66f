/** Whether this browser, at this address, makes passkeys for the site and signs with them; null: no site has them. */
export function arePasskeysHere(site: string | null | undefined): boolean {
  if (!site || !('PublicKeyCredential' in window)) return false;
  const { hostname } = location;
  return hostname === site || hostname.endsWith(`.${site}`);
}
