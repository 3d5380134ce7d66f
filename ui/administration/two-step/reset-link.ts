/** Where the link leads that somebody is sent who forgot his password; what opens it stands behind the #. */
const path = '/reset';

/** Whether the page was opened by such a link: whoever is signed in here signs in anew. */
export function isReset(): boolean {
  return location.pathname === path;
}

/** What opens it, which stays neither in the address nor in the history. Null: the page was opened otherwise. */
export function takeReset(): string | null {
  if (!isReset()) return null;
  const { hash } = location;
  history.replaceState(null, '', '/');
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    // It is none that was sent: the server says so.
    return hash;
  }
}
